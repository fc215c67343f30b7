# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The pages of assets whose interlinkers have none of their own: values go in, semantic HTML comes out."""

from interlink_sdk.rendering.assets import render_asset, render_document, render_stored
from interlink_sdk.rendering.page import Entries, human_size, render_state, web_address

__all__ = ["Entries", "human_size", "render_asset", "render_document", "render_state", "render_stored", "web_address"]
