# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A request that must take effect once, however often it is sent.

The reply is stored in the transaction of the change itself: either both are there or neither. It
is stored under a digest that only this instance can compute, so that no record tells who asked;
and it goes with its asset.
"""

import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any, Self

from interlink_runtime.clock import microseconds
from interlink_runtime.runtime import Runtime
from interlink_runtime.store import DuplicateKey, Step
from interlink_runtime.store.idempotency import insert_reply, known_reply, reply_id
from interlink_sdk.errors import InterlinkError, KeyReused

MAX_KEY_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class StoredReply:
    """What is answered again when the request is repeated."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Once:
    """An Idempotency-Key of one principal, the digest of its request, and how its outcome is answered."""

    id: str
    """Stands for principal and key; nobody can tell these from it."""
    fingerprint: str
    reply_for: Callable[[Any], StoredReply]
    goes_with_asset: bool = True

    @classmethod
    def of(
        cls, runtime: Runtime, principal: str, key: str, fingerprint: str, reply_for: Callable[[Any], StoredReply]
    ) -> Self:
        """Return what is known of the request with *key* of *principal*."""
        return cls(reply_id(runtime.key, principal, key), fingerprint, reply_for)

    def outliving(self) -> Self:
        """Return this for a reply that is kept although its asset goes: it says that it is gone."""
        return replace(self, goes_with_asset=False)

    def step(self, runtime: Runtime, outcome: Any, *, asset_id: str | None = None, at: int | None = None) -> Step:
        """Return the step that records the reply to *outcome* in the transaction of the change.

        *asset_id* names the asset with which the reply goes; *at* is its time in UTC microseconds
        where it must not be the exact present.
        """
        reply = self.reply_for(outcome)
        return insert_reply(
            id=self.id,
            asset_id=asset_id if self.goes_with_asset else None,
            fingerprint=self.fingerprint,
            status=reply.status,
            headers=reply.headers,
            body=reply.body,
            created_at=microseconds(runtime.now()) if at is None else at,
        )


def fingerprint(*parts: bytes | str) -> str:
    """Return the digest by which a repeated request is recognised."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


async def reply_once(runtime: Runtime, once: Once, act: Callable[[Once], Awaitable[Any]]) -> tuple[StoredReply, bool]:
    """Let *act* take effect once, and return the reply to it and whether it was given before.

    A copy that comes while the first is under way waits for its reply, also where that is a
    refusal. Raises KeyReused, and RequestUnderWay where the first takes longer than a call may.
    """

    async def attempt() -> tuple[StoredReply, bool]:
        if known := await _reply_to_repeat(runtime, once):
            return known, True
        try:
            return once.reply_for(await act(once)), False
        except (DuplicateKey, InterlinkError):
            # another process on this store may have been faster
            known = await _reply_to_repeat(runtime, once)
            if known is None:
                raise
            return known, True

    wait_s = runtime.settings.limits.deadline_s
    (reply, is_repeated), is_copy = await runtime.turns.outcome_of_first(
        once.id, once.fingerprint, attempt, wait_s=wait_s
    )
    return reply, is_repeated or is_copy


async def _reply_to_repeat(runtime: Runtime, once: Once) -> StoredReply | None:
    """Return what was answered when this very request came before."""
    known = await known_reply(runtime.store, once.id)
    if known is None:
        return None
    if known.fingerprint != once.fingerprint:
        raise KeyReused("this Idempotency-Key was used for another request")
    return StoredReply(known.status, known.headers, known.body)
