"""Ctrl-C and SIGTERM end a command cleanly, wherever it is, and the user is told what stands then.

Python raises what a handler of signals raises between any two instructions: inside a callback of a weak reference,
where it is swallowed, or while a class is made, where it comes out as another exception. Of 120 builds that were
stopped at random moments four went on to their end. So an interruption that died on its way is raised again, and one
that was wrapped is found.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import weakref
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

AGAIN_AFTER = 0.02
"""Seconds until an interruption that was swallowed is raised again: the callback has returned by then."""


class Interrupted(SystemExit):
    """The end of a command by Ctrl-C or a signal.

    Attributes:
        stands: what is left on disk, in words.
    """

    stands = "Nothing was written."

    def __init__(self, number: int) -> None:
        super().__init__(128 + number)
        self._lost = weakref.finalize(self, _again, number)

    def arrive(self) -> None:
        """It is where it is answered: from here on it may end."""
        self._lost.detach()


def listen() -> None:
    """From now on Ctrl-C and SIGTERM raise `Interrupted` in the main thread; a second signal ends the process."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _interrupted)
    report = sys.unraisablehook
    sys.unraisablehook = lambda lost: None if isinstance(lost.exc_value, Interrupted) else report(lost)


def interruption_behind(error: BaseException) -> Interrupted | None:
    """The interruption that an exception is, or that it was made of; None where there is none."""
    behind: BaseException | None = error
    while behind is not None and not isinstance(behind, Interrupted):
        behind = behind.__cause__ or behind.__context__
    return behind


@contextmanager
def telling(stands: Callable[[], str]) -> Iterator[None]:
    """If what is done here is interrupted, the user is told what stands then."""
    try:
        yield
    except BaseException as error:
        if (end := interruption_behind(error)) is not None:
            end.stands = stands()
        raise


def _interrupted(number: int, _frame: FrameType | None) -> NoReturn:
    """Leave with 128 + the signal's number; on the way out locks are released and nothing half done is published."""
    signal.signal(number, signal.SIG_DFL)
    raise Interrupted(number)


def _again(number: int) -> None:
    """Send the signal once more: its exception was swallowed, and the command goes on."""
    signal.signal(number, _interrupted)
    again = threading.Timer(AGAIN_AFTER, os.kill, (os.getpid(), number))
    again.daemon = True
    again.start()
