# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""From a shelf to a portable bundle, and back."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

from interlink_sdk.assets import Author, Contribution, JsonObject
from interlink_sdk.bundle import (
    BundleCollection,
    BundleContent,
    BundledContribution,
    OpenedBundle,
    stream_bundle,
    write_collection,
)
from interlink_sdk.errors import InvalidBundle, Problem
from interlink_sdk.keeper.cellar import bundle_file
from interlink_sdk.keeper.shelves import Entry, Reader, Shelf
from interlink_sdk.keeping import pseudonym
from interlink_sdk.manifest import ManifestFile
from interlink_sdk.validation import SchemaValidator


async def bundle_of(shelf: Shelf, file: ManifestFile, scratch: Path) -> bytes:
    """Return the bundle of the asset on *shelf*."""
    collections = tuple(_written(name, shelf.in_order(name), scratch) for name in sorted(shelf.entries))
    content = _content(shelf, file, collections)
    files = {kept.sha256: kept for kept in shelf.asset.files}
    chunks = stream_bundle(
        content,
        lambda sha256: _once(files[sha256].read_bytes()),
        lambda name: _once((scratch / name).read_bytes()),
    )
    return b"".join([chunk async for chunk in chunks])


def check_origin(opened: OpenedBundle, file: ManifestFile) -> None:
    """Raise InvalidBundle unless the bundle is of this interlinker, with collections that it has."""
    content, manifest = opened.content, file.manifest
    if content.interlinker != manifest.id:
        raise InvalidBundle(f"the bundle is of {content.interlinker!r}, not of {manifest.id!r}")
    unknown = [collection.name for collection in content.contributions if collection.name not in manifest.collections]
    if unknown:
        raise InvalidBundle(f"{manifest.id!r} has no collection {', '.join(map(repr, unknown))}")


def check_state(validator: SchemaValidator, state: JsonObject) -> None:
    """Raise InvalidBundle where the bundle's *state* does not fit."""
    _refuse_for(validator.problems(state), "the state in the bundle does not fit its schema")


def entries_in(opened: OpenedBundle, collection: str, reader: Reader) -> Iterator[Entry]:
    """Yield the entries of *collection* for the shelf of *reader*.

    Raises InvalidBundle where one does not fit its schema.
    """
    manifest, asset_id = reader.manifest, reader.shelf.asset.id
    validator, rules = SchemaValidator(manifest.contribution_schema(collection)), manifest.collections[collection]
    for bundled in opened.contributions(collection):
        _refuse_for(validator.problems(bundled.body), f"a contribution to {collection!r} does not fit its schema")
        author = bundled.author or (Author(id=bundled.pseudonym) if bundled.pseudonym else None)
        named = pseudonym(reader.key, bundled.author.id, asset_id, collection) if bundled.author else None
        entry = Contribution(
            id=bundled.id, collection=collection, body=bundled.body, author=author, created_at=bundled.created_at
        )
        yield Entry(entry, (bundled.pseudonym or named) if rules.one_per_person else None)


def _content(shelf: Shelf, file: ManifestFile, collections: tuple[BundleCollection, ...]) -> BundleContent:
    asset = shelf.asset
    return BundleContent(
        asset_id=asset.id,
        interlinker=asset.interlinker,
        interlinker_version=asset.interlinker_version,
        manifest_sha256=file.digest,
        name=asset.name,
        version=asset.version,
        created_at=asset.created_at,
        updated_at=asset.updated_at,
        files=tuple(bundle_file(kept) for kept in asset.files),
        contributions=collections,
        state=asset.state,
    )


def _written(name: str, entries: list[Entry], scratch: Path) -> BundleCollection:
    return write_collection(name, (_bundled(entry.contribution) for entry in entries), scratch / name)


def _bundled(entry: Contribution) -> BundledContribution:
    author = entry.author
    is_named = author is not None and author.name is not None
    return BundledContribution(
        id=entry.id,
        body=entry.body,
        author=author if is_named else None,
        pseudonym=author.id if author and not is_named else None,
        created_at=entry.created_at,
    )


def _refuse_for(problems: list[Problem], message: str) -> None:
    if problems:
        raise InvalidBundle(message, problems=problems)


async def _once(content: bytes) -> AsyncIterator[bytes]:
    yield content
