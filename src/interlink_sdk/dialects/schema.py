# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The published JSON Schema of a dialect: the models go in, the document for editors comes out."""

import json
import sys
from pathlib import Path

from interlink_sdk.dialects.model import Dialect

SCHEMA_FILE = Path(__file__).parents[1] / "schemas" / "dialect.json"
SCHEMA_ID = "urn:interlink:schema:dialect.toml:1"


def schema_text() -> str:
    """Return the text of the published file."""
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": SCHEMA_ID}
    return json.dumps(head | Dialect.model_json_schema(), ensure_ascii=False, indent=2) + "\n"


def main() -> int:
    """Write the published file; return 0."""
    SCHEMA_FILE.write_text(schema_text(), encoding="utf-8")
    sys.stdout.write(f"{SCHEMA_FILE.name} is current\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
