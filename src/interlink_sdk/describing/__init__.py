# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What an interlinker offers, gathered from its manifest alone and written as text or Markdown."""

from interlink_sdk.describing.description import Description, describe
from interlink_sdk.describing.markdown import markdown_lines
from interlink_sdk.describing.plain import plain_lines

__all__ = ["Description", "describe", "markdown_lines", "plain_lines"]
