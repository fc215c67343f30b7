# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Refusals over HTTP: problem documents (RFC 9457), and the one table of status codes."""

from typing import Any

from fastapi.responses import JSONResponse
from starlette.requests import HTTPConnection

from interlink_sdk import errors
from interlink_sdk.errors import InterlinkError

MEDIA_TYPE = "application/problem+json"
RETRY_AFTER_S = 5

STATUS: dict[type[InterlinkError], int] = {
    errors.MalformedRequest: 400,
    errors.Unauthenticated: 401,
    errors.Forbidden: 403,
    errors.NotFound: 404,
    errors.NotOffered: 409,
    errors.Conflict: 409,
    errors.CollectionClosed: 409,
    errors.AlreadyContributed: 409,
    errors.RequestUnderWay: 409,
    errors.StaleVersion: 412,
    errors.TooLarge: 413,
    errors.UnsupportedMediaType: 415,
    errors.InvalidParameters: 422,
    errors.InvalidBundle: 422,
    errors.KeyReused: 422,
    errors.PreconditionRequired: 428,
    errors.CallerError: 400,
    errors.HookRaised: 502,
    errors.InvalidReply: 502,
    errors.UpstreamFailed: 502,
    errors.AuthorError: 502,
    errors.InterlinkerUnavailable: 503,
    errors.StoreUnavailable: 503,
    errors.DeadlineExceeded: 504,
    errors.FileLost: 500,
    errors.OperatorError: 500,
    InterlinkError: 500,
}
"""A class that is not listed takes the status of its nearest family."""


def status_of(error: InterlinkError) -> int:
    """Return the HTTP status of *error*."""
    return next(STATUS[family] for family in type(error).__mro__ if family in STATUS)


def headers_of(error: InterlinkError) -> dict[str, str]:
    """Return the headers that *error* is answered with."""
    status = status_of(error)
    if status == 401:
        # whoever sent no token is told nothing about tokens (RFC 6750, section 3.1)
        why = ', error="invalid_token"' if "reason" in error.detail else ""
        return {"WWW-Authenticate": f'Bearer realm="interlink"{why}'}
    if status == 503 or "retry_after_s" in error.detail:
        return {"Retry-After": str(error.detail.get("retry_after_s") or RETRY_AFTER_S)}
    return {}


def problem_document(error: InterlinkError, call: str, status: int | None = None) -> dict[str, Any]:
    """Return the problem document of *error*; *call* is what the log knows the request by."""
    document: dict[str, Any] = {
        "type": f"/explain/{error.code}",
        "title": (type(error).__doc__ or error.code).splitlines()[0],
        "status": status or status_of(error),
        "detail": error.message,
        "code": error.code,
        "fix": type(error).fix,
        "call": call,
    }
    if error.detail:
        document["context"] = error.detail
    if error.problems:
        document["problems"] = [problem.model_dump(mode="json") for problem in error.problems]
    return document


def problem_response(request: HTTPConnection, error: InterlinkError, status: int | None = None) -> JSONResponse:
    """Return the answer to a request that *error* ended; HTTP itself may know a better *status*."""
    return JSONResponse(
        problem_document(error, call_of(request), status),
        status_code=status or status_of(error),
        headers=headers_of(error),
        media_type=MEDIA_TYPE,
    )


def call_of(request: HTTPConnection) -> str:
    """Return the identifier by which the log knows *request*."""
    return str(getattr(request.state, "call", ""))
