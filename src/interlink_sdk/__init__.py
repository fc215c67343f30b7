# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What an author of an interlinker needs: `@hookimpl`, the values, the errors to refuse with."""

from interlink_sdk.assets import (
    Asset,
    Contribution,
    Contributions,
    Draft,
    File,
    Health,
    Html,
    JsonObject,
    Redirect,
    Summary,
)
from interlink_sdk.context import Context
from interlink_sdk.errors import CallerError, InvalidParameters, UpstreamFailed
from interlink_sdk.hookspecs import hookimpl

__version__ = "0.1.0"

__all__ = [
    "Asset",
    "CallerError",
    "Context",
    "Contribution",
    "Contributions",
    "Draft",
    "File",
    "Health",
    "Html",
    "InvalidParameters",
    "JsonObject",
    "Redirect",
    "Summary",
    "UpstreamFailed",
    "hookimpl",
]
