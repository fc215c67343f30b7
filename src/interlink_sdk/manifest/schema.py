# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The published JSON Schema of `interlinker.toml`: models go in, the document for editors and validators comes out.

Run `python -m interlink_sdk.manifest.schema` after a change of the models. The schema judges each
key like the models do; what several keys say together (`contradictions`) it does not see.
"""

import ast
import inspect
import json
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from interlink_sdk.assets import JsonObject
from interlink_sdk.manifest import model
from interlink_sdk.manifest.model import Manifest

SCHEMA_FILE = Path(__file__).parents[1] / "schemas" / "interlinker.json"
SCHEMA_ID = "urn:interlink:schema:interlinker.toml:1"
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def manifest_schema() -> JsonObject:
    """Return the JSON Schema of a manifest, draft 2020-12, with descriptions from the models' docstrings."""
    schema = Manifest.model_json_schema(mode="validation")
    definitions: dict[str, Any] = schema.pop("$defs")
    notes = dict(_notes())
    for name, table in (("Manifest", schema), *definitions.items()):
        _describe(name, table, notes)
    head = {"$schema": DIALECT, "$id": SCHEMA_ID, "title": "interlinker.toml"}
    return {**head, **{key: value for key, value in schema.items() if key not in head}, "$defs": definitions}


def published_schema() -> JsonObject:
    """Return the JSON Schema that comes with this package."""
    schema: JsonObject = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
    return schema


def schema_text() -> str:
    """Return the text of the published file."""
    return json.dumps(manifest_schema(), ensure_ascii=False, indent=2) + "\n"


def main() -> int:
    """Write the published file; return 0."""
    SCHEMA_FILE.write_text(schema_text(), encoding="utf-8")
    sys.stdout.write(f"{SCHEMA_FILE.name} is current\n")
    return 0


def _describe(name: str, table: dict[str, Any], notes: dict[tuple[str, str], str]) -> None:
    for key, rules in table.get("properties", {}).items():
        rules.pop("title", None)  # pydantic makes it of the key, which says nothing new
        if note := notes.get((name, key)):
            rules["description"] = note
        _close(rules)


def _close(rules: Any) -> None:
    """Refuse keys that fit no pattern, which the models do and pydantic's schema leaves open."""
    if isinstance(rules, dict):
        if "patternProperties" in rules:
            rules["additionalProperties"] = False
        for part in rules.values():
            _close(part)
    elif isinstance(rules, list):
        for part in rules:
            _close(part)


def _notes() -> Iterator[tuple[tuple[str, str], str]]:
    """Yield the docstring below each field by model and field, which Python itself throws away."""
    tables = (part for part in ast.parse(inspect.getsource(model)).body if isinstance(part, ast.ClassDef))
    for table in tables:
        for field, below in pairwise(table.body):
            match field, below:
                case ast.AnnAssign(target=ast.Name(id=key)), ast.Expr(value=ast.Constant(value=str(note))):
                    yield (table.name, key), inspect.cleandoc(note)


if __name__ == "__main__":
    raise SystemExit(main())
