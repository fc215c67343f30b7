# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A show of hands: the smallest interlinker that has something of its own."""

from interlink_sdk import Asset, Contributions, Html, hookimpl


@hookimpl
def view(asset: Asset, contributions: Contributions) -> Html:
    hands = [hand.body["up"] for hand in contributions["hands"]]
    return Html(title=asset.name, body=f"<p>{hands.count(True)} of {len(hands)}</p>")
