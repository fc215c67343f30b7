# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Arguments that take everything."""

from interlink_sdk import Html, hookimpl


@hookimpl  # <- hook_argument_kind
def view(*args):
    return Html(body=str(args))


@hookimpl  # <- hook_argument_kind
def edit(**kwargs):
    return kwargs["params"]
