# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Interlinkers and hosts that are right for the samples, and wrong for assets that nobody thought of."""

from typing import Any

from tests.conformance.miniature import Host, Miniature
from tests.conformance.miniatures.cloning import EditsTheOriginalToo, clone
from tests.conformance.miniatures.exporting import changed, export
from tests.conformance.miniatures.restoring import restore

from interlink_sdk.assets import JsonObject

UNSEEN = "'budget' in board and 'steps' not in board"
"""Neither the samples nor the boundary values are like this."""


def without_budget(hook: str) -> str:
    """Return *hook*, which loses the budget of boards that no sample is like."""
    return (
        "def kept_of(asset):\n"
        "    board = dict(board_of(asset))\n"
        f"    if {UNSEEN}:\n"
        "        del board['budget']\n"
        "    return {**asset.state, 'board': board}\n\n\n"
    ) + hook


class EditsTheOriginalSometimes(EditsTheOriginalToo):
    """A host whose clones edit their original where there is a budget, but no description."""

    async def edit(self, asset_id: str, params: JsonObject, *arguments: Any, **named: Any) -> Any:
        if "budget" in params and "description" not in params:
            return await super().edit(asset_id, params, *arguments, **named)
        return await self.subject.edit(asset_id, params, *arguments, **named)


class TurnsLongDiscussions(Host):
    """A host that turns a collection round where more than four people took part."""

    async def contributions(self, asset_id: str, collection: str, **named: Any) -> Any:
        entries = await self.subject.contributions(asset_id, collection, **named)
        return entries[::-1] if len(entries) > 4 else entries


KEPT = "Draft(name=asset.name, state=kept_of(asset), files=asset.files)"

MINIATURES = (
    Miniature(
        "loses a budget when it comes back",
        breaks="law-bundle-comes-back",
        hooks=without_budget(restore(KEPT)),
    ),
    Miniature("loses a budget in a clone", breaks="law-clone-equals-original", hooks=without_budget(clone(KEPT))),
    Miniature(
        "a host whose clones sometimes edit their original",
        breaks="law-clones-are-apart",
        host=EditsTheOriginalSometimes,
    ),
    Miniature(
        "writes the time for a budget",
        breaks="law-export-repeats",
        hooks=export(
            "board = board_of(asset)\n"
            f"if format == 'markdown' and {UNSEEN}:\n    "
            + changed(content="(file.content or b'') + str(time.time_ns()).encode()"),
            before="import time",
        ),
    ),
    Miniature("a host that turns long discussions", breaks="law-entries-keep-order", host=TurnsLongDiscussions),
)
