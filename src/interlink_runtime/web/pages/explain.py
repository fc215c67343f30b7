# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""`/explain/{code}`: what a code means, to people and to those who help them."""

from difflib import get_close_matches

from fastapi import APIRouter, Response

from interlink_runtime.web.refusals import REFUSALS, refusal_for
from interlink_runtime.web.visits import AnyVisit
from interlink_sdk.errors import NotFound

router = APIRouter()


@router.get("/explain/{code}")
async def explain(visit: AnyVisit, code: str) -> Response:
    """Show everything that *code* can mean: for people where they can meet it, for programs always."""
    from interlink_runtime.explanations import explanations, known_codes  # reads all that is explained anywhere

    found = explanations(code)
    if not found:
        near = get_close_matches(code, known_codes(), n=3, cutoff=0.6)
        raise NotFound(f"there is no code {code!r}", code=code, near=[*near])
    return visit.page(
        "explain.html",
        code=code,
        refusal=refusal_for(code) if code in REFUSALS else None,
        found=found,
        codes=known_codes(),
    )
