# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
# ruff: noqa: T201 - what a program says is read by its test
"""Migrates the database and ends itself with SIGKILL in the middle of it."""

import os
import signal
import sys
from pathlib import Path

from sqlalchemy import Engine, event

from interlink_runtime.store.migrating import bring_up_to_date


@event.listens_for(Engine, "before_cursor_execute")
def end_at(connection, cursor, sql, *rest) -> None:
    if sys.argv[2] in sql:
        os.kill(os.getpid(), signal.SIGKILL)


bring_up_to_date(Path(sys.argv[1]))
print("migrated")
