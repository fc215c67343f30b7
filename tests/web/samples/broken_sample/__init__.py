# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""An interlinker whose page cannot be made."""

from interlink_sdk import hookimpl


@hookimpl
def view():
    """Fail."""
    raise RuntimeError("the page is broken")
