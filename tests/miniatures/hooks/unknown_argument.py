# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A misspelled argument."""

from interlink_sdk import Draft, hookimpl


@hookimpl  # <- unknown_hook_argument
def instantiate(parms):
    return Draft(state=parms)
