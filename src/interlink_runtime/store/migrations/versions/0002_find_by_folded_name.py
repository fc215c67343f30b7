# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Names are found whatever their case and accents, every list walks an index, and unused blobs have a date."""

import sqlalchemy as sa
from alembic import op

from interlink_runtime.store.names import folded

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Fold the names that are there and rebuild the indexes of lists."""
    with op.batch_alter_table("assets") as assets:
        assets.add_column(sa.Column("folded_name", sa.Text(), nullable=False, server_default=""))
        assets.drop_index("ix_assets_interlinker")
        assets.create_index("ix_assets_interlinker_id", ["interlinker", "id"])
    with op.batch_alter_table("assets") as assets:
        assets.alter_column("folded_name", server_default=None)
    _fold_names()
    op.add_column("blobs", sa.Column("unused_since", sa.Integer(), nullable=True))
    op.create_index("ix_entry_genesis_asset_id", "entry_genesis", ["asset_id"])
    op.drop_index("ix_grants_subject_asset_id", "grants")
    op.drop_index("ix_grants_subject_interlinker_asset_id", "grants")
    op.create_index(
        "ix_grants_subject_interlinker_role_asset_id", "grants", ["subject", "interlinker", "role", "asset_id"]
    )


def _fold_names() -> None:
    connection = op.get_bind()
    names = connection.exec_driver_sql("SELECT id, name FROM assets").all()
    if names:
        folding = sa.text("UPDATE assets SET folded_name = :folded WHERE id = :id")
        connection.execute(folding, [{"id": row.id, "folded": folded(row.name)} for row in names])
