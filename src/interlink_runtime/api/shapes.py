# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The JSON that comes in: closed models, so that a misspelled field is refused and named."""

from typing import Any, Self

from pydantic import BaseModel, ConfigDict, ValidationError

from interlink_runtime.api.descriptions import CHANGING, Responses, problems
from interlink_sdk.assets import InterlinkerId, JsonObject, LanguageTag, Role
from interlink_sdk.errors import InvalidParameters, Problem

PROBLEM_RESPONSES: Responses = problems(*CHANGING)
"""How any request may be refused."""

ParsedObject = dict[str, Any]
"""A JSON object that came out of a parser a moment ago, so that what is inside it is JSON."""


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
    def as_json(cls) -> dict[str, Any]:
        """Return how OpenAPI describes the body as JSON."""
        return {"application/json": {"schema": cls.model_json_schema()}}

    @classmethod
    def as_json_or_form(cls) -> dict[str, Any]:
        """Return how OpenAPI describes the body as JSON, or as a form whose `params` part is JSON."""
        schema = cls.model_json_schema()
        files = {"type": "array", "items": {"type": "string", "format": "binary"}}
        form = {**schema, "properties": {**schema["properties"], "files": files}}
        return {**cls.as_json(), "multipart/form-data": {"schema": form}}


class MakeBody(Body):
    """An asset to make."""

    interlinker: InterlinkerId
    params: ParsedObject = {}


class EditBody(Body):
    """The whole new parameters of an asset."""

    params: ParsedObject


class ContributeBody(Body):
    """An entry to add."""

    body: ParsedObject


class GrantBody(Body):
    """Who gets which role."""

    subject: str
    role: Role


class InstantiateBody(Body):
    """Which language of a template to use."""

    language: LanguageTag | None = None


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
