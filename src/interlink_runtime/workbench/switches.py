# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The switches of the workbench: they all stand in its address, so that a link shows the same to everybody."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any
from urllib.parse import urlencode

from interlink_runtime.web.words import N_
from interlink_runtime.workbench.people import NOBODY, PEOPLE

DIRECTIONS = ("auto", "ltr", "rtl")
WIDTHS = ("full", "320", "768", "1280")
SCHEMES = ("auto", "light", "dark")
SHOWN = ("view", "preview", "edit", "contribute", "instantiate", "delete", "restore")

PEOPLE_LABELS = {
    "owner": N_("Olga, owner"),
    "editor": N_("Edgar, editor"),
    "contributor": N_("Carla, contributor"),
    "viewer": N_("Vito, viewer"),
    "stranger": N_("Stella, without a role"),
    NOBODY: N_("Nobody, signed out"),
}
DIRECTION_LABELS = {"auto": N_("As the language"), "ltr": N_("Left to right"), "rtl": N_("Right to left")}
WIDTH_LABELS = {"full": N_("Full"), "320": "320 px", "768": "768 px", "1280": "1280 px"}
SCHEME_LABELS = {"auto": N_("As the device"), "light": N_("Light"), "dark": N_("Dark")}


@dataclass(frozen=True, slots=True)
class Switches:
    """What somebody has chosen, or what stands for it."""

    who: str = "owner"
    lang: str = "en"
    dir: str = "auto"
    width: str = "full"
    scheme: str = "auto"
    show: str = "view"
    asset: str = ""
    dismissed: str = ""

    def changed(self, **changes: str) -> str:
        """Return the query of the address with *changes*."""
        return urlencode({name: value for name, value in asdict(replace(self, **changes)).items() if value})


def switches_of(query: Mapping[str, str], languages: Sequence[str], preferred: str) -> Switches:
    """Return what *query* chooses; whatever it does not know stays as it is without it."""
    allowed: dict[str, Sequence[Any]] = {
        "who": (*(person.id for person in PEOPLE), NOBODY),
        "lang": languages,
        "dir": DIRECTIONS,
        "width": WIDTHS,
        "scheme": SCHEMES,
        "show": SHOWN,
    }
    chosen = {name: query[name] for name, values in allowed.items() if query.get(name) in values}
    free = {name: query.get(name, "")[:100] for name in ("asset", "dismissed")}
    return Switches(**{"lang": preferred, **chosen, **free})
