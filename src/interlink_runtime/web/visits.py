# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""One person's visit of one page: the request goes in with who asks, the page comes out in their language."""

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from interlink_runtime.api.problems import call_of
from interlink_runtime.identity.principals import ANONYMOUS, Principal, require_person
from interlink_runtime.identity.requests import principal_of, runtime_of
from interlink_runtime.runtime import Runtime
from interlink_runtime.web.headers import Headers, page_headers
from interlink_runtime.web.languages import choose_language, translated_languages, translations_for
from interlink_runtime.web.refusals import Refusal
from interlink_runtime.web.templating import templates_in
from interlink_sdk.errors import InterlinkError

LANGUAGE_COOKIE = "language"
OWNER = "_owner"
"""The field in which each form says in a mark whose it is."""
MARK_CHARACTERS = 32


@dataclass(frozen=True, slots=True)
class Above:
    """What is said above a form that is shown again with all that was typed: why, and what to do now."""

    refusal: Refusal
    error: InterlinkError | None = None
    """None where nothing went wrong: the person has come back to it."""
    call: str = ""
    file_names: tuple[str, ...] = ()
    """The files that have to be chosen again: a page cannot choose for a person."""
    once: str = ""
    """The key by which the form counted once when it came; it counts once with it however often it comes."""
    unsent: str = ""
    """What the form came from, so that it is forgotten once it is sent."""


@dataclass(frozen=True)
class Visit:
    """The circumstances that every page needs; it lives as long as the request."""

    request: Request
    runtime: Runtime
    who: Principal
    spoken: str | None = None
    """The language, where it is settled by more than the request: by the token of a frame."""
    above: Above | None = None
    """What the page says before its own content."""

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages that the person may choose from."""
        return tuple(tag for tag in self.runtime.settings.languages if tag in translated_languages())

    @cached_property
    def language(self) -> str:
        """The language of the page: chosen here, else the person's, else the browser's."""
        if self.spoken:
            return self.spoken
        chosen = self.request.cookies.get(LANGUAGE_COOKIE)
        own = self.who.locale if self.who.kind == "person" else None
        return choose_language(self.languages, chosen, own, self.request.headers.get("accept-language"))

    @property
    def person(self) -> Principal | None:
        """Whoever is signed in."""
        return self.who if self.who.kind == "person" else None

    @property
    def call(self) -> str:
        """The number by which the log has this call."""
        return call_of(self.request)

    @cached_property
    def mark(self) -> str:
        """By what forms say whose they are."""
        return owner_mark(self.runtime.key, self.who.id) if self.person else ""

    @property
    def path(self) -> str:
        """The address of this page with its query, as links name it."""
        query = self.request.url.query
        return self.request.url.path + (f"?{query}" if query else "")

    def link(self, path: str, query: Iterable[tuple[str, str]] = ()) -> str:
        """Return the address of *path* below the prefix under which the runtime is mounted."""
        pairs = [(name, value) for name, value in query if value]
        root: str = self.request.scope.get("root_path", "")
        return root + path + (f"?{urlencode(pairs)}" if pairs else "")

    def say(self, message: str, **values: Any) -> str:
        """Return *message* in the person's language, its `%(name)s` filled."""
        said = str(translations_for(self.language).gettext(message))
        return said % values if values else said

    def page(self, template: str, *, status: int = 200, headers: Headers | None = None, **values: Any) -> HTMLResponse:
        """Return the page that *template* makes of *values*."""
        text = templates_in(self.language).get_template(template).render(visit=self, link=self.link, **values)
        sent = (headers or page_headers()) | {"Content-Language": self.language, "Vary": "Cookie, Accept-Language"}
        return HTMLResponse(text, status, sent)

    def redirect(self, path: str, query: Iterable[tuple[str, str]] = ()) -> RedirectResponse:
        """Send the person on to *path* with GET (RFC 9110, section 15.4.4)."""
        return RedirectResponse(self.link(path, query), 303, page_headers())


async def visit_of(request: Request) -> Visit:
    """Return the visit that *request* is."""
    return Visit(request, runtime_of(request), await principal_of(request))


async def visit_of_person(request: Request) -> Visit:
    """Return the visit of somebody who is signed in; raises Unauthenticated."""
    visit = await visit_of(request)
    require_person(visit.who)
    return visit


async def visit_of_whoever(request: Request) -> Visit:
    """Return the visit even where the credential itself is what is refused."""
    try:
        return await visit_of(request)
    except InterlinkError:
        return Visit(request, runtime_of(request), ANONYMOUS)


def owner_mark(key: bytes, person: str) -> str:
    """Return by what forms say whose they are: it names nobody, and only this instance can make it."""
    name = _mark(key, "owner", person)
    return name + _mark(key, "owner-mark", name)


def is_owner_mark(key: bytes, mark: str) -> bool:
    """Say whether this instance made *mark*, whoever it stands for."""
    name, proof = mark[:MARK_CHARACTERS], mark[MARK_CHARACTERS:]
    return hmac.compare_digest(_mark(key, "owner-mark", name).encode(), proof.encode())


def local_path(path: str | None, otherwise: str) -> str:
    """Return *path* if it leads nowhere but to this site, so that a link cannot send a person elsewhere."""
    if path and path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable():
        return path
    return otherwise


def _mark(key: bytes, purpose: str, text: str) -> str:
    return hmac.new(key, f"{purpose}\0{text}".encode(), hashlib.sha256).hexdigest()[:MARK_CHARACTERS]


AnyVisit = Annotated[Visit, Depends(visit_of)]
PersonVisit = Annotated[Visit, Depends(visit_of_person)]
