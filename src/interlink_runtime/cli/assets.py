# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""`interlink assets`: what is kept, for whoever has the machine."""

from typing import Annotated, Any, TypedDict

import typer

from interlink_runtime.cli.exits import GOOD
from interlink_runtime.cli.options import Form, OutputForm, SettingsFile
from interlink_runtime.cli.printing import print_json, print_table
from interlink_runtime.cli.running import in_store
from interlink_runtime.clock import moment
from interlink_runtime.identity.principals import EVERYONE, Principal
from interlink_runtime.settings import load_settings
from interlink_runtime.store import Store
from interlink_runtime.store.assets import AssetRow, all_assets_page, assets_page
from interlink_runtime.store.people import people_named
from interlink_sdk.assets import Role
from interlink_sdk.errors import NotFound


class Filters(TypedDict):
    """What narrows a list."""

    interlinker: str | None
    search: str | None
    after: str | None


def assets(
    person: Annotated[
        str | None, typer.Option(metavar="ID", help="Only those on which this person has a role of their own.")
    ] = None,
    interlinker: Annotated[str | None, typer.Option(metavar="ID", help="Only those of this interlinker.")] = None,
    search: Annotated[str | None, typer.Option(metavar="TEXT", help="Only those with this text in the name.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="At most so many.")] = 100,
    after: Annotated[str | None, typer.Option(metavar="ASSET", help="Go on after this asset.")] = None,
    settings: SettingsFile = None,
    form: OutputForm = Form.TEXT,
) -> int:
    """List assets, newest first."""
    filters = Filters(interlinker=interlinker, search=search, after=after)
    rows = in_store(load_settings(settings), lambda store: _rows(store, person, filters, limit))
    shown = rows[:limit]
    cursor = shown[-1][0].id if len(rows) > limit else None
    if form is Form.JSON:
        print_json({"items": [_item(*row) for row in shown], "after": cursor})
        return GOOD
    print_table(
        ("asset", "interlinker", "version", "owner", "updated", "name"),
        [(row.id, row.interlinker, str(row.version), row.owner, _day(row.updated_at), row.name) for row, _ in shown],
    )
    if cursor:
        typer.echo(f"there are more: --after {cursor}")
    return GOOD


async def _rows(store: Store, person: str | None, filters: Filters, limit: int) -> list[tuple[AssetRow, Role | None]]:
    if person is None:
        return [(row, None) for row in await all_assets_page(store, **filters, limit=limit + 1)]
    found = await people_named(store, [person])
    if not found:
        raise NotFound(f"nobody called {person!r} has signed in here", person=person)
    subjects = Principal("person", found[0].id, email=found[0].email).subjects
    own = [subject for subject in subjects if subject != EVERYONE]
    return list(await assets_page(store, own, **filters, limit=limit + 1))


def _item(row: AssetRow, role: Role | None) -> dict[str, Any]:
    return {
        "id": row.id,
        "interlinker": row.interlinker,
        "name": row.name,
        "version": row.version,
        "owner": row.owner,
        "knowledge": row.knowledge,
        "genesis": bool(row.genesis),
        "created_at": moment(row.created_at).isoformat(),
        "updated_at": moment(row.updated_at).isoformat(),
        **({"role": role} if role else {}),
    }


def _day(microseconds: int) -> str:
    return f"{moment(microseconds):%Y-%m-%d %H:%M}"
