# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Laws: what holds for every asset that there can be, tried on assets made up from the schemas."""

from interlink_sdk.assets import Asset
from interlink_sdk.conformance.case import Case, refusal_of
from interlink_sdk.conformance.checks import proves
from interlink_sdk.conformance.checks.cloning import content_of
from interlink_sdk.conformance.generated import Use, made, must_hold
from interlink_sdk.conformance.results import NotApplicable, Unmet
from interlink_sdk.conformance.subject import ANA, PARTICIPANTS
from interlink_sdk.conformance.uses import formats_of
from interlink_sdk.errors import InterlinkError


@proves("law-bundle-comes-back")
async def bundle_comes_back(case: Case) -> None:
    """Bundle, delete and restore."""
    await must_hold(case, _comes_back)


@proves("law-clone-equals-original")
async def clone_equals_original(case: Case) -> None:
    """Clone, and compare what both consist of."""
    await must_hold(case, _equals_clone)


@proves("law-clones-are-apart")
async def clones_are_apart(case: Case) -> None:
    """Edit, fill, clone and delete an asset and its clones in any order; each step changes one of them."""
    await must_hold(case, _changes_one_at_a_time)


@proves("law-export-repeats")
async def export_repeats(case: Case) -> None:
    """Export in each format twice."""
    await must_hold(case, _exports_alike)


@proves("law-entries-keep-order")
async def entries_keep_order(case: Case) -> None:
    """Let one person after the other take part, and read what is kept."""
    if not any(rules.identity == "named" for rules in case.manifest.collections.values()):
        raise NotApplicable("no collection is named: the order of the others is no promise")
    await must_hold(case, _keeps_order)


async def _comes_back(case: Case, use: Use) -> None:
    asset = await case.subject.read((await made(case, use)).id)
    before, bundle = await _whole(case, asset), await case.subject.bundle(asset.id)
    if case.manifest.offers("delete"):
        await case.subject.delete(asset.id)
    try:
        again = await case.subject.restore(bundle)
    except InterlinkError as error:
        raise Unmet(f"the bundle of {use.params!r} was refused: {error.message}", expected="the asset") from error
    if await _whole(case, await case.subject.read(again.id)) != before:
        raise Unmet(f"what was made of {use.params!r} came back as {again.state!r}", expected="the same")


async def _equals_clone(case: Case, use: Use) -> None:
    asset = await case.subject.read((await made(case, use)).id)
    copy = await case.subject.read((await case.subject.clone(asset.id)).id)
    if content_of(copy) != content_of(asset):
        raise Unmet(f"the clone of {asset.state!r} is {copy.state!r}", expected="the same state and files")


async def _changes_one_at_a_time(case: Case, use: Use) -> None:
    asset = await made(case, use)
    present = [asset.id, (await case.subject.clone(asset.id)).id]
    for verb, number, params in use.steps:
        chosen = present[number % len(present)]
        before = {one: await _now(case, one) for one in present if one != chosen}
        if verb == "clone":
            present.append((await case.subject.clone(chosen)).id)
        elif verb == "delete" and case.manifest.offers("delete") and len(present) > 1:
            await case.subject.delete(chosen)
            present.remove(chosen)
        elif verb == "edit" and case.manifest.offers("edit"):
            await refusal_of(case.subject.edit(chosen, params, case.uploads))
        else:
            await _take_part(case, chosen, use)
        if touched := [one for one, was in before.items() if await _now(case, one) != was]:
            raise Unmet(f"to {verb} one asset changed {len(touched)} of its clones", expected="each on its own")


async def _exports_alike(case: Case, use: Use) -> None:
    asset = await made(case, use)
    for name in formats_of(case) if case.manifest.offers("export") else ():
        first, second = [(await case.subject.export(asset.id, name)).read_bytes() for _ in range(2)]
        if first != second:
            raise Unmet(f"{name!r} of {use.params!r} comes out in two ways", expected="the same bytes")


async def _keeps_order(case: Case, use: Use) -> None:
    asset = await case.subject.make(use.params, case.uploads)
    named = [name for name, _, _ in use.entries if case.manifest.collections[name].identity == "named"]
    if not named:
        return
    collection = max(named, key=named.count)
    bodies, added = [body for name, body, _ in use.entries if name == collection], []
    for number, person in enumerate(PARTICIPANTS[: len(use.entries)]):
        await case.subject.share(asset.id, person, case.manifest.collections[collection].role)
        try:
            entry = await case.subject.contribute(asset.id, collection, bodies[number % len(bodies)], by=person)
        except InterlinkError:
            continue  # a choice that the asset does not have
        added.append(entry.id)
    if [entry.id for entry in await case.subject.contributions(asset.id, collection)] != added:
        raise Unmet(f"{len(added)} entries of {collection!r} are not kept in order", expected="oldest first")


async def _whole(case: Case, asset: Asset) -> object:
    """Return all of an asset that its bundle brings back."""
    entries = {}
    for name, rules in case.manifest.collections.items():
        bodies = [repr(sorted(entry.body.items())) for entry in await case.subject.contributions(asset.id, name)]
        entries[name] = bodies if rules.identity == "named" else sorted(bodies)
    return asset.name, content_of(asset), entries


async def _now(case: Case, asset_id: str) -> object:
    if error := await refusal_of(case.subject.read(asset_id)):
        return error.code
    asset = await case.subject.read(asset_id)
    return asset.version, await _whole(case, asset)


async def _take_part(case: Case, asset_id: str, use: Use) -> None:
    for collection, body, _ in use.entries[:1]:
        await refusal_of(case.subject.contribute(asset_id, collection, body, by=ANA))
