# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""From a project to its wheel: what is generated is compared with its source, then the build tool is called."""

from interlink_sdk.packaging.freshness import Stale, renew, stale_parts
from interlink_sdk.packaging.sbom import add_sbom
from interlink_sdk.packaging.wheel import build_wheel

__all__ = ["Stale", "add_sbom", "build_wheel", "renew", "stale_parts"]
