# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What a project is made of: a name and a few choices go in, everything that follows from them comes out."""

import re
import zlib
from collections.abc import Collection, Sequence
from datetime import date

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from interlink_sdk.assets import MAX_NAME_CHARACTERS, InterlinkerId
from interlink_sdk.errors import NameUnusable, UnknownChoice
from interlink_sdk.manifest.model import RESERVED_IDS, Email
from interlink_sdk.scaffold.templates import LANGUAGES, LICENCES, TEMPLATES

MAX_ID_CHARACTERS = 40
SUPPORT_YEARS = 2
PLACEHOLDER_EMAIL = "maintainer@example.org"
"""Of a domain that is nobody's (RFC 2606); the project's README asks to replace it."""
FIRST_PORT, PORTS = 20_000, 10_000

_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>|&(#\d+|[a-zA-Z]+);")


class Answers(BaseModel):
    """All that a project's files are made of; the same answers and templates give the same bytes."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    name: str
    id: InterlinkerId
    template: str = "form"
    licence: str = "EUPL-1.2"
    languages: tuple[str, ...] = LANGUAGES
    author: str
    email: str = PLACEHOLDER_EMAIL
    began: date
    """The day of the start: the year of the copyright, and support two years from then."""

    @property
    def package(self) -> str:
        """The name of the Python package; the prefix keeps it from hiding another module."""
        return f"interlink_{self.id.replace('-', '_')}"

    @property
    def distribution(self) -> str:
        """The name under which it is installed."""
        return f"interlink-{self.id}"

    @property
    def support_until(self) -> str:
        """The last day of support, as the manifest says it."""
        return date(self.began.year + SUPPORT_YEARS, 12, 31).isoformat()

    @property
    def port(self) -> int:
        """Where the small upstream of the project listens: another port for another identifier."""
        return FIRST_PORT + zlib.crc32(self.id.encode()) % PORTS


def answers_for(
    name: str,
    *,
    template: str = "form",
    licence: str = "EUPL-1.2",
    languages: Sequence[str] = LANGUAGES,
    author: str = "",
    email: str = "",
    began: date,
) -> Answers:
    """Return the answers; raises NameUnusable and UnknownChoice."""
    plain = _checked_name(name)
    _require_one_of(template, TEMPLATES, "template")
    _require_one_of(licence, LICENCES, "licence")
    return Answers(
        name=plain,
        id=identifier_for(plain),
        template=template,
        licence=licence,
        languages=_checked_languages(languages),
        author=_checked_line(author) or f"The authors of {plain}",
        email=_checked_email(email or PLACEHOLDER_EMAIL),
        began=began,
    )


def identifier_for(name: str) -> str:
    """Return the identifier that *name* becomes: a DNS label of Latin letters, whatever its script."""
    from slugify import slugify

    found: str = slugify(name, max_length=MAX_ID_CHARACTERS, word_boundary=True, save_order=True)
    found = found or slugify(name)[:MAX_ID_CHARACTERS].strip("-")
    if found in RESERVED_IDS:
        raise NameUnusable(f"{name!r} would become {found!r}, which the platform needs for itself")
    if not _is_identifier(found):
        became = f"would become {found!r}, which does not begin with a letter" if found else "has no letters"
        raise NameUnusable(f"{name!r} {became}")
    return found


def _is_identifier(text: str) -> bool:
    try:
        TypeAdapter(InterlinkerId).validate_python(text)
    except ValidationError:
        return False
    return True


def _checked_name(name: str) -> str:
    plain = " ".join(name.split(" ")).strip()
    if not plain or len(plain) > MAX_NAME_CHARACTERS:
        raise NameUnusable(f"a name has 1 to {MAX_NAME_CHARACTERS} characters, not {len(plain)}")
    if not plain.isprintable() or _MARKUP.search(plain):
        raise NameUnusable(f"the name {plain!r} is not one line of plain text")
    return plain


def _checked_line(text: str) -> str:
    if not text.isprintable() or len(text) > MAX_NAME_CHARACTERS:
        raise UnknownChoice(f"the author {text!r} is not one line of at most {MAX_NAME_CHARACTERS} characters")
    return text.strip()


def _checked_email(email: str) -> str:
    try:
        found: str = TypeAdapter(Email).validate_python(email)
    except ValidationError:
        raise UnknownChoice(f"{email!r} is no e-mail address such as {PLACEHOLDER_EMAIL!r}") from None
    return found


def _checked_languages(languages: Sequence[str]) -> tuple[str, ...]:
    chosen = tuple(dict.fromkeys(tag.strip() for tag in languages if tag.strip()))
    for tag in chosen:
        _require_one_of(tag, LANGUAGES, "language in the templates")
    if not chosen:
        raise UnknownChoice(f"there is no language in {','.join(languages)!r}; there is {', '.join(LANGUAGES)}")
    return chosen


def _require_one_of(chosen: str, known: Collection[str], what: str) -> None:
    if chosen not in known:
        raise UnknownChoice(f"there is no {what} {chosen!r}; there is {', '.join(known)}")
