"""Mistakes of the user, told apart from bugs."""

from __future__ import annotations


class UserError(Exception):
    """A mistake of the user, or a refusal that protects data: one sentence of cause and one of remedy.

    The command line prints both and exits with 2; a bug is any other exception and exits with 1.
    """

    def __init__(self, cause: str, remedy: str) -> None:
        super().__init__(f"{cause} {remedy}")
        self.cause = cause
        self.remedy = remedy
