# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The tables, as the migrations leave them.

Columns are TEXT, INTEGER or BLOB only: JSON as text, times as UTC microseconds, identifiers as
text that sorts by time. So statements need no result processors and run on the bare driver.
The full-text table `entry_search` is SQLite's own and stands in the migrations only.
"""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text
from sqlalchemy.schema import PrimaryKeyConstraint, UniqueConstraint

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _text(name: str, *more: object, null: bool = False) -> Column[str]:
    return Column(name, Text, *more, nullable=null)  # type: ignore[arg-type]


def _integer(name: str, *more: object, null: bool = False) -> Column[int]:
    return Column(name, Integer, *more, nullable=null)  # type: ignore[arg-type]


def _asset() -> ForeignKey:
    return ForeignKey("assets.id", ondelete="CASCADE")


assets = Table(
    "assets",
    metadata,
    Column("id", Text, primary_key=True, nullable=False),
    _text("interlinker"),
    _text("interlinker_version"),
    _text("name"),
    _text("folded_name"),
    _text("state"),
    _text("files"),
    _integer("version"),
    _text("external_id", null=True),
    _text("owner"),
    _text("created_by"),
    _text("cloned_from", null=True),
    _text("knowledge", null=True),
    _integer("genesis"),
    _text("language", null=True),
    _integer("created_at"),
    _integer("updated_at"),
    CheckConstraint("version >= 1", name="version"),
    Index(None, "interlinker", "id"),
)

asset_versions = Table(
    "asset_versions",
    metadata,
    _text("asset_id", _asset()),
    _integer("version"),
    _text("name"),
    _text("state"),
    _text("files"),
    _text("actor"),
    _integer("at"),
    PrimaryKeyConstraint("asset_id", "version"),
)

blobs = Table(
    "blobs",
    metadata,
    Column("sha256", Text, primary_key=True, nullable=False),
    _integer("size_bytes"),
    _integer("crc32"),
    _integer("created_at"),
    _integer("unused_since", null=True),
)
"""`unused_since` is when the sweep first saw that nothing names the blob."""

blob_uses = Table(
    "blob_uses",
    metadata,
    _text("asset_id", _asset()),
    _text("sha256", ForeignKey("blobs.sha256")),
    PrimaryKeyConstraint("asset_id", "sha256"),
    Index(None, "sha256"),
)

contributions = Table(
    "contributions",
    metadata,
    Column("position", Integer, primary_key=True, autoincrement=True, nullable=False),
    _text("id"),
    _text("asset_id", _asset()),
    _text("collection"),
    _text("body"),
    _text("files"),
    _text("author", null=True),
    _text("author_name", null=True),
    _text("pseudonym", null=True),
    _text("once_key", null=True),
    _integer("created_at"),
    UniqueConstraint("id"),
    UniqueConstraint("asset_id", "collection", "once_key"),
    Index(None, "asset_id", "collection", "position"),
    sqlite_autoincrement=True,
)

grants = Table(
    "grants",
    metadata,
    _text("asset_id", _asset()),
    _text("subject"),
    _text("role"),
    _text("interlinker"),
    _text("granted_by"),
    _integer("created_at"),
    PrimaryKeyConstraint("asset_id", "subject"),
    Index(None, "subject", "role", "asset_id"),
    Index(None, "subject", "interlinker", "role", "asset_id"),
)
"""Both indexes end in the asset, so that each (subject, role) can be walked newest first."""

people = Table(
    "people",
    metadata,
    Column("id", Text, primary_key=True, nullable=False),
    _text("name"),
    _text("email", null=True),
    _text("locale"),
    _integer("operator"),
    _integer("created_at"),
    Column("groups", Text, nullable=False, server_default="[]"),
)

sessions = Table(
    "sessions",
    metadata,
    Column("token_hash", Text, primary_key=True, nullable=False),
    _text("id"),
    _text("person", ForeignKey("people.id", ondelete="CASCADE")),
    _text("provider", null=True),
    _text("agent"),
    _integer("created_at"),
    _integer("seen_at"),
    _integer("expires_at"),
    _text("provider_session", null=True),
    UniqueConstraint("id"),
    Index(None, "person"),
    Index(None, "provider_session"),
)
"""`provider_session` stands for the session at the provider, by which the provider ends this one."""

logout_tokens = Table(
    "logout_tokens",
    metadata,
    Column("id", Text, primary_key=True, nullable=False),
    _integer("expires_at"),
    Index(None, "expires_at"),
)
"""The logout tokens of providers that have been used, for as long as they are valid."""

access_tokens = Table(
    "access_tokens",
    metadata,
    Column("token_hash", Text, primary_key=True, nullable=False),
    _text("id"),
    _text("person", ForeignKey("people.id", ondelete="CASCADE")),
    _text("name"),
    _text("scopes"),
    _integer("created_at"),
    _integer("expires_at"),
    _integer("used_at", null=True),
    UniqueConstraint("id"),
    Index(None, "person"),
)

teams = Table(
    "teams",
    metadata,
    Column("id", Text, primary_key=True, nullable=False),
    _text("name"),
    _text("created_by"),
    _integer("created_at"),
)

team_members = Table(
    "team_members",
    metadata,
    _text("team", ForeignKey("teams.id", ondelete="CASCADE")),
    _text("subject"),
    _text("role"),
    _text("added_by"),
    _integer("added_at"),
    PrimaryKeyConstraint("team", "subject"),
    Index(None, "subject"),
)

login_links = Table(
    "login_links",
    metadata,
    Column("token_hash", Text, primary_key=True, nullable=False),
    _integer("expires_at"),
    _integer("used_at", null=True),
)

unsent_forms = Table(
    "unsent_forms",
    metadata,
    Column("token_hash", Text, primary_key=True, nullable=False),
    _text("owner"),
    Column("body", LargeBinary, nullable=False),
    _integer("size_bytes"),
    _integer("expires_at"),
    Index(None, "owner"),
    Index(None, "expires_at"),
)
"""Forms that were sent without a session; what was typed waits for its person, an hour at most."""

events = Table(
    "events",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True, nullable=False),
    _text("id"),
    _text("type"),
    _text("asset_id", null=True),
    _text("interlinker", null=True),
    _text("actor", null=True),
    _integer("at"),
    _text("data"),
    Index(None, "asset_id"),
    sqlite_autoincrement=True,
)

secret_tallies = Table(
    "secret_tallies",
    metadata,
    _text("asset_id", _asset()),
    _text("collection"),
    _integer("day"),
    _integer("count"),
    PrimaryKeyConstraint("asset_id", "collection", "day"),
    Index(None, "day"),
    sqlite_with_rowid=False,
)
"""How many secret entries came on a day of which no event tells yet: one for each would tell the moment."""

idempotency = Table(
    "idempotency",
    metadata,
    Column("id", Text, primary_key=True, nullable=False),
    _text("asset_id", null=True),
    _text("fingerprint"),
    _integer("status"),
    _text("headers"),
    Column("body", LargeBinary, nullable=False),
    _integer("created_at"),
    Index(None, "asset_id"),
    Index(None, "created_at"),
    sqlite_with_rowid=False,
)
"""A row number would tell in which order secret votes came; by their digests, the replies lie as by lot."""

entries = Table(
    "entries",
    metadata,
    Column("number", Integer, primary_key=True, nullable=False),
    _text("id"),
    _text("nature"),
    _text("source"),
    _text("origin"),
    _text("digest"),
    _text("software", null=True),
    Column("name", Text(collation="NOCASE"), nullable=False),
    _integer("created_at"),
    _integer("updated_at"),
    _text("document"),
    Index("ix_entries_name_id", "name", "id"),
    UniqueConstraint("id"),
)
"""`number` stands for the entry in what is searched, and is never used again. The document is the last column:
whatever lies behind a long one is read by way of all its pages."""
Index("ix_entries_created_at_id", entries.c.created_at.desc(), entries.c.id)

entry_facets = Table(
    "entry_facets",
    metadata,
    _text("facet"),
    _text("value"),
    _integer("number", ForeignKey("entries.number", ondelete="CASCADE")),
    PrimaryKeyConstraint("facet", "value", "number"),
    Index(None, "number"),
    sqlite_with_rowid=False,
)

entry_changes = Table(
    "entry_changes",
    metadata,
    Column("number", Integer, primary_key=True, nullable=False),
    _integer("seq"),
    UniqueConstraint("seq"),
)
"""Per entry that is or was there the place of its last change: so that what is held in memory is brought up to it."""

entry_languages = Table(
    "entry_languages",
    metadata,
    Column("number", Integer, primary_key=True, nullable=False),
    _text("tag"),
    UniqueConstraint("tag"),
)
"""Languages of texts; a row of `entry_search` is an entry's number and a language's number."""

entry_genesis = Table(
    "entry_genesis",
    metadata,
    _text("entry_id", ForeignKey("entries.id", ondelete="CASCADE")),
    _text("language"),
    _text("asset_id", _asset()),
    PrimaryKeyConstraint("entry_id", "language"),
    Index(None, "asset_id"),
)

entry_blobs = Table(
    "entry_blobs",
    metadata,
    _text("entry_id", ForeignKey("entries.id", ondelete="CASCADE")),
    _text("name"),
    _text("sha256", ForeignKey("blobs.sha256")),
    _text("media_type"),
    PrimaryKeyConstraint("entry_id", "name"),
    Index(None, "sha256"),
)
"""The images of an entry: its logo and its snapshots."""

problem_profiles = Table(
    "problem_profiles",
    metadata,
    Column("id", Text, primary_key=True, nullable=False),
    _text("document"),
)

meta = Table(
    "meta",
    metadata,
    Column("key", Text, primary_key=True, nullable=False),
    _text("value"),
)
