# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The options that several commands have, so that they are spelled and explained alike."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Form(StrEnum):
    """How a command prints."""

    TEXT = "text"
    JSON = "json"


SettingsFile = Annotated[
    Path | None,
    typer.Option("--settings", metavar="FILE", help="Use these settings instead of interlink.toml in this folder."),
]
OutputForm = Annotated[
    Form, typer.Option("--format", help="Print text for people, or one JSON document and nothing else on stdout.")
]
