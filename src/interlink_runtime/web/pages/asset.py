# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""`/assets/{id}`: one asset, with what the person may do with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Response

from interlink_runtime.assets.kept import Kept, load
from interlink_runtime.clock import moment
from interlink_runtime.store.catalogue import entry_by_id
from interlink_runtime.web.languages import SOURCE_LANGUAGE
from interlink_runtime.web.pages.assets import interlinker_name
from interlink_runtime.web.posted import new_once
from interlink_runtime.web.questions import contribution_form
from interlink_runtime.web.refusals import Refusal, refusal_for
from interlink_runtime.web.said import said_in
from interlink_runtime.web.views import Shown, shown_asset
from interlink_runtime.web.visits import AnyVisit, Visit
from interlink_runtime.web.words import N_, ROLE_HELP, ROLES
from interlink_sdk.assets import JsonObject
from interlink_sdk.errors import CollectionClosed, Forbidden, InterlinkError, Problem
from interlink_sdk.forms import Form
from interlink_sdk.keeping import Operation, may, require_collection
from interlink_sdk.manifest import Manifest
from interlink_sdk.metadata import CatalogueEntry

IDENTITIES = {
    "named": N_("Your name is shown with your entry."),
    "pseudonymous": N_(
        "Your name is not shown with your entry. It stays secret from the others who take part, not from the operator."
    ),
    "anonymous": N_("Your entry is kept without any name."),
}

NOTICES = {
    "created": N_("Created."),
    "saved": N_("Saved."),
    "copied": N_("This is your copy."),
    "restored": N_("Restored."),
    "sent": N_("Sent. Thank you for taking part."),
}

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Typed:
    """An entry that was not taken: what was typed and what is wrong with it."""

    collection: str
    body: JsonObject
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Collection:
    """A collection that the person may add to, or why not."""

    name: str
    title: str
    identity: str
    form: Form
    once: str
    refusal: Refusal | None = None


@router.get("/assets/{asset_id}")
async def show_asset(visit: AnyVisit, asset_id: str, notice: str = "") -> Response:
    """Show the asset to whoever has a role on it."""
    return await asset_page(visit, asset_id, notice=NOTICES.get(notice, ""))


async def asset_page(
    visit: Visit, asset_id: str, *, notice: str = "", typed: Typed | None = None, status: int = 200
) -> Response:
    """Return the page of the asset; with *typed*, the form of its collection says what is wrong."""
    kept = await load(visit.runtime, visit.who, asset_id, "view")
    shown = await shown_asset(visit, kept)
    role = kept.role or "viewer"
    facts: dict[str, Any] = {
        "row": kept.row,
        "role": {"label": visit.say(ROLES[role]), "help": visit.say(ROLE_HELP[role])},
        "offers": offers_for(visit, kept),
        "interlinker_name": interlinker_name(visit, kept.row.interlinker),
        "knowledge_name": await _template_name(visit, kept.row.knowledge),
        "created_at": moment(kept.row.created_at),
        "updated_at": moment(kept.row.updated_at),
    }
    collections = list(_collections(visit, kept, shown, typed))
    said = visit.say(notice) if notice else ""
    return visit.page(
        "asset.html", status=status, view=shown, collections=collections, notice=said, once=new_once(), **facts
    )


def offers_for(visit: Visit, kept: Kept) -> frozenset[Operation]:
    """Return what the person's role and the interlinker together allow."""
    hosted = visit.runtime.host.find(kept.row.interlinker)
    manifest = hosted.manifest if hosted and hosted.state in {"ready", "starting"} else None
    with_hooks: tuple[Operation, ...] = ("edit", "clone")
    possible: set[Operation] = {"share", "export"} if visit.person else set()
    if visit.person and manifest:
        possible |= {operation for operation in with_hooks if manifest.offers(operation)}  # type: ignore[arg-type]
    if visit.person and (hosted is None or hosted.manifest.offers("delete")):
        possible.add("delete")
    return frozenset(operation for operation in possible if may(kept.role, operation))


async def _template_name(visit: Visit, entry_id: str | None) -> str:
    row = await entry_by_id(visit.runtime.store, entry_id) if entry_id else None
    if row is None:
        return entry_id or ""
    names = CatalogueEntry.model_validate_json(row.document).names
    return said_in(names, (visit.language, SOURCE_LANGUAGE)).text


def _collections(visit: Visit, kept: Kept, shown: Shown, typed: Typed | None) -> Iterator[Collection]:
    hosted = visit.runtime.host.find(kept.row.interlinker)
    if not (hosted and shown.is_native and visit.person and hosted.manifest.offers("contribute")):
        return
    for name in hosted.manifest.collections:
        try:
            require_collection(hosted.manifest, name, role=kept.role, state=kept.state, now=visit.runtime.now())
            refusal = None
        except Forbidden:
            continue
        except CollectionClosed as error:
            refusal = refusal_for(error.code)
        yield _collection(visit, hosted.manifest, name, typed if typed and typed.collection == name else None, refusal)


def _collection(
    visit: Visit, manifest: Manifest, name: str, typed: Typed | None, refusal: Refusal | None
) -> Collection:
    rules = manifest.collections[name]
    form = contribution_form(visit, manifest, name, typed.body if typed else None, typed.problems if typed else ())
    title = manifest.text(rules.title, visit.language)
    return Collection(name, title, visit.say(IDENTITIES[rules.identity]), form, new_once(), refusal)


def typed_in(collection: str, body: JsonObject, error: InterlinkError) -> Typed:
    """Return what was typed into the form of *collection* and why it was not taken."""
    return Typed(collection, body, error.problems)
