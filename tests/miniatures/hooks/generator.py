# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Hooks that yield."""

from interlink_sdk import Html, hookimpl


@hookimpl  # <- generator_hook
def view(asset):
    yield Html(body=asset.name)


@hookimpl  # <- generator_hook
async def assets(assets):
    for asset in assets:
        yield asset
