# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Contribute to an asset: an entry of a participant in one of its collections.

In a secret collection nothing that is stored names the person: not the row and not the recorded
reply. The time is kept to the day, and no order is kept in which people came: the row has a place
by lot, and instead of an event the day's tally grows.
"""

from dataclasses import dataclass
from uuid import UUID, uuid4

from interlink_runtime.assets.changes import commit
from interlink_runtime.assets.kept import Kept, hosted_for, load
from interlink_runtime.assets.once import Once
from interlink_runtime.assets.scene import open_scene
from interlink_runtime.clock import microseconds
from interlink_runtime.identity.principals import Principal, require_person
from interlink_runtime.runtime import Runtime
from interlink_runtime.store import DuplicateKey, StaleWrite
from interlink_runtime.store.contributions import ContributionRow, insert_contribution, put_contribution
from interlink_runtime.store.identifiers import new_id
from interlink_runtime.store.secret_tallies import count_secret
from interlink_sdk.assets import JsonObject
from interlink_sdk.calls import Contribute
from interlink_sdk.errors import AlreadyContributed, InvalidReply, NotFound
from interlink_sdk.keeping import day_of, pseudonym, require_collection, require_offer
from interlink_sdk.manifest import Collection, Manifest

MAX_BODY_BYTES = 200_000


@dataclass(frozen=True, slots=True)
class Contributed:
    """What was added, and to what."""

    kept: Kept
    row: ContributionRow


async def contribute_to_asset(
    runtime: Runtime,
    who: Principal,
    asset_id: str,
    collection: str,
    body: JsonObject,
    *,
    locale: str = "en",
    once: Once | None = None,
) -> Contributed:
    """Add *body* to a collection of the asset.

    Raises InvalidParameters, CollectionClosed, or AlreadyContributed where the first entry counts.
    """
    require_person(who)
    kept = await load(runtime, who, asset_id, "contribute")
    hosted = hosted_for(runtime, kept)
    require_offer(hosted.manifest, "contribute")
    rules = require_collection(hosted.manifest, collection, role=kept.role, state=kept.state, now=runtime.now())
    async with open_scene(runtime, who, hosted, locale=locale, kept=kept) as scene:
        call = Contribute(collection=collection, body=body, **scene.fields)
        taken = (await scene.client.contribute(call)).body
    outcome = Contributed(kept, _row(runtime, who, rules, kept.id, collection, taken))
    try:
        await _commit(runtime, who, rules, outcome, once)
    except DuplicateKey as duplicate:
        if duplicate.table != "contributions":
            raise
        raise AlreadyContributed(f"your entry in {collection!r} was added before", collection=collection) from None
    except StaleWrite:
        raise NotFound(f"the asset {asset_id!r} was deleted meanwhile", asset=asset_id) from None
    return outcome


def idempotency_principal(runtime: Runtime, who: Principal, asset_id: str, collection: str) -> str:
    """Return of whom a key is in this collection: of one person there, and of nobody that can be named.

    It is the same for every kind of collection, so that a repeated request finds its reply even
    where the asset is not shared any more.
    """
    return pseudonym(runtime.key, who.id, asset_id, collection)


def once_key_for(
    runtime: Runtime, manifest: Manifest, asset_id: str, collection: str, author: str | None, secret: str | None
) -> str | None:
    """Return what is unique where a collection takes one entry per person: the person's pseudonym there."""
    if not manifest.collections[collection].one_per_person:
        return None
    return secret or (pseudonym(runtime.key, author, asset_id, collection) if author else None)


async def _commit(runtime: Runtime, who: Principal, rules: Collection, outcome: Contributed, once: Once | None) -> None:
    row = outcome.row
    step = put_contribution(row) if rules.one_per_person == "latest" else insert_contribution(row)
    if rules.identity != "named":
        replies = [once.step(runtime, outcome, asset_id=row.asset_id, at=row.created_at)] if once else []
        await runtime.store.commit([*replies, step, count_secret(row.asset_id, row.collection, row.created_at)])
        return
    await commit(
        runtime,
        [step],
        event="asset.contributed",
        row=outcome.kept.row,
        actor=who.id,
        once=once,
        outcome=outcome,
        data={"collection": row.collection, "contribution": row.id},
    )


def _row(
    runtime: Runtime, who: Principal, rules: Collection, asset_id: str, collection: str, body: JsonObject
) -> ContributionRow:
    now = runtime.now()
    named = rules.identity == "named"
    secret = pseudonym(runtime.key, who.id, asset_id, collection)
    row = ContributionRow.of(
        id=_entry_id(runtime, who, rules, asset_id, collection),
        asset_id=asset_id,
        collection=collection,
        body=body,
        author=who.id if named else None,
        author_name=who.name if named else None,
        pseudonym=secret if rules.identity == "pseudonymous" else None,
        once_key=secret if rules.one_per_person else None,
        created_at=microseconds(now if named else day_of(now)),
    )
    if len(row.body.encode()) > MAX_BODY_BYTES:
        raise InvalidReply(f"a contribution has at most {MAX_BODY_BYTES} bytes")
    return row


def _entry_id(runtime: Runtime, who: Principal, rules: Collection, asset_id: str, collection: str) -> str:
    if rules.one_per_person:
        # a person's one entry keeps its identifier when they change it, and nobody else can compute it
        return str(UUID(pseudonym(runtime.key, who.id, asset_id, f"{collection}/entry")))
    return new_id() if rules.identity == "named" else str(uuid4())  # an ordered identifier would tell the time
