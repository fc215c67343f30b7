# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What an operator decides: `interlink.toml`, overlaid by `INTERLINK_…` environment variables.

A variable names its key path with two underscores between tables: `INTERLINK_SERVER__PORT=8080`.
Unknown keys and variables are refused, so that a misspelling is not silently without effect.
"""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from interlink_sdk.assets import InterlinkerId, JsonObject, LanguageTag
from interlink_sdk.errors import Problem, SettingsInvalid

SETTINGS_NAME = "interlink.toml"
PREFIX = "INTERLINK_"
OUTSIDE_VARIABLES = frozenset({"INTERLINK_SHARED"})
"""Variables with the prefix that are for the tests, not for the runtime."""

Secret = Annotated[str, StringConstraints(min_length=1)]


class Table(BaseModel):
    """Base of the settings' tables: frozen, and closed to misspelled keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Server(Table):
    """Where the runtime listens and how the outside calls it."""

    host: str = "127.0.0.1"
    port: int = Field(default=8700, ge=0, le=65_535)
    """0 takes any free port."""
    public_url: Annotated[str, StringConstraints(pattern=r"^https?://[^\s/]+(/[^\s]*)?$")] | None = None
    """The address that people use, without a slash at the end; None means the one it listens on."""
    frame_ancestors: tuple[str, ...] = ()
    """Origins that may show pages of ours in a frame: the co-production platform's."""


class Store(Table):
    """Where assets are kept."""

    folder: Path = Path("interlink-data")
    lock_wait_s: float = Field(default=5.0, ge=0)
    """How long a write waits for another process before it is refused with 503."""


class Person(Table):
    """Somebody the development identity lets in."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,39}$")]
    name: str
    email: str | None = None
    language: LanguageTag = "en"
    operator: bool = False


class Identity(Table):
    """Who people are; `development` is for loopback only and lets everybody on this machine choose."""

    mode: Literal["development", "off"] = "off"
    people: tuple[Person, ...] = ()
    session_hours: int = Field(default=12, ge=1, le=720)


class Limits(Table):
    """What one request may cost."""

    upload_bytes: int = Field(default=200_000_000, ge=1)
    bundle_bytes: int = Field(default=4_000_000_000, ge=1)
    json_bytes: int = Field(default=1_000_000, ge=1)
    deadline_s: float = Field(default=10.0, gt=0)
    """How long a caller waits for an interlinker."""
    import_s: float = Field(default=30.0, gt=0)
    """How long an interlinker may take to start."""


class InterlinkerSettings(Table):
    """What the operator decides for one interlinker."""

    enabled: bool = True
    settings: JsonObject = {}


class Settings(Table):
    """All settings of one runtime."""

    server: Server = Server()
    store: Store = Store()
    identity: Identity = Identity()
    limits: Limits = Limits()
    interlinkers: dict[InterlinkerId, InterlinkerSettings] = {}
    software: dict[str, InterlinkerId] = {}
    """Which interlinker stands for a software that imported knowledge names: `googledrive = "documents"`."""
    languages: tuple[LanguageTag, ...] = ("en", "es", "it", "lv")


def load_settings(path: Path | None = None, environment: Mapping[str, str] = os.environ) -> Settings:
    """Read *path*, or `interlink.toml` here if there is one, and the environment over it.

    Raises SettingsInvalid with one problem per wrong key.
    """
    file = path or Path(SETTINGS_NAME)
    table = _read_table(file) if path or file.exists() else {}
    names = _overlay(table, environment)
    try:
        return Settings.model_validate(table)
    except ValidationError as error:
        problems = [_problem(fault, file.name, names) for fault in error.errors(include_url=False)]
        raise SettingsInvalid(f"the settings have {len(problems)} problem(s)", problems=problems) from None


def _read_table(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        problem = Problem(
            code="unreadable_settings",
            file=file.name,
            found=str(getattr(error, "strerror", None) or error),
            expected="a readable TOML file",
            fix="correct the file, or name another with --settings",
        )
        raise SettingsInvalid(f"{file.name} cannot be read", problems=[problem]) from None


def _overlay(table: dict[str, Any], environment: Mapping[str, str]) -> dict[tuple[str, ...], str]:
    """Put the variables into *table* and return which key path came from which variable."""
    names: dict[tuple[str, ...], str] = {}
    for name, text in sorted(environment.items()):
        if not name.startswith(PREFIX) or name in OUTSIDE_VARIABLES:
            continue
        path = tuple(name.removeprefix(PREFIX).lower().split("__"))
        inner = table
        for part in path[:-1]:
            inner = inner.setdefault(part, {})
        inner[path[-1]] = _value(text)
        names[path] = name
    return names


def _value(text: str) -> Any:
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return text


def _problem(fault: Any, file: str, names: Mapping[tuple[str, ...], str]) -> Problem:
    path = tuple(str(part) for part in fault["loc"])
    variable = names.get(path)
    unknown = fault["type"] == "extra_forbidden"
    return Problem(
        code="unknown_key" if unknown else "wrong_value",
        file="environment" if variable else file,
        key=variable or ".".join(path),
        found=f"the unknown key {path[-1]!r}" if unknown else repr(fault["input"])[:80],
        expected="a key that the reference of the settings lists" if unknown else fault["msg"],
        fix="correct the spelling or remove it" if unknown else "correct the value",
    )
