# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Entries have numbers, by which texts and facets of very many are found and counted in one go."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_KEPT = "id, nature, source, origin, digest, software, name, created_at, updated_at, document"


def upgrade() -> None:
    """Give numbers to the entries in the order of their identifiers and rebuild what they are found by."""
    _number_entries()
    _number_facets()
    _number_texts()


def _number_entries() -> None:
    op.create_table(
        "numbered_entries",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("nature", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("software", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(collation="NOCASE"), nullable=False),
        sa.Column("created_at", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_entries")),
        sa.UniqueConstraint("id", name=op.f("uq_entries_id")),
    )
    op.execute(f"INSERT INTO numbered_entries ({_KEPT}) SELECT {_KEPT} FROM entries ORDER BY id")  # noqa: S608 - constants
    op.drop_table("entries")
    op.rename_table("numbered_entries", "entries")
    op.create_index("ix_entries_name_id", "entries", ["name", "id"])
    op.create_index("ix_entries_created_at_id", "entries", [sa.text("created_at DESC"), "id"])
    op.create_table(
        "entry_changes",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_entry_changes")),
        sa.UniqueConstraint("seq", name=op.f("uq_entry_changes_seq")),
    )
    op.execute("INSERT INTO entry_changes (number, seq) SELECT number, number FROM entries")


def _number_facets() -> None:
    op.create_table(
        "numbered_facets",
        sa.Column("facet", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["number"], ["entries.number"], name=op.f("fk_entry_facets_number"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("facet", "value", "number", name=op.f("pk_entry_facets")),
        sqlite_with_rowid=False,
    )
    op.execute(
        "INSERT INTO numbered_facets (facet, value, number) SELECT facet, value, entries.number "
        "FROM entry_facets JOIN entries ON entries.id = entry_facets.entry_id"
    )
    op.drop_table("entry_facets")
    op.rename_table("numbered_facets", "entry_facets")
    op.create_index(op.f("ix_entry_facets_number"), "entry_facets", ["number"])


def _number_texts() -> None:
    op.create_table(
        "entry_languages",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("tag", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_entry_languages")),
        sa.UniqueConstraint("tag", name=op.f("uq_entry_languages_tag")),
    )
    op.execute("INSERT INTO entry_languages (tag) SELECT DISTINCT language FROM entry_search ORDER BY 1")
    op.execute(
        "CREATE TEMP TABLE texts AS SELECT entries.number << 16 | entry_languages.number AS place, "
        "entry_search.name, entry_search.tags, entry_search.description FROM entry_search "
        "JOIN entries ON entries.id = entry_search.entry_id "
        "JOIN entry_languages ON entry_languages.tag = entry_search.language"
    )
    op.execute("DROP TABLE entry_search")
    op.execute(
        "CREATE VIRTUAL TABLE entry_search USING fts5(name, tags, description, "
        "tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3')"
    )
    op.execute(
        "INSERT INTO entry_search (rowid, name, tags, description) "
        "SELECT place, name, tags, description FROM texts ORDER BY place"
    )
    op.execute("DROP TABLE texts")
