# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The shape of a bundle's `metadata.json`, one model per nature, and of the problem profiles' file.

The models are strict and know INTERLINK's own words, misspellings included, because its data and
its database depend on them. An unknown field is refused at the first level only, as INTERLINK does.
Language codes, problem profiles and the software of a knowledge bundle are plain strings here: a
wrong one has a finding of its own.
"""

from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

Nature = Literal["software", "knowledge", "externalsoftware", "externalknowledge"]
NATURES: tuple[Nature, ...] = get_args(Nature)
LANGUAGES = ("en", "es", "it", "lv")
SOFTWARE_OF_KNOWLEDGE = ("googledrive", "surveyeditor", "ceditor", "externalresourcemanager")
CAPABILITIES_WITH_LABEL = ("instantiate", "view", "clone", "edit", "delete", "preview")

Texts = dict[str, str]
Difficulty = Literal["very_easy", "easy", "medium", "difficult", "very_difficult"]
Licence = Literal["public_domain", "permissive", "copyleft", "non_commercial", "propietary"]
Scope = Literal["eu", "national", "local"]
Supporter = Literal["saas", "on_premise", "installed_app"]
Target = Literal[
    "all",
    "all;pas",
    "all;pas;public_servants",
    "all;pas;politicians",
    "all;businesses",
    "all;businesses;smes",
    "all;businesses;freelancers",
    "all;businesses;large_companies",
    "all;businesses;private_non_profit",
    "all;citizens",
    "all;citizens;potential_end_users",
    "all;citizens;expert_citizens",
    "all;research_organizations",
    "all;research_organizations;universities",
    "all;research_organizations;other_research_entities",
]
InterlinkerType = Literal[
    "enabling_services",
    "enabling_services;implementing_software_and_artifacts",
    "enabling_services;operation_services",
    "enhancing_services",
    "enhancing_services;onboarding_services",
    "enhancing_services;followup_services",
    "enhancing_services:external_experts",
]
Form = Literal[
    "software",
    "visual_template",
    "document_template",
    "canvas",
    "best_practices",
    "guidelines",
    "checklist",
    "survey_template",
    "legal_agreement_template",
    "other",
]
Format = Literal["pdf", "editable_source_document", "open_document", "structured_format", "sofware"]


class Shape(BaseModel):
    """Base of the models: strict, frozen and closed at its level."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", defer_build=True)


class Metadata(Shape):
    """What all natures have in common."""

    problemprofiles: list[str]
    is_sustainability_related: bool
    name_translations: Texts
    description_translations: Texts
    constraints_and_limitations_translations: Texts
    regulations_and_standards_translations: Texts = {}
    tags_translations: dict[str, Annotated[list[str], Field(min_length=1)]]
    difficulty: Difficulty
    targets: list[Target] = []
    licence: Licence
    types: list[InterlinkerType] = []
    administrative_scopes: list[Scope] = []
    domain: str = ""
    process: str = ""
    overview_text: Texts = {}
    form: Form = "other"
    format: Format = "pdf"
    instructions_translations: Texts
    id: str = ""
    type: str = ""
    languages: list[str] = []
    environments: list[Literal["varam", "mef", "zgz"]] = []


class Nested(BaseModel):
    """Base of what lies deeper, where the real data has fields that the schema does not know."""

    model_config = ConfigDict(strict=True, frozen=True, extra="allow", defer_build=True)


class Capabilities(Nested):
    """What the platform offers to do with an asset of a software interlinker."""

    instantiate: bool
    view: bool
    clone: bool
    edit: bool
    delete: bool
    preview: bool
    open_in_modal: bool
    shortcut: bool


class CapabilityLabels(Nested):
    """The words on the buttons."""

    instantiate_text_translations: Texts = {}
    view_text_translations: Texts = {}
    clone_text_translations: Texts = {}
    edit_text_translations: Texts = {}
    delete_text_translations: Texts = {}
    preview_text_translations: Texts = {}
    download_text_translations: Texts = {}


class Integration(Nested):
    """Where and how the platform reaches a software interlinker."""

    service_name: str
    domain: str
    path: str
    is_subdomain: bool
    api_path: str
    auth_method: Literal["header", "cookie"]
    capabilities: Capabilities
    capabilities_translations: CapabilityLabels


class SoftwareMetadata(Metadata):
    """A service with an integration contract."""

    supported_by: list[Supporter]
    supports_internationalization: bool
    is_responsive: bool
    integration: Integration
    logotype: str = ""
    deployment_manual: str = ""
    user_manual: str = ""
    developer_manual: str = ""


class KnowledgeMetadata(Metadata):
    """A template, instantiated through a software interlinker."""

    softwareinterlinker: str
    file_translations: Texts


class ExternalMetadata(Metadata):
    """A link to software or knowledge of others."""

    uri_translations: Texts
    asset_name_translations: Texts = {}
    logotype: str = ""


class ProblemProfile(Shape):
    """A problem of co-production that interlinkers are recommended for."""

    id: str = Field(min_length=1)
    name_translations: Texts
    description_translations: Texts
    functionality_translations: Texts = {}


SHAPES: dict[Nature, type[Metadata]] = {
    "software": SoftwareMetadata,
    "knowledge": KnowledgeMetadata,
    "externalsoftware": ExternalMetadata,
    "externalknowledge": ExternalMetadata,
}


def nature_of(document: dict[str, Any]) -> Nature:
    """Tell a bundle's nature from its own fields, for a bundle that lies in no nature's folder."""
    if "integration" in document:
        return "software"
    if "file_translations" in document or "softwareinterlinker" in document:
        return "knowledge"
    return "externalknowledge" if document.get("type") == "knowledge" else "externalsoftware"
