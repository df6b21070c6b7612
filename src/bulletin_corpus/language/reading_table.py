"""The readings of single Chinese characters, from pypinyin's table, without the rest of that package.

Importing pypinyin reads its table of phrases too, which takes three times as long and is not needed here.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path


@cache
def reading_table() -> dict[int, str]:
    """Readings by code point, with tone marks, joined by commas, the usual one first.

    Raises:
        ModuleNotFoundError: if pypinyin is not installed.
    """
    package = find_spec("pypinyin")
    if package is None or package.origin is None:
        raise ModuleNotFoundError("pypinyin is not installed", name="pypinyin")
    spec = spec_from_file_location("pypinyin_characters", Path(package.origin).with_name("pinyin_dict.py"))
    if spec is None or spec.loader is None:
        raise ModuleNotFoundError("pypinyin has no table of characters", name="pypinyin.pinyin_dict")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    table: dict[int, str] = module.pinyin_dict
    return table
