# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A scaffolded project comes to the current template: a three-way merge, planned whole, then carried out."""

from interlink_sdk.upgrading.merging import Change
from interlink_sdk.upgrading.upgrade import Render, Upgrade, upgrade_project

__all__ = ["Change", "Render", "Upgrade", "upgrade_project"]
