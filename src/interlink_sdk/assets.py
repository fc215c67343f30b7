# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The values that hooks receive and return.

All are frozen and closed: an unknown field is refused, so that a misspelling shows at once.
Where bytes are needed, a value holds a readable path, never the bytes themselves; only a file
that a hook makes may carry its `content`.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, JsonValue, StringConstraints, model_validator

MAX_NAME_CHARACTERS = 200
MAX_FILE_NAME_BYTES = 200
MAX_HTML_CHARACTERS = 2_000_000

JsonObject = dict[str, JsonValue]


def _checked_file_name(name: str) -> str:
    if len(name.encode()) > MAX_FILE_NAME_BYTES:
        raise ValueError(f"a file name has at most {MAX_FILE_NAME_BYTES} bytes")
    if name in {".", ".."} or any(ch in "/\\" or not ch.isprintable() for ch in name):
        raise ValueError(f"a file name has no slashes and no control characters, not {name!r}")
    return name


Name = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_NAME_CHARACTERS, pattern=r"\S")
]
FileName = Annotated[str, StringConstraints(min_length=1), AfterValidator(_checked_file_name)]
InterlinkerId = Annotated[str, StringConstraints(pattern=r"^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$")]
AssetId = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
LanguageTag = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
MediaType = Annotated[str, StringConstraints(pattern=r"^[a-z]+/[a-z0-9][a-z0-9!#$&^_.+-]*$", max_length=127)]
CollectionName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Role = Literal["owner", "editor", "contributor", "viewer"]
Identity = Literal["named", "pseudonymous", "anonymous"]


class Value(BaseModel):
    """Base of what passes between an interlinker and the place that runs it."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", defer_build=True, ser_json_bytes="base64", val_json_bytes="base64"
    )


class File(Value):
    """A named binary part of an asset.

    A hook gets files with a readable `path`, `sha256` and `size_bytes`. It returns either one of
    those unchanged, which costs nothing, or a new one with `content` or with a `path` inside the
    call's scratch directory.
    """

    name: FileName
    media_type: MediaType = "application/octet-stream"
    path: Path | None = None
    content: bytes | None = None
    sha256: Sha256 | None = None
    size_bytes: int | None = Field(default=None, ge=0)

    @model_validator(mode="after")
    def _has_one_source(self) -> Self:
        if self.path is None and self.content is None and self.sha256 is None:
            raise ValueError("a file needs `content`, a `path` in the scratch directory, or to be one that was given")
        if self.content is not None and self.path is not None:
            raise ValueError("a file has either `content` or a `path`, not both")
        return self

    def read_bytes(self) -> bytes:
        """Return the whole content; for large files open `path` instead."""
        if self.content is not None:
            return self.content
        if self.path is None:
            raise ValueError(f"the file {self.name!r} is known by its digest only")
        return self.path.read_bytes()

    def read_text(self) -> str:
        """Return the content as UTF-8 text, with unreadable bytes replaced."""
        return self.read_bytes().decode("utf-8-sig", errors="replace")


class Asset(Value):
    """An asset as it is kept now."""

    id: AssetId
    interlinker: InterlinkerId
    name: Name
    state: JsonObject = {}
    files: tuple[File, ...] = ()
    version: int = Field(default=1, ge=1)
    interlinker_version: str = "0"
    """Version of the interlinker whose schema the state fits."""
    external_id: str | None = None
    """What a foreign system calls this asset; set by a hook's Draft only, never copied, never in a bundle."""
    created_at: datetime
    updated_at: datetime

    def file(self, name: str) -> File | None:
        """Return the file called *name*, if the asset has it."""
        return next((file for file in self.files if file.name == name), None)


class Draft(Value):
    """What a hook returns when an asset is to be made or changed: the whole new state and all files."""

    name: Name | None = None
    """None keeps the present name, or for a new asset takes the interlinker's name."""
    state: JsonObject = {}
    files: tuple[File, ...] = ()
    external_id: str | None = None


class Summary(Value):
    """What a list shows of one asset."""

    id: AssetId
    name: Name
    description: str = ""
    icon: str | None = None
    """An https address; None shows the interlinker's logo."""


class Author(Value):
    """Who contributed: an identifier that is opaque and different in each interlinker, or a pseudonym."""

    id: str
    name: str | None = None


class Contribution(Value):
    """An entry that a participant added to an asset.

    A hook returns `body` and `files`; the rest is set by who keeps it.
    """

    body: JsonObject
    files: tuple[File, ...] = ()
    id: str | None = None
    collection: CollectionName | None = None
    author: Author | None = None
    mine: bool = False
    """Whether the actor of the call added it."""
    created_at: datetime | None = None


class ContributionFile(Value):
    """Where the contributions of one collection can be read: one JSON object per line, oldest first."""

    path: Path
    count: int = Field(ge=0)


class CollectionEntries:
    """The contributions of one collection, read anew from their file each time they are walked through."""

    def __init__(self, source: ContributionFile | None) -> None:
        self._source = source

    def __len__(self) -> int:
        return self._source.count if self._source else 0

    def __iter__(self) -> Iterator[Contribution]:
        if self._source is None:
            return
        with self._source.path.open("rb") as lines:
            for line in lines:
                yield Contribution.model_validate_json(line)


class Contributions(Mapping[str, CollectionEntries]):
    """All collections of an asset by name; one without entries is empty, never missing."""

    def __init__(self, sources: Mapping[str, ContributionFile], collections: Sequence[str]) -> None:
        self._entries = {name: CollectionEntries(sources.get(name)) for name in collections}

    def __getitem__(self, collection: str) -> CollectionEntries:
        return self._entries[collection]

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)


class Html(Value):
    """A page of the interlinker's own: the content of `<body>`, shown in a sandboxed frame without scripts.

    Links to files are `files/NAME`, forms post to `contribute/COLLECTION`; both are relative.
    """

    kind: Literal["html"] = "html"
    title: str = Field(default="", max_length=MAX_NAME_CHARACTERS)
    body: str = Field(max_length=MAX_HTML_CHARACTERS)
    styles: str = Field(default="", max_length=200_000)
    """Style sheet of the page; the platform's design tokens are defined before it."""


class Redirect(Value):
    """A page elsewhere that the person is sent to."""

    kind: Literal["redirect"] = "redirect"
    url: Annotated[str, StringConstraints(pattern=r"^https?://[^\s]+$", max_length=2_000)]


Page = Annotated[Html | Redirect, Field(discriminator="kind")]


class Health(Value):
    """How an interlinker is: `detail` is for the operator."""

    status: Literal["ok", "degraded", "failing"] = "ok"
    detail: str = ""


def is_json_object(value: Any) -> bool:
    """Say whether *value* is a JSON object, at its first level."""
    return isinstance(value, dict) and all(isinstance(key, str) for key in value)
