# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What a conversion will write, known whole before the first byte; then it is written, whole or not at all."""

import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from interlink_sdk.errors import ConversionRefused, Problem


@dataclass(frozen=True)
class Conversion:
    """A folder to be; it lives until it is written."""

    name: str
    """What the folder is called, where nobody says otherwise."""
    texts: Mapping[str, str]
    """The content of files that are made, by name."""
    copies: Mapping[str, Path]
    """The files that are taken over byte for byte, by their new name."""
    notes: tuple[Problem, ...] = ()
    """What the other format cannot say, and what is still to be decided."""


def write_conversion(conversion: Conversion, folder: Path) -> None:
    """Write *conversion* as the new *folder*; raises ConversionRefused, and then there is nothing."""
    if folder.exists():
        raise refused(
            "there is something at the place already", "place_taken", str(folder), "a file or folder", "nothing"
        )
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".interlink-", dir=folder.parent) as place:
            whole = Path(place) / "whole"
            _fill(conversion, whole)
            whole.rename(folder)
    except OSError as error:
        found = f"{error.strerror or error}"
        raise refused("the folder cannot be written", "not_writable", str(folder), found, "a place to write") from error


def refused(message: str, code: str, file: str, found: str, expected: str, fix: str = "") -> ConversionRefused:
    """Return the refusal of a conversion with its one problem."""
    problem = Problem(code=code, file=file, found=found, expected=expected, fix=fix or ConversionRefused.fix)
    return ConversionRefused(message, problems=[problem])


def _fill(conversion: Conversion, folder: Path) -> None:
    for name, text in conversion.texts.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8", newline="\n")
    for name, source in conversion.copies.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, place)
