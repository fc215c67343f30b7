# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A request that must take effect once, however often it is sent.

The reply is stored in the transaction of the change itself: either both are there or neither.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from interlink_runtime.clock import microseconds
from interlink_runtime.runtime import Runtime
from interlink_runtime.store import Step
from interlink_runtime.store.idempotency import insert_reply, known_reply
from interlink_sdk.errors import KeyReused

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

    principal: str
    key: str
    fingerprint: str
    reply_for: Callable[[Any], StoredReply]

    def step(self, runtime: Runtime, outcome: Any, at: int | None = None) -> Step:
        """Return the step that records the reply to *outcome* in the transaction of the change.

        *at* is its time in UTC microseconds where it must not be the exact present.
        """
        reply = self.reply_for(outcome)
        return insert_reply(
            principal=self.principal,
            key=self.key,
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


async def reply_to_repeat(runtime: Runtime, principal: str, key: str, digest: str) -> StoredReply | None:
    """Return what was answered when this very request came before.

    Raises KeyReused when the key came with another request.
    """
    known = await known_reply(runtime.store, principal, key)
    if known is None:
        return None
    if known.fingerprint != digest:
        raise KeyReused("this Idempotency-Key was used for another request", key=key)
    return StoredReply(known.status, known.headers, known.body)
