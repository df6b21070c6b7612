"""Writes the lexicon `countries.tsv` out of CLDR's territory names and our own words for each country.

    uv run --with babel python scripts/make_countries.py

Babel carries CLDR; only this script needs it. Our words stand in `country_words.tsv` beside it: long and other names,
one-character forms (菲方, 中菲), demonyms. Re-run after a change there and commit the result.
"""

from __future__ import annotations

import csv
from pathlib import Path

from babel import Locale  # type: ignore[import-not-found,unused-ignore]

HERE = Path(__file__).resolve().parent
LEXICON = HERE.parent / "src/bulletin_corpus/language/lexicon/countries.tsv"

NOT_COUNTRIES = frozenset(
    ["AC", "AQ", "BV", "CP", "DG", "EA", "EU", "EZ", "HM", "IC", "IO", "QO", "TA", "TF", "UM", "UN", "XA", "XB", "ZZ"]
)
"""CLDR regions that no official represents, and its own codes."""

DEFAULTS = {
    "乌": "UZ", "伊": "IR", "保": "BG", "克": "HR", "加": "CA", "卡": "QA", "印": "IN", "吉": "KG", "哈":
    "KZ", "土": "TR", "埃": "EG", "塞": "RS", "塔": "TJ", "奥": "AT", "尼": "NP", "巴": "PK", "德":
    "DE", "意": "IT", "拉": "LV", "摩": "MA", "斯": "LK", "新": "SG", "波": "PL", "爱": "IE", "瑞":
    "CH", "白": "BY", "立": "LT", "约": "JO", "罗": "RO", "苏": "SD", "蒙": "MN", "赞": "ZM", "马":
    "MY",
}  # fmt: skip
"""What a one-character form means where its text names none of its candidates: the usual one in official news."""

Row = tuple[str, str, str, str, str]


def spellings(name: str) -> set[str]:
    """The name, with 'and' for '&' and without the short name that CLDR adds in brackets."""
    bare = name.split(" (", maxsplit=1)[0] if name.endswith(")") and not name.startswith("刚果") else name
    return {form for form in (bare, bare.replace(" & ", " and ")) if "&" not in form and " - " not in form}


def cldr_rows() -> set[Row]:
    """One row for each CLDR name of a country, in both languages."""
    rows: set[Row] = set()
    for lang in ("zh", "en"):
        for code, name in Locale(lang).territories.items():
            if len(code) == 2 and code.isalpha() and code not in NOT_COUNTRIES:
                rows |= {(form, lang, "name", code, "CLDR through Babel") for form in spellings(name)}
    return rows


def own_rows() -> set[Row]:
    """One row for each of our own words."""
    rows: set[Row] = set()
    with (HERE / "country_words.tsv").open(encoding="utf-8", newline="") as file:
        words = list(csv.DictReader(file, delimiter="\t"))
    owners: dict[str, list[str]] = {}
    for row in words:
        for short in filter(None, row["short_zh"].split(";")):
            owners.setdefault(short, []).append(row["code"])
    for row in words:
        code = row["code"]
        for column, lang, kind in (("zh", "zh", "name"), ("en", "en", "name"), ("demonyms_en", "en", "demonym")):
            rows |= {(form, lang, kind, code, "own list") for form in row[column].split(";") if form}
        for short in filter(None, row["short_zh"].split(";")):
            default = code == DEFAULTS.get(short, owners[short][0] if len(owners[short]) == 1 else None)
            rows.add((short, "zh", "short" if default else "short_other", code, "own list"))
    return rows


def main() -> None:
    """Writes the table: CLDR's source stands where both have a form."""
    rows = {row[:4]: row for row in sorted(own_rows())} | {row[:4]: row for row in sorted(cldr_rows())}
    lines = ["form\tlang\tkind\tcode\tsource", *("\t".join(row) for row in sorted(rows.values()))]
    LEXICON.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(rows)} forms of {len({row[3] for row in rows.values()})} countries in {LEXICON.name}")


if __name__ == "__main__":
    main()
