# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What an operator decides: `interlink.toml`, overlaid by `INTERLINK_…` environment variables.

A variable names its key path with two underscores between tables: `INTERLINK_SERVER__PORT=8080`.
Unknown keys and variables are refused, so that a misspelling is not silently without effect.
"""

import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, StringConstraints, ValidationError

from interlink_runtime.secret_files import hide_wrong_secrets, with_secrets
from interlink_sdk.assets import InterlinkerId, JsonObject, LanguageTag
from interlink_sdk.errors import Problem, SettingsInvalid
from interlink_sdk.manifest.faults import shape_problems
from interlink_sdk.manifest.lines import KeyPath, dotted, line_of, toml_line

SETTINGS_NAME = "interlink.toml"
PREFIX = "INTERLINK_"
OUTSIDE_VARIABLES = frozenset({"INTERLINK_SHARED"})
"""Variables with the prefix that are for the tests, not for the runtime."""

ShortName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,39}$")]
Algorithm = Literal["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519"]
"""Signatures with a key pair only: whoever can check a shared-key signature can also forge it."""
ProviderUrl = Annotated[
    str, StringConstraints(pattern=r"^(https://[^\s/?#]+|http://(localhost|127\.0\.0\.1|\[::1\])(:\d+)?)(/[^\s?#]*)?$")
]
"""An https address; http only on this machine."""


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

    id: ShortName
    name: str
    email: str | None = None
    language: LanguageTag = "en"
    operator: bool = False


class Provider(Table):
    """An OpenID provider: its tokens are believed, and with a `client_id` people sign in through it."""

    id: ShortName
    """Names the provider in addresses, and its groups in grants: `team:ID:GROUP`."""
    name: str = ""
    """What people read on the button; empty shows the id."""
    issuer: ProviderUrl
    """Exactly as the provider's tokens say it, with or without a slash at the end."""
    keys_url: ProviderUrl | None = None
    """Where its keys are, for a provider without a discovery document."""
    audiences: tuple[str, ...] = ()
    """Whom access tokens must be for; none means the `client_id`."""
    algorithms: tuple[Algorithm, ...] = ("RS256", "PS256", "ES256", "EdDSA")
    skew_s: int = Field(default=60, ge=0, le=300)
    """How far its clock and ours may be apart."""
    client_id: str | None = None
    client_secret: SecretStr | None = None
    """None for a public client."""
    client_secret_file: Path | None = None
    """A file that holds the secret, instead of `client_secret`; nobody else on the machine may read it."""
    client_auth: Literal["client_secret_basic", "client_secret_post"] = "client_secret_basic"
    scopes: tuple[str, ...] = ("openid", "profile", "email")
    groups_claim: str | None = None
    """The claim whose values are teams; dots lead into it: `realm_access.roles`."""
    operator_claim: str | None = None
    """The claim that makes an operator: by being true, or by having one of `operator_values`."""
    operator_values: tuple[str, ...] = ()


class Service(Table):
    """A program of the platform that calls for itself; it may do nothing but what `may` lists."""

    id: ShortName
    enabled: bool = False
    secret: SecretStr | None = None
    """Sent in `Authorization`, raw or as bearer."""
    secret_file: Path | None = None
    """A file that holds the secret, instead of `secret`; nobody else on the machine may read it."""
    provider: str | None = None
    """The provider whose tokens it sends instead, with the subject that they name."""
    subject: str | None = None
    may: tuple[Literal["read_summaries", "delete_own"], ...] = ()


class Identity(Table):
    """Who people are; `development` is for loopback only and lets everybody on this machine choose."""

    mode: Literal["development", "off"] = "off"
    people: tuple[Person, ...] = ()
    session_hours: int = Field(default=12, ge=1, le=720)
    """When a session ends even where it is used all the time."""
    idle_minutes: int = Field(default=120, ge=5, le=43_200)
    """When a session ends that is not used."""
    token_days: int = Field(default=365, ge=1, le=3_660)
    """The longest that an access token of a person may be valid."""
    providers: tuple[Provider, ...] = ()
    services: tuple[Service, ...] = ()
    auth_token_cookie: bool = False
    """Whether the cookie in which INTERLINK's platform keeps a person's token counts as a credential."""


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

    Raises SettingsInvalid with one problem per wrong key, of the file and of the environment.
    """
    file = path or Path(SETTINGS_NAME)
    text = _read_text(file) if path or file.exists() else ""
    table = _parse_toml(text, file)
    variables = {_key_path(name): name for name in sorted(environment) if _is_ours(name)}
    problems = [problem for key in variables if (problem := _overlay(table, key, variables[key], environment))]

    def place(key: KeyPath) -> dict[str, Any]:
        beginnings = (key[:length] for length in range(len(key), 0, -1))
        variable = next((variables[part] for part in beginnings if part in variables), None)
        if variable:
            return {"file": "environment", "key": variable}
        return {"file": file.name, "key": dotted(key), "line": line_of(text, key)}

    try:
        settings = with_secrets(Settings.model_validate(hide_wrong_secrets(table)), place, problems)
    except ValidationError as error:
        problems += shape_problems(error, Settings, table, place)
    if problems:
        noun = "problem" if len(problems) == 1 else "problems"
        raise SettingsInvalid(f"the settings have {len(problems)} {noun}", problems=problems)
    return settings


def variable_for(interlinker: str, setting: str) -> str | None:
    """Return the variable that gives *interlinker* its own *setting*; None where no variable can name it."""
    path = ("interlinkers", interlinker, "settings", setting)
    name = PREFIX + "__".join(path).replace("-", "_").upper()
    is_portable = re.fullmatch(r"[A-Z0-9_]+", name) is not None
    return name if is_portable and _key_path(name) == path else None


def _read_text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(file, str(getattr(error, "strerror", None) or error)) from None


def _parse_toml(text: str, file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _unreadable(file, str(error), toml_line(error)) from None


def _unreadable(file: Path, found: str, line: int | None = None) -> SettingsInvalid:
    problem = Problem(
        code="unreadable_settings",
        file=file.name,
        line=line,
        found=found,
        expected="a readable TOML file",
        fix="correct the file, or name another with --settings",
    )
    return SettingsInvalid(f"{file.name} cannot be read", problems=[problem])


def _is_ours(name: str) -> bool:
    return name.startswith(PREFIX) and name not in OUTSIDE_VARIABLES


def _key_path(variable: str) -> KeyPath:
    parts = variable.removeprefix(PREFIX).lower().split("__")
    if parts[0] == "interlinkers" and len(parts) > 1:
        parts[1] = parts[1].replace("_", "-")  # a variable's name has no hyphens, an identifier no underscores
    return tuple(parts)


def _overlay(table: dict[str, Any], path: KeyPath, name: str, environment: Mapping[str, str]) -> Problem | None:
    """Put the value of the variable called *name* into *table*, or say why it has no place there."""
    inner: Any = table
    for part in path[:-1]:
        inner = inner.setdefault(str(part), {})
        if not isinstance(inner, dict):
            found, expected = f"a key inside {str(part)!r}, which is no table", "the name of a setting"
            fix = f"correct {str(part)!r}, or remove the variable"
            return Problem(code="wrong_value", file="environment", key=name, found=found, expected=expected, fix=fix)
    inner[path[-1]] = _value(environment[name], is_json=path[:1] == ("interlinkers",) and "settings" in path)
    return None


def _value(text: str, *, is_json: bool) -> Any:
    """Return what is meant by *text*: lists and tables as TOML has them; the rest takes the type of its key.

    An interlinker's own settings have no types here, so there TOML decides alone.
    """
    try:
        value = tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return text
    return value if is_json or isinstance(value, list | dict | str) else text
