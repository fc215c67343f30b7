# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Bundles: what goes out comes back, to whoever restores it; what was tampered with is refused."""

from collections.abc import AsyncIterator
from uuid import uuid4

from interlink_sdk.assets import Asset, JsonObject
from interlink_sdk.conformance.case import Case, must_refuse, refusal_of
from interlink_sdk.conformance.checks import proves
from interlink_sdk.conformance.checks.cloning import content_of
from interlink_sdk.conformance.doctoring import (
    MANIFEST,
    OUTSIDE,
    STATE,
    STRANGER,
    entry_of,
    member_of,
    rewritten,
    with_member,
)
from interlink_sdk.conformance.results import CannotTell, NotApplicable, Unmet
from interlink_sdk.conformance.subject import ANA, BEN
from interlink_sdk.conformance.values import unfit
from interlink_sdk.validation import SchemaValidator

REFUSED = "invalid_bundle"
OTHER_INTERLINKER = "no-such-interlinker"
EMPTY_ZIP = b"PK\x05\x06" + bytes(18)
NOBODYS_STATE: JsonObject = {"a_field_of_long_ago": ["that", "nobody", "knows"]}


@proves("restore-brings-content")
async def brings_content(case: Case) -> None:
    """Restore the bundle of each sample and compare."""
    for number in range(len(case.samples)):
        asset = await case.kept(number)
        back = await _restored(case, await case.subject.bundle(asset.id))
        if back.name != asset.name or content_of(back) != content_of(asset):
            raise Unmet(f"{asset.name!r} came back as {back.name!r}, or with another content", expected="the same")


@proves("restore-brings-entries")
async def brings_entries(case: Case) -> None:
    """Compare what was contributed with what came back, in its order."""
    for number in range(len(case.samples)):
        asset = await case.make_with_entries(number)
        back = await _restored(case, await case.subject.bundle(asset.id))
        for name, rules in case.manifest.collections.items():
            before, after = [await _bodies(case, one.id, name) for one in (asset, back)]
            if before != after and (rules.identity == "named" or sorted(before) != sorted(after)):
                found = f"{len(after)} entries of {name!r} came back for {len(before)}, or in another order"
                raise Unmet(found, expected="the same entries, the named ones oldest first")


@proves("restore-keeps-free-identifier")
async def keeps_free_identifier(case: Case) -> None:
    """Delete an asset and restore it."""
    if not case.manifest.offers("delete"):
        raise NotApplicable("the interlinker does not offer 'delete'")
    asset = await case.kept()
    bundle = await case.subject.bundle(asset.id)
    await case.subject.delete(asset.id)
    back = await _restored(case, bundle)
    if (back.id, back.created_at) != (asset.id, asset.created_at):
        raise Unmet(f"{asset.id!r} came back as {back.id!r}", expected="its identifier and its times")


@proves("restore-overwrites-nothing")
async def overwrites_nothing(case: Case) -> None:
    """Restore an older bundle beside the asset that it was made of."""
    asset = await case.make()
    bundle = await rewritten(await case.subject.bundle(asset.id), case.scratch, name="An older one")
    back, now = await case.subject.restore(bundle), await case.subject.read(asset.id)
    if back.id == asset.id or now.name != asset.name:
        raise Unmet(f"restoring took the place of {asset.name!r}", expected="a new identifier beside it")


@proves("restore-belongs-to-restorer")
async def belongs_to_restorer(case: Case) -> None:
    """Let Ben restore what Ana made, and read it as its owner and as Ana."""
    bundle = await case.subject.bundle((await case.make()).id)
    back = await case.subject.restore(bundle, by=BEN)
    if error := await refusal_of(case.subject.read(back.id, by=BEN)):
        raise Unmet(f"who restored an asset cannot read it: {error.code!r}", expected="it to be theirs")
    await must_refuse(
        case.subject.read(back.id, by=ANA), "not_found", "forbidden", what="reading what somebody else restored"
    )


@proves("restore-leaves-grants")
async def leaves_grants(case: Case) -> None:
    """Share an asset, restore its bundle, and let the other person read what came back."""
    asset = await case.make()
    await case.subject.share(asset.id, BEN, "editor")
    back = await case.subject.restore(await case.subject.bundle(asset.id), by=ANA)
    attempt = case.subject.read(back.id, by=BEN)
    await must_refuse(attempt, "not_found", "forbidden", what="reading what was restored, with a role of before,")


@proves("restore-has-own-upstream")
async def has_own_upstream(case: Case) -> None:
    """Compare the foreign identifiers of an asset and of what came back beside it."""
    asset = await case.kept()
    back = await _restored(case, await case.subject.bundle(asset.id))
    if back.external_id is not None and back.external_id == asset.external_id:
        raise Unmet(f"both are {asset.external_id!r} elsewhere", expected="a foreign identifier of its own, or none")


@proves("restore-bundle-is-repeatable")
async def bundle_is_repeatable(case: Case) -> None:
    """Make the bundle of each sample twice."""
    for number in range(len(case.samples)):
        asset = await case.make_with_entries(number)
        if await case.subject.bundle(asset.id) != await case.subject.bundle(asset.id):
            raise Unmet("the bundle comes out in two ways", expected="the same bytes for the same asset")


@proves("restore-other-refused")
async def other_refused(case: Case) -> None:
    """Restore a bundle of another interlinker."""
    bundle = await rewritten(await _bundle(case), case.scratch, interlinker=OTHER_INTERLINKER)
    await must_refuse(case.subject.restore(bundle), REFUSED, what="a bundle of another interlinker")


@proves("restore-unfit-state-refused")
async def unfit_state_refused(case: Case) -> None:
    """Restore a state of this version that does not fit."""
    if not SchemaValidator(case.manifest.state_schema).problems(NOBODYS_STATE):
        raise NotApplicable("the schema of the state allows everything")
    bundle = await rewritten(await _bundle(case), case.scratch, state=NOBODYS_STATE)
    await must_refuse(case.subject.restore(bundle), REFUSED, what="a state that does not fit")


@proves("restore-unfit-entries-refused")
async def unfit_entries_refused(case: Case) -> None:
    """Restore a contribution that does not fit, for each collection of the first sample."""
    entries = case.samples[0].contributions
    if not entries:
        raise NotApplicable("the first sample has no contributions")
    for name, bodies in entries.items():
        wrong = next(unfit(case.manifest.contribution_schema(name), bodies[0]), None)
        if wrong is not None:
            made = {name: [entry_of(wrong.value, 1)]}
            bundle = await rewritten(await _bundle(case), case.scratch, entries=made)
            await must_refuse(case.subject.restore(bundle), REFUSED, what=f"{wrong} in an entry of {name!r}")


@proves("restore-unknown-entries-refused")
async def unknown_entries_refused(case: Case) -> None:
    """Restore contributions to a collection that there is not."""
    made = {"no_such_collection": [entry_of({"text": "lost"}, 1)]}
    bundle = await rewritten(await _bundle(case), case.scratch, entries=made)
    await must_refuse(case.subject.restore(bundle), REFUSED, what="entries of a collection that there is not")


@proves("restore-changed-refused")
async def changed_refused(case: Case) -> None:
    """Change the state in the archive and leave its digest."""
    bundle = await _bundle(case)
    changed = with_member(bundle, STATE, member_of(bundle, STATE).replace(b"}", b" }", 1))
    await must_refuse(case.subject.restore(changed), REFUSED, what="a bundle whose state was changed on its way")


@proves("restore-incomplete-refused")
async def incomplete_refused(case: Case) -> None:
    """Take each document out of the archive, and cut its end off."""
    bundle = await _bundle(case)
    for name in (STATE, MANIFEST):
        attempt = case.subject.restore(with_member(bundle, name, None))
        await must_refuse(attempt, REFUSED, what=f"a bundle without {name!r}")
    await must_refuse(case.subject.restore(bundle[: len(bundle) // 2]), REFUSED, what="half a bundle")


@proves("restore-undeclared-refused")
async def undeclared_refused(case: Case) -> None:
    """Put a file into the archive of which its list does not know."""
    bundle = with_member(await _bundle(case), STRANGER, b"nobody looked at this")
    await must_refuse(case.subject.restore(bundle), REFUSED, what=f"a bundle with {STRANGER!r}")


@proves("restore-traversal-refused")
async def traversal_refused(case: Case) -> None:
    """Put a file into the archive that would lie beside it."""
    bundle = with_member(await _bundle(case), OUTSIDE, b"this would be anywhere")
    await must_refuse(case.subject.restore(bundle), REFUSED, what=f"a bundle with {OUTSIDE!r}")


@proves("restore-nonsense-refused")
async def nonsense_refused(case: Case) -> None:
    """Restore what is no bundle."""
    for name, content in (("an empty file", b""), ("a text", b"Dear all,\n"), ("a ZIP of nothing", EMPTY_ZIP)):
        await must_refuse(case.subject.restore(content), REFUSED, what=name)


@proves("restore-refused-leaves-nothing")
async def refused_leaves_nothing(case: Case) -> None:
    """Look for assets after each refusal."""
    told = False
    async for bundle in _doctored(case):
        before = {summary.id for summary in await case.subject.list()}
        if await refusal_of(case.subject.restore(bundle)):
            told = True
            if left := {summary.id for summary in await case.subject.list()} - before:
                raise Unmet(f"{len(left)} assets after a bundle was refused", expected="none")
    if not told:
        raise CannotTell("no bundle was refused")


async def _restored(case: Case, bundle: bytes) -> Asset:
    return await case.subject.read((await case.subject.restore(bundle)).id)


async def _bodies(case: Case, asset_id: str, collection: str) -> list[str]:
    return [repr(sorted(entry.body.items())) for entry in await case.subject.contributions(asset_id, collection)]


async def _bundle(case: Case) -> bytes:
    return await case.subject.bundle((await case.make()).id)


async def _doctored(case: Case) -> AsyncIterator[bytes]:
    bundle = await _bundle(case)
    yield await rewritten(bundle, case.scratch, interlinker=OTHER_INTERLINKER, asset_id=str(uuid4()))
    yield await rewritten(bundle, case.scratch, state=NOBODYS_STATE, asset_id=str(uuid4()))
    yield with_member(bundle, STATE, None)
    yield with_member(bundle, STRANGER, b"nobody looked at this")
    yield bundle[: len(bundle) // 2]
    for name, bodies in case.samples[0].contributions.items():
        for wrong in list(unfit(case.manifest.contribution_schema(name), bodies[0]))[:1]:
            # sound but for its last line: what came before it must not stay
            yield await rewritten(
                bundle, case.scratch, entries={name: [entry_of(bodies[0], 1), entry_of(wrong.value, 2)]}
            )
