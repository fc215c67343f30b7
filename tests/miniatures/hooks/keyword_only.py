# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A keyword-only argument."""

from interlink_sdk import Html, hookimpl


@hookimpl  # <- hook_argument_kind
def view(*, asset):
    return Html(body=asset.name)
