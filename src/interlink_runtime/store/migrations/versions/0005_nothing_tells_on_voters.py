# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Replies go with their asset, secret entries have no order, and providers can end sessions."""

import json
import re
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from interlink_runtime.store.idempotency import reply_id
from interlink_sdk.keeping import secret_place

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_ASSET = re.compile(r"/assets/([^/?]+)")
_KEEP = sa.text(
    "INSERT INTO idempotency (id, asset_id, fingerprint, status, headers, body, created_at) "
    "VALUES (:id, :asset_id, :fingerprint, :status, :headers, :body, :created_at)"
)


def upgrade() -> None:
    """Rebuild what is kept of requests, shuffle secret entries, and count them by day instead of telling each."""
    _let_replies_go_with_assets()
    _shuffle_secret_entries()
    _count_secret_entries()
    _know_sessions_of_providers()


def _let_replies_go_with_assets() -> None:
    op.rename_table("idempotency", "idempotency_before")
    op.drop_index("ix_idempotency_created_at", "idempotency_before")
    op.create_table(
        "idempotency",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("asset_id", sa.Text(), nullable=True),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("headers", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_idempotency")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_idempotency_asset_id", "idempotency", ["asset_id"])
    op.create_index("ix_idempotency_created_at", "idempotency", ["created_at"])
    for row in _replies():
        op.get_bind().execute(_KEEP, row)
    op.drop_table("idempotency_before")


def _replies() -> Iterator[dict[str, Any]]:
    """Yield what is still worth keeping, with the asset that it is about."""
    connection = op.get_bind()
    instance_key = connection.exec_driver_sql("SELECT value FROM meta WHERE key = 'key'").scalar() or ""
    rows = connection.exec_driver_sql(
        "SELECT principal, key, fingerprint, status, headers, body, created_at FROM idempotency_before"
    )
    for principal, key, fingerprint, status, headers, body, created_at in rows:
        asset_id = _asset_of(headers, body)
        if body and asset_id is None:
            continue  # nobody could say when its content has to go; it shared an asset, which can be repeated
        id_ = reply_id(bytes.fromhex(instance_key), principal, key)
        yield {
            "id": id_,
            "asset_id": asset_id,
            "fingerprint": fingerprint,
            "status": status,
            "headers": headers,
            "body": body,
            "created_at": created_at,
        }


def _asset_of(headers: str, body: bytes) -> str | None:
    """Return the asset that a reply is about, if it says so and the asset is there."""
    told = json.loads(body).get("id") if body else None
    if found := _ASSET.search(json.loads(headers).get("Location", "")):
        told = found[1]
    if not isinstance(told, str):
        return None
    known = "SELECT id FROM assets WHERE id = ? UNION SELECT asset_id FROM contributions WHERE id = ?"
    asset_id: str | None = op.get_bind().exec_driver_sql(known, (told, told)).scalar()
    return asset_id


def _shuffle_secret_entries() -> None:
    connection = op.get_bind()
    ids = connection.exec_driver_sql("SELECT id FROM contributions WHERE author IS NULL").scalars().all()
    if ids:
        placing = sa.text("UPDATE contributions SET position = :place WHERE id = :id")
        connection.execute(placing, [{"place": secret_place(id_), "id": id_} for id_ in ids])


def _count_secret_entries() -> None:
    op.create_table(
        "secret_tallies",
        sa.Column("asset_id", sa.Text(), nullable=False),
        sa.Column("collection", sa.Text(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["asset_id"], ["assets.id"], name=op.f("fk_secret_tallies_asset_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("asset_id", "collection", "day", name=op.f("pk_secret_tallies")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_secret_tallies_day", "secret_tallies", ["day"])
    told = "type = 'asset.contributed' AND actor IS NULL"
    op.execute(
        "INSERT INTO secret_tallies (asset_id, collection, day, count) "  # noqa: S608 - both parts are ours
        "SELECT asset_id, json_extract(data, '$.collection'), at, count(*) FROM events "
        f"WHERE {told} AND asset_id IN (SELECT id FROM assets) GROUP BY 1, 2, 3"
    )
    op.execute(f"DELETE FROM events WHERE {told}")  # noqa: S608 - it is ours


def _know_sessions_of_providers() -> None:
    with op.batch_alter_table("sessions") as sessions:
        sessions.add_column(sa.Column("provider_session", sa.Text(), nullable=True))
        sessions.create_index("ix_sessions_provider_session", ["provider_session"])
    op.create_table(
        "logout_tokens",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_logout_tokens")),
    )
    op.create_index("ix_logout_tokens_expires_at", "logout_tokens", ["expires_at"])
