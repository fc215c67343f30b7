# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A hook of another package."""

from interlink_sdk.defaults import clone  # foreign_hook, where it was written

__all__ = ["clone"]
