# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A subject: whatever keeps assets and answers for them, seen by its verbs.

The keeper in this package, a runtime through its HTTP API and a foreign service are subjects.
People are names; `ANA` makes things, `BEN` is given roles, `EVA` has none.
Refusals are raised as the errors of `interlink_sdk.errors`, whatever stands behind.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from interlink_sdk.assets import Asset, Contribution, File, Health, Html, JsonObject, Redirect, Role, Summary
from interlink_sdk.calls import Call, Reply
from interlink_sdk.context import Purpose
from interlink_sdk.manifest import Manifest

ANA, BEN, EVA = "ana", "ben", "eva"
PARTICIPANTS = ("ben", "ida", "leo", "mia", "noa", "ugo", "zoe")
"""Who contributes where a collection wants entries of several people."""


class Subject(Protocol):
    """One interlinker's assets, wherever they are kept; it lives for one case."""

    placement: str
    """How reports call where the interlinker runs: `keeper`, `in_process`, `isolated`, `service`."""
    manifest: Manifest

    @property
    def exchanges(self) -> Sequence[tuple[Call, Reply]]:
        """The calls that reached the interlinker and its replies, as far as this subject can see them."""

    async def make(self, params: JsonObject, files: Sequence[File] = (), *, by: str = ANA, locale: str = "en") -> Asset:
        """Make an asset that belongs to *by*."""

    async def read(self, asset_id: str, *, by: str = ANA) -> Asset:
        """Return the asset; its files carry `content` or a readable `path`."""

    async def edit(
        self, asset_id: str, params: JsonObject, files: Sequence[File] = (), *, by: str = ANA, locale: str = "en"
    ) -> Asset:
        """Change the asset to its next version."""

    async def contribute(
        self, asset_id: str, collection: str, body: JsonObject, *, by: str = ANA, locale: str = "en"
    ) -> Contribution:
        """Add an entry to a collection."""

    async def contributions(self, asset_id: str, collection: str, *, by: str = ANA) -> tuple[Contribution, ...]:
        """Return the entries of a collection that *by* may see, in the order in which they are kept."""

    async def list(self, *, by: str = ANA, locale: str = "en") -> tuple[Summary, ...]:
        """Return the summaries of what *by* has a role on, newest first."""

    async def view(
        self, asset_id: str, *, by: str = ANA, locale: str = "en", purpose: Purpose = "view"
    ) -> Html | Redirect:
        """Return the asset's page."""

    async def clone(self, asset_id: str, *, by: str = ANA, locale: str = "en") -> Asset:
        """Copy the asset for *by*."""

    async def export(self, asset_id: str, format_id: str | None = None, *, by: str = ANA, locale: str = "en") -> File:
        """Return the asset in a format, by default the download format."""

    async def bundle(self, asset_id: str, *, by: str = ANA) -> bytes:
        """Return the asset's portable bundle."""

    async def restore(self, bundle: bytes, *, by: str = ANA, locale: str = "en") -> Asset:
        """Take back an asset from its bundle."""

    async def delete(self, asset_id: str, *, by: str = ANA, locale: str = "en") -> None:
        """Erase the asset."""

    async def share(self, asset_id: str, person: str, role: Role) -> None:
        """Give *person* a role on the asset that Ana made."""

    async def health(self) -> Health:
        """Ask how the interlinker is."""


OpenSubject = Callable[[], AbstractAsyncContextManager[Subject]]
"""Opens a fresh subject, without assets of another case."""
