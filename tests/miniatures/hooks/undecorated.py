# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A hook without its decorator, and a helper that only looks like one."""

from interlink_sdk import Html


def view(asset):  # <- undecorated_hook
    return Html(body=asset.name)


def views(asset):
    return [view(asset)]
