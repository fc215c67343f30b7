# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The pages for people: server-rendered, in their language, usable with the keyboard and without scripts."""

from interlink_runtime.web.errors import error_page
from interlink_runtime.web.router import FRAME_STYLES, STATIC_FOLDER, web_router

__all__ = ["FRAME_STYLES", "STATIC_FOLDER", "error_page", "web_router"]
