# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What the tests share: real documents, the package's samples, and the making of hostile files."""

import os
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import interlink_documents
import pytest

ROOT = Path(__file__).parents[3]
Rewrite = Callable[[str, dict[str, bytes]], Path]


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder of real INTERLINK data, which lies beside the checkout and is never copied into it."""
    folder = Path(os.environ.get("INTERLINK_SHARED", ROOT.parent / "shared")) / "data"
    if not folder.is_dir():
        reason = f"the real INTERLINK data is not at {folder}; set INTERLINK_SHARED to the folder that holds data/"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    return folder


@pytest.fixture(scope="session")
def samples() -> Path:
    return Path(str(interlink_documents.__file__)).parent / "samples"


@pytest.fixture
def rewrite(samples: Path, tmp_path: Path) -> Rewrite:
    """Return a function that copies a sample with some of its parts replaced or added."""

    def rewritten(sample: str, parts: dict[str, bytes]) -> Path:
        path = tmp_path / "blob"  # stored files have no extension
        with ZipFile(samples / sample) as original, ZipFile(path, "w", ZIP_DEFLATED) as copy:
            kept = {name: original.read(name) for name in original.namelist()}
            for name, content in {**kept, **parts}.items():
                copy.writestr(name, content)
        return path

    return rewritten
