# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Interlinkers and hosts that treat files wrongly."""

from collections.abc import Sequence
from typing import Any

from tests.conformance.miniature import Host, Miniature
from tests.conformance.miniatures.making import instantiate
from tests.conformance.miniatures.names import pages

from interlink_sdk.assets import File, JsonObject
from interlink_sdk.errors import InvalidParameters, NotOffered, TooLarge, UnsupportedMediaType

NOTE = File(name="note.txt", media_type="text/plain", content=b"in its place")


class Receives(Host):
    """A host with a way of its own to receive files; it is asked again when the right one refuses."""

    refusal: type[Exception] = InvalidParameters

    async def make(self, params: JsonObject, files: Sequence[File] = (), **named: Any) -> Any:
        try:
            return await self.subject.make(params, files, **named)
        except self.refusal:
            return await self.subject.make(params, self.instead_of(files), **named)

    def instead_of(self, files: Sequence[File]) -> Sequence[File]:
        """Return the files that this host takes in place of those that were refused."""
        return files


class CallsEverythingText(Receives):
    refusal = UnsupportedMediaType

    def instead_of(self, files: Sequence[File]) -> Sequence[File]:
        return [file.model_copy(update={"media_type": "text/plain"}) for file in files]


class DropsTheRest(Receives):
    refusal = TooLarge

    def instead_of(self, files: Sequence[File]) -> Sequence[File]:
        most = self.subject.manifest.files.max_count
        if len(files) <= most:
            raise TooLarge("a file is too large")
        return files[:most]


class CutsLargeFiles(Receives):
    refusal = TooLarge

    def instead_of(self, files: Sequence[File]) -> Sequence[File]:
        if len(files) > self.subject.manifest.files.max_count:
            raise TooLarge("there are too many files")
        most = self.subject.manifest.files.max_bytes
        return [file.model_copy(update={"content": (file.content or b"")[:most]}) for file in files]


class AddsAFile(Receives):
    async def make(self, params: JsonObject, files: Sequence[File] = (), **named: Any) -> Any:
        return await self.subject.make(params, files or [NOTE], **named)


class ForgetsFiles(Receives):
    refusal = NotOffered

    def instead_of(self, files: Sequence[File]) -> Sequence[File]:
        return ()


class KeepsTheLastOfAName(Receives):
    async def make(self, params: JsonObject, files: Sequence[File] = (), **named: Any) -> Any:
        return await self.subject.make(params, list({file.name: file for file in files}.values()), **named)


MINIATURES = (
    Miniature(
        "changes line ends",
        breaks="file-kept-whole",
        hooks=instantiate(
            "files = tuple(\n"
            "    one if b'\\r' not in one.read_bytes() or 'lines' not in one.name else\n"
            "    File(name=one.name, media_type=one.media_type, content=one.read_bytes().replace(b'\\r', b''))\n"
            "    for one in files\n"
            ")"
        ),
    ),
    Miniature(
        "keeps the beginning of a large file",
        breaks="file-largest-kept",
        hooks=instantiate(
            "files = tuple(\n"
            "    one if one.size_bytes < 100_000 else\n"
            "    File(name=one.name, media_type=one.media_type, content=one.read_bytes()[:100_000])\n"
            "    for one in files\n"
            ")"
        ),
    ),
    Miniature(
        "takes the first byte for granted",
        breaks="file-empty-judged",
        hooks=instantiate("[one.read_bytes()[0] for one in files]"),
    ),
    Miniature(
        "makes file names plain",
        breaks="file-odd-names-kept",
        hooks=instantiate(
            "files = tuple(one.model_copy(update={'name': one.name.replace(' ', '_')}) for one in files)"
        ),
    ),
    Miniature(
        "does not quote file names",
        breaks="file-links-lead-to-files",
        files=pages('{quote(name, safe="")}', "{escape(name)}"),
    ),
    Miniature(
        "tells files apart by content",
        breaks="file-same-content-kept",
        hooks=instantiate("files = tuple({one.sha256: one for one in files}.values())"),
    ),
    Miniature("a host that keeps the last of a name", breaks="file-same-name-kept", host=KeepsTheLastOfAName),
    Miniature("a host that calls everything text", breaks="file-wrong-type-refused", host=CallsEverythingText),
    Miniature("a host that drops files over the number", breaks="file-too-many-refused", host=DropsTheRest),
    Miniature("a host that cuts large files", breaks="file-too-large-refused", host=CutsLargeFiles),
    Miniature("a host that adds a file", breaks="file-missing-refused", host=AddsAFile),
    Miniature(
        "a host that forgets files",
        breaks="file-untaken-refused",
        host=ForgetsFiles,
        manifest={"files": None, "samples.0.files": None, "samples.1.files": None},
    ),
)
