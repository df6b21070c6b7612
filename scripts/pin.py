"""Renew the tested versions in pyproject.toml: `uv run python scripts/pin.py`.

Resolves the newest versions that fit, and writes each as a constraint of uv. The lock file itself is not tracked.

What only the extra `neural` needs is left free: PyTorch and all that it brings come in builds for each graphics card,
from indexes of their own, and the tests that use them run where somebody has chosen one.
"""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
PROJECT = "bulletin-corpus"
FREE = "neural"
"""The extra whose libraries are not pinned."""


def main() -> None:
    pyproject = ROOT / "pyproject.toml"
    bare = re.sub(
        r"\n*\[tool\.uv\]\nconstraint-dependencies = \[\n.*?\n\]\n", "\n", pyproject.read_text("utf-8"), flags=re.DOTALL
    )
    pyproject.write_text(bare, "utf-8")
    subprocess.run(["uv", "lock", "--upgrade", "--quiet"], cwd=ROOT, check=True)
    pins = pinned(tomllib.loads((ROOT / "uv.lock").read_text("utf-8")))
    lines = [f'  "{name}=={version}",' for name, version in pins.items()]
    block = "\n".join(["[tool.uv]", "constraint-dependencies = [", *lines, "]"])
    pyproject.write_text(f"{bare.rstrip()}\n\n{block}\n", "utf-8")
    subprocess.run(["uv", "lock", "--quiet"], cwd=ROOT, check=True)
    print(f"{len(pins)} versions pinned")


def pinned(lock: dict[str, Any]) -> dict[str, str]:
    """The version of each package of the lock that is pinned, by name.

    A package that needs different versions on different Pythons is left free; the lock decides.
    """
    versions: dict[str, set[str]] = {}
    for package in lock["package"]:
        if "registry" in package["source"]:
            versions.setdefault(package["name"], set()).add(package["version"])
    wanted = _needed(lock)
    return {name: min(found) for name, found in sorted(versions.items()) if name in wanted and len(found) == 1}


def _needed(lock: dict[str, Any]) -> set[str]:
    """The packages that the project, its extras but the free one, and its groups need."""
    needs: dict[str, set[str]] = {}
    for package in lock["package"]:
        free = FREE if package["name"] == PROJECT else None
        extras = {extra: found for extra, found in package.get("optional-dependencies", {}).items() if extra != free}
        groups = package.get("dev-dependencies", {})
        lists = [package.get("dependencies", []), *extras.values(), *groups.values()]
        needs.setdefault(package["name"], set()).update(one["name"] for found in lists for one in found)
    seen: set[str] = set()
    waiting = [PROJECT]
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting += needs.get(name, ())
    return seen - {PROJECT}


if __name__ == "__main__":
    main()
