# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Restore an asset from a portable bundle: verified as a whole, then kept as a whole.

The restorer owns what comes back; grants are not restored. Identifier and times are kept when
they are free, so that export, restore into an empty runtime and export again give the same bytes.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from interlink_runtime.assets.changes import commit_new
from interlink_runtime.assets.contribute import once_key_for
from interlink_runtime.assets.drafts import KeptDraft, keep_draft
from interlink_runtime.assets.kept import Kept, file_for
from interlink_runtime.assets.once import Once
from interlink_runtime.assets.scene import open_scene
from interlink_runtime.clock import microseconds
from interlink_runtime.host import Hosted
from interlink_runtime.identity.principals import Principal, require_person
from interlink_runtime.runtime import Runtime
from interlink_runtime.store import Step
from interlink_runtime.store.assets import AssetRow, asset_with_roles
from interlink_runtime.store.contributions import ContributionRow, insert_contribution
from interlink_runtime.store.files import FileEntry, files_json
from interlink_runtime.store.identifiers import new_id
from interlink_sdk.assets import Asset, Contribution, ContributionFile, JsonObject
from interlink_sdk.bundle import BundleContent, BundledContribution, BundleLimits, OpenedBundle, read_bundle
from interlink_sdk.calls import Migrate, Restore
from interlink_sdk.errors import InterlinkerUnavailable, InvalidBundle, Problem
from interlink_sdk.validation import SchemaValidator

CLAIMED = "claimed:"
"""Begins the name of an author whom nobody vouches for."""


@dataclass(frozen=True, slots=True)
class _Coming:
    """A verified bundle on its way in: for whom, as which asset."""

    bundle: OpenedBundle
    hosted: Hosted
    asset_id: str
    is_trusted: bool
    """An operator restores: authors are who the bundle says they are."""

    @property
    def content(self) -> BundleContent:
        return self.bundle.content


async def restore_asset(
    runtime: Runtime,
    who: Principal,
    path: Path,
    *,
    owner: str | None = None,
    locale: str = "en",
    once: Once | None = None,
    watch: Callable[[int], object] = lambda _: None,
) -> Kept:
    """Restore the bundle at *path* for *who*, or for *owner* (a person's id) when an operator does it.

    Raises InvalidBundle, and InterlinkerUnavailable where the bundle's interlinker is not here;
    nothing is restored then. *watch* is told of each piece that is read how long it is: the bundle is
    read once to verify it and once to keep it.
    """
    require_person(who)
    limits = BundleLimits(max_archive_bytes=runtime.settings.limits.bundle_bytes)
    with await asyncio.to_thread(read_bundle, path, limits, watch) as bundle:
        hosted = runtime.host.find(bundle.content.interlinker)
        if hosted is None:
            name = bundle.content.interlinker
            raise InterlinkerUnavailable(f"the bundle is of {name!r}, which is not installed here", interlinker=name)
        taken = await asset_with_roles(runtime.store, bundle.content.asset_id, ())
        coming = _Coming(bundle, hosted, new_id() if taken else bundle.content.asset_id, who.is_operator)
        return await _keep(runtime, who, coming, owner if owner and who.is_operator else who.id, locale, once)


async def _keep(runtime: Runtime, who: Principal, coming: _Coming, owner: str, locale: str, once: Once | None) -> Kept:
    files = await _stored_files(runtime, coming.bundle)
    draft = await _restored_draft(runtime, who, coming, files, locale)
    content = coming.content
    row = AssetRow(
        id=coming.asset_id,
        interlinker=content.interlinker,
        interlinker_version=coming.hosted.manifest.version,
        name=draft.name or content.name,
        state=draft.state,
        files=files_json(draft.files),
        version=content.version,
        external_id=draft.external_id,
        owner=owner,
        created_by=owner,
        cloned_from=content.cloned_from,
        knowledge=content.knowledge,
        genesis=0,
        language=content.language or locale,
        created_at=microseconds(content.created_at),
        updated_at=microseconds(content.updated_at),
    )
    entries = list(_contribution_steps(runtime, coming))
    return await commit_new(runtime, who, row, draft.files, "asset.restored", once, more=entries)


async def _stored_files(runtime: Runtime, bundle: OpenedBundle) -> tuple[FileEntry, ...]:
    entries = []
    for file in bundle.content.files:
        blob = await runtime.blobs.put(_async(bundle.open(file.name)), max_bytes=file.size_bytes)
        entries.append(FileEntry(file.name, file.media_type, blob.sha256, blob.size_bytes, blob.crc32))
    return tuple(entries)


async def _async(chunks: Iterator[bytes]) -> AsyncIterator[bytes]:
    for chunk in chunks:
        yield chunk


async def _restored_draft(
    runtime: Runtime, who: Principal, coming: _Coming, files: tuple[FileEntry, ...], locale: str
) -> KeptDraft:
    """Ask the interlinker to take the asset back; its state is brought to the present schema first."""
    content, hosted = coming.content, coming.hosted
    async with open_scene(runtime, who, hosted, locale=locale) as scene:
        state = content.state
        if content.interlinker_version != hosted.manifest.version:
            migrate = Migrate(state=state, from_version=content.interlinker_version, **scene.fields)
            state = await scene.client.migrate(migrate)
        _refuse_unfit_state(hosted, state)
        asset = Asset(
            id=coming.asset_id,
            interlinker=content.interlinker,
            interlinker_version=content.interlinker_version,
            name=content.name,
            state=state,
            files=tuple(file_for(runtime, entry) for entry in files),
            version=content.version,
            created_at=content.created_at,
            updated_at=content.updated_at,
        )
        contributions = _contribution_files(coming, scene.scratch) if "restore" in hosted.own_hooks else {}
        call = Restore(asset=asset, contributions=contributions, **scene.fields)
        draft = await scene.client.restore(call)
        return await keep_draft(runtime, hosted, draft, given=files, scratch=scene.scratch)


def _refuse_unfit_state(hosted: Hosted, state: JsonObject) -> None:
    validator = hosted.state_validator
    if validator and (problems := validator.problems(state)):
        raise InvalidBundle(f"the state in the bundle does not fit {hosted.id!r}", problems=problems)


def _contribution_files(coming: _Coming, scratch: Path) -> dict[str, ContributionFile]:
    written = {}
    for collection in coming.content.contributions:
        path = scratch / f"contributions-{collection.name}.jsonl"
        with path.open("w", encoding="utf-8") as lines:
            for entry in coming.bundle.contributions(collection.name):
                contribution = Contribution(
                    id=entry.id, collection=collection.name, body=entry.body, created_at=entry.created_at
                )
                lines.write(contribution.model_dump_json(exclude_none=True) + "\n")
        written[collection.name] = ContributionFile(path=path, count=collection.count)
    return written


def _contribution_steps(runtime: Runtime, coming: _Coming) -> Iterator[Step]:
    manifest = coming.hosted.manifest
    for collection in coming.content.contributions:
        name = collection.name
        if name not in manifest.collections:
            raise _unfit(name, f"the collection {name!r}", f"one of {', '.join(manifest.collections) or 'none'}")
        validator = SchemaValidator(manifest.contribution_schema(name))
        for entry in coming.bundle.contributions(name):
            if problems := validator.problems(entry.body):
                raise InvalidBundle(f"a contribution to {name!r} does not fit its schema", problems=problems)
            yield insert_contribution(_contribution_row(runtime, coming, name, entry))


def _contribution_row(runtime: Runtime, coming: _Coming, name: str, entry: BundledContribution) -> ContributionRow:
    author, pseudonym = entry.author.id if entry.author else None, entry.pseudonym
    if not coming.is_trusted:
        author, pseudonym = _claimed(author), _claimed(pseudonym)
    return ContributionRow.of(
        id=entry.id if coming.asset_id == coming.content.asset_id and entry.id else new_id(),
        asset_id=coming.asset_id,
        collection=name,
        body=entry.body,
        author=author,
        author_name=entry.author.name if entry.author else None,
        pseudonym=pseudonym,
        once_key=_once_key(runtime, coming, name, author, pseudonym),
        created_at=microseconds(entry.created_at or coming.content.updated_at),
    )


def _once_key(runtime: Runtime, coming: _Coming, name: str, author: str | None, pseudonym: str | None) -> str | None:
    if (pseudonym or author or "").startswith(CLAIMED):
        return None  # nobody contributes under a claimed name, and two claims may be of one name
    return once_key_for(runtime, coming.hosted.manifest, coming.asset_id, name, author, pseudonym)


def _claimed(identity: str | None) -> str | None:
    # anybody can write a bundle: only an operator vouches for whose entries these are
    return identity if identity is None or identity.startswith(CLAIMED) else f"{CLAIMED}{identity}"


def _unfit(key: str, found: str, expected: str) -> InvalidBundle:
    problem = Problem(code="unknown_collection", key=key, found=found, expected=expected, fix=InvalidBundle.fix)
    return InvalidBundle("the bundle does not fit its interlinker", problems=[problem])
