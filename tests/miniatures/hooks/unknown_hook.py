# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A misspelled hook."""

from interlink_sdk import Draft, hookimpl


@hookimpl  # <- unknown_hook
def instanciate(params):
    return Draft(state=params)
