# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A description as Markdown: for a README, a catalogue, a page in a repository."""

import re
from collections.abc import Iterable, Iterator, Sequence

from interlink_sdk.describing.description import Contributions, Description
from interlink_sdk.describing.parameters import Parameter

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#])")


def markdown_lines(about: Description, level: int = 1) -> Iterator[str]:
    """Yield the lines of *about*; its heading has *level*, those below it one more."""
    sub = "#" * (level + 1)
    yield from (f"{'#' * level} {plain(about.name)}", "", plain(about.text), "")
    yield from _table(("", ""), _facts(about))
    yield from _listed(f"{sub} What it can do", [f"**{each.capability}**: {each.means}" for each in about.offers])
    yield from _parameters(f"{sub} Parameters", about.parameters)
    for collection in about.collections:
        yield from _collection(sub, collection)
    yield from _formats(sub, about)
    yield from _settings(sub, about)
    yield from _listed(f"{sub} Permissions", about.permissions)
    yield from _personal_data(sub, about)
    yield from _listed(f"{sub} Standards", [plain(each) for each in about.standards])


def plain(text: str) -> str:
    """Return *text* in one line, without what Markdown would read as more than text."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _facts(about: Description) -> Iterator[tuple[str, str]]:
    yield "identifier", f"`{about.id}`"
    yield "version", plain(about.version)
    yield "nature", about.nature
    yield "licence", plain(about.licence)
    yield "languages", ", ".join(about.languages)
    yield "files", plain(about.files)
    if about.software:
        yield "used through", plain(about.software)
    yield from ((f"resource ({language})", plain(path)) for language, path in about.resources.items())
    yield from ((f"address ({language})", f"<{address}>") for language, address in about.leads_to.items())
    if about.maintainer:
        yield "maintainer", plain(about.maintainer)
    yield "supported until", about.support_until or "not said"


def _parameters(heading: str, parameters: Sequence[Parameter]) -> Iterator[str]:
    if parameters:
        yield from ("", heading, "")
        yield from _table(("name", "type", "required", "meaning"), map(_parameter, parameters))


def _parameter(parameter: Parameter) -> tuple[str, ...]:
    required = "yes" if parameter.required else "no"
    return f"`{parameter.name}`", plain(parameter.type), required, plain(meaning(parameter))


def meaning(parameter: Parameter) -> str:
    """Return what the schema says about *parameter*, as one phrase."""
    default = f"default {parameter.default}" if parameter.default is not None else ""
    bounds = ", ".join(filter(None, (*parameter.limits, default)))
    return "; ".join(filter(None, (parameter.title, parameter.description, bounds)))


def _collection(sub: str, collection: Contributions) -> Iterator[str]:
    yield from ("", f"{sub} Contributions: {plain(collection.title)}", "")
    yield f"- who may contribute: {collection.who}, {collection.how_often}"
    yield f"- who reads them: {collection.readers}"
    yield f"- identity: {collection.identity}"
    if collection.closed_when:
        yield f"- closed when `{collection.closed_when}` is true or past"
    if collection.parameters:
        yield ""
        yield from _table(("name", "type", "required", "meaning"), map(_parameter, collection.parameters))


def _formats(sub: str, about: Description) -> Iterator[str]:
    if about.formats:
        yield from ("", f"{sub} Formats", "")
        rows = (
            (f"`{each.id}`", plain(each.title) + (" (download)" if each.is_download else ""), plain(each.media_type))
            for each in about.formats
        )
        yield from _table(("format", "what", "media type"), rows)


def _settings(sub: str, about: Description) -> Iterator[str]:
    if about.settings:
        yield from ("", f"{sub} Settings", "")
        rows = (
            (*_parameter(each.parameter), f"`{each.variable}`" if each.variable else "only in interlink.toml")
            for each in about.settings
        )
        yield from _table(("name", "type", "required", "meaning", "environment variable"), rows)


def _personal_data(sub: str, about: Description) -> Iterator[str]:
    yield from ("", f"{sub} Personal data", "")
    if not about.personal_data:
        yield "The manifest declares none."
    for each in about.personal_data:
        yield f"- {plain(each.purpose)}: {plain(', '.join(each.data))}"
        recipients = f"; passed on to {plain(', '.join(each.recipients))}" if each.recipients else ""
        yield f"  (legal basis: {each.legal_basis}; kept: {plain(each.retention)}{recipients})"


def _listed(heading: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield from ("", heading, "")
        yield from (f"- {line}" for line in lines)


def _table(headings: Sequence[str], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(headings)} |"
    yield f"|{'---|' * len(headings)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)
