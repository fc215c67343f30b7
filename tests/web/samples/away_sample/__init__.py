# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""An interlinker whose content is on another site."""

from interlink_sdk import Redirect, hookimpl


@hookimpl
def view():
    """Lead there."""
    return Redirect(url="https://pad.example.org/p/1")
