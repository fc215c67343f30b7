# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Ideas of a group by topic: sound in everything that the suite asks, so that a miniature changes one thing.

No hook calls another one: a miniature replaces a single hook and nothing else.
"""

import csv
import io
from html import escape
from typing import Any

from interlink_sdk import Asset, Context, Contribution, Contributions, Draft, File, Health, Html, JsonObject, Summary
from interlink_sdk.context import Purpose
from interlink_sdk.errors import CallerError, InvalidParameters, NotOffered, Problem
from interlink_sdk.hookspecs import hookimpl
from interlink_sdk.keeping import is_closed
from interlink_sdk.manifest import Manifest

from .pages import page_of, texts_for


@hookimpl
def instantiate(params: JsonObject, files: tuple[File, ...], context: Context) -> Draft:
    """Keep the parameters as the board."""
    return draft_of(params, files, made_on=context.now.date().isoformat(), revision=1)


@hookimpl
def edit(
    asset: Asset, contributions: Contributions, params: JsonObject, files: tuple[File, ...], context: Context
) -> Draft:
    """Change the board; a topic that somebody proposed something for stays."""
    used = {str(entry.body["topic"]) for entry in contributions["proposals"]}
    if lost := sorted(used - set(topics_in(params))):
        raise refused("topics", ", ".join(lost), texts_for(context.locale)["keep"])
    return next_draft(asset, params, files or asset.files)


@hookimpl
def contribute(asset: Asset, collection: str, body: JsonObject, context: Context) -> Contribution:
    """Take an entry for a topic that there is, its text without space around it."""
    return taken(asset, collection, body, context)


@hookimpl
def view(asset: Asset, contributions: Contributions, purpose: Purpose, manifest: Manifest, context: Context) -> Html:
    """Show the board; while it is open, with the forms to take part."""
    is_open = not is_closed(manifest.collections["proposals"], asset.state, context.now)
    entries = {name: list(contributions[name]) for name in contributions} if purpose == "view" else {}
    is_open = is_open and purpose == "view"
    body = page_of(asset, entries, locale=context.locale, role=context.role, is_open=is_open)
    motto = escape(str(context.settings.get("motto", "")))
    return Html(title=asset.name, body=f"{body}<p>{motto}</p>" if motto else body)


@hookimpl
def export(asset: Asset, contributions: Contributions, format: str) -> File:  # noqa: A002 - the contract's word
    """Write the proposals as a table, or the board as text."""
    if format == "csv":
        return File(name="ideas.csv", media_type="text/csv", content=table_of(contributions).encode())
    if format == "markdown":
        return File(name="ideas.md", media_type="text/markdown", content=text_of(asset, contributions).encode())
    raise NotOffered(f"there is no format {format!r}; there are 'csv' and 'markdown'", format=format)


@hookimpl
def assets(assets: tuple[Asset, ...], context: Context) -> tuple[Summary, ...]:
    """Summarise each board by its topics."""
    label = texts_for(context.locale)["topics"]
    return tuple(
        Summary(id=asset.id, name=asset.name, description=f"{label}: {', '.join(topics_in(board_of(asset)))}"[:200])
        for asset in assets
    )


@hookimpl
def clone(asset: Asset) -> Draft:
    """Copy the board and its files."""
    return Draft(name=asset.name, state=asset.state, files=asset.files)


@hookimpl
def restore(asset: Asset) -> Draft:
    """Take back the board and its files."""
    return Draft(name=asset.name, state=asset.state, files=asset.files)


@hookimpl
def migrate(state: JsonObject, from_version: str) -> JsonObject:
    """Bring a board of version 0.9.0, which had one level, to the present one."""
    if from_version == "1.0.0":
        return state
    if from_version != "0.9.0":
        raise CallerError(f"boards of version {from_version!r} are unknown; there were '0.9.0' and '1.0.0'")
    board: JsonObject = {"title": state["name"], "topics": state["topics"]}
    return {"board": board, "made_on": state["made"], "revision": 1}


@hookimpl
def delete() -> None:
    """Release nothing."""


@hookimpl
async def health() -> Health:
    """Answer."""
    return Health(detail="nothing outside is needed")


def taken(asset: Asset, collection: str, body: JsonObject, context: Context) -> Contribution:
    """Return the entry as it is taken."""
    if collection != "remarks" and body["topic"] not in topics_in(board_of(asset)):
        raise refused("topic", str(body["topic"]), texts_for(context.locale)["choose"])
    tidied = str(body.get("text", "")).strip()
    return Contribution(body={**body, "text": tidied} if tidied else body)


def draft_of(params: JsonObject, files: tuple[File, ...], *, made_on: str, revision: int) -> Draft:
    """Return the draft of a board."""
    name = str(params["title"]).strip()
    state: JsonObject = {"board": params, "made_on": made_on, "revision": revision}
    if "closes_on" in params:
        state["closes_on"] = params["closes_on"]
    return Draft(name=name, state=state, files=files)


def next_draft(asset: Asset, params: JsonObject, files: tuple[File, ...]) -> Draft:
    """Return the draft of a changed board; the same once more is no other revision."""
    revision = int(str(asset.state["revision"])) + (params != board_of(asset))
    return draft_of(params, files, made_on=str(asset.state["made_on"]), revision=revision)


def board_of(asset: Asset) -> dict[str, Any]:
    """Return what people wrote."""
    board = asset.state["board"]
    assert isinstance(board, dict)
    return board


def topics_in(board: dict[str, Any]) -> list[str]:
    """Return the topics of a board."""
    return [str(topic) for topic in board["topics"]]


def refused(key: str, found: str, fix: str) -> InvalidParameters:
    """Return the refusal of what was *found* in the field *key*."""
    problem = Problem(code="ideas", key=key, found=repr(found), expected="what this board has", fix=fix)
    return InvalidParameters(f"{fix} ({found!r})", problems=[problem])


def table_of(contributions: Contributions) -> str:
    """Write the proposals as CSV, with no cell that a spreadsheet would run."""
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(["topic", "text", "cost"])
    for entry in contributions["proposals"]:
        writer.writerow([harmless(entry.body.get(key, "")) for key in ("topic", "text", "cost")])
    return table.getvalue()


def text_of(asset: Asset, contributions: Contributions) -> str:
    """Write the board as Markdown."""
    lines = [f"# {asset.name}", "", *(f"* {topic}" for topic in topics_in(board_of(asset))), ""]
    return "\n".join([*lines, *(f"- {entry.body['text']}" for entry in contributions["proposals"]), ""])


def harmless(cell: object) -> str:
    """Return *cell* as text that no spreadsheet takes for a formula."""
    text = str(cell)
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text
