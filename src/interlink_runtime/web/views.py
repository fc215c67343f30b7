# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""An asset's page as the platform shows it: inlined, in a frame, as a link, or from what is stored.

Only what the platform renders itself is inlined; an interlinker's own page is framed, so that it
runs with none of the person's rights here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from interlink_runtime.assets.kept import Kept, asset_for
from interlink_runtime.assets.view import view_asset
from interlink_runtime.host import Hosted
from interlink_runtime.web.frames import Frame, frame_expiry, sign_frame
from interlink_runtime.web.headers import SANDBOX
from interlink_runtime.web.markup import shown_rendering
from interlink_runtime.web.questions import labels_for
from interlink_runtime.web.refusals import Refusal, refusal_for
from interlink_runtime.web.visits import Visit
from interlink_sdk.assets import File, Html, JsonObject, Redirect
from interlink_sdk.errors import InterlinkError
from interlink_sdk.rendering import render_state


@dataclass(frozen=True, slots=True)
class Shown:
    """How the page of an asset is shown; exactly one of `body`, `frame`, `window` and `url` is set."""

    body: Markup | None = None
    frame: str | None = None
    window: str | None = None
    url: str | None = None
    refusal: Refusal | None = None
    """Why the interlinker could not be asked, where `body` is what is stored."""
    reason: str = ""
    sandbox: str = SANDBOX

    @property
    def is_native(self) -> bool:
        """Whether forms of ours belong beside it, because the interlinker has no page of its own."""
        return self.body is not None and self.refusal is None


async def shown_asset(visit: Visit, kept: Kept, *, purpose: Literal["view", "preview"] = "view") -> Shown:
    """Return how *kept* is shown to the person; never fails because of the interlinker."""
    runtime = visit.runtime
    try:
        await runtime.host.client(kept.row.interlinker, runtime.settings.limits.deadline_s)
        hosted = runtime.host.known(kept.row.interlinker)
        if "view" in hosted.own_hooks and not hosted.manifest.external:
            return _framed(visit, kept, hosted, purpose)
        viewed = await view_asset(runtime, visit.who, kept.id, purpose=purpose, locale=visit.language)
    except InterlinkError as error:
        return Shown(body=stored_body(visit, kept), refusal=refusal_for(error.code), reason=error.message)
    match viewed.page:
        case Redirect():
            return Shown(url=viewed.page.url)
        case Html() if viewed.is_ours:
            return Shown(body=shown_rendering(viewed.page.body, files_at(visit, kept)))
        case Html():
            return _framed(visit, kept, hosted, purpose)


def stored_body(visit: Visit, kept: Kept) -> Markup:
    """Return the stored state as a page, whether or not its interlinker is still here."""
    return state_body(visit, kept, kept.state, asset_for(visit.runtime, kept).files)


def state_body(visit: Visit, kept: Kept, state: JsonObject, files: Sequence[File]) -> Markup:
    """Return a state that *kept* has or had as a page."""
    hosted = visit.runtime.host.find(kept.row.interlinker)
    schema = hosted.manifest.state_schema if hosted else {}
    labels = labels_for(hosted.manifest, visit.language, _state_name(hosted)) if hosted else {}
    html = render_state(schema, state, files, labels=labels, locale=visit.language)
    return shown_rendering(html, files_at(visit, kept))


def files_at(visit: Visit, kept: Kept) -> str:
    """Return the address below which the files of *kept* are."""
    return visit.link(f"/assets/{kept.id}/files/")


def _framed(visit: Visit, kept: Kept, hosted: Hosted, purpose: Literal["view", "preview"]) -> Shown:
    runtime = visit.runtime
    frame = Frame(
        person=visit.person.id if visit.person else None,
        asset=kept.id,
        collections=tuple(hosted.manifest.collections) if purpose == "view" and visit.person else (),
        language=visit.language,
        purpose=purpose,
        expires_at=frame_expiry(runtime.now()),
    )
    path = visit.link(f"/frames/{sign_frame(runtime.key, frame)}/")
    return Shown(window=path) if hosted.manifest.view.opens_in == "window" else Shown(frame=path)


def _state_name(hosted: Hosted) -> str:
    return "params" if hosted.manifest.edits_by_default else "state"
