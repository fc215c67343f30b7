# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Keeps one interlinker's assets in memory: for authors' tests, and as the reference for keeping.

A keeper obeys the same rules as the runtime, through the same functions, without store, web or
accounts: people are just names, and whoever makes an asset owns it.
"""

import asyncio
import hashlib
import importlib
import secrets
import tempfile
import zlib
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType, TracebackType
from typing import Any, Self
from uuid import uuid4

from interlink_sdk.assets import (
    Asset,
    Author,
    Contribution,
    ContributionFile,
    Draft,
    File,
    Html,
    JsonObject,
    Redirect,
    Role,
    Summary,
)
from interlink_sdk.bundle import (
    BundleContent,
    BundledContribution,
    BundleFile,
    OpenedBundle,
    read_bundle,
    stream_bundle,
    write_collection,
)
from interlink_sdk.calls import (
    Actor,
    Assets,
    Clone,
    Context,
    Contribute,
    Delete,
    Edit,
    Export,
    Instantiate,
    Restore,
    View,
)
from interlink_sdk.client import Client
from interlink_sdk.dispatch import handler_for
from interlink_sdk.errors import AlreadyContributed, InvalidReply, NotFound, NotOffered
from interlink_sdk.gates import gated
from interlink_sdk.keeping import (
    Operation,
    at_least,
    changed,
    check_given_files,
    check_uploads,
    day_of,
    offered_formats,
    opaque_actor,
    pseudonym,
    require_collection,
    require_offer,
    require_role,
)
from interlink_sdk.manifest import ManifestFile, read_manifest
from interlink_sdk.relay import open_relay
from interlink_sdk.validation import SchemaValidator

AUTHOR = "author"
"""Who acts where a test names nobody."""


@dataclass(slots=True)
class _Shelf:
    """One asset with who may do what with it, and its contributions, oldest first."""

    asset: Asset
    roles: dict[str, Role]
    entries: dict[str, list[tuple[str | None, Contribution]]] = field(default_factory=dict)
    """Per collection: who (None where nobody must know) and what."""


class Keeper:
    """The assets of one interlinker, from `with Keeper(...)` to the end of the block."""

    def __init__(
        self, package: str | Path, *, settings: JsonObject | None = None, now: Callable[[], datetime] | None = None
    ) -> None:
        """Open the interlinker of an importable *package*, or of a folder with a manifest alone."""
        module, self.file = _opened(package)
        self.manifest = self.file.manifest
        relay = open_relay(self.manifest, module)
        self._client = Client(gated(handler_for(relay, asyncio.to_thread), self.manifest))
        self._state = SchemaValidator(self.manifest.state_schema)
        self._settings = settings or {}
        self._now = now or (lambda: datetime.now(UTC))
        self._key = secrets.token_bytes(32)
        self._shelves: dict[str, _Shelf] = {}
        self._folder = tempfile.TemporaryDirectory(prefix="interlink-keeper-")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Forget everything."""
        self._folder.cleanup()

    async def make(
        self, params: JsonObject, files: Sequence[File] = (), *, by: str = AUTHOR, locale: str = "en"
    ) -> Asset:
        """Make an asset that belongs to *by*."""
        require_offer(self.manifest, "instantiate")
        uploads = tuple(self._stored(file) for file in files)
        check_uploads(self.manifest, uploads)
        draft = await self._client.instantiate(Instantiate(params=params, files=uploads, **self._fields(by, locale)))
        return self._shelve(draft, uploads, by, locale)

    async def read(self, asset_id: str, *, by: str = AUTHOR) -> Asset:
        """Return the asset."""
        return self._shelf(asset_id, by, "read").asset

    async def edit(
        self, asset_id: str, params: JsonObject, files: Sequence[File] = (), *, by: str = AUTHOR, locale: str = "en"
    ) -> Asset:
        """Change the asset to its next version."""
        shelf = self._shelf(asset_id, by, "edit")
        require_offer(self.manifest, "edit")
        uploads = tuple(self._stored(file) for file in files)
        check_uploads(self.manifest, uploads)
        draft = await self._client.edit(Edit(params=params, files=uploads, **self._on(shelf, by, locale)))
        kept = self._kept(draft, (*shelf.asset.files, *uploads))
        shelf.asset = changed(shelf.asset, kept, interlinker_version=self.manifest.version, now=self._now())
        return shelf.asset

    async def contribute(
        self, asset_id: str, collection: str, body: JsonObject, *, by: str = AUTHOR, locale: str = "en"
    ) -> Contribution:
        """Add an entry to a collection."""
        shelf = self._shelf(asset_id, by, "contribute")
        require_offer(self.manifest, "contribute")
        now = self._now()
        role = shelf.roles.get(by)
        rules = require_collection(self.manifest, collection, role=role, state=shelf.asset.state, now=now)
        call = Contribute(collection=collection, body=body, **self._on(shelf, by, locale))
        taken = await self._client.contribute(call)
        secret = pseudonym(self._key, by, asset_id, collection)
        author = {"named": Author(id=by, name=by), "pseudonymous": Author(id=secret), "anonymous": None}[rules.identity]
        at = now if rules.identity == "named" else day_of(now)
        entry = taken.model_copy(
            update={"id": str(uuid4()), "collection": collection, "author": author, "created_at": at}
        )
        self._add(shelf, collection, secret if rules.one_per_person else None, entry, rules.one_per_person)
        return entry

    async def list(self, *, by: str = AUTHOR, locale: str = "en") -> tuple[Summary, ...]:
        """Return the summaries of the assets on which *by* has a role, newest first."""
        assets = tuple(shelf.asset for shelf in reversed(self._shelves.values()) if by in shelf.roles)
        return await self._client.assets(Assets(assets=assets, **self._fields(by, locale)))

    async def view(self, asset_id: str, *, by: str = AUTHOR, locale: str = "en") -> Html | Redirect:
        """Return the asset's page."""
        shelf = self._shelf(asset_id, by, "view")
        return await self._client.view(View(**self._on(shelf, by, locale)))

    async def clone(self, asset_id: str, *, by: str = AUTHOR, locale: str = "en") -> Asset:
        """Copy the asset for *by*, without its contributions."""
        shelf = self._shelf(asset_id, by, "clone")
        require_offer(self.manifest, "clone")
        draft = await self._client.clone(Clone(**self._on(shelf, by, locale)))
        return self._shelve(draft, shelf.asset.files, by, locale)

    async def export(
        self, asset_id: str, format_id: str | None = None, *, by: str = AUTHOR, locale: str = "en"
    ) -> File:
        """Return the asset in a format of its interlinker, by default the download format."""
        shelf = self._shelf(asset_id, by, "export")
        wanted = format_id or self.manifest.download_format
        formats = offered_formats(self.manifest)
        if wanted not in formats:
            raise NotOffered(f"{self.manifest.id!r} exports {', '.join(formats)}, not {wanted!r}")
        file = await self._client.export(Export(format=wanted, **self._on(shelf, by, locale)))
        return self._stored(file)

    async def bundle(self, asset_id: str, *, by: str = AUTHOR) -> bytes:
        """Return the asset's portable bundle."""
        shelf = self._shelf(asset_id, by, "export")
        content, lines = self._content(shelf)
        files = {file.sha256: file for file in shelf.asset.files}
        chunks = stream_bundle(
            content, lambda sha256: _once(files[sha256].read_bytes()), lambda name: _once(lines[name])
        )
        return b"".join([chunk async for chunk in chunks])

    async def restore(self, bundle: bytes, *, by: str = AUTHOR, locale: str = "en") -> Asset:
        """Take back an asset from its bundle, under its own identifier if that is free."""
        path = self._write(bundle)
        with read_bundle(path) as opened:
            return await self._restored(opened, by, locale)

    async def delete(self, asset_id: str, *, by: str = AUTHOR, locale: str = "en") -> None:
        """Erase the asset."""
        shelf = self._shelf(asset_id, by, "delete")
        require_offer(self.manifest, "delete")
        await self._client.delete(Delete(asset=shelf.asset, **self._fields(by, locale)))
        del self._shelves[asset_id]

    def share(self, asset_id: str, person: str, role: Role) -> None:
        """Give *person* a role on the asset."""
        self._shelves[asset_id].roles[person] = role

    def _shelf(self, asset_id: str, by: str, operation: Operation) -> _Shelf:
        shelf = self._shelves.get(asset_id)
        if shelf is None or by not in shelf.roles:
            raise NotFound(f"there is no asset {asset_id!r}, or it is not shared with {by!r}")
        require_role(shelf.roles[by], operation)
        return shelf

    def _fields(self, by: str, locale: str, role: Role | None = None) -> dict[str, Any]:
        name = by if self.manifest.permissions.display_name else None
        context = Context(
            actor=Actor(id=opaque_actor(self._key, by, self.manifest.id), name=name),
            role=role,
            locale=locale,
            now=self._now(),
            operation_id=str(uuid4()),
            settings=self._settings,
        )
        scratch = Path(tempfile.mkdtemp(dir=self._folder.name))
        return {"interlinker": self.manifest.id, "context": context, "scratch": scratch}

    def _on(self, shelf: _Shelf, by: str, locale: str) -> dict[str, Any]:
        fields = self._fields(by, locale, shelf.roles.get(by))
        written = {name: self._written(shelf, name, by, fields["scratch"]) for name in shelf.entries}
        return {**fields, "asset": shelf.asset, "contributions": written}

    def _written(self, shelf: _Shelf, collection: str, by: str, scratch: Path) -> ContributionFile:
        rules = self.manifest.collections[collection]
        reads_all = at_least(shelf.roles.get(by), rules.read_role)
        secret = pseudonym(self._key, by, shelf.asset.id, collection)
        lines = []
        for _, entry in shelf.entries[collection]:
            mine = entry.author is not None and entry.author.id in {by, secret}
            if mine or reads_all:
                lines.append(self._as_read(entry, mine=mine).model_dump_json(exclude_none=True) + "\n")
        path = scratch / f"{collection}.jsonl"
        path.write_text("".join(lines), encoding="utf-8")
        return ContributionFile(path=path, count=len(lines))

    def _as_read(self, entry: Contribution, *, mine: bool) -> Contribution:
        author = entry.author
        if author is not None and author.name is not None:
            name = author.name if self.manifest.permissions.display_name else None
            author = Author(id=opaque_actor(self._key, author.id, self.manifest.id), name=name)
        return entry.model_copy(update={"author": author, "mine": mine})

    def _add(self, shelf: _Shelf, collection: str, key: str | None, entry: Contribution, once: str | None) -> None:
        entries = shelf.entries.setdefault(collection, [])
        earlier = next((index for index, (who, _) in enumerate(entries) if key and who == key), None)
        if earlier is None:
            entries.append((key, entry))
        elif once == "latest":
            entries[earlier] = (key, entry.model_copy(update={"id": entries[earlier][1].id}))
        else:
            raise AlreadyContributed(f"your entry in {collection!r} was added before")

    def _shelve(self, draft: Draft, given: Sequence[File], by: str, locale: str) -> Asset:
        kept, now = self._kept(draft, given), self._now()
        asset = Asset(
            id=str(uuid4()),
            interlinker=self.manifest.id,
            interlinker_version=self.manifest.version,
            name=kept.name or self.manifest.text(self.manifest.name, locale),
            state=kept.state,
            files=kept.files,
            external_id=kept.external_id,
            created_at=now,
            updated_at=now,
        )
        self._shelves[asset.id] = _Shelf(asset, {by: "owner"})
        return asset

    def _kept(self, draft: Draft, given: Sequence[File]) -> Draft:
        if problems := self._state.problems(draft.state):
            raise InvalidReply("the returned state does not fit its schema", problems=problems)
        check_given_files(draft.files, given)
        known = {file.sha256: file for file in given}
        files = tuple(
            file.model_copy(update={"path": known[file.sha256].path, "size_bytes": known[file.sha256].size_bytes})
            if file.sha256 in known
            else self._stored(file)
            for file in draft.files
        )
        return draft.model_copy(update={"files": files})

    def _stored(self, file: File) -> File:
        content = file.read_bytes()
        path, digest = self._write(content), hashlib.sha256(content).hexdigest()
        update = {"content": None, "path": path, "sha256": digest, "size_bytes": len(content)}
        return file.model_copy(update=update)

    def _write(self, content: bytes) -> Path:
        path = Path(self._folder.name) / uuid4().hex
        path.write_bytes(content)
        return path

    def _content(self, shelf: _Shelf) -> tuple[BundleContent, dict[str, bytes]]:
        asset, collections, lines = shelf.asset, [], {}
        for name, entries in sorted(shelf.entries.items()):
            path = Path(self._folder.name) / uuid4().hex
            collections.append(write_collection(name, [_bundled(entry) for _, entry in entries], path))
            lines[name] = path.read_bytes()
        content = BundleContent(
            asset_id=asset.id,
            interlinker=asset.interlinker,
            interlinker_version=asset.interlinker_version,
            manifest_sha256=self.file.digest,
            name=asset.name,
            version=asset.version,
            created_at=asset.created_at,
            updated_at=asset.updated_at,
            files=tuple(_bundle_file(file) for file in asset.files),
            contributions=tuple(collections),
            state=asset.state,
        )
        return content, lines

    async def _restored(self, opened: OpenedBundle, by: str, locale: str) -> Asset:
        content = opened.content
        files = tuple(
            self._stored(File(name=file.name, media_type=file.media_type, content=b"".join(opened.open(file.name))))
            for file in content.files
        )
        free = content.asset_id not in self._shelves
        asset = Asset(
            id=content.asset_id if free else str(uuid4()),
            interlinker=content.interlinker,
            interlinker_version=content.interlinker_version,
            name=content.name,
            state=content.state,
            files=files,
            version=content.version,
            created_at=content.created_at,
            updated_at=content.updated_at,
        )
        draft = await self._client.restore(Restore(asset=asset, **self._fields(by, locale)))
        kept = self._kept(draft, files)
        update = {"name": kept.name or asset.name, "state": kept.state, "files": kept.files}
        shelf = _Shelf(asset.model_copy(update=update), {by: "owner"})
        for collection in content.contributions:
            shelf.entries[collection.name] = [
                (entry.pseudonym, _unbundled(collection.name, entry)) for entry in opened.contributions(collection.name)
            ]
        self._shelves[asset.id] = shelf
        return shelf.asset


def _opened(package: str | Path) -> tuple[ModuleType | None, ManifestFile]:
    if isinstance(package, Path):
        return None, read_manifest(package)
    module = importlib.import_module(package)
    return module, read_manifest(Path(str(module.__file__)).parent)


def _bundle_file(file: File) -> BundleFile:
    content = file.read_bytes()
    return BundleFile(
        name=file.name,
        media_type=file.media_type,
        sha256=hashlib.sha256(content).hexdigest(),
        size_bytes=len(content),
        crc32=zlib.crc32(content),
    )


def _bundled(entry: Contribution) -> BundledContribution:
    author = entry.author
    named = author is not None and author.name is not None
    return BundledContribution(
        id=entry.id,
        body=entry.body,
        author=author if named else None,
        pseudonym=author.id if author and not named else None,
        created_at=entry.created_at,
    )


def _unbundled(collection: str, entry: BundledContribution) -> Contribution:
    author = entry.author or (Author(id=entry.pseudonym) if entry.pseudonym else None)
    return Contribution(id=entry.id, collection=collection, body=entry.body, author=author, created_at=entry.created_at)


async def _once(content: bytes) -> AsyncIterator[bytes]:
    yield content
