# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A hook behind a cache, which is no function any more."""

from functools import cache

from interlink_sdk import Html, hookimpl


@hookimpl
@cache
def view(asset):
    return Html(body=asset.name)
