# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""An argument with a default, which would never be passed by pluggy."""

from interlink_sdk import Html, hookimpl


@hookimpl  # <- hook_argument_kind
def view(asset, purpose="view"):
    return Html(body=f"{asset.name} {purpose}")
