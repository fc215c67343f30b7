# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What several test modules share: the folder of real INTERLINK data."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder of real INTERLINK data, which lies beside the checkout and is never copied into it."""
    folder = Path(os.environ.get("INTERLINK_SHARED", ROOT.parent / "shared")) / "data"
    if not folder.is_dir():
        reason = f"the real INTERLINK data is not at {folder}; set INTERLINK_SHARED to the folder that holds data/"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    return folder
