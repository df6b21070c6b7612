"""What is wrong with a corpus as a person reads it: a line for each finding, then counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bulletin_corpus.views.terminal import counted, harmless

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bulletin_corpus.validation.validate import Validation


def render_validation(validation: Validation) -> str:
    """The findings as plain text: table, id, what; then what was not checked, and how many rows were."""
    return "\n".join(_lines(validation))


def _lines(validation: Validation) -> Iterator[str]:
    for one in validation.findings:
        yield harmless(f"{one.table} {one.id}".strip() + f": {one.what}") + f"  [{one.check}]"
    yield from (harmless(f"not checked: {text}") for text in validation.unchecked)
    if any(one.check == "raw.gone" for one in validation.findings):
        yield "if the bulletins are in another folder, name it with --raw"
    rows = f"{counted(sum(validation.rows.values()), 'row')} of {counted(len(validation.rows), 'table')}"
    checked = rows if validation.raw is None else f"{rows}, against {harmless(validation.raw)}"
    yield f"{len(validation.findings) or 'nothing'} wrong: {checked}"
