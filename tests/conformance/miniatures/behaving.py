# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Interlinkers and hosts that work, but not in company, not in time, or not for everybody."""

import asyncio
from typing import Any

from tests.conformance.miniature import Host, Miniature
from tests.conformance.miniatures.contributing import contribute
from tests.conformance.miniatures.editing import RIGHT, edit
from tests.conformance.miniatures.leaving import assets
from tests.conformance.miniatures.making import instantiate
from tests.conformance.miniatures.names import pages


def view(lines: str, before: str = "") -> str:
    """Return a view hook that does *lines* with the page before it is shown, after what comes *before*."""
    indented = "".join(f"    {line}\n" for line in lines.splitlines())
    return (
        f"{before}\n\n\n@hookimpl\n"
        "def view(asset: Asset, contributions: Contributions, purpose: Purpose, manifest: Manifest, context: Context)"
        " -> Html:\n"
        "    is_open = not is_closed(manifest.collections['proposals'], asset.state, context.now)\n"
        "    entries = {name: list(contributions[name]) for name in contributions} if purpose == 'view' else {}\n"
        "    is_open = is_open and purpose == 'view'\n"
        "    body = page_of(asset, entries, locale=context.locale, role=context.role, is_open=is_open)\n"
        f"{indented}"
        "    return Html(title=asset.name, body=body)\n"
    )


class GoesOn(Host):
    """A host that makes the asset although nobody waits for it any more."""

    def __init__(self, subject: Any) -> None:
        super().__init__(subject)
        self.going_on: set[asyncio.Task[Any]] = set()

    async def make(self, *arguments: Any, **named: Any) -> Any:
        task = asyncio.ensure_future(self.subject.make(*arguments, **named))
        self.going_on.add(task)
        return await asyncio.shield(task)


MINIATURES = (
    Miniature(
        "marks what it was given",
        breaks="behave-changes-no-argument",
        hooks=view("asset.state['board']['seen'] = True"),
    ),
    Miniature(
        "remembers the last edit",
        breaks="behave-keeps-assets-apart",
        hooks=edit("LAST.append(escape(str(params['title'])))\n" + RIGHT)
        + view("body += f'<p>{LAST[-1]}</p>' if LAST else ''", before="LAST = []"),
    ),
    Miniature(
        "has one asset at a time",
        breaks="behave-bears-company",
        hooks="import time\n\nPRESENT = {}\n\n\n"
        + instantiate("PRESENT['params'] = params\ntime.sleep(0.01)\nparams = PRESENT['params']"),
    ),
    Miniature(
        "shows a number of its own",
        breaks="behave-answers-alike",
        hooks=view("body += f'<p>{randbelow(10**9)}</p>'", before="from secrets import randbelow"),
    ),
    Miniature(
        "cannot show what is large",
        breaks="behave-shows-every-asset",
        hooks=view("body += 'abcd'[len(asset.state['board']['topics']) - 2]"),
    ),
    Miniature(
        "waits longer than it may",
        breaks="behave-keeps-deadline",
        hooks=assets(
            "if context.deadline_s < 5:\n    time.sleep(context.deadline_s + 0.7)",
            before="import time",
        ),
    ),
    Miniature(
        "goes on when it is cancelled",
        breaks="behave-stops-when-cancelled",
        hooks="import asyncio\n\n\n"
        + instantiate("try:\n    await asyncio.sleep(0.001)\nexcept asyncio.CancelledError:\n    pass").replace(
            "def instantiate", "async def instantiate"
        ),
    ),
    Miniature("a host that goes on when it is cancelled", breaks="behave-stops-when-cancelled", host=GoesOn),
    Miniature(
        "looks at the clock",
        breaks="behave-uses-given-time",
        hooks="from datetime import date\n\n\n"
        + instantiate("return draft_of(params, files, made_on=date.today().isoformat(), revision=1)"),
    ),
    Miniature(
        "speaks four languages and no other",
        breaks="behave-bears-other-locales",
        files=pages('languages.get(locale.partition("-")[0], {})', "languages[locale]"),
    ),
    Miniature(
        "refuses in English",
        breaks="behave-refuses-in-language",
        hooks=contribute("context = context.model_copy(update={'locale': 'en'})"),
    ),
    Miniature(
        "cannot bear a long motto",
        breaks="behave-bears-settings",
        hooks=view("body += 'x' * (100 // max(0, 100 - len(context.settings.get('motto', ''))))"),
    ),
    Miniature(
        "shows its token",
        breaks="behave-shows-no-secrets",
        hooks=view('body += f\'<!-- {context.settings.get("token", "")} -->\''),
    ),
)
