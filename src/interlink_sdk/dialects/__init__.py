# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Dialects: how a foreign service speaks INTERLINK's HTTP contract, as data.

The services in the field differ in where and how an asset is made, what its identifier is called, how
credentials travel, and what a deletion answers. Each built-in dialect is a TOML file in this folder; anybody
can write another one. Run `python -m interlink_sdk.dialects.schema` after a change of the models.
"""

import tomllib
from importlib.resources import files
from pathlib import Path

from pydantic import ValidationError

from interlink_sdk.dialects.model import Create, Dialect, Encoding, Entries, Listing, Style, Trial, Update
from interlink_sdk.errors import DialectInvalid, Problem

INTERLINK = "interlink"
"""The written contract, spoken where nothing else is recognised."""

__all__ = [
    "INTERLINK",
    "Create",
    "Dialect",
    "Encoding",
    "Entries",
    "Listing",
    "Style",
    "Trial",
    "Update",
    "built_in",
    "find_dialect",
    "parse_dialect",
]


def built_in() -> dict[str, Dialect]:
    """Return the dialects that come with this package, by name."""
    folder = files("interlink_sdk.dialects")
    names = sorted(file.name for file in folder.iterdir() if file.name.endswith(".toml"))
    read = [parse_dialect((folder / name).read_text(encoding="utf-8"), name) for name in names]
    return {dialect.name: dialect for dialect in read}


def find_dialect(said: str) -> Dialect:
    """Return the built-in dialect called *said*, or the one in that file; raises DialectInvalid."""
    known = built_in()
    if said in known:
        return known[said]
    try:
        text = Path(said).read_text(encoding="utf-8")
    except (OSError, ValueError):
        expected = f"{', '.join(known)}, or a TOML file"
        raise _invalid(said, "", "neither a built-in dialect nor a file that can be read", expected) from None
    return parse_dialect(text, said)


def parse_dialect(text: str, file: str = "") -> Dialect:
    """Return the dialect that *text* describes; raises DialectInvalid."""
    try:
        return Dialect.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise _invalid(file, "", str(error), "TOML") from None
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        key = ".".join(map(str, first["loc"]))
        raise _invalid(file, key, repr(first["input"])[:80], first["msg"].lower()) from None


def _invalid(file: str, key: str, found: str, expected: str) -> DialectInvalid:
    problem = Problem(
        code=DialectInvalid.code, file=file, key=key, found=found, expected=expected, fix=DialectInvalid.fix
    )
    return DialectInvalid(f"{file!r} is no dialect", problems=[problem])
