# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Where everything is kept; the only place that speaks SQL.

Each noun has a module whose functions are named after the question they answer, or return the
steps of a write. A write is data: `Store.commit` runs it whole or not at all.
"""

from interlink_runtime.store.database import DuplicateKey, StaleWrite
from interlink_runtime.store.statements import Step
from interlink_runtime.store.store import Store, open_store

__all__ = ["DuplicateKey", "StaleWrite", "Step", "Store", "open_store"]
