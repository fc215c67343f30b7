# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""How deep a JSON value is, found without recursion."""

from pydantic import JsonValue


def depth_of(value: JsonValue, enough: int) -> int:
    """Return how many levels *value* is nested, counting no further than one past *enough*."""
    depth, level = 0, [value]
    while level and depth <= enough:
        depth, above, level = depth + 1, level, []
        for parent in above:
            if isinstance(parent, dict):
                level += parent.values()
            elif isinstance(parent, list):
                level += parent
    return depth
