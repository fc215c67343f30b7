# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""From a manifest to what people ask about an interlinker before they use or install it.

Everything is one language's text by then; nothing of the interlinker is imported.
"""

from collections.abc import Callable, Iterator
from typing import Final

from interlink_sdk.assets import Identity, JsonObject, Role, Value
from interlink_sdk.describing.parameters import Parameter, parameters_in
from interlink_sdk.manifest import Capability, Manifest, offered_capabilities
from interlink_sdk.manifest.model import Collection, Permissions, Processing

NameVariable = Callable[[str, str], str | None]
"""Names the environment variable of an interlinker's setting; None where it can have none."""

MB: Final = 1_000_000
CAPABILITY_SENTENCES: Final[dict[Capability, str]] = {
    "instantiate": "make an asset",
    "view": "show an asset as a page",
    "edit": "change an asset",
    "contribute": "add contributions to an asset",
    "clone": "copy an asset",
    "export": "take an asset out in other formats",
    "delete": "delete an asset for good",
    "preview": "show an asset to people who have no role in it yet",
}
ROLE_WORDS: Final[dict[Role, str]] = {
    "viewer": "everybody who may see the asset",
    "contributor": "contributors, editors and owners",
    "editor": "editors and owners",
    "owner": "owners",
}
IDENTITY_WORDS: Final[dict[Identity, str]] = {
    "named": "the others see who wrote it",
    "pseudonymous": "the others do not see who wrote it; the operator could find out",
    "anonymous": "nobody can find out who wrote it",
}
REPEATS: Final = {
    None: "as often as they like",
    "first": "once each; the first counts",
    "latest": "once each; the latest counts",
}
COMMON_FORMATS: Final = (
    ("json", "JSON", "application/json"),
    ("html", "Web page", "text/html"),
    ("bundle", "Portable bundle, with everything", "application/zip"),
)


class Offer(Value):
    """A capability, and what it lets people do."""

    capability: Capability
    means: str


class Setting(Value):
    """One setting that an operator gives, and the environment variable it may stand in."""

    parameter: Parameter
    variable: str | None
    """None: only interlink.toml can hold it."""


class Contributions(Value):
    """A collection: who may add to it, how often, and what the others learn about them."""

    name: str
    title: str
    who: str
    readers: str
    how_often: str
    identity: str
    closed_when: str | None
    parameters: tuple[Parameter, ...]


class Written(Value):
    """A format in which an asset can be taken out."""

    id: str
    title: str
    media_type: str
    is_download: bool
    """Whether the button for downloads gives this one."""


class PersonalData(Value):
    """One processing of personal data."""

    purpose: str
    data: tuple[str, ...]
    legal_basis: str
    retention: str
    recipients: tuple[str, ...]


class Description(Value):
    """All that an interlinker says of itself, in one language."""

    id: str
    version: str
    nature: str
    name: str
    text: str
    licence: str
    languages: tuple[str, ...]
    support_until: str | None
    maintainer: str | None
    offers: tuple[Offer, ...]
    parameters: tuple[Parameter, ...]
    collections: tuple[Contributions, ...]
    formats: tuple[Written, ...]
    files: str
    settings: tuple[Setting, ...]
    permissions: tuple[str, ...]
    personal_data: tuple[PersonalData, ...]
    standards: tuple[str, ...]
    leads_to: dict[str, str] = {}
    """Of an external interlinker its address per language."""
    resources: dict[str, str] = {}
    """Of a knowledge interlinker its file per language."""
    software: str | None = None
    """Through which software interlinker a knowledge one is used."""


def describe(manifest: Manifest, name_variable: NameVariable, language: str | None = None) -> Description:
    """Return what *manifest* says, in *language* where it has it."""
    language = language or manifest.default_language
    maintainer = manifest.maintainer
    contact = maintainer and (maintainer.email or maintainer.url)
    return Description(
        id=manifest.id,
        version=manifest.version,
        nature=manifest.nature,
        name=manifest.text(manifest.name, language),
        text=manifest.text(manifest.description, language).strip(),
        licence=manifest.licence,
        languages=manifest.languages,
        support_until=manifest.support_until and manifest.support_until.isoformat(),
        maintainer=maintainer and (f"{maintainer.name} ({contact})" if contact else maintainer.name),
        offers=tuple(
            Offer(capability=each, means=CAPABILITY_SENTENCES[each]) for each in offered_capabilities(manifest)
        ),
        parameters=parameters_in(manifest.params_schema),
        collections=tuple(
            _contributions(manifest, name, each, language) for name, each in manifest.collections.items()
        ),
        formats=tuple(_formats(manifest, language)),
        files=_files(manifest),
        settings=_settings(manifest, name_variable),
        permissions=tuple(_permissions(manifest.permissions, has_hooks=manifest.nature == "software")),
        personal_data=tuple(_personal_data(manifest, each, language) for each in manifest.processing),
        standards=tuple(f"{each.name} ({each.url})" if each.url else each.name for each in manifest.standards),
        leads_to=manifest.link.uri if manifest.link else {},
        resources=manifest.knowledge.resources if manifest.knowledge else {},
        software=manifest.knowledge.software if manifest.knowledge else None,
    )


def _contributions(manifest: Manifest, name: str, collection: Collection, language: str) -> Contributions:
    return Contributions(
        name=name,
        title=manifest.text(collection.title, language),
        who=ROLE_WORDS[collection.role],
        readers=ROLE_WORDS[collection.read_role],
        how_often=REPEATS[collection.one_per_person],
        identity=IDENTITY_WORDS[collection.identity],
        closed_when=collection.closed_when,
        parameters=parameters_in(manifest.contribution_schema(name)),
    )


def _formats(manifest: Manifest, language: str) -> Iterator[Written]:
    if not manifest.offers("export"):
        return
    own = [
        (each.id, manifest.text(each.title, language), each.media_type or "as the asset's file")
        for each in manifest.formats
    ]
    names = {name for name, _, _ in own}
    for name, title, media_type in (*own, *(each for each in COMMON_FORMATS if each[0] not in names)):
        yield Written(id=name, title=title, media_type=media_type, is_download=name == manifest.download_format)


def _files(manifest: Manifest) -> str:
    files = manifest.files
    if files is None:
        return "takes no files"
    count = f"{files.min_count} to {files.max_count}" if files.min_count != files.max_count else f"{files.max_count}"
    noun = "file" if files.max_count == 1 else "files"
    return f"takes {count} {noun} of {', '.join(files.accept)}, each at most {files.max_bytes / MB:g} MB"


def _settings(manifest: Manifest, name_variable: NameVariable) -> tuple[Setting, ...]:
    schema: JsonObject = manifest.settings if isinstance(manifest.settings, dict) else {}
    top = (each for each in parameters_in(schema) if each.depth == 0)
    return tuple(Setting(parameter=each, variable=name_variable(manifest.id, each.name)) for each in top)


def _permissions(permissions: Permissions, *, has_hooks: bool) -> Iterator[str]:
    if not has_hooks:
        yield "runs no code of its own"
        return
    hosts = ", ".join(permissions.network)
    yield f"reaches these hosts: {hosts}" if hosts else "reaches no network"
    yield f"uses up to {permissions.memory_mb} MB of memory and {permissions.processor_s} s of processor time"
    yield f"writes up to {permissions.storage_mb} MB of files while a call runs"
    named = "learns people’s display names" if permissions.display_name else "learns nobody’s name"
    yield f"{named}; people are identifiers that no other interlinker sees"


def _personal_data(manifest: Manifest, processing: Processing, language: str) -> PersonalData:
    return PersonalData(
        purpose=manifest.text(processing.purpose, language),
        data=processing.data,
        legal_basis=processing.legal_basis.replace("_", " "),
        retention=manifest.text(processing.retention, language),
        recipients=processing.recipients,
    )
