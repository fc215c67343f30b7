# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What an interlinker says of itself in `interlinker.toml`.

The published JSON Schema is generated from these models, so that an editor, a foreign validator
and this package judge alike. A text per language is a table of language tags; a schema is a
table, or the name of a JSON file beside the manifest.
"""

import re
from datetime import date
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    JsonValue,
    StringConstraints,
    model_validator,
)

from interlink_sdk.assets import CollectionName, Identity, InterlinkerId, JsonObject, LanguageTag, MediaType, Name, Role
from interlink_sdk.manifest.contradictions import contradictions

RESERVED_IDS = frozenset(
    (
        "about admin api assets auth catalogue docs explain favicon frames healthcheck healthz info interlink "
        "interlinker interlinkers internal localhost login logout me metrics new openapi operator people public "
        "readyz restore robots search settings share static system www"
    ).split()
)
"""Path segments and host names that the platform needs for itself."""

Nature = Literal["software", "knowledge", "externalsoftware", "externalknowledge"]
Capability = Literal["instantiate", "view", "edit", "contribute", "clone", "export", "delete", "preview"]
LegalBasis = Literal[
    "consent", "contract", "legal_obligation", "vital_interests", "public_task", "legitimate_interests"
]
CAPABILITIES: tuple[Capability, ...] = get_args(Capability)


def _checked_id(identifier: str) -> str:
    if identifier in RESERVED_IDS:
        raise ValueError("an identifier that the platform does not need for its own pages")
    return identifier


def _checked_path(path: str) -> str:
    if path.startswith("/") or "\\" in path or ".." in path.split("/"):
        raise ValueError("a path that is relative to the manifest and stays beside it")
    return path


def _checked_day(day: Any) -> Any:
    # a day is written as TOML writes it, or in quotes; pydantic would also take numbers
    if type(day) is date or (isinstance(day, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", day)):
        return day
    raise ValueError("a date such as 2028-12-31")


RelativePath = Annotated[
    str,
    StringConstraints(min_length=1, max_length=300),
    AfterValidator(_checked_path),
    Field(json_schema_extra={"not": {"pattern": r"^/|\\|(^|/)\.\.(/|$)"}}),
]
PluginId = Annotated[
    InterlinkerId, AfterValidator(_checked_id), Field(json_schema_extra={"not": {"enum": sorted(RESERVED_IDS)}})
]
Version = Annotated[str, StringConstraints(pattern=r"^[0-9]+(\.[0-9]+){0,3}([.\-+]?[A-Za-z0-9.]+)?$", max_length=40)]
MediaRange = Annotated[str, StringConstraints(pattern=r"^[a-z]+/(\*|[a-z0-9][a-z0-9!#$&^_.+-]*)$", max_length=127)]
WebAddress = Annotated[str, StringConstraints(pattern=r"^https?://[^\s]+$", max_length=2_000)]
Email = Annotated[str, StringConstraints(pattern=r"^[^@\s]+@[^@\s]+$")]
FormatId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]{0,30}$")]
NetworkHost = Annotated[str, StringConstraints(pattern=r"^[a-z0-9.*-]+(:[0-9]{1,5})?$")]
Day = Annotated[date, BeforeValidator(_checked_day)]
Texts = dict[LanguageTag, Annotated[str, StringConstraints(min_length=1, max_length=20_000)]]
SchemaReference = RelativePath | JsonObject


class Table(BaseModel):
    """Base of the manifest's tables: frozen, and closed to misspelled keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Maintainer(Table):
    """Who answers for the interlinker."""

    name: Name
    email: Email | None = None
    url: WebAddress | None = None


class Schemas(Table):
    """JSON Schemas: of the parameters of instantiate and edit, and of the state that is kept."""

    params: SchemaReference
    state: SchemaReference | None = None
    """Left out when the state is the parameters."""


class Collection(Table):
    """A named set of contributions: who may add, how often, and who is seen as the author."""

    title: Texts
    contribution: SchemaReference
    """JSON Schema of one contribution."""
    role: Role = "contributor"
    """The least role that may contribute."""
    read_role: Role = "viewer"
    """The least role that sees the contributions of others; one's own are always seen."""
    identity: Identity = "named"
    one_per_person: Literal["first", "latest"] | None = None
    closed_when: str | None = None
    """Top-level key of the state; true, or a date that has passed, closes the collection."""


class Format(Table):
    """A format that the interlinker's `export` hook can write."""

    id: FormatId
    title: Texts
    media_type: MediaType | None = None
    """None when it differs from asset to asset, as for an uploaded original."""


class Files(Table):
    """Which files instantiate and edit take; without this table they take none."""

    accept: tuple[MediaRange, ...] = Field(min_length=1)
    """Media types; `image/*` takes every image."""
    min_count: int = Field(default=0, ge=0, le=100, strict=True)
    max_count: int = Field(default=1, ge=1, le=100, strict=True)
    max_bytes: int = Field(default=50_000_000, ge=1, le=5_000_000_000, strict=True)


class View(Table):
    """How the platform shows an asset."""

    shared: bool = Field(default=False, strict=True)
    """The page is the same for everybody; its hook then learns nothing about the actor."""
    opens_in: Literal["frame", "window"] = "frame"


class Permissions(Table):
    """What the interlinker needs beyond its own code, shown to the operator in plain words."""

    network: tuple[NetworkHost, ...] = ()
    memory_mb: int = Field(default=256, ge=16, le=16_384, strict=True)
    processor_s: int = Field(default=30, ge=1, le=3_600, strict=True)
    storage_mb: int = Field(default=64, ge=1, le=65_536, strict=True)
    display_name: bool = Field(default=False, strict=True)
    """Hooks learn the actor's display name besides an opaque identifier."""


class Processing(Table):
    """One processing of personal data, as a record of processing activities needs it (GDPR article 30)."""

    purpose: Texts
    data: tuple[str, ...] = Field(min_length=1)
    legal_basis: LegalBasis
    retention: Texts
    recipients: tuple[str, ...] = ()


class Standard(Table):
    """A standard that the interlinker follows."""

    name: Name
    url: WebAddress | None = None


class Knowledge(Table):
    """The template behind a knowledge interlinker: one resource per language, kept as an asset of `software`."""

    software: str
    resources: dict[LanguageTag, RelativePath] = Field(min_length=1)


class Link(Table):
    """Where an external interlinker leads."""

    uri: dict[LanguageTag, WebAddress] = Field(min_length=1)
    asset_name: Texts = {}


class Catalogue(Table):
    """How INTERLINK's catalogue files the interlinker; words are spelled as its database has them."""

    difficulty: Literal["very_easy", "easy", "medium", "difficult", "very_difficult"] = "easy"
    licence_class: Literal["public_domain", "permissive", "copyleft", "non_commercial", "propietary"] | None = None
    targets: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    administrative_scopes: tuple[Literal["eu", "national", "local"], ...] = ()
    problem_profiles: tuple[str, ...] = ()
    is_sustainability_related: bool = Field(default=False, strict=True)
    form: str | None = None
    format: str | None = None
    domain: str | None = None
    process: str | None = None
    overview: dict[LanguageTag, str] = {}
    constraints: dict[LanguageTag, str] = {}
    regulations: dict[LanguageTag, str] = {}
    logo: RelativePath | None = None
    snapshots: tuple[RelativePath, ...] = ()
    supported_by: tuple[Literal["saas", "on_premise", "installed_app"], ...] = ()
    capability_labels: dict[str, Texts] = {}
    interlink: dict[str, JsonValue] = {}
    """What only INTERLINK's `metadata.json` can say, kept word for word for the way back."""


class Sample(Table):
    """An asset to show and to test with: parameters, files, contributions."""

    params: RelativePath | JsonObject
    files: tuple[RelativePath, ...] = ()
    contributions: dict[CollectionName, tuple[JsonObject, ...]] = {}


class Manifest(Table):
    """All that is known of an interlinker without running it."""

    id: PluginId
    version: Version
    nature: Nature = "software"
    name: Texts = Field(min_length=1)
    description: Texts = Field(min_length=1)
    licence: Annotated[str, StringConstraints(min_length=1, max_length=100)]
    """SPDX licence expression."""
    languages: tuple[LanguageTag, ...] = Field(default=("en",), min_length=1)
    default_language: LanguageTag = "en"
    instructions: dict[LanguageTag, RelativePath | WebAddress] = {}
    """Markdown files beside the manifest."""
    tags: dict[LanguageTag, tuple[Name, ...]] = {}
    maintainer: Maintainer | None = None
    homepage: WebAddress | None = None
    repository: WebAddress | None = None
    support_until: Day | None = None
    external: bool = Field(default=False, strict=True)
    """The content lives in another system; clone, restore and delete are then the author's or not offered."""
    capabilities: tuple[Capability, ...] | None = None
    """Left out: what follows from the rest of the manifest."""
    schemas: Schemas | None = None
    collections: dict[CollectionName, Collection] = {}
    formats: tuple[Format, ...] = ()
    download_format: str = "json"
    files: Files | None = None
    view: View = View()
    settings: SchemaReference | None = None
    permissions: Permissions = Permissions()
    processing: tuple[Processing, ...] = ()
    standards: tuple[Standard, ...] = ()
    knowledge: Knowledge | None = None
    link: Link | None = None
    catalogue: Catalogue = Catalogue()
    samples: tuple[Sample, ...] = ()
    labels: dict[LanguageTag, dict[str, str]] = {}
    """Texts of the schemas in other languages by key path; usually in `locales/LANGUAGE.toml`."""

    @model_validator(mode="after")
    def _says_the_same_everywhere(self) -> Self:
        if faults := list(contradictions(self)):
            raise ValueError("\n".join(faults))
        return self

    @property
    def params_schema(self) -> JsonObject:
        """JSON Schema of the parameters; an interlinker without schemas takes none."""
        return _resolved(self.schemas.params) if self.schemas else {"type": "object", "additionalProperties": False}

    @property
    def state_schema(self) -> JsonObject:
        """JSON Schema of the state."""
        if self.schemas and self.schemas.state is not None:
            return _resolved(self.schemas.state)
        return self.params_schema

    @property
    def edits_by_default(self) -> bool:
        """Whether parameters and state are the same, so that editing needs no hook."""
        return self.schemas is not None and self.schemas.state is None

    def contribution_schema(self, collection: str) -> JsonObject:
        """Return the JSON Schema of one contribution to *collection*."""
        return _resolved(self.collections[collection].contribution)

    def offers(self, capability: Capability) -> bool:
        """Say whether the interlinker offers *capability*."""
        return capability in offered_capabilities(self)

    def text(self, texts: dict[str, str], language: str) -> str:
        """Return the text in *language*, else in the default language, else in any."""
        for tag in (language, language.split("-", maxsplit=1)[0], self.default_language):
            if tag in texts:
                return texts[tag]
        return next(iter(texts.values()), "")


def offered_capabilities(manifest: Manifest) -> tuple[Capability, ...]:
    """Return what *manifest* offers: what it lists, else what its other tables make possible."""
    if manifest.capabilities is not None:
        return manifest.capabilities
    if manifest.nature != "software":
        return ("instantiate",) if manifest.nature == "knowledge" else ()
    possible = {
        "instantiate": True,
        "view": True,
        "edit": manifest.edits_by_default and not manifest.external,
        "contribute": bool(manifest.collections),
        "clone": not manifest.external,
        "export": True,
        "delete": True,
        "preview": True,
    }
    return tuple(capability for capability in CAPABILITIES if possible[capability])


def _resolved(reference: str | JsonObject) -> JsonObject:
    if isinstance(reference, str):
        raise TypeError(f"the schema file {reference!r} has not been read; use read_manifest")
    return reference
