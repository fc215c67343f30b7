# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Which interlinkers are installed: entry points and manifests, read without importing anything.

A plugin offers `interlink.interlinkers` entry points: the name is the interlinker's id, the value
its package. Whatever cannot be loaded is listed as refused with the reason; the others load.
"""

from interlink_runtime.discovery.discoverer import Discoverer, discover
from interlink_runtime.discovery.found import Candidate, Discovery, Refusal

__all__ = ["Candidate", "Discoverer", "Discovery", "Refusal", "discover"]
