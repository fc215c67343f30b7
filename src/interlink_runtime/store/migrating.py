# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Brings a database to the present schema; where it is there already, a glance is enough."""

import fcntl
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from interlink_sdk.errors import SettingsInvalid

HEAD = "0001"
"""The newest revision under migrations/versions."""


def bring_up_to_date(path: Path) -> None:
    """Create or migrate the database at *path*.

    Raises SettingsInvalid for a database of a newer version of this program.
    """
    if _revision(path) == HEAD:
        return
    with _alone(path):
        revision = _revision(path)
        if revision == HEAD:
            return
        if revision is not None and revision not in _known_revisions():
            raise SettingsInvalid(
                f"{path.name} was written by a newer version (schema {revision}, this one knows {HEAD}): "
                "upgrade the program, or restore the backup that belongs to it"
            )
        _migrate(path)


def _revision(path: Path) -> str | None:
    if not path.exists():
        return None
    with closing(sqlite3.connect(path)) as connection:
        try:
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        except sqlite3.OperationalError:
            return None
    return row[0] if row else None


def _known_revisions() -> set[str]:
    return {file.name.partition("_")[0] for file in (Path(__file__).parent / "migrations/versions").glob("[0-9]*.py")}


def _migrate(path: Path) -> None:
    # Alembic and an engine cost half a second to import; a current database never needs them
    from alembic import command
    from alembic.config import Config
    from sqlalchemy import create_engine

    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    engine = create_engine(f"sqlite:///{path}")
    try:
        with engine.begin() as connection_:
            config = Config()
            config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
            config.attributes["connection"] = connection_
            command.upgrade(config, "head")
    finally:
        engine.dispose()


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Let one process migrate at a time."""
    with path.with_name(f"{path.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
