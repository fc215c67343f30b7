# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A description as text for a terminal: headings, and aligned columns below them."""

from collections.abc import Iterator, Sequence

from interlink_sdk.describing.description import Contributions, Description
from interlink_sdk.describing.markdown import meaning
from interlink_sdk.describing.parameters import Parameter

Row = tuple[str, ...]


def plain_lines(about: Description) -> Iterator[str]:
    """Yield the lines of *about*."""
    yield f"{about.name} ({about.id} {about.version}, {about.nature})"
    yield from about.text.splitlines()
    yield from _section("what it can do", [(each.capability, each.means) for each in about.offers])
    yield from _section("parameters", _parameters(about.parameters))
    for collection in about.collections:
        yield from _section(f"contributions: {collection.title}", list(_collection(collection)))
    yield from _section(
        "formats",
        [(each.id, each.title, each.media_type, "download" if each.is_download else "") for each in about.formats],
    )
    yield from _section(
        "settings",
        [
            (each.parameter.name, each.variable or "only in interlink.toml", *_parameter(each.parameter)[1:])
            for each in about.settings
        ],
    )
    yield from _section("permissions", [(each,) for each in about.permissions])
    yield from _section("personal data", list(_personal_data(about)) or [("the manifest declares none",)])
    yield from _section("facts", list(_facts(about)))


def _section(heading: str, rows: Sequence[Row]) -> Iterator[str]:
    if not rows:
        return
    yield from ("", heading)
    columns = max(map(len, rows))
    widths = [
        max(len(row[at]) for row in rows if len(row) > at + 1) if at + 1 < columns else 0 for at in range(columns)
    ]
    for row in rows:
        yield "  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=False)).rstrip()


def _parameters(parameters: Sequence[Parameter]) -> list[Row]:
    return [_parameter(each) for each in parameters]


def _parameter(parameter: Parameter) -> Row:
    required = "required" if parameter.required else "optional"
    return parameter.name, parameter.type, required, " ".join(meaning(parameter).split())


def _collection(collection: Contributions) -> Iterator[Row]:
    yield "who may contribute", f"{collection.who}, {collection.how_often}"
    yield "who reads them", collection.readers
    yield "identity", collection.identity
    if collection.closed_when:
        yield "closed when", f"{collection.closed_when} is true or past"
    for name, *rest in _parameters(collection.parameters):
        yield f"takes {name}", ", ".join(filter(None, rest))


def _personal_data(about: Description) -> Iterator[Row]:
    for each in about.personal_data:
        yield "purpose", each.purpose
        yield "data", ", ".join(each.data)
        yield "legal basis", each.legal_basis
        yield "kept", each.retention
        if each.recipients:
            yield "passed on to", ", ".join(each.recipients)


def _facts(about: Description) -> Iterator[Row]:
    yield "licence", about.licence
    yield "languages", ", ".join(about.languages)
    yield "files", about.files
    yield "supported until", about.support_until or "not said"
    if about.maintainer:
        yield "maintainer", about.maintainer
    if about.software:
        yield "used through", about.software
    yield from ((f"resource ({language})", path) for language, path in about.resources.items())
    yield from ((f"address ({language})", address) for language, address in about.leads_to.items())
    yield from (("standard", each) for each in about.standards)
