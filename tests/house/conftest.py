# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What the tests of the tree itself share: its files, and the reference made of its code."""

import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
OUTSIDE = re.compile(r"(^|/)(\.git|\.venv|\.hypothesis|\.\w+_cache|node_modules|__pycache__|_build)/")


@pytest.fixture(scope="session")
def files() -> list[Path]:
    """Return every file of the tree that git knows, or would take."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode == 0:
        paths = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    else:
        paths = [path for path in ROOT.rglob("*") if not OUTSIDE.search(path.relative_to(ROOT).as_posix())]
    return sorted(path for path in paths if path.is_file())


@pytest.fixture(scope="session")
def texts(files: list[Path]) -> dict[str, str]:
    """Return the text of every file of the tree that is text, by its path from the root."""
    found = {}
    for path in files:
        content = path.read_bytes()
        if b"\0" not in content:
            found[path.relative_to(ROOT).as_posix()] = content.decode("utf-8")
    return found


@pytest.fixture(scope="session")
def reference() -> ModuleType:
    """Return the extension that makes the documentation's reference."""
    pytest.importorskip("sphinx")
    sys.path.insert(0, str(ROOT / "docs" / "_ext"))
    try:
        return import_module("interlink_reference")
    finally:
        sys.path.pop(0)
