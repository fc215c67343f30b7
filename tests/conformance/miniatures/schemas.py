# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Wrong in a schema: it means nothing, costs too much, or makes a form that people do not understand."""

import json
from typing import Any

from tests.conformance.miniature import Miniature

PROPERTIES = "schemas.params.properties"


def doubling(levels: int) -> dict[str, Any]:
    """Return definitions that each refer twice to the next."""
    definitions: dict[str, Any] = {
        f"level{number}": {"allOf": [{"$ref": f"#/$defs/level{number + 1}"}] * 2} for number in range(levels)
    }
    return {**definitions, f"level{levels}": {"type": "string", "maxLength": 10}}


MINIATURES = (
    Miniature(
        "a schema that is no JSON",
        breaks="schema-files-readable",
        files={"settings.json": b'{"type": "object",}'},
        manifest={"settings": "settings.json"},
    ),
    Miniature("a type that is none", breaks="schema-sound", manifest={f"{PROPERTIES}.budget.type": "money"}),
    Miniature(
        "a schema from elsewhere",
        breaks="schema-refers-locally",
        manifest={f"{PROPERTIES}.contact": {"$ref": "https://example.org/contact.json"}},
    ),
    Miniature(
        "references that multiply",
        breaks="schema-affordable",
        manifest={"schemas.params.$defs": doubling(14), f"{PROPERTIES}.extra": {"$ref": "#/$defs/level0"}},
    ),
    Miniature(
        "a misspelled rule", breaks="schema-keywords-known", manifest={f"{PROPERTIES}.description.maxLenght": 2000}
    ),
    Miniature(
        "a misspelled format",
        breaks="schema-formats-known",
        manifest={
            f"{PROPERTIES}.contact.properties.email": {
                "type": "string",
                "title": "E-mail address",
                "format": "e-mail",
                "maxLength": 100,
            }
        },
    ),
    Miniature(
        "required and nowhere",
        breaks="schema-required-known",
        manifest={"settings.required": ["office"], "settings.additionalProperties": None},
        also=frozenset({"schema-objects-closed"}),
        because="a closed schema with such a rule takes no settings at all, so that nothing could be opened",
    ),
    Miniature(
        "a default that is refused", breaks="schema-defaults-fit", manifest={f"{PROPERTIES}.supports_each.default": 0}
    ),
    Miniature(
        "a pattern that never ends",
        breaks="schema-patterns-bounded",
        manifest={"settings.properties.motto.pattern": "^([a-z]+)+$"},
    ),
    Miniature(
        "a field without label",
        breaks="schema-properties-titled",
        manifest={"settings.properties.motto": {"type": "string", "maxLength": 200}},
    ),
    Miniature(
        "a field for anything",
        breaks="schema-properties-typed",
        manifest={"settings.properties.motto": {"title": "Motto above each page"}},
    ),
    Miniature(
        "settings that take anything", breaks="schema-objects-closed", manifest={"settings.additionalProperties": None}
    ),
    Miniature(
        "a text without end",
        breaks="schema-texts-bounded",
        manifest={"settings.properties.motto": json.loads('{"type": "string", "title": "Motto"}')},
    ),
    Miniature(
        "a list without end",
        breaks="schema-lists-bounded",
        manifest={
            "settings.properties.mottos": {
                "type": "array",
                "title": "Mottos",
                "items": {"type": "string", "maxLength": 200},
            }
        },
    ),
    Miniature(
        "a token in the open", breaks="schema-secrets-hidden", manifest={"settings.properties.token.writeOnly": None}
    ),
)
