# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The keeper's verbs: load, authorize, call, validate, keep."""

import asyncio
import importlib
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType, TracebackType
from typing import Any, Self
from uuid import uuid4

from interlink_sdk.assets import Asset, Contribution, Draft, File, Health, Html, JsonObject, Redirect, Role, Summary
from interlink_sdk.bundle import OpenedBundle, read_bundle
from interlink_sdk.calls import (
    Assets,
    CheckHealth,
    Clone,
    Contribute,
    Delete,
    Edit,
    Export,
    Instantiate,
    Layer,
    Migrate,
    Restore,
    View,
)
from interlink_sdk.client import Client
from interlink_sdk.context import Actor, Context, Purpose
from interlink_sdk.dispatch import handler_for
from interlink_sdk.errors import InvalidReply, NotFound, NotOffered, SettingsInvalid
from interlink_sdk.gates import gated
from interlink_sdk.keeper.bundling import bundle_of, check_origin, check_state, entries_in
from interlink_sdk.keeper.cellar import Cellar, distinctly_named
from interlink_sdk.keeper.shelves import Reader, Shelf
from interlink_sdk.keeping import (
    BUNDLE_FORMAT,
    Operation,
    changed,
    check_uploads,
    offered_formats,
    opaque_actor,
    require_collection,
    require_offer,
    require_role,
)
from interlink_sdk.manifest import ManifestFile, read_manifest
from interlink_sdk.relay import open_relay
from interlink_sdk.validation import SchemaValidator

AUTHOR = "author"
"""Who acts where a test names nobody."""


class Keeper:
    """The assets of one interlinker, from `with Keeper(...)` to the end of the block."""

    def __init__(
        self,
        package: str | Path,
        *,
        settings: JsonObject | None = None,
        now: Callable[[], datetime] | None = None,
        layer: Layer | None = None,
    ) -> None:
        """Open the interlinker of an importable *package*, or of a folder with a manifest alone.

        *layer* is put around the hooks, inside of what checks parameters and capabilities.
        """
        module, self.file = _opened(package)
        self.manifest = self.file.manifest
        relay = open_relay(self.manifest, module)
        handler = handler_for(relay, asyncio.to_thread)
        self._client = Client(gated(layer(handler) if layer else handler, self.manifest))
        self._state = SchemaValidator(self.manifest.state_schema)
        self._settings = _checked_settings(self.manifest.settings, settings or {})
        self._now = now or (lambda: datetime.now(UTC))
        self._key = secrets.token_bytes(32)
        self._shelves: dict[str, Shelf] = {}
        self._cellar = Cellar()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Forget everything."""
        self._cellar.close()

    async def make(
        self, params: JsonObject, files: Sequence[File] = (), *, by: str = AUTHOR, locale: str = "en"
    ) -> Asset:
        """Make an asset that belongs to *by*."""
        require_offer(self.manifest, "instantiate")
        uploads = self._uploads(files)
        with self._scene(by, locale) as fields:
            draft = await self._client.instantiate(Instantiate(params=params, files=uploads, **fields))
            return self._shelve(draft, uploads, fields["scratch"], by=by, locale=locale)

    async def read(self, asset_id: str, *, by: str = AUTHOR) -> Asset:
        """Return the asset."""
        return self._shelf(asset_id, by, "read").asset

    async def edit(
        self, asset_id: str, params: JsonObject, files: Sequence[File] = (), *, by: str = AUTHOR, locale: str = "en"
    ) -> Asset:
        """Change the asset to its next version."""
        shelf = self._shelf(asset_id, by, "edit")
        require_offer(self.manifest, "edit")
        uploads = self._uploads(files)
        with self._scene(by, locale, shelf) as fields:
            draft = await self._client.edit(Edit(params=params, files=uploads, **fields))
            kept = self._kept(draft, (*shelf.asset.files, *uploads), fields["scratch"])
        shelf.asset = changed(shelf.asset, kept, interlinker_version=self.manifest.version, now=self._now())
        return shelf.asset

    async def contribute(
        self, asset_id: str, collection: str, body: JsonObject, *, by: str = AUTHOR, locale: str = "en"
    ) -> Contribution:
        """Add an entry to a collection."""
        shelf, now = self._shelf(asset_id, by, "contribute"), self._now()
        require_offer(self.manifest, "contribute")
        role = shelf.roles[by]
        require_collection(self.manifest, collection, role=role, state=shelf.asset.state, now=now)
        with self._scene(by, locale, shelf) as fields:
            taken = await self._client.contribute(Contribute(collection=collection, body=body, **fields))
        return Reader(self.manifest, self._key, shelf, by, role).add(collection, taken.body, now)

    async def contributions(self, asset_id: str, collection: str, *, by: str = AUTHOR) -> tuple[Contribution, ...]:
        """Return the entries of a collection that *by* may see, oldest first."""
        shelf = self._shelf(asset_id, by, "read")
        return tuple(Reader(self.manifest, self._key, shelf, by, shelf.roles[by]).read(collection))

    async def health(self) -> Health:
        """Ask how the interlinker is."""
        with self._scene(None, "en") as fields:
            return await self._client.health(CheckHealth(**fields))

    async def list(self, *, by: str = AUTHOR, locale: str = "en") -> tuple[Summary, ...]:
        """Return the summaries of the assets on which *by* has a role, newest first."""
        assets = tuple(shelf.asset for shelf in reversed(self._shelves.values()) if by in shelf.roles)
        with self._scene(by, locale) as fields:
            return await self._client.assets(Assets(assets=assets, **fields))

    async def view(
        self, asset_id: str, *, by: str = AUTHOR, locale: str = "en", purpose: Purpose = "view"
    ) -> Html | Redirect:
        """Return the asset's page."""
        shelf = self._shelf(asset_id, by, purpose)
        with self._scene(None if self.manifest.view.shared else by, locale, shelf) as fields:
            return await self._client.view(View(purpose=purpose, **fields))

    async def clone(self, asset_id: str, *, by: str = AUTHOR, locale: str = "en") -> Asset:
        """Copy the asset for *by*, without its contributions."""
        shelf = self._shelf(asset_id, by, "clone")
        require_offer(self.manifest, "clone")
        with self._scene(by, locale, shelf) as fields:
            draft = await self._client.clone(Clone(**fields))
            return self._shelve(draft, shelf.asset.files, fields["scratch"], by=by, locale=locale)

    async def export(
        self, asset_id: str, format_id: str | None = None, *, by: str = AUTHOR, locale: str = "en"
    ) -> File:
        """Return the asset in a format of its interlinker, by default the download format."""
        shelf = self._shelf(asset_id, by, "export")
        wanted = format_id or self.manifest.download_format
        if wanted == BUNDLE_FORMAT:
            bundle = await self.bundle(asset_id, by=by)
            return File(name=f"{asset_id}.interlink.zip", media_type="application/zip", content=bundle)
        require_offer(self.manifest, "export")
        formats = offered_formats(self.manifest)
        if wanted not in formats:
            raise NotOffered(f"{self.manifest.id!r} exports {', '.join(formats)}, not {wanted!r}")
        with self._scene(by, locale, shelf) as fields:
            file = await self._client.export(Export(format=wanted, **fields))
            return self._cellar.kept([file], shelf.asset.files, fields["scratch"])[0]

    async def bundle(self, asset_id: str, *, by: str = AUTHOR) -> bytes:
        """Return the asset's portable bundle."""
        shelf = self._shelf(asset_id, by, "export")
        with self._cellar.scratch() as scratch:
            return await bundle_of(shelf, self.file, scratch)

    async def restore(self, bundle: bytes, *, by: str = AUTHOR, locale: str = "en") -> Asset:
        """Take back an asset from its bundle, under its own identifier if that is free."""
        with self._cellar.scratch() as scratch:
            path = scratch / "bundle.zip"
            path.write_bytes(bundle)
            with read_bundle(path) as opened:
                check_origin(opened, self.file)
                return await self._restored(opened, by, locale)

    async def delete(self, asset_id: str, *, by: str = AUTHOR, locale: str = "en") -> None:
        """Erase the asset."""
        shelf = self._shelf(asset_id, by, "delete")
        require_offer(self.manifest, "delete")
        with self._scene(by, locale, shelf) as fields:
            del fields["contributions"]
            await self._client.delete(Delete(**fields))
        del self._shelves[asset_id]

    def share(self, asset_id: str, person: str, role: Role) -> None:
        """Give *person* a role on the asset."""
        self._shelves[asset_id].roles[person] = role

    def _shelf(self, asset_id: str, by: str, operation: Operation) -> Shelf:
        shelf = self._shelves.get(asset_id)
        if shelf is None or by not in shelf.roles:
            raise NotFound(f"there is no asset {asset_id!r}, or it is not shared with {by!r}")
        require_role(shelf.roles[by], operation)
        return shelf

    @contextmanager
    def _scene(self, by: str | None, locale: str, shelf: Shelf | None = None) -> Iterator[dict[str, Any]]:
        """Give the fields of one call; nobody in particular is somebody without a role, who sees what viewers see."""
        role = shelf.roles.get(by) if shelf and by else None
        context = Context(
            actor=self._actor(by) if by else None,
            role=role,
            locale=locale,
            now=self._now(),
            operation_id=str(uuid4()),
            settings=self._settings,
        )
        with self._cellar.scratch() as scratch:
            fields: dict[str, Any] = {"interlinker": self.manifest.id, "context": context, "scratch": scratch}
            if shelf:
                reader = Reader(self.manifest, self._key, shelf, by, role if by else "viewer")
                fields |= {"asset": shelf.asset, "contributions": reader.write(scratch)}
            yield fields

    def _actor(self, by: str) -> Actor:
        name = by if self.manifest.permissions.display_name else None
        return Actor(id=opaque_actor(self._key, by, self.manifest.id), name=name)

    def _uploads(self, files: Sequence[File]) -> tuple[File, ...]:
        uploads = tuple(self._cellar.stored(file) for file in distinctly_named(files))
        check_uploads(self.manifest, uploads)
        return uploads

    def _kept(self, draft: Draft, given: Sequence[File], scratch: Path) -> Draft:
        if problems := self._state.problems(draft.state):
            raise InvalidReply("the returned state does not fit its schema", problems=problems)
        return draft.model_copy(update={"files": self._cellar.kept(draft.files, given, scratch)})

    def _shelve(self, draft: Draft, given: Sequence[File], scratch: Path, *, by: str, locale: str) -> Asset:
        kept, now = self._kept(draft, given, scratch), self._now()
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
        self._shelves[asset.id] = Shelf(asset, {by: "owner"})
        return asset

    async def _restored(self, opened: OpenedBundle, by: str, locale: str) -> Asset:
        asset = await self._bundled_asset(opened, by, locale)
        shelf = Shelf(asset, {by: "owner"})
        reader = Reader(self.manifest, self._key, shelf, by, "owner")
        for collection in opened.content.contributions:
            shelf.entries[collection.name] = list(entries_in(opened, collection.name, reader))
        with self._scene(by, locale, shelf) as fields:
            draft = await self._client.restore(Restore(**fields))
            kept = self._kept(draft, asset.files, fields["scratch"])
        update = {"name": kept.name or asset.name, "state": kept.state, "files": kept.files}
        shelf.asset = asset.model_copy(update={**update, "external_id": kept.external_id})
        self._shelves[asset.id] = shelf
        return shelf.asset

    async def _bundled_asset(self, opened: OpenedBundle, by: str, locale: str) -> Asset:
        """Return the asset as the bundle says it is, its state brought to the present schema."""
        content, state = opened.content, opened.content.state
        if content.interlinker_version != self.manifest.version:
            with self._scene(by, locale) as fields:
                migrate = Migrate(state=state, from_version=content.interlinker_version, **fields)
                state = await self._client.migrate(migrate)
        check_state(self._state, state)
        named = [(file.name, file.media_type, b"".join(opened.open(file.name))) for file in content.files]
        return Asset(
            id=str(uuid4()) if content.asset_id in self._shelves else content.asset_id,
            interlinker=self.manifest.id,
            interlinker_version=self.manifest.version,
            name=content.name,
            state=state,
            files=tuple(self._cellar.stored(File(name=n, media_type=m, content=c)) for n, m, c in named),
            version=content.version,
            created_at=content.created_at,
            updated_at=content.updated_at,
        )


def _opened(package: str | Path) -> tuple[ModuleType | None, ManifestFile]:
    if isinstance(package, Path):
        return None, read_manifest(package)
    module = importlib.import_module(package)
    return module, read_manifest(Path(next(iter(module.__path__))))


def _checked_settings(schema: str | JsonObject | None, settings: JsonObject) -> JsonObject:
    problems = SchemaValidator(schema).problems(settings) if isinstance(schema, dict) else []
    if problems or (settings and schema is None):
        raise SettingsInvalid("the settings do not fit the interlinker's schema", problems=problems)
    return settings
