# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Brings a database to the present schema; where it is there already, a glance is enough."""

import fcntl
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from interlink_runtime.store.database import outage_of
from interlink_sdk.errors import SettingsInvalid

HEAD = "0008"
"""The newest revision under migrations/versions."""
VERSIONS = Path(__file__).parent / "migrations" / "versions"


def bring_up_to_date(path: Path) -> None:
    """Create or migrate the database at *path*, whole or not at all.

    Raises SettingsInvalid for a file that is no database or one of a newer version of this
    program, StoreUnavailable where it cannot be read or written.
    """
    if _revision(path) == HEAD:
        return
    with _alone(path):
        revision = _revision(path)  # another process may just have done it
        if revision == HEAD:
            return
        if revision is not None and revision not in known_revisions():
            raise SettingsInvalid(
                f"{path.name} was written by a newer version (schema {revision}, this one knows {HEAD}): "
                "upgrade the program, or restore the backup that belongs to it"
            )
        _migrate(path)


def known_revisions() -> set[str]:
    """Return the revisions that this version can bring up to date."""
    return {file.name.partition("_")[0] for file in VERSIONS.glob("[0-9]*.py")}


def _revision(path: Path) -> str | None:
    if not path.exists():
        return None
    with closing(sqlite3.connect(path)) as connection:
        try:
            if not connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'alembic_version'").fetchone():
                return None
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        except sqlite3.Error as error:
            raise _refusal(path, error) from error
    return row[0] if row else None


def _migrate(path: Path) -> None:
    # Alembic and an engine cost half a second to import; a current database never needs them
    from alembic import command
    from alembic.config import Config
    from sqlalchemy import NullPool, create_engine
    from sqlalchemy.exc import DBAPIError

    config = Config()
    config.set_main_option("script_location", str(VERSIONS.parent).replace("%", "%%"))
    engine = create_engine("sqlite://", creator=lambda: _writable(path), poolclass=NullPool)
    try:
        with engine.begin() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")  # the driver itself would leave DDL outside
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except DBAPIError as error:
        raise _refusal(path, error.orig) from error
    except sqlite3.Error as error:
        raise _refusal(path, error) from error


def _writable(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    return connection


def _refusal(path: Path, error: BaseException | None) -> Exception:
    if not isinstance(error, sqlite3.Error):
        return RuntimeError(f"{path.name} cannot be migrated: {error}")
    if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_NOTADB:
        return SettingsInvalid(f"{path} is not a database of this program: name another file, or restore a backup")
    return outage_of(error) or error


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Let one process migrate at a time."""
    with path.with_name(f"{path.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
