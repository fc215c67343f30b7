# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Paths into a JSON value as dotted keys: `people.0.name`, which is also the name of the form field.

A dot inside a property's name is written `~1` and a tilde `~0`, as JSON Pointer does with slashes.
"""

from collections.abc import Iterable


def key_of(path: Iterable[str | int]) -> str:
    """Return the key of what lies at *path*."""
    return ".".join(_escaped(part) for part in path)


def child_key(key: str, part: str | int) -> str:
    """Return the key of the child *part* of what has the key *key*."""
    return f"{key}.{_escaped(part)}" if key else _escaped(part)


def _escaped(part: str | int) -> str:
    return str(part).replace("~", "~0").replace(".", "~1")
