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


def how_to_install(extra: str) -> str:
    """The remedy where the libraries of an extra are missing; the project is installed from its folder."""
    with_uv = f"`uv run --extra {extra} bulletin-corpus ...`"
    return f"In the project's folder, run `pip install '.[{extra}]'`; with uv, {with_uv}."
