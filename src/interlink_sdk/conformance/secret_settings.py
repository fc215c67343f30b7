# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""From the schema of the settings to settings with secrets in them that can be found again."""

import re

from interlink_sdk.assets import JsonObject
from interlink_sdk.conformance.results import NotApplicable
from interlink_sdk.conformance.values import minimal
from interlink_sdk.validation import SchemaValidator

MARK = "Zq7-never-shown"
NAMES = re.compile(r"secret|passw|token|api_?key|private_?key|credential", re.IGNORECASE)


def secrets_for(schema: object) -> tuple[JsonObject, tuple[str, ...]]:
    """Return settings that fit *schema*, and the secrets among them.

    A setting is a secret where it is `writeOnly`, has the format `password`, or is called like one.
    Raises NotApplicable where there is none.
    """
    if not isinstance(schema, dict):
        raise NotApplicable("the interlinker has no settings")
    settings, properties = minimal(schema), schema.get("properties")
    known = properties if isinstance(properties, dict) else {}
    names = [name for name, part in known.items() if isinstance(part, dict) and _is_secret(name, part)]
    marked = {**settings, **{name: f"{MARK}-{number}" for number, name in enumerate(names)}}
    if not names or SchemaValidator(schema).problems(marked):
        raise NotApplicable("no setting is a secret that the suite could make up")
    return marked, tuple(str(marked[name]) for name in names)


def _is_secret(name: str, part: JsonObject) -> bool:
    return part.get("type") == "string" and (
        part.get("writeOnly") is True or part.get("format") == "password" or bool(NAMES.search(name))
    )
