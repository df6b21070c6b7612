"""Signals that end a command: wherever they come up, they are answered."""

from __future__ import annotations

import gc
import signal
import subprocess
import sys
import time
import weakref
from typing import TYPE_CHECKING

import pytest

from bulletin_corpus.cli import interruption
from bulletin_corpus.cli.interruption import Interrupted, interruption_behind, listen, telling

if TYPE_CHECKING:
    from collections.abc import Iterator


class Thing:
    """Something that a weak reference can point to."""


class Interrupting:
    """An attribute that is interrupted while its class is made."""

    def __set_name__(self, owner: type, name: str) -> None:
        signal.raise_signal(signal.SIGTERM)


@pytest.fixture
def listening() -> Iterator[None]:
    """Signals raise; afterwards all is as it was."""
    numbers = (signal.SIGINT, signal.SIGTERM)
    handlers, hook = [signal.getsignal(number) for number in numbers], sys.unraisablehook
    listen()
    yield
    for number, handler in zip(numbers, handlers, strict=True):
        signal.signal(number, handler)
    sys.unraisablehook = hook


def waiting() -> Interrupted:
    """The interruption that comes up while one second is waited for."""
    with pytest.raises(Interrupted) as caught:
        time.sleep(1)
    caught.value.arrive()
    return caught.value


@pytest.mark.usefixtures("listening")
def test_a_signal_raises() -> None:
    with pytest.raises(Interrupted) as caught:
        signal.raise_signal(signal.SIGTERM)
    caught.value.arrive()
    assert caught.value.code == 143


@pytest.mark.usefixtures("listening")
def test_an_interruption_that_a_callback_swallowed_comes_again(capfd: pytest.CaptureFixture[str]) -> None:
    thing = Thing()
    reference = weakref.ref(thing, lambda _: signal.raise_signal(signal.SIGINT))
    del thing
    assert reference() is None
    assert waiting().code == 130
    assert capfd.readouterr().err == ""  # not "Exception ignored in ..."


@pytest.mark.usefixtures("listening")
def test_other_exceptions_in_callbacks_are_still_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda lost: shown.append(lost.exc_value))
    listen()
    thing = Thing()
    reference = weakref.ref(thing, lambda _: 1 / 0)
    del thing
    assert reference() is None
    assert [type(value) for value in shown] == [ZeroDivisionError]


@pytest.mark.usefixtures("listening")
def test_an_interruption_that_was_answered_does_not_come_again() -> None:
    with pytest.raises(Interrupted) as caught:
        signal.raise_signal(signal.SIGTERM)
    caught.value.arrive()
    del caught
    gc.collect()
    time.sleep(5 * interruption.AGAIN_AFTER)


@pytest.mark.usefixtures("listening")
def test_an_interruption_that_was_wrapped_is_found() -> None:
    with pytest.raises((RuntimeError, Interrupted)) as caught:  # Python 3.11 wraps it, 3.12 does not
        type("Made", (), {"attribute": Interrupting()})
    found = interruption_behind(caught.value)
    assert found is not None
    found.arrive()
    assert found.code == 143


def test_other_exceptions_are_no_interruption() -> None:
    error = ValueError("b")
    error.__cause__ = KeyError("a")
    assert interruption_behind(error) is None


def test_it_says_what_stands_also_of_a_wrapped_one() -> None:
    end = Interrupted(signal.SIGTERM)
    end.arrive()
    with pytest.raises(RuntimeError), telling(lambda: "Half of it is kept."):
        raise RuntimeError("while a class was made") from end
    assert end.stands == "Half of it is kept."


def test_a_second_signal_ends_the_process_at_once() -> None:
    program = (
        "import signal, time\n"
        "from bulletin_corpus.cli.interruption import listen\n"
        "listen()\n"
        "try:\n"
        "    signal.raise_signal(signal.SIGTERM)\n"
        "finally:\n"
        "    signal.raise_signal(signal.SIGTERM)\n"
        "    time.sleep(10)\n"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == -signal.SIGTERM
