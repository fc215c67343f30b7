# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The JSON that goes out, as the OpenAPI document describes it; replies are not built with these models."""

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, Field

from interlink_runtime.host import State
from interlink_sdk.assets import CollectionName, Identity, InterlinkerId, JsonObject, LanguageTag, Role, Summary
from interlink_sdk.errors import Problem
from interlink_sdk.manifest import Capability, Nature
from interlink_sdk.manifest.model import Files


class Shown(BaseModel):
    """Base of what goes out."""


class FileShown(Shown):
    """A file of an asset."""

    name: str
    media_type: str
    size_bytes: int
    sha256: str


class AssetBody(Shown):
    """An asset."""

    id: str
    interlinker: str
    interlinker_version: str
    name: str
    state: JsonObject
    files: list[FileShown]
    version: int
    role: Role
    language: str | None
    knowledge: str | None
    cloned_from: str | None
    created_at: datetime
    updated_at: datetime


class ListedBody(AssetBody):
    """An asset in a list, with its interlinker's summary."""

    summary: Summary


class AssetPageBody(Shown):
    """A page of assets; `after` is the cursor of the next page, null at the end."""

    items: list[ListedBody]
    after: str | None


class VersionShown(Shown):
    """A version of an asset."""

    version: int
    name: str
    state: JsonObject
    files: list[dict[str, Any]]
    actor: str
    at: datetime


class VersionsBody(Shown):
    """A page of versions, newest first; `after` is the cursor of the next page, null at the end."""

    items: list[VersionShown]
    after: int | None


class ContributionShown(Shown):
    """A contribution as one reader may see it."""

    id: str | None
    collection: str | None
    body: JsonObject
    author: dict[str, Any] | None = None
    mine: bool = False
    created_at: datetime | None = None


class ContributionsBody(Shown):
    """A page of one collection; `after` is the cursor of the next page, null at the end."""

    items: list[ContributionShown]
    after: str | None


class GrantShown(Shown):
    """A role that somebody has."""

    subject: str
    role: Role
    name: str


class GrantsBody(Shown):
    """Everybody who has a role."""

    items: list[GrantShown]


class InterlinkAsset(Shown):
    """An asset as INTERLINK's platform reads it."""

    id: str
    same_id: str = Field(alias="_id")
    name: str
    icon: str
    created_at: datetime
    updated_at: datetime


class HealthBody(Shown):
    """That the process answers."""

    status: Literal["ok"]


class ReadyBody(Shown):
    """Whether work can be taken on."""

    ready: bool
    starting: list[InterlinkerId]


class PersonBody(Shown):
    """Who is signed in."""

    id: str
    name: str
    operator: bool


class EventShown(Shown):
    """Something that happened; `seq` grows."""

    seq: int
    type: str
    asset: str | None
    interlinker: str | None
    actor: str | None
    at: datetime
    data: JsonObject


class EventsBody(Shown):
    """A page of events, oldest first."""

    items: list[EventShown]
    after: int


class InterlinkerBrief(Shown):
    """An interlinker that is installed, or a plugin that was refused."""

    id: str
    state: State
    distribution: str
    version: str | None = None
    nature: Nature | None = None
    name: dict[LanguageTag, str] | None = None
    capabilities: list[Capability] | None = None
    reason: str | None = None
    problems: list[Problem] | None = None


class InterlinkersBody(Shown):
    """All interlinkers."""

    items: list[InterlinkerBrief]


class CollectionShown(Shown):
    """A collection of contributions."""

    title: dict[LanguageTag, str]
    schema_: JsonObject = Field(alias="schema")
    role: Role
    identity: Identity
    one_per_person: Literal["first", "latest"] | None


class InterlinkerDetail(InterlinkerBrief):
    """An interlinker with all that a program needs to use it."""

    description: dict[LanguageTag, str]
    licence: str
    languages: list[LanguageTag]
    params_schema: JsonObject
    state_schema: JsonObject
    collections: dict[CollectionName, CollectionShown]
    formats: list[str]
    download_format: str
    files: Files | None
    digest: str
