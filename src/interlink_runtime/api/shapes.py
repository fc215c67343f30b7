# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The JSON of the API as models: what may come in, and what the OpenAPI document says goes out."""

from datetime import datetime
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, ValidationError

from interlink_sdk.assets import InterlinkerId, JsonObject, LanguageTag, Role, Summary
from interlink_sdk.errors import InvalidParameters, Problem


class Body(BaseModel):
    """Base of what comes in: closed, so that a misspelled field is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @classmethod
    def of(cls, fields: JsonObject) -> Self:
        """Return *fields* as this body; raises InvalidParameters with one problem per field."""
        try:
            return cls.model_validate(fields)
        except ValidationError as error:
            raise InvalidParameters(
                "the body does not have the shape of this route", problems=_problems(error)
            ) from None

    @classmethod
    def openapi(cls) -> dict[str, Any]:
        """Return how OpenAPI describes the body: as JSON, or as a form whose `params` part is JSON."""
        schema = cls.model_json_schema()
        form = {**schema, "properties": {**schema["properties"], "files": _FILES}}
        content = {"application/json": {"schema": schema}, "multipart/form-data": {"schema": form}}
        return {"requestBody": {"required": True, "content": content}}

    @classmethod
    def openapi_json(cls) -> dict[str, Any]:
        """Return how OpenAPI describes the body where it is JSON only."""
        return {"requestBody": {"required": True, "content": {"application/json": {"schema": cls.model_json_schema()}}}}


_FILES = {"type": "array", "items": {"type": "string", "format": "binary"}}


class MakeBody(Body):
    """An asset to make."""

    interlinker: InterlinkerId
    params: JsonObject = {}


class EditBody(Body):
    """The whole new parameters of an asset."""

    params: JsonObject


class ContributeBody(Body):
    """An entry to add."""

    body: JsonObject


class GrantBody(Body):
    """Who gets which role."""

    subject: str
    role: Role


class InstantiateBody(Body):
    """Which language of a template to use."""

    language: LanguageTag | None = None


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
    """All versions, newest first."""

    items: list[VersionShown]


class ContributionShown(Shown):
    """A contribution as one reader may see it."""

    id: str | None
    collection: str | None
    body: JsonObject
    author: dict[str, Any] | None = None
    mine: bool = False
    created_at: datetime | None = None


class ContributionsBody(Shown):
    """The contributions of one collection, oldest first."""

    items: list[ContributionShown]


class GrantShown(Shown):
    """A role that somebody has."""

    subject: str
    role: Role
    name: str


class GrantsBody(Shown):
    """Everybody who has a role."""

    items: list[GrantShown]


class ProblemBody(Shown):
    """A refusal (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    fix: str
    call: str
    context: dict[str, Any] | None = None
    problems: list[Problem] | None = None


_PROBLEM = {"model": ProblemBody, "content": {"application/problem+json": {}}}
PROBLEM_RESPONSES: dict[int | str, dict[str, Any]] = {
    status: {**_PROBLEM, "description": description}
    for status, description in {
        400: "The request cannot be read",
        401: "Nobody is signed in",
        403: "The role does not allow this",
        404: "There is no such thing, or it is not shared with you",
        409: "Not offered, closed, or in conflict",
        412: "The asset was changed since",
        413: "Too large",
        415: "Not a type that is taken",
        422: "One problem per field",
        428: "If-Match is missing",
        502: "The interlinker failed",
        503: "Try again later",
        504: "The interlinker did not answer in time",
    }.items()
}


def _problems(error: ValidationError) -> list[Problem]:
    return [
        Problem(
            code="unknown_field" if fault["type"] == "extra_forbidden" else "wrong_value",
            key=".".join(str(part) for part in fault["loc"]),
            found=repr(fault["input"])[:80],
            expected=fault["msg"][:1].lower() + fault["msg"][1:],
            fix="see the OpenAPI document of this route",
        )
        for fault in error.errors(include_url=False)
    ]
