# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""`/explain/{code}`: what an error code means, to people and to programs."""

import inspect

from fastapi import APIRouter, Response

from interlink_runtime.web.refusals import refusal_for
from interlink_runtime.web.visits import AnyVisit
from interlink_sdk.errors import NotFound, error_classes

router = APIRouter()


@router.get("/explain/{code}")
async def explain(visit: AnyVisit, code: str) -> Response:
    """Show what *code* means."""
    classes = {error.code: error for error in error_classes()}
    if code not in classes:
        raise NotFound(f"there is no error code {code!r}", code=code)
    error = classes[code]
    meaning = inspect.cleandoc(error.__doc__ or "")
    return visit.page(
        "explain.html", code=code, refusal=refusal_for(code), meaning=meaning, fix=error.fix, codes=sorted(classes)
    )
