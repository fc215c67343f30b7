# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The waist: one typed call goes in, one reply comes out, wherever the interlinker runs.

A handler is `Call -> Reply` and never raises; a layer makes a handler of a handler.
"""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, JsonValue

from interlink_sdk.assets import (
    Asset,
    CollectionName,
    Contribution,
    ContributionFile,
    Draft,
    File,
    Health,
    InterlinkerId,
    JsonObject,
    Page,
    Summary,
    Value,
)
from interlink_sdk.context import Context, Purpose

PROTOCOL_VERSION = 1
"""Version of calls and replies on the wire; it changes only when an old peer would misread them."""


class _Call(Value):
    interlinker: InterlinkerId
    context: Context
    scratch: Path | None = None
    """A folder of this call alone, removed after it; files that a hook makes go there."""


class Instantiate(_Call):
    """An asset is to be made."""

    hook: Literal["instantiate"] = "instantiate"
    params: JsonObject
    files: tuple[File, ...] = ()


class _OnAsset(_Call):
    asset: Asset
    contributions: dict[CollectionName, ContributionFile] = {}


class Clone(_OnAsset):
    """An asset is to be copied; options: `read_only` when the copy is for reading only."""

    hook: Literal["clone"] = "clone"
    options: JsonObject = {}


class Export(_OnAsset):
    """The asset's bytes are wanted in a format."""

    hook: Literal["export"] = "export"
    format: str


class Assets(_Call):
    """Summaries of many assets are wanted at once."""

    hook: Literal["assets"] = "assets"
    assets: tuple[Asset, ...]


class View(_OnAsset):
    """A person opens the asset."""

    hook: Literal["view"] = "view"
    purpose: Purpose = "view"


class Edit(_OnAsset):
    """The asset is to be changed."""

    hook: Literal["edit"] = "edit"
    params: JsonObject
    files: tuple[File, ...] = ()


class Contribute(_OnAsset):
    """A participant adds an entry to a collection."""

    hook: Literal["contribute"] = "contribute"
    collection: CollectionName
    body: JsonObject
    files: tuple[File, ...] = ()


class Delete(_Call):
    """The asset is being erased; release what it holds elsewhere."""

    hook: Literal["delete"] = "delete"
    asset: Asset


class Restore(_OnAsset):
    """A bundle comes back."""

    hook: Literal["restore"] = "restore"


class Migrate(_Call):
    """A stored state is older than the interlinker."""

    hook: Literal["migrate"] = "migrate"
    state: JsonObject
    from_version: str


class CheckHealth(_Call):
    """Somebody asks how the interlinker is."""

    hook: Literal["health"] = "health"


Call = Annotated[
    Instantiate | Clone | Export | Assets | View | Edit | Contribute | Delete | Restore | Migrate | CheckHealth,
    Field(discriminator="hook"),
]

REPLY_TYPES: dict[str, Any] = {
    "instantiate": Draft,
    "clone": Draft,
    "export": File,
    "assets": tuple[Summary, ...],
    "view": Page,
    "edit": Draft,
    "contribute": Contribution,
    "delete": None,
    "restore": Draft,
    "migrate": JsonObject,
    "health": Health,
}
"""What the reply to each hook's call holds."""


class Success(Value):
    """The value that the hook's contract names."""

    ok: Literal[True] = True
    value: Any = None


class Failure(Value):
    """A coded refusal; codes are those of `interlink_sdk.errors`."""

    ok: Literal[False] = False
    code: str
    message: str
    detail: dict[str, JsonValue] = {}


Reply = Success | Failure
Handler = Callable[[Call], Awaitable[Reply]]
Layer = Callable[[Handler], Handler]
