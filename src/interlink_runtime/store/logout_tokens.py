# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The logout tokens that providers have sent: each ends sessions once."""

from functools import cache

from sqlalchemy import bindparam, delete, insert

from interlink_runtime.store import tables
from interlink_runtime.store.statements import Statement, Step, compiled


def use_logout_token(id: str, expires_at: int) -> Step:  # noqa: A002 - the column's name
    """Note that a token was used; a DuplicateKey says that it was used before."""
    return Step(_use_logout_token(), {"id": id, "expires_at": expires_at})


def drop_logout_tokens(before: int) -> Step:
    """Forget the tokens that have expired."""
    return Step(_drop_logout_tokens(), {"before": before}, rows=None)


@cache
def _use_logout_token() -> Statement:
    return compiled(insert(tables.logout_tokens))


@cache
def _drop_logout_tokens() -> Statement:
    return compiled(delete(tables.logout_tokens).where(tables.logout_tokens.c.expires_at <= bindparam("before")))
