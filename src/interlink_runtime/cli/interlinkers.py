# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""`interlink interlinkers`: what is installed, and whether it works."""

import asyncio
import logging
from typing import Any

import typer

from interlink_runtime.cli.exits import GOOD, NOT_GOOD
from interlink_runtime.cli.options import Form, OutputForm, SettingsFile
from interlink_runtime.cli.printing import print_json, print_table, printable
from interlink_runtime.cli.running import log_to_stderr
from interlink_runtime.discovery import discover
from interlink_runtime.host import Host
from interlink_runtime.settings import Settings, load_settings
from interlink_sdk.errors import InterlinkError, detail_of


def interlinkers(settings: SettingsFile = None, form: OutputForm = Form.TEXT) -> int:
    """List the installed interlinkers, with the reason why one cannot be used.

    Every one is opened to see whether it can be. Ends with 1 where one is refused.
    """
    # tracebacks of packages that cannot be imported are for the server's log
    log_to_stderr(logging.CRITICAL)
    found = asyncio.run(_opened(load_settings(settings)))
    if form is Form.JSON:
        print_json({"items": found})
    else:
        _print(found)
    return NOT_GOOD if any(item["state"] == "refused" for item in found) else GOOD


async def _opened(settings: Settings) -> list[dict[str, Any]]:
    host = Host(discover(), settings)
    try:
        host.start()
        await asyncio.gather(*(hosted.opened.wait() for hosted in host))
        items = [_item(hosted.id, hosted.state, hosted.distribution, hosted.reason) for hosted in host]
        return items + [_item(refusal.id, "refused", refusal.distribution, refusal.error) for refusal in host.refusals]
    finally:
        await host.close()


def _item(identifier: str, state: str, distribution: str, reason: InterlinkError | None) -> dict[str, Any]:
    item: dict[str, Any] = {"id": identifier, "state": state, "distribution": distribution}
    if reason is not None:
        item["reason"] = {"code": reason.code, "message": reason.message, **detail_of(reason)}
    return item


def _print(items: list[dict[str, Any]]) -> None:
    if not items:
        typer.echo("no interlinker is installed in this environment")
        return
    print_table(("interlinker", "state", "distribution"), [(i["id"], i["state"], i["distribution"]) for i in items])
    for item in items:
        if reason := item.get("reason"):
            typer.echo(f"\n{item['id']}: {printable(reason['message'])}")
            for problem in reason.get("problems", ()):
                place = " ".join(filter(None, (problem["file"], problem["key"])))
                line = f"{place}: found {problem['found']}, expected {problem['expected']} — {problem['fix']}"
                typer.echo(f"  - {printable(line)}")
