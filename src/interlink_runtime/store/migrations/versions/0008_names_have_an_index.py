# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Any part of a name is found without looking at every asset.

The index holds, for every three letters that stand together, the numbers of the assets in whose
folded names they do. Triggers keep it, so that no statement can forget it; a later migration that
rebuilds the table of assets has to create them again.
"""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

DIGITS = (*range(1, 9), *range(10, 14), *range(15, 19))
"""Where the first sixteen hexadecimal digits stand in an identifier."""


def upgrade() -> None:
    """Create the index, fill it, and let it follow."""
    op.execute(
        "CREATE VIRTUAL TABLE asset_names USING fts5("
        "name, content = '', columnsize = 0, detail = none, tokenize = 'trigram case_sensitive 1')"
    )
    op.execute(
        "INSERT INTO asset_names (rowid, name) "  # noqa: S608 - our own expression
        f"SELECT {_number('id')}, folded_name FROM assets ORDER BY id"
    )
    op.execute(f"CREATE TRIGGER asset_names_insert AFTER INSERT ON assets BEGIN {_add('new')} END")
    op.execute(f"CREATE TRIGGER asset_names_delete AFTER DELETE ON assets BEGIN {_remove()} END")
    op.execute(
        "CREATE TRIGGER asset_names_update AFTER UPDATE OF folded_name ON assets "
        f"WHEN new.folded_name <> old.folded_name BEGIN {_remove()} END"
    )


def _number(identifier: str) -> str:
    """Return the expression for the first 64 bits of *identifier* as a signed number that sorts as it does.

    SQLite reads no hexadecimal text; the first digit is turned so that the sign sorts, too.
    """
    values = [f"instr('123456789abcdef', substr({identifier}, {digit}, 1))" for digit in DIGITS]
    first = f"((({values[0]} + 8) & 15) << 60)"
    rest = [f"({value} << {56 - 4 * place})" for place, value in enumerate(values[1:])]
    return " | ".join([first, *rest])


def _add(row: str) -> str:
    number = _number(f"{row}.id")
    return f"INSERT INTO asset_names (rowid, name) VALUES ({number}, {row}.folded_name);"  # noqa: S608 - as above


def _remove() -> str:
    """Return the steps that take the old name out.

    Identifiers of strangers may share their first 64 bits, and with them the number: what is still
    there under it (after an update, the asset itself) is put in again. The last step tells the
    sweep that traces of a name are left in the index until it is written anew.
    """
    number = _number("old.id")
    return (
        "INSERT INTO asset_names (asset_names, rowid, name) "  # noqa: S608 - as above
        f"VALUES ('delete', {number}, old.folded_name); "
        f"INSERT INTO asset_names (rowid, name) SELECT {number}, folded_name FROM assets "
        "WHERE id > substr(old.id, 1, 19) AND id < substr(old.id, 1, 19) || '~'; "
        "INSERT INTO meta (key, value) VALUES ('names_erased', hex(randomblob(8))) "
        "ON CONFLICT (key) DO UPDATE SET value = excluded.value;"
    )
