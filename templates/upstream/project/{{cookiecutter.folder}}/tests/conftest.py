# SPDX-FileCopyrightText: {{ cookiecutter.year }} {{ cookiecutter.author }}
# SPDX-License-Identifier: {{ cookiecutter.licence }}
"""The small upstream, where the manifest's default address says, for as long as tests run."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from pads import Pads

PORT = {{ cookiecutter.port }}
_RUNNING = pytest.StashKey[Pads]()


def pytest_sessionstart(session: pytest.Session) -> None:
    """Start it; with pytest-xdist, in the first process only."""
    if not hasattr(session.config, "workerinput"):
        pads = Pads(PORT)
        pads.start()
        session.config.stash[_RUNNING] = pads


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Stop it."""
    if pads := session.config.stash.get(_RUNNING, None):
        pads.stop()
