# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""From a stranger's file to an asset's content: everything is verified before anything is given out."""

from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar
from zipfile import ZipFile

from pydantic import BaseModel, JsonValue, ValidationError

from interlink_sdk.bundle.content import (
    FORMAT,
    MANIFEST,
    STATE,
    BundleCollection,
    BundleContent,
    BundledContribution,
    BundleLimits,
    BundleManifest,
    Description,
    Tally,
)
from interlink_sdk.bundle.crate import CRATE
from interlink_sdk.bundle.documents import parse_json
from interlink_sdk.bundle.members import (
    MAX_PROBLEMS,
    UNREADABLE,
    Watch,
    close_archive,
    open_archive,
    problem,
    read_chunks,
    refusal,
    refuse_for,
)
from interlink_sdk.errors import Problem

Parsed = TypeVar("Parsed", bound=BaseModel)


class OpenedBundle:
    """A bundle of which every byte was verified; lives until it is closed, best by `with`."""

    def __init__(self, archive: ZipFile, content: BundleContent) -> None:
        self._archive = archive
        self._member_of = {part.sha256: part.member for part in content.parts if not isinstance(part, BundleCollection)}
        self.content = content

    def open(self, name: str) -> Iterator[bytes]:
        """Yield the bytes of the asset's file called *name*."""
        return read_chunks(self._archive, f"files/{name}")

    def open_file(self, sha256: str) -> Iterator[bytes]:
        """Yield the bytes of the file or attachment with this digest."""
        return read_chunks(self._archive, self._member_of[sha256])

    def open_contributions(self, collection: str) -> Iterator[bytes]:
        """Yield the lines of *collection* as they were written."""
        with self._archive.open(f"contributions/{collection}.jsonl") as lines:
            yield from lines

    def contributions(self, collection: str) -> Iterator[BundledContribution]:
        """Yield the contributions of *collection*, oldest first."""
        return map(BundledContribution.model_validate_json, self.open_contributions(collection))

    def close(self) -> None:
        """Let go of the file."""
        close_archive(self._archive)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def read_bundle(path: Path, limits: BundleLimits | None = None, watch: Watch = lambda _: None) -> OpenedBundle:
    """Open and verify the bundle at *path*; raises `InvalidBundle` with all that is wrong with it.

    *watch* is told of each piece that is read, now and later, how long it is; what it raises ends the reading.
    """
    limits = limits or BundleLimits()
    archive = open_archive(path, limits, watch)
    try:
        return OpenedBundle(archive, _verified(archive, limits))
    except BaseException:
        close_archive(archive)
        raise


def _verified(archive: ZipFile, limits: BundleLimits) -> BundleContent:
    manifest = _manifest(archive, limits)
    refuse_for(_membership_problems(archive, manifest.asset))
    refuse_for(_digest_problems(archive, manifest))
    state = _document(archive, STATE, limits)
    content = _validated(BundleContent, {**dict(manifest.asset), "state": state}, STATE)
    for collection in content.contributions:
        refuse_for(_collection_problems(archive, content, collection, limits))
    return content


def _manifest(archive: ZipFile, limits: BundleLimits) -> BundleManifest:
    document = _document(archive, MANIFEST, limits)
    version = document.get("format") if isinstance(document, dict) else None
    if isinstance(version, int) and version > FORMAT:
        found, fix = f"a bundle of format {version}", "upgrade this platform, or export from one that is as old"
        raise refusal(problem("newer_format", MANIFEST, found=found, expected=f"format {FORMAT}", fix=fix))
    return _validated(BundleManifest, document, MANIFEST)


def _document(archive: ZipFile, member: str, limits: BundleLimits) -> JsonValue:
    if member not in archive.NameToInfo:
        raise refusal(_missing(member))
    size = archive.getinfo(member).file_size
    if size > limits.max_document_bytes:
        expected = f"at most {limits.max_document_bytes} bytes"
        raise refusal(problem("too_large", member, found=f"{member} with {size} bytes", expected=expected))
    data = _content_of(archive, member)
    try:
        return parse_json(data, limits.max_depth)
    except ValueError as error:
        raise refusal(_not_json(member, error)) from error


def _content_of(archive: ZipFile, member: str) -> bytes:
    try:
        return b"".join(read_chunks(archive, member))
    except UNREADABLE as error:
        raise refusal(_unreadable(member, error)) from error


def _validated(model: type[Parsed], value: object, member: str) -> Parsed:
    try:
        return model.model_validate(value)
    except ValidationError as error:
        raise refusal(*_value_problems(error, member)) from error


def _membership_problems(archive: ZipFile, asset: Description) -> Iterator[Problem]:
    present = {member.filename: member.file_size for member in archive.infolist()}
    declared = {CRATE: None, MANIFEST: None, STATE: None} | {part.member: part.size_bytes for part in asset.parts}
    for member, size in declared.items():
        if member not in present:
            yield _missing(member)
        elif size is not None and size != present[member]:
            found = f"{member!r} with {present[member]} bytes"
            yield problem("size_mismatch", member, found=found, expected=f"{size} bytes, as {MANIFEST} says")
    for member in (name for name in present if name not in declared):
        found = f"the undeclared member {member!r}"
        yield problem("undeclared_member", member, found=found, expected=f"only what {MANIFEST} declares")


def _digest_problems(archive: ZipFile, manifest: BundleManifest) -> Iterator[Problem]:
    documents = {CRATE: (manifest.crate_sha256, None), STATE: (manifest.state_sha256, None)}
    parts = {part.member: (part.sha256, part.crc32) for part in manifest.asset.parts}
    for member, (sha256, crc32) in {**documents, **parts}.items():
        try:
            tally = Tally.of(read_chunks(archive, member))
        except UNREADABLE as error:
            yield _unreadable(member, error)
            continue
        if tally.sha256 != sha256 or crc32 not in {None, tally.crc32}:
            found = f"other bytes in {member!r} than were written"
            yield problem("digest_mismatch", member, found=found, expected=f"the SHA-256 {sha256}")


def _collection_problems(
    archive: ZipFile, content: BundleContent, collection: BundleCollection, limits: BundleLimits
) -> Iterator[Problem]:
    member, count = collection.member, 0
    attached = {part.sha256: part.size_bytes for part in content.attachments}
    with archive.open(member) as lines:
        while line := lines.readline(limits.max_line_bytes + 1):
            count += 1
            entry = _entry(line, f"{member}:{count}", limits)
            yield from _attachment_problems(entry, attached, f"{member}:{count}")
    if count != collection.count:
        expected = f"{collection.count}, as {MANIFEST} says"
        yield problem("count_mismatch", member, found=f"{count} contributions in {member!r}", expected=expected)


def _entry(line: bytes, place: str, limits: BundleLimits) -> BundledContribution:
    if len(line) > limits.max_line_bytes:
        expected = f"at most {limits.max_line_bytes} bytes"
        raise refusal(problem("too_large", place, found="a longer contribution", expected=expected))
    try:
        return _validated(BundledContribution, parse_json(line, limits.max_depth), place)
    except ValueError as error:
        raise refusal(_not_json(place, error)) from error


def _attachment_problems(entry: BundledContribution, attached: dict[str, int], place: str) -> Iterator[Problem]:
    for file in entry.files:
        if attached.get(file.sha256) != file.size_bytes:
            found = f"no attachment for the file {file.name!r} of a contribution"
            yield problem("missing_member", place, found=found, expected=f"attachments/{file.sha256}")


def _value_problems(error: ValidationError, member: str) -> list[Problem]:
    return [
        problem(
            "invalid_value",
            ".".join([member, *map(str, fault["loc"])]),
            found=_shown(fault["input"]),
            expected=fault["msg"],
        )
        for fault in error.errors(include_url=False, include_context=False)[:MAX_PROBLEMS]
    ]


def _shown(value: object) -> str:
    return f"{len(value)} values" if isinstance(value, dict | list) else repr(value)[:100]


def _missing(member: str) -> Problem:
    why = "the export was interrupted, or this is another kind of ZIP"
    return problem("missing_member", member, found=f"no member {member!r}", expected="all of a bundle", why=why)


def _unreadable(member: str, error: Exception) -> Problem:
    return problem("damaged", member, found=f"{member!r} cannot be read: {error}", expected="an undamaged member")


def _not_json(member: str, error: ValueError) -> Problem:
    return problem("not_json", member, found=f"{member!r} is not what it should be: {error}", expected="JSON in UTF-8")
