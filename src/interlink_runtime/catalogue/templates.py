# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The genesis assets of a knowledge entry: one per language, made and changed through the entry's software.

Nothing is committed here. What comes out are the steps that belong into the transaction of the
entry, so that an entry and its templates are there together or not at all.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from interlink_runtime.assets.changes import version_steps
from interlink_runtime.assets.drafts import KeptDraft, keep_draft
from interlink_runtime.assets.kept import Kept, file_for, load
from interlink_runtime.assets.make import new_row
from interlink_runtime.assets.scene import open_scene
from interlink_runtime.catalogue.report import template_refused
from interlink_runtime.clock import microseconds
from interlink_runtime.host import Hosted
from interlink_runtime.identity.principals import SYSTEM
from interlink_runtime.runtime import Runtime
from interlink_runtime.store import Step
from interlink_runtime.store.assets import AssetRow, insert_asset, update_asset
from interlink_runtime.store.catalogue import genesis_of, put_genesis, remove_genesis
from interlink_runtime.store.events import insert_event
from interlink_runtime.store.files import FileEntry, files_json
from interlink_sdk.assets import JsonObject
from interlink_sdk.calls import Edit, Instantiate
from interlink_sdk.errors import InterlinkError, InvalidParameters, NotFound, StoreUnavailable
from interlink_sdk.keeping import check_uploads
from interlink_sdk.metadata import CatalogueEntry, Finding, text_for
from interlink_sdk.metadata.source import UnreadableJson, read_json


@dataclass(frozen=True, slots=True)
class Templates:
    """What becomes of an entry's templates; what becomes of each language adds up."""

    steps: tuple[Step, ...] = ()
    languages: tuple[str, ...] = ()
    """The languages that have a template then."""
    stale: tuple[str, ...] = ()
    """The languages whose template is not of the present resource: it is tried again the next time."""
    refusals: tuple[Finding, ...] = ()

    def __add__(self, other: "Templates") -> "Templates":
        """Return both."""
        return Templates(
            self.steps + other.steps,
            self.languages + other.languages,
            self.stale + other.stale,
            self.refusals + other.refusals,
        )


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The template of one language as it should be."""

    entry: CatalogueEntry
    hosted: Hosted
    language: str
    params: JsonObject
    files: tuple[FileEntry, ...]


async def templates_for(
    runtime: Runtime,
    entry: CatalogueEntry,
    interlinker: str | None,
    resources: Mapping[str, FileEntry],
    before: Mapping[str, FileEntry],
) -> Templates:
    """Return what brings the templates of *entry* up to *resources*; *before* are those they were made of.

    A template whose resource has changed gets a new version and keeps its identifier. One whose
    resource is gone is no longer offered; the asset stays, for what was cloned from it. Without an
    *interlinker* that is installed nothing is made, and what there is stays.
    """
    present = await genesis_of(runtime.store, entry.id)
    hosted = runtime.host.find(interlinker) if interlinker else None
    found = Templates(tuple(remove_genesis(entry.id, language) for language in present if language not in resources))
    for language, resource in resources.items():
        is_same = language in before and before[language].sha256 == resource.sha256
        if hosted is None:
            there = (language,) if language in present else ()
            found += Templates(languages=there, stale=() if is_same else there)
        else:
            asset = await _present(runtime, hosted, present.get(language))
            kept = Templates(languages=(language,))
            found += kept if asset and is_same else await _template(runtime, entry, hosted, language, resource, asset)
    return found


async def _template(
    runtime: Runtime, entry: CatalogueEntry, hosted: Hosted, language: str, resource: FileEntry, asset: Kept | None
) -> Templates:
    try:
        wanted = _wanted(runtime, entry, hosted, language, resource)
        return Templates(tuple(await _steps_for(runtime, wanted, asset)), (language,))
    except StoreUnavailable:
        raise
    except InterlinkError as error:
        refusal = template_refused(entry, language, hosted.id, error)
        there = (language,) if asset else ()
        return Templates(languages=there, stale=there, refusals=(refusal,))


async def _present(runtime: Runtime, hosted: Hosted, asset_id: str | None) -> Kept | None:
    """Return the template that there is, if it is one of *hosted*."""
    if asset_id is None:
        return None
    try:
        kept = await load(runtime, SYSTEM, asset_id, "edit")
    except NotFound:
        return None
    return kept if kept.row.interlinker == hosted.id else None


def _wanted(runtime: Runtime, entry: CatalogueEntry, hosted: Hosted, language: str, resource: FileEntry) -> _Wanted:
    """Say how *hosted* takes a resource: as a file where it takes files, else a JSON document as the parameters."""
    if hosted.manifest.files is None and resource.media_type == "application/json":
        return _Wanted(entry, hosted, language, _json_object(runtime.blobs.path(resource.sha256)), ())
    file = replace(resource, name=PurePosixPath(entry.resources[language]).name)
    return _Wanted(entry, hosted, language, _title(entry, hosted, language), (file,))


def _json_object(path: Path) -> JsonObject:
    try:
        value = read_json(path).value
    except UnreadableJson as error:
        raise InvalidParameters(f"the resource is not JSON: {error}") from None
    if not isinstance(value, dict):
        raise InvalidParameters("the resource is JSON, but no object")
    return value


def _title(entry: CatalogueEntry, hosted: Hosted, language: str) -> JsonObject:
    """Return the entry's name as the parameter that gives an asset its name, if there is one."""
    properties = hosted.manifest.params_schema.get("properties")
    for key in ("title", "name"):
        schema = properties.get(key) if isinstance(properties, dict) else None
        if isinstance(schema, dict) and schema.get("type") == "string":
            limit = schema.get("maxLength")
            return {key: text_for(entry.names, (language,))[: limit if isinstance(limit, int) else None]}
    return {}


async def _steps_for(runtime: Runtime, wanted: _Wanted, asset: Kept | None) -> list[Step]:
    check_uploads(wanted.hosted.manifest, [file_for(runtime, file) for file in wanted.files])
    if asset is None or not wanted.hosted.manifest.offers("edit"):
        return await _made(runtime, wanted)
    return await _changed(runtime, wanted, asset)


async def _made(runtime: Runtime, wanted: _Wanted) -> list[Step]:
    hosted, files = wanted.hosted, tuple(file_for(runtime, file) for file in wanted.files)
    async with open_scene(runtime, SYSTEM, hosted, locale=wanted.language) as scene:
        call = Instantiate(params=wanted.params, files=files, **scene.fields)
        draft = await scene.client.instantiate(call)
        kept = await keep_draft(runtime, hosted, draft, given=wanted.files, scratch=scene.scratch)
    row = new_row(runtime, SYSTEM, hosted, kept, locale=wanted.language, knowledge=wanted.entry.id, genesis=True)
    return [
        insert_asset(row),
        *version_steps(row, SYSTEM, kept.files),
        _event(runtime, "asset.made", row),
        put_genesis(wanted.entry.id, wanted.language, row.id),
    ]


async def _changed(runtime: Runtime, wanted: _Wanted, asset: Kept) -> list[Step]:
    hosted, files = wanted.hosted, tuple(file_for(runtime, file) for file in wanted.files)
    async with open_scene(runtime, SYSTEM, hosted, locale=wanted.language, kept=asset) as scene:
        draft = await scene.client.edit(Edit(params=wanted.params, files=files, **scene.fields))
        given = (*asset.files, *wanted.files)
        kept = await keep_draft(runtime, hosted, draft, given=given, scratch=scene.scratch)
    row = _next_version(runtime, hosted, asset.row, kept)
    return [
        update_asset(row, expected_version=asset.row.version),
        *version_steps(row, SYSTEM, kept.files),
        _event(runtime, "asset.edited", row),
    ]


def _next_version(runtime: Runtime, hosted: Hosted, row: AssetRow, draft: KeptDraft) -> AssetRow:
    return replace(
        row,
        name=draft.name or row.name,
        state=draft.state,
        files=files_json(draft.files),
        external_id=draft.external_id or row.external_id,
        interlinker_version=hosted.manifest.version,
        version=row.version + 1,
        updated_at=microseconds(runtime.now()),
    )


def _event(runtime: Runtime, kind: str, row: AssetRow) -> Step:
    return insert_event(
        type=kind,
        asset_id=row.id,
        interlinker=row.interlinker,
        actor=SYSTEM.id,
        at=microseconds(runtime.now()),
        data={"entry": row.knowledge},
    )
