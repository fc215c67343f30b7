# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Clones: what they take along, what they leave behind, and that they are apart from their original."""

import hashlib

from interlink_sdk.assets import Asset, JsonObject
from interlink_sdk.conformance.case import Case, must_refuse, refusal_of
from interlink_sdk.conformance.checks import proves
from interlink_sdk.conformance.results import NotApplicable, Unmet
from interlink_sdk.conformance.subject import ANA, BEN, EVA
from interlink_sdk.conformance.values import placed, text_places

CHANGED = "Quince and medlar"
GONE = ("not_found", "forbidden")

Content = tuple[JsonObject, list[tuple[str, str]]]


@proves("clone-leaves-contributions")
async def leaves_contributions(case: Case) -> None:
    """Clone an asset that has entries and look for them in the copy."""
    if not case.manifest.collections:
        raise NotApplicable("the interlinker has no collections")
    asset = await case.make_with_entries()
    copy = await case.subject.clone(asset.id, by=ANA)
    for collection in case.manifest.collections:
        if entries := await case.subject.contributions(copy.id, collection):
            raise Unmet(f"{len(entries)} entries of {collection!r} in the clone", expected="none")


@proves("clone-belongs-to-cloner")
async def belongs_to_cloner(case: Case) -> None:
    """Let a viewer clone, and delete the copy as its owner."""
    asset = await case.make()
    await case.subject.share(asset.id, BEN, "viewer")
    copy = await case.subject.clone(asset.id, by=BEN)
    await case.subject.delete(copy.id, by=BEN)


@proves("clone-takes-state")
async def takes_state(case: Case) -> None:
    """Compare the state of each sample's clone with its original's."""
    for number in range(len(case.samples)):
        asset = await case.kept(number)
        copy = await case.subject.read((await case.subject.clone(asset.id)).id)
        if copy.state != asset.state:
            raise Unmet(f"the clone says {_difference(copy.state, asset.state)}", expected="the state of its original")


@proves("clone-takes-files")
async def takes_files(case: Case) -> None:
    """Compare names and digests of the files of each sample's clone with its original's."""
    with_files = [number for number, sample in enumerate(case.samples) if sample.files]
    if not with_files:
        raise NotApplicable("no sample has files")
    for number in with_files:
        asset = await case.kept(number)
        copy = await case.subject.read((await case.subject.clone(asset.id)).id)
        if digests_of(copy) != digests_of(asset):
            names = [file.name for file in copy.files]
            raise Unmet(f"the clone has {names!r}, or other bytes in them", expected="the same names and bytes")


@proves("clone-takes-name")
async def takes_name(case: Case) -> None:
    """Look for the name of each sample in the name of its clone."""
    for number in range(len(case.samples)):
        asset = await case.make(number)
        copy = await case.subject.clone(asset.id)
        if asset.name not in copy.name:
            raise Unmet(f"the clone of {asset.name!r} is called {copy.name!r}", expected="the original's name in it")


@proves("clone-has-own-upstream")
async def has_own_upstream(case: Case) -> None:
    """Compare the foreign identifiers of original and clone."""
    asset = await case.kept()
    copy = await case.subject.read((await case.subject.clone(asset.id)).id)
    if copy.external_id is not None and copy.external_id == asset.external_id:
        raise Unmet(f"both are {asset.external_id!r} elsewhere", expected="a foreign identifier of the clone's own")


@proves("clone-edits-stay-in-it")
async def edits_stay_in_it(case: Case) -> None:
    """Edit the clone and look at the original."""
    asset = await case.make()
    copy, before = await case.subject.clone(asset.id), await _all_of(case, asset.id)
    await _edit(case, copy)
    if await _all_of(case, asset.id) != before:
        raise Unmet("an edit of the clone changed its original", expected="the original as it was")


@proves("clone-is-left-by-edits")
async def is_left_by_edits(case: Case) -> None:
    """Edit the original and look at the clone."""
    asset = await case.make()
    copy = await case.subject.clone(asset.id)
    before = await _all_of(case, copy.id)
    await _edit(case, asset)
    if await _all_of(case, copy.id) != before:
        raise Unmet("an edit of the original changed its clone", expected="the clone as it was")


@proves("clone-outlives-original")
async def outlives_original(case: Case) -> None:
    """Delete the original, then read, view and list the clone."""
    _want_delete(case)
    asset = await case.make()
    copy = await case.subject.clone(asset.id)
    before = await _all_of(case, copy.id)
    await case.subject.delete(asset.id)
    if error := await refusal_of(_all_of(case, copy.id)):
        raise Unmet(f"{error.code!r} once the original is gone: {error.message}", expected="the clone as it was")
    if await _all_of(case, copy.id) != before:
        raise Unmet("the clone is another one once its original is gone", expected="the clone as it was")


@proves("clone-goes-alone")
async def goes_alone(case: Case) -> None:
    """Delete the clone and read the original."""
    _want_delete(case)
    asset = await case.make()
    before = await _all_of(case, asset.id)
    await case.subject.delete((await case.subject.clone(asset.id)).id)
    error = await refusal_of(_all_of(case, asset.id))
    if error is not None or await _all_of(case, asset.id) != before:
        raise Unmet("the original went, or changed, together with its clone", expected="the original as it was")


@proves("clone-can-be-cloned")
async def can_be_cloned(case: Case) -> None:
    """Clone a clone, and compare it with the first original."""
    asset = await case.kept()
    first = await case.subject.clone(asset.id)
    second = await case.subject.read((await case.subject.clone(first.id)).id)
    if content_of(second) != content_of(asset):
        raise Unmet("the clone of a clone is another one", expected="the state and files of the first")


@proves("clone-leaves-grants")
async def leaves_grants(case: Case) -> None:
    """Share the original with Ben, clone it as Ana, and let Ben read the clone."""
    asset = await case.make()
    await case.subject.share(asset.id, BEN, "editor")
    copy = await case.subject.clone(asset.id, by=ANA)
    await must_refuse(case.subject.read(copy.id, by=BEN), *GONE, what="reading a clone that nobody shared")


@proves("clone-collects-own-entries")
async def collects_own_entries(case: Case) -> None:
    """Add to the clone and count what the original has, for each collection."""
    entries = case.samples[0].contributions
    if not entries:
        raise NotApplicable("the first sample has no contributions")
    for collection, bodies in entries.items():
        asset = await case.make()
        copy = await case.subject.clone(asset.id)
        await case.subject.contribute(copy.id, collection, bodies[0], by=ANA)
        if len(await case.subject.contributions(asset.id, collection)):
            raise Unmet(
                f"an entry for {collection!r} of the clone is in the original", expected="it in the clone alone"
            )


@proves("clone-refused-to-strangers")
async def refused_to_strangers(case: Case) -> None:
    """Let somebody without a role clone."""
    asset = await case.make()
    await must_refuse(case.subject.clone(asset.id, by=EVA), *GONE, what="a clone by somebody without a role")


def content_of(asset: Asset) -> Content:
    """Return what a clone has in common with its original."""
    return asset.state, digests_of(asset)


def digests_of(asset: Asset) -> list[tuple[str, str]]:
    """Return the names of the files, each with the digest of its bytes."""
    return [(file.name, hashlib.sha256(file.read_bytes()).hexdigest()) for file in asset.files]


async def _all_of(case: Case, asset_id: str) -> object:
    """Return all that can be read of an asset."""
    asset = await case.subject.read(asset_id)
    listed = [summary for summary in await case.subject.list() if summary.id == asset_id]
    return asset.name, asset.version, content_of(asset), listed


async def _edit(case: Case, asset: Asset) -> None:
    if not case.manifest.offers("edit"):
        raise NotApplicable("the interlinker does not offer 'edit'")
    place = next((place for place, most in text_places(case.manifest.params_schema, case.params) if most >= 20), None)
    params = placed(case.params, place, CHANGED) if place else case.params
    await case.subject.edit(asset.id, params, case.uploads)


def _want_delete(case: Case) -> None:
    if not case.manifest.offers("delete"):
        raise NotApplicable("the interlinker does not offer 'delete'")


def _difference(found: JsonObject, expected: JsonObject) -> str:
    name = next((name for name in expected if found.get(name) != expected[name]), "")
    name = name or next(iter(found.keys() - expected.keys()), "")
    return f"{name} = {found.get(name, 'nothing')!r}"[:200]
