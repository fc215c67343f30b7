# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Clones: what they take along, what they leave behind, and that they are apart from their original."""

from interlink_sdk.conformance.case import Case
from interlink_sdk.conformance.checks import proves
from interlink_sdk.conformance.results import NotApplicable, Unmet
from interlink_sdk.conformance.subject import BEN


@proves("clone-leaves-contributions")
async def leaves_contributions(case: Case) -> None:
    """Clone an asset that has entries and look for them in the copy."""
    if not case.manifest.collections:
        raise NotApplicable("the interlinker has no collections")
    asset = await case.make_with_entries()
    copy = await case.subject.clone(asset.id, by="ana")
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
