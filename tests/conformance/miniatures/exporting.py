# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Interlinkers and hosts that export wrongly."""

from abc import ABC, abstractmethod
from typing import Any

from tests.conformance.miniature import Host, Miniature

from interlink_sdk.assets import File
from interlink_sdk.conformance.subject import ANA
from interlink_sdk.errors import NotFound, NotOffered


def export(lines: str, before: str = "") -> str:
    """Return an export hook that does *lines* with the right file, unless they return another one."""
    indented = "".join(f"    {line}\n" for line in lines.splitlines())
    return (
        f"{before}\n\n\n@hookimpl\n"
        "def export(asset: Asset, contributions: Contributions, format: str, context: Context) -> File:\n"
        "    if format == 'csv':\n"
        "        file = File(name='ideas.csv', media_type='text/csv', content=table_of(contributions).encode())\n"
        "    elif format == 'markdown':\n"
        "        text = text_of(asset, contributions).encode()\n"
        "        file = File(name='ideas.md', media_type='text/markdown', content=text)\n"
        "    else:\n"
        "        file = File(name='ideas.json', media_type='application/json', content=b'{}')\n"
        f"{indented}"
        "    return file\n"
    )


def changed(**fields: str) -> str:
    """Return what changes *fields* of a file."""
    said = ", ".join(f"{name!r}: {value}" for name, value in fields.items())
    return f"file = file.model_copy(update={{{said}}})"


class Exports(Host, ABC):
    """A host that has its own way with exports."""

    async def export(self, asset_id: str, format_id: str | None = None, *, by: str = ANA, locale: str = "en") -> File:
        file: File = await self.subject.export(asset_id, format_id, by=by, locale=locale)
        return file if file.content is None and file.path is None else self.instead_of(file, file.read_bytes())

    @abstractmethod
    def instead_of(self, file: File, content: bytes) -> File:
        """Return what this host gives in place of *file* with its *content*."""


class SpeaksEnglish(Exports):
    def instead_of(self, file: File, content: bytes) -> File:
        for language in (b"es", b"it", b"lv"):
            content = content.replace(b'<html lang="' + language, b'<html lang="en')
        return File(name=file.name, media_type=file.media_type, content=content)


class AddsAPixel(Exports):
    def instead_of(self, file: File, content: bytes) -> File:
        pixel = b'<img alt="" src="https://count.example.org/pixel.gif"></main>'
        content = content.replace(b"</main>", pixel) if file.media_type == "text/html" else content
        return File(name=file.name, media_type=file.media_type, content=content)


class LosesEntries(Exports):
    def instead_of(self, file: File, content: bytes) -> File:
        lost = content.replace(b"Who mows the meadow?", b"") if file.media_type == "application/json" else content
        return File(name=file.name, media_type=file.media_type, content=lost)


class ExportsAsOwner(Host):
    """A host that looks at assets with the owner's eyes, once somebody may look at all."""

    async def export(self, asset_id: str, format_id: str | None = None, *, by: str = ANA, locale: str = "en") -> Any:
        await self.subject.read(asset_id, by=by)
        return await self.subject.export(asset_id, format_id, by=ANA, locale=locale)


class HasNoEmptyPage(Host):
    """A host that makes no HTML of an asset before somebody took part."""

    async def export(self, asset_id: str, format_id: str | None = None, *, by: str = ANA, locale: str = "en") -> Any:
        entries = [
            await self.subject.contributions(asset_id, name, by=by) for name in self.subject.manifest.collections
        ]
        if format_id == "html" and not any(entries):
            raise NotOffered("there is no HTML of this")
        return await self.subject.export(asset_id, format_id, by=by, locale=locale)


class DownloadsJson(Host):
    async def export(self, asset_id: str, format_id: str | None = None, **named: Any) -> Any:
        return await self.subject.export(asset_id, format_id or "json", **named)


class FallsBack(Host):
    async def export(self, asset_id: str, format_id: str | None = None, **named: Any) -> Any:
        try:
            return await self.subject.export(asset_id, format_id, **named)
        except NotOffered:
            return File(name="error.txt", media_type="text/plain", content=b"no such format")


class ExportsForAnybody(Host):
    async def export(self, asset_id: str, format_id: str | None = None, *, by: str = ANA, locale: str = "en") -> Any:
        try:
            return await self.subject.export(asset_id, format_id, by=by, locale=locale)
        except NotFound:
            return await self.subject.export(asset_id, format_id, by=ANA, locale=locale)


MINIATURES = (
    Miniature(
        "calls its text plain",
        breaks="export-has-declared-type",
        hooks=export(
            "if format == 'markdown':\n    "
            "file = File(name='ideas.txt', media_type='text/plain', content=file.content or b'')"
        ),
    ),
    Miniature(
        "writes rows of unequal length",
        breaks="export-is-what-it-says",
        hooks=export("if format == 'csv':\n    " + changed(content="(file.content or b'') + b'sum\\r\\n'")),
    ),
    Miniature(
        "writes Latin-1",
        breaks="export-is-what-it-says",
        hooks=export(
            "if format == 'markdown':\n    " + changed(content="(file.content or b'') + '\\u00e9'.encode('latin-1')")
        ),
    ),
    Miniature(
        "writes nothing where there is little",
        breaks="export-is-not-empty",
        hooks=export("if len(contributions['proposals']) < 2:\n    " + changed(content="b''")),
    ),
    Miniature(
        "gives files no extension",
        breaks="export-has-fitting-name",
        hooks=export(changed(name="file.name.partition('.')[0]")),
    ),
    Miniature(
        "writes the time",
        breaks="export-is-repeatable",
        hooks=export(
            "if format == 'markdown':\n    " + changed(content="(file.content or b'') + str(time.time_ns()).encode()"),
            before="import time",
        ),
        also=frozenset({"law-export-repeats"}),
        because="what holds for a sample holds for every asset, too",
    ),
    Miniature("a host that exports in English", breaks="export-html-says-language", host=SpeaksEnglish),
    Miniature("a host that counts readers", breaks="export-html-stands-alone", host=AddsAPixel),
    Miniature("a host that loses an entry", breaks="export-json-has-entries", host=LosesEntries),
    Miniature("a host that exports as the owner", breaks="export-hides-entries", host=ExportsAsOwner),
    Miniature(
        "trusts its cells",
        breaks="export-disarms-formulas",
        hooks=export(
            "if format == 'csv':\n    " + changed(content="(file.content or b'').replace(b\"'=\", b'=')"),
        ),
    ),
    Miniature(
        "a host that has no HTML of the new",
        breaks="export-has-common-formats",
        host=HasNoEmptyPage,
        also=frozenset({"name-escaped-in-html-export", "behave-bears-other-locales"}),
        because="they look at the HTML of assets without entries",
    ),
    Miniature("a host that downloads JSON", breaks="export-download-is-declared", host=DownloadsJson),
    Miniature("a host that sends its error as a file", breaks="export-unknown-refused", host=FallsBack),
    Miniature("a host that exports for anybody", breaks="export-refused-to-strangers", host=ExportsForAnybody),
)
