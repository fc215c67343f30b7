# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What a portable bundle holds, as values: the description of the asset, its files and its contributions."""

import hashlib
import zlib
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Final, Literal, Self

from pydantic import AfterValidator, AwareDatetime, Field, StringConstraints, model_validator

from interlink_sdk.assets import (
    AssetId,
    Author,
    CollectionName,
    FileName,
    InterlinkerId,
    JsonObject,
    LanguageTag,
    MediaType,
    Name,
    Sha256,
    Value,
)
from interlink_sdk.bundle.documents import canonical_json

FORMAT: Final = 1
"""Version of the bundle's layout; a reader refuses a newer one by its number."""

MANIFEST = "bundle.json"
STATE = "state.json"
MIB = 1024 * 1024


def _as_utc(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        raise ValueError("a time lies between the years 1 and 9999") from error


Moment = Annotated[AwareDatetime, AfterValidator(_as_utc)]
"""A point in time, kept in UTC so that it is written the same everywhere."""
Text = Annotated[str, StringConstraints(min_length=1, max_length=200)]
SizeBytes = Annotated[int, Field(ge=0, lt=2**63)]
Crc32 = Annotated[int, Field(ge=0, lt=2**32)]


class Stored(Value):
    """Bytes by what is known of them before they are read."""

    sha256: Sha256
    size_bytes: SizeBytes
    crc32: Crc32


class BundleFile(Stored):
    """A file of the asset."""

    name: FileName
    media_type: MediaType = "application/octet-stream"

    @property
    def member(self) -> str:
        """Where the file lies in the bundle."""
        return f"files/{self.name}"


class BundleAttachment(Stored):
    """A file of one or more contributions, kept once by its digest."""

    @property
    def member(self) -> str:
        """Where the attachment lies in the bundle."""
        return f"attachments/{self.sha256}"


class BundleCollection(Stored):
    """All contributions of one collection, as JSON lines."""

    name: CollectionName
    count: int = Field(ge=0)

    @property
    def member(self) -> str:
        """Where the lines lie in the bundle."""
        return f"contributions/{self.name}.jsonl"


Part = BundleFile | BundleAttachment | BundleCollection


class BundledFile(Value):
    """A file of a contribution; its bytes are the attachment with that digest."""

    name: FileName
    media_type: MediaType = "application/octet-stream"
    sha256: Sha256
    size_bytes: SizeBytes


class BundledContribution(Value):
    """One line of a collection: an entry of a named author, of a pseudonym or of nobody."""

    id: Text | None = None
    body: JsonObject
    files: tuple[BundledFile, ...] = ()
    author: Author | None = None
    pseudonym: Text | None = None
    created_at: Moment | None = None

    @model_validator(mode="after")
    def _has_one_origin(self) -> Self:
        if self.author is not None and self.pseudonym is not None:
            raise ValueError("a contribution has an author or a pseudonym, not both")
        return self


class Description(Value):
    """All that a bundle says of an asset, except its state."""

    asset_id: AssetId
    interlinker: InterlinkerId
    interlinker_version: Text
    manifest_sha256: Sha256
    name: Name
    language: LanguageTag | None = None
    version: int = Field(default=1, ge=1)
    created_at: Moment
    updated_at: Moment
    author: Text | None = None
    """Display name of whoever made the asset; never an account."""
    cloned_from: AssetId | None = None
    knowledge: Text | None = None
    """The catalogue entry whose template the asset was made from."""
    files: tuple[BundleFile, ...] = ()
    contributions: tuple[BundleCollection, ...] = ()
    attachments: tuple[BundleAttachment, ...] = ()

    @model_validator(mode="after")
    def _names_each_member_once(self) -> Self:
        members = [part.member for part in self.parts]
        if len(members) != len(set(members)):
            raise ValueError("two files, collections or attachments have the same name")
        return self

    @property
    def parts(self) -> tuple[Part, ...]:
        """All that is stored beside the documents, in the order of the bundle."""
        return (*self.files, *self.attachments, *self.contributions)


class BundleContent(Description):
    """The whole of one asset, except the bytes of its files and the lines of its collections."""

    state: JsonObject

    @property
    def description(self) -> Description:
        """The content without the state."""
        return Description.model_construct(**{name: getattr(self, name) for name in Description.model_fields})


class BundleManifest(Value):
    """`bundle.json`: the description, and the digests of the two other documents."""

    format: Literal[1]
    asset: Description
    crate_sha256: Sha256
    state_sha256: Sha256


class BundleLimits(Value):
    """How much a bundle may hold before it is refused unread."""

    max_archive_bytes: int = 4 * 1024 * MIB
    max_total_bytes: int = 4 * 1024 * MIB
    """Of all members, unpacked."""
    max_members: int = 10_000
    max_document_bytes: int = 8 * MIB
    max_line_bytes: int = 1 * MIB
    max_depth: int = 64
    max_ratio: int = 200
    """How many times smaller than its content a deflated member may be."""


class Tally:
    """Counts and digests bytes while they pass; lives as long as one stream."""

    def __init__(self) -> None:
        self._sha256 = hashlib.sha256()
        self.size_bytes = 0
        self.crc32 = 0

    @classmethod
    def of(cls, chunks: Iterable[bytes]) -> Self:
        """Tally all *chunks*."""
        tally = cls()
        for chunk in chunks:
            tally.add(chunk)
        return tally

    def add(self, chunk: bytes) -> None:
        """Take *chunk* into account."""
        self._sha256.update(chunk)
        self.size_bytes += len(chunk)
        self.crc32 = zlib.crc32(chunk, self.crc32)

    @property
    def sha256(self) -> str:
        """The digest of what has passed so far."""
        return self._sha256.hexdigest()

    @property
    def stored(self) -> Stored:
        """What has passed so far, as a value."""
        return Stored(sha256=self.sha256, size_bytes=self.size_bytes, crc32=self.crc32)


def contribution_line(contribution: BundledContribution) -> bytes:
    """Return *contribution* as one line of JSON; fields without a value are left out."""
    return canonical_json(contribution.model_dump(mode="json", exclude_none=True)) + b"\n"


def write_collection(name: str, entries: Iterable[BundledContribution], path: Path) -> BundleCollection:
    """Write *entries* to *path* and return what a bundle says of them."""
    tally, count = Tally(), 0
    with path.open("wb") as lines:
        for count, entry in enumerate(entries, start=1):  # noqa: B007 - the last count is the result
            line = contribution_line(entry)
            tally.add(line)
            lines.write(line)
    return BundleCollection(name=name, count=count, **tally.stored.model_dump())
