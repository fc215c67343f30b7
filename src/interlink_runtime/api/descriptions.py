# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What the OpenAPI document says of routes beyond their signatures: headers, bodies, refusals."""

from typing import Any

from pydantic import BaseModel

from interlink_sdk.errors import Problem

Description = dict[str, Any]
Responses = dict[int | str, Description]


class ProblemBody(BaseModel):
    """A refusal (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    fix: str
    call: str
    context: dict[str, Any] = {}
    problems: list[Problem] = []


_REFUSALS = {
    400: "The request cannot be read",
    401: "Nobody is signed in",
    403: "The role does not allow this",
    404: "There is no such thing, or it is not shared with you",
    409: "Not offered, closed, or in conflict",
    412: "The asset was changed since",
    413: "Too large",
    415: "Not a type that is taken",
    416: "The range cannot be had",
    422: "One problem per field; or the Idempotency-Key came with another request",
    428: "If-Match is missing",
    502: "The interlinker failed",
    503: "Try again after Retry-After seconds",
    504: "The interlinker did not answer in time",
}
_PROBLEM = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/ProblemBody"}}}
_TEXT = {"type": "string"}

READING = (401, 403, 404, 503)
"""How a request that reads one asset may be refused."""
CALLING = (*READING, 409, 502, 504)
"""How a request that asks an interlinker may be refused."""
CHANGING = (400, *CALLING, 413, 415, 422)
"""How a request with a body that changes something may be refused."""


def problems(*statuses: int) -> Responses:
    """Return the refusals with *statuses* as OpenAPI describes them."""
    return {status: {"description": _REFUSALS[status], "content": _PROBLEM} for status in sorted(statuses)}


def with_problems(document: Description) -> Description:
    """Return the OpenAPI *document* with what its refusals refer to, in place of FastAPI's own refusal."""
    for operations in document["paths"].values():
        for operation in operations.values():
            if "HTTPValidationError" in str(operation["responses"].get("422", "")):
                del operation["responses"]["422"]
    schema = ProblemBody.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    schemas |= {**schema.pop("$defs", {}), "ProblemBody": schema}
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    return document


def header(name: str, description: str, *, schema: Description = _TEXT, required: bool = False) -> Description:
    """Return a request header as OpenAPI describes it."""
    return {"name": name, "in": "header", "required": required, "description": description, "schema": schema}


IDEMPOTENCY_KEY = header(
    "Idempotency-Key",
    "Repeat a request with its key, and it takes effect once; the first reply is given again",
    schema={"type": "string", "minLength": 1, "maxLength": 200},
)
IF_MATCH = header("If-Match", "The ETag of the version that is changed", required=True)
IF_NONE_MATCH = header("If-None-Match", "The ETag of the version you have; 304 if it is still the one")
LANGUAGE = header("Accept-Language", "The language of names and messages")
RANGE = header("Range", "One range of bytes (RFC 9110, section 14.2)")
IF_RANGE = header("If-Range", "The ETag for which the range is meant; the whole comes if it is another")
ETAG = {"ETag": {"description": "The version, for If-Match and If-None-Match", "schema": _TEXT}}
LOCATION = {"Location": {"description": "Where the asset can be read", "schema": _TEXT}}
REPLAYED = {"Idempotency-Replayed": {"description": "`true` where the reply was given before", "schema": _TEXT}}
NOT_MODIFIED: Responses = {304: {"description": "You have this version", "headers": ETAG}}
BYTES = {"*/*": {"schema": {"type": "string", "format": "binary"}}}


def asks(*parameters: Description, body: Description | None = None) -> Description:
    """Return the `openapi_extra` of a route with these *parameters* and this request *body*."""
    return {"parameters": list(parameters)} | ({"requestBody": {"required": True, "content": body}} if body else {})


def answers(
    status: int, *, headers: Description | None = None, content: Description | None = None, why: str = "Done"
) -> Responses:
    """Return a reply as OpenAPI describes it."""
    shown = {"headers": headers or {}} | ({"content": content} if content else {})
    return {status: {"description": why, **shown}}
