# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The miniatures, one file for each part of the contract, as with sentences and checks."""

from importlib import import_module
from pathlib import Path

from tests.conformance.miniature import Miniature


def all_miniatures() -> tuple[Miniature, ...]:
    """Return every miniature, part by part."""
    parts = sorted(file.stem for file in Path(__file__).parent.glob("[!_]*.py"))
    return tuple(one for part in parts for one in miniatures_of(part))


def miniatures_of(part: str) -> tuple[Miniature, ...]:
    """Return the miniatures that prove the checks of *part*."""
    found: tuple[Miniature, ...] = import_module(f".{part}", __package__).MINIATURES
    return found
