# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Interlinkers that restore wrongly, and hosts that make or take bundles wrongly."""

import io
import tempfile
import zipfile
from abc import ABC, abstractmethod
from itertools import count
from pathlib import Path
from typing import Any

from tests.conformance.miniature import Host, Miniature
from tests.conformance.miniatures.cloning import ELSEWHERE, LAW
from tests.conformance.miniatures.making import GOOD

from interlink_sdk.assets import File
from interlink_sdk.conformance.doctoring import content_of, entries_of, rewritten
from interlink_sdk.conformance.subject import ANA
from interlink_sdk.errors import InvalidBundle

NOTE = File(name="note.txt", media_type="text/plain", content=b"in its place")


def restore(result: str) -> str:
    """Return a restore hook that returns *result*."""
    return f"@hookimpl\ndef restore(asset: Asset) -> Draft:\n    return {result}\n"


class Rewrites(Host, ABC):
    """A host that makes something else of a bundle before it takes it."""

    async def restore(self, bundle: bytes, *, by: str = ANA, locale: str = "en") -> Any:
        with tempfile.TemporaryDirectory() as folder:
            return await self.subject.restore(await self.read_as(bundle, Path(folder)), by=by, locale=locale)

    async def read_as(self, bundle: bytes, folder: Path) -> bytes:
        """Return the bundle that this host reads in place of *bundle*."""
        try:
            return await self.changed(bundle, folder)
        except (InvalidBundle, zipfile.BadZipFile):
            return bundle

    @abstractmethod
    async def changed(self, bundle: bytes, folder: Path) -> bytes:
        """Return *bundle* as this host wants it to be."""


class TurnsEntries(Rewrites):
    async def changed(self, bundle: bytes, folder: Path) -> bytes:
        turned = {name: entries[::-1] for name, entries in entries_of(bundle, folder).items()}
        return await rewritten(bundle, folder, entries=turned)


class GivesNewIdentifiers(Rewrites):
    numbers = count(1)

    async def changed(self, bundle: bytes, folder: Path) -> bytes:
        return await rewritten(bundle, folder, asset_id=f"00000000-0000-7000-8000-{next(self.numbers):012x}")


class TakesAnyInterlinker(Rewrites):
    async def changed(self, bundle: bytes, folder: Path) -> bytes:
        return await rewritten(bundle, folder, interlinker=self.subject.manifest.id)


class DropsUnknownCollections(Rewrites):
    async def changed(self, bundle: bytes, folder: Path) -> bytes:
        known = self.subject.manifest.collections
        content = content_of(bundle, folder)
        kept = tuple(one for one in content.contributions if one.name in known)
        return await rewritten(bundle, folder, contributions=kept)


class TakesWhat(Host):
    """A host that makes something of a bundle which has a problem of the *kind*."""

    kind = ""

    async def restore(self, bundle: bytes, *, by: str = ANA, locale: str = "en") -> Any:
        try:
            return await self.subject.restore(bundle, by=by, locale=locale)
        except InvalidBundle as error:
            if self.takes(error):
                return await self.subject.make(GOOD, [NOTE], by=by, locale=locale)
            raise

    def takes(self, error: InvalidBundle) -> bool:
        """Say whether this host sees nothing wrong with what the right one refused."""
        return {problem.code for problem in error.problems} == {self.kind}


class TakesAnyState(TakesWhat):
    def takes(self, error: InvalidBundle) -> bool:
        return "the state in the bundle" in error.message


class TakesAnyEntry(TakesWhat):
    def takes(self, error: InvalidBundle) -> bool:
        return "a contribution to" in error.message


class TakesChanged(TakesWhat):
    kind = "digest_mismatch"


class TakesParts(TakesWhat):
    kind = "missing_member"

    def takes(self, error: InvalidBundle) -> bool:
        return super().takes(error) and any(problem.key == "state.json" for problem in error.problems)


class TakesMore(TakesWhat):
    kind = "undeclared_member"


class TakesOutside(TakesWhat):
    kind = "unsafe_name"


class TakesNonsense(Host):
    async def restore(self, bundle: bytes, **named: Any) -> Any:
        if bundle.startswith(b"Dear"):
            return await self.subject.make(GOOD, [NOTE], **named)
        return await self.subject.restore(bundle, **named)


class LeavesTheRefused(Host):
    async def restore(self, bundle: bytes, **named: Any) -> Any:
        try:
            return await self.subject.restore(bundle, **named)
        except InvalidBundle:
            await self.subject.make(GOOD, [NOTE], **named)
            raise


class Overwrites(Host):
    """A host in which a bundle takes the place of the asset that it was made of."""

    async def restore(self, bundle: bytes, *, by: str = ANA, locale: str = "en") -> Any:
        back = await self.subject.restore(bundle, by=by, locale=locale)
        with tempfile.TemporaryDirectory() as folder:
            own, shelves = content_of(bundle, Path(folder)).asset_id, self.subject.keeper._shelves
        if own in shelves and own != back.id and back.name != shelves[own].asset.name:
            shelves[own].asset = shelves[own].asset.model_copy(update={"name": back.name})
        return back


class RestoresForAna(Host):
    async def restore(self, bundle: bytes, *, by: str = ANA, locale: str = "en") -> Any:
        back = await self.subject.restore(bundle, by=by, locale=locale)
        await self.subject.share(back.id, ANA, "owner")
        return back


class RestoresGrants(Host):
    async def restore(self, bundle: bytes, *, by: str = ANA, locale: str = "en") -> Any:
        back = await self.subject.restore(bundle, by=by, locale=locale)
        with tempfile.TemporaryDirectory() as folder:
            shelf = self.subject.keeper._shelves.get(content_of(bundle, Path(folder)).asset_id)
        for person, role in shelf.roles.items() if shelf and shelf.asset.id != back.id else ():
            if role != "owner":
                await self.subject.share(back.id, person, role)
        return back


class StampsBundles(Host):
    """A host that writes into each bundle when it was made."""

    numbers = count(1)

    async def bundle(self, asset_id: str, *, by: str = ANA) -> bytes:
        stamped = io.BytesIO(await self.subject.bundle(asset_id, by=by))
        with zipfile.ZipFile(stamped, "a") as archive:
            archive.comment = f"made as number {next(self.numbers)}".encode()
        return stamped.getvalue()


MINIATURES = (
    Miniature(
        "counts coming back as a change",
        breaks="restore-brings-content",
        hooks=restore(
            "Draft(name=asset.name, files=asset.files, state={**asset.state, "
            "'revision': int(str(asset.state['revision'])) + 1})"
        ),
        also=frozenset({"law-bundle-comes-back"}),
        because=LAW,
    ),
    Miniature(
        "a host that turns discussions round",
        breaks="restore-brings-entries",
        host=TurnsEntries,
        also=frozenset({"law-bundle-comes-back"}),
        because=LAW,
    ),
    Miniature(
        "a host that gives new identifiers",
        breaks="restore-keeps-free-identifier",
        host=GivesNewIdentifiers,
    ),
    Miniature("a host that overwrites", breaks="restore-overwrites-nothing", host=Overwrites),
    Miniature("a host that restores for Ana", breaks="restore-belongs-to-restorer", host=RestoresForAna),
    Miniature("a host that restores grants", breaks="restore-leaves-grants", host=RestoresGrants),
    Miniature(
        "comes back to the same pad",
        breaks="restore-has-own-upstream",
        hooks=ELSEWHERE + restore("Draft(name=asset.name, state=asset.state, files=asset.files, external_id='pad-7')"),
    ),
    Miniature(
        "a host that stamps bundles",
        breaks="restore-bundle-is-repeatable",
        host=StampsBundles,
    ),
    Miniature("a host that takes any interlinker's", breaks="restore-other-refused", host=TakesAnyInterlinker),
    Miniature("a host that takes any state", breaks="restore-unfit-state-refused", host=TakesAnyState),
    Miniature("a host that takes any entry", breaks="restore-unfit-entries-refused", host=TakesAnyEntry),
    Miniature(
        "a host that drops unknown collections",
        breaks="restore-unknown-entries-refused",
        host=DropsUnknownCollections,
    ),
    Miniature("a host that looks at no digest", breaks="restore-changed-refused", host=TakesChanged),
    Miniature("a host that takes parts for the whole", breaks="restore-incomplete-refused", host=TakesParts),
    Miniature("a host that takes more than is declared", breaks="restore-undeclared-refused", host=TakesMore),
    Miniature("a host that takes names that lead outside", breaks="restore-traversal-refused", host=TakesOutside),
    Miniature("a host that takes a letter for a bundle", breaks="restore-nonsense-refused", host=TakesNonsense),
    Miniature(
        "a host that keeps the bundles that it refuses", breaks="restore-refused-leaves-nothing", host=LeavesTheRefused
    ),
)
