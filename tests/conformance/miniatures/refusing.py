# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Interlinkers and hosts that refuse wrongly, or not at all."""

from typing import Any

from tests.conformance.miniature import Host, Miniature
from tests.conformance.miniatures.contributing import contribute

from interlink_sdk.assets import Contribution
from interlink_sdk.conformance.subject import ANA, EVA
from interlink_sdk.errors import NotFound, NotOffered, UpstreamFailed

UNKNOWN_TOPIC = "if collection != 'remarks' and body['topic'] not in topics_in(board_of(asset)):"


class FailsOnUnknown(Host):
    """A host that falls over an asset which it never had."""

    def __init__(self, subject: Any) -> None:
        super().__init__(subject)
        self.known: set[str] = set()

    async def make(self, *arguments: Any, **named: Any) -> Any:
        made = await self.subject.make(*arguments, **named)
        self.known.add(made.id)
        return made

    async def view(self, asset_id: str, **named: Any) -> Any:
        try:
            return await self.subject.view(asset_id, **named)
        except NotFound:
            if asset_id in self.known:
                raise
            raise UpstreamFailed("500") from None


class ShowsToStrangers(Host):
    async def read(self, asset_id: str, *, by: str = ANA) -> Any:
        return await self.subject.read(asset_id, by=ANA if by == EVA else by)


class PreviewsAnyhow(Host):
    async def view(self, asset_id: str, *, purpose: Any = "view", **named: Any) -> Any:
        try:
            return await self.subject.view(asset_id, purpose=purpose, **named)
        except NotOffered:
            return await self.subject.view(asset_id, **named)


class TakesAnyCollection(Host):
    async def contribute(self, asset_id: str, collection: str, body: Any, **named: Any) -> Any:
        try:
            return await self.subject.contribute(asset_id, collection, body, **named)
        except NotOffered:
            return Contribution(body=body)


MINIATURES = (
    Miniature("a host that falls over unknown assets", breaks="refuse-unknown-asset", host=FailsOnUnknown),
    Miniature("a host that shows to strangers", breaks="refuse-strangers", host=ShowsToStrangers),
    Miniature(
        "a host that previews what has no preview",
        breaks="refuse-what-is-not-offered",
        host=PreviewsAnyhow,
        manifest={"capabilities": ["instantiate", "view", "edit", "contribute", "clone", "export", "delete"]},
    ),
    Miniature("a host that takes any collection", breaks="refuse-unknown-collection", host=TakesAnyCollection),
    Miniature(
        "refuses without a reason",
        breaks="refuse-with-reason",
        hooks=contribute(f"{UNKNOWN_TOPIC}\n    raise InvalidParameters(texts_for(context.locale)['choose'])"),
    ),
    Miniature(
        "refuses with a traceback",
        breaks="refuse-without-traces",
        hooks=contribute(
            f"import traceback\n{UNKNOWN_TOPIC}\n"
            "    try:\n        {}[body['topic']]\n"
            "    except KeyError:\n"
            "        raise refused('topic', traceback.format_exc(), texts_for(context.locale)['choose'])"
        ),
    ),
    Miniature(
        "refuses with a secret",
        breaks="refuse-without-secrets",
        hooks=contribute(
            f"{UNKNOWN_TOPIC}\n    token = context.settings.get('token')\n"
            "    raise refused('topic', f'?key={token}', texts_for(context.locale)['choose'])"
        ),
    ),
)
