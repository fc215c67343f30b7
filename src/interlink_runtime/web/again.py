# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Forms that are shown again with all that was typed: after a failure, and when a person is back from signing in.

Nothing takes effect here: the person sends the form once more, or leaves it.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Final
from urllib.parse import urlsplit

from fastapi import Request, Response

from interlink_runtime.web.pages import account, contribute, create, edit, restore, share, teams
from interlink_runtime.web.posted import ONCE, Posted, with_waiting
from interlink_runtime.web.refusals import Refusal, refusal_for
from interlink_runtime.web.unsent import UNSENT, Unsent
from interlink_runtime.web.visits import Above, Visit, local_path
from interlink_runtime.web.words import N_
from interlink_sdk.errors import InterlinkError

Receive = Callable[..., object]
ShowAgain = Callable[..., Awaitable[Response]]
BACK: Final = Refusal(
    N_("Here is your form again, nothing has been sent yet"),
    N_("You were signed out meanwhile. Everything you typed is filled in: look at it, then send it once more."),
)

_FORMS: Final[Mapping[Receive, ShowAgain]] = {
    create.create: create.show_again,
    edit.edit: edit.show_again,
    contribute.contribute: contribute.show_again,
    share.share: share.show_again,
    account.make_token: account.show_again,
    teams.make: teams.show_again,
    teams.put_member: teams.show_member_again,
    restore.restore: restore.show_again,
}
"""What receives each form, and what shows it again."""


def form_of_request(request: Request) -> str | None:
    """Return by what name the form that *request* brings is known here, None if it cannot be shown again."""
    endpoint: Receive | None = request.scope.get("endpoint")
    return _name_of(endpoint) if endpoint and endpoint in _FORMS else None


async def failed_form(visit: Visit, posted: Posted, error: InterlinkError, call: str) -> Response | None:
    """Return the form that *error* ended, with all that was typed; None where that cannot be."""
    show = _FORMS.get(visit.request.scope.get("endpoint"))  # type: ignore[arg-type]
    if show is None:
        return None
    above = Above(refusal_for(error.code), error, call, once=posted.text(ONCE), unsent=posted.text(UNSENT))
    try:
        return await show(replace(visit, above=above), posted, **visit.request.path_params)
    except InterlinkError:
        return None  # the page itself is what cannot be shown


async def unsent_page(visit: Visit, unsent: Unsent, tag: str) -> Response:
    """Return the form that waited, with all that was typed."""
    show = next(show for receive, show in _FORMS.items() if _name_of(receive) == unsent.form)
    posted = with_waiting(visit, Posted(unsent.fields.pairs))
    missing = () if posted.uploads else unsent.fields.file_names
    above = Above(BACK, file_names=missing, once=posted.text(ONCE), unsent=tag)
    return await show(replace(visit, above=above), posted, **unsent.params)


def page_before(request: Request) -> str:
    """Return the page of ours from which a form was sent: there a person can begin again."""
    referrer = urlsplit(request.headers.get("referer", ""))
    query = f"?{referrer.query}" if referrer.query else ""
    is_ours = referrer.netloc == request.headers.get("host", "")
    return local_path(f"{referrer.path}{query}", "/") if is_ours else "/"


def _name_of(receive: Receive) -> str:
    return f"{receive.__module__.rpartition('.')[2]}.{receive.__name__}"
