"""Renew the tested versions in pyproject.toml: `uv run python scripts/pin.py`.

Resolves the newest versions that fit, and writes each as a constraint of uv. The lock file itself is not tracked.
"""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent


def main() -> None:
    pyproject = ROOT / "pyproject.toml"
    bare = re.sub(
        r"\n*\[tool\.uv\]\nconstraint-dependencies = \[\n.*?\n\]\n", "\n", pyproject.read_text("utf-8"), flags=re.DOTALL
    )
    pyproject.write_text(bare, "utf-8")
    subprocess.run(["uv", "lock", "--upgrade", "--quiet"], cwd=ROOT, check=True)
    lock = tomllib.loads((ROOT / "uv.lock").read_text("utf-8"))
    versions: dict[str, set[str]] = {}
    for package in lock["package"]:
        if "registry" in package["source"]:
            versions.setdefault(package["name"], set()).add(package["version"])
    # A package that needs different versions on different Pythons is left free; the lock decides.
    pins = [f'  "{name}=={min(found)}",' for name, found in sorted(versions.items()) if len(found) == 1]
    block = "\n".join(["[tool.uv]", "constraint-dependencies = [", *pins, "]"])
    pyproject.write_text(f"{bare.rstrip()}\n\n{block}\n", "utf-8")
    subprocess.run(["uv", "lock", "--quiet"], cwd=ROOT, check=True)
    print(f"{len(pins)} versions pinned")


if __name__ == "__main__":
    main()
