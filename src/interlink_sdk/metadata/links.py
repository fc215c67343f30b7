# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Rules about where a bundle leads: addresses, the platform's way to a service, and its capabilities."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from interlink_sdk.metadata.bundle import Bundle, CatalogueContext, is_address, words
from interlink_sdk.metadata.findings import Finding
from interlink_sdk.metadata.model import CAPABILITIES_WITH_LABEL, SOFTWARE_OF_KNOWLEDGE

LISTED_BY_NAME = ("loomio", "servicepedia")
"""Words in an asset's address for which INTERLINK's listing has a branch of its own."""

_REFUSED_BY_DATABASE = {"form": "software", "format": "sofware"}


def link_defects(bundle: Bundle, context: CatalogueContext) -> Iterator[Finding]:
    """Yield what leads nowhere."""
    for language, address in bundle.texts("uri_translations").items():
        if not is_web_address(address):
            yield _bad_uri(bundle, f"uri_translations.{language}", address)
    for language, value in bundle.texts("instructions_translations").items():
        if "http" in value and not is_web_address(value):
            yield _bad_uri(bundle, f"instructions_translations.{language}", value)
    for field, word in _REFUSED_BY_DATABASE.items():
        if bundle.document.get(field) == word:
            yield _refused_by_database(bundle, field, word)
    yield from _software_of_knowledge(bundle, context)
    yield from _listing(bundle)
    yield from _labels(bundle)


def link_warnings(bundle: Bundle, _: CatalogueContext) -> Iterator[Finding]:
    """Yield what the platform cannot say about a service's capabilities."""
    integration = integration_of(bundle)
    if integration and "download" not in integration["capabilities"]:
        yield bundle.finding(
            "capability_download_undeclared",
            "integration.capabilities",
            found="no word about 'download'",
            expected="true or false",
            why="INTERLINK's database and pages know this capability although the bundle's schema does not",
            fix="add 'download' and say whether assets can be downloaded",
        )
    labels = integration.get("capabilities_translations", {})
    wanted = set(bundle.languages)
    partial = sorted(name for name, texts in labels.items() if isinstance(texts, dict) and wanted - set(texts))
    if partial:
        yield bundle.finding(
            "capability_labels_not_fully_translated",
            "capabilities_translations",
            at="integration.capabilities_translations",
            found=f"languages missing in {words(partial)}",
            expected="a label in every language that `languages` lists",
            fix="translate the labels",
        )


def integration_of(bundle: Bundle) -> dict[str, Any]:
    """Return how the platform reaches the bundle's service; empty if it is none, or not in shape."""
    value = bundle.document.get("integration")
    return value if isinstance(value, dict) else {}


def is_web_address(text: str) -> bool:
    """Say whether a browser would open *text* as http or https."""
    try:
        parts = urlsplit(text.strip())
        host = parts.hostname
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(host) and not any(map(str.isspace, parts.netloc))


def _bad_uri(bundle: Bundle, key: str, address: str) -> Finding:
    return bundle.finding(
        "bad_uri",
        key,
        found=repr(address),
        expected="an address that starts with https:// or http:// and names a host",
        why="the open button does nothing"
        if key.startswith("uri")
        else "INTERLINK takes any value with 'http' for an address",
        fix="write the whole address" if not is_address(address) else "correct the address",
    )


def _refused_by_database(bundle: Bundle, field: str, word: str) -> Finding:
    return bundle.finding(
        "db_create_model",
        field,
        found=repr(word),
        expected="another of the words that the schema lists",
        why="the bundle's schema accepts it, INTERLINK's database answers 422",
        fix="choose another word, or leave the field out",
    )


def _software_of_knowledge(bundle: Bundle, context: CatalogueContext) -> Iterator[Finding]:
    software = bundle.document.get("softwareinterlinker")
    if not isinstance(software, str):
        return
    if software not in SOFTWARE_OF_KNOWLEDGE:
        yield bundle.finding(
            "unknown_softwareinterlinker",
            "softwareinterlinker",
            found=repr(software),
            expected=f"one of {words(SOFTWARE_OF_KNOWLEDGE)}",
            why="knowledge is instantiated by cloning an asset of a software interlinker that INTERLINK knows",
            fix="write the service_name of the software",
        )
    elif not context.clonable.get(software, True):
        yield bundle.finding(
            "softwareinterlinker_not_clonable",
            "softwareinterlinker",
            found=f"{software!r}, whose capability 'clone' is false",
            expected="software that can clone",
            why="knowledge is instantiated by cloning",
            fix="choose another software, or let the software clone",
        )


def _listing(bundle: Bundle) -> Iterator[Finding]:
    integration = integration_of(bundle)
    address = "{domain} {path} {api_path}".format_map(integration) if integration else ""
    if integration.get("is_subdomain") and not any(word in address for word in LISTED_BY_NAME):
        yield bundle.finding(
            "breaks_asset_listing",
            "integration.is_subdomain",
            found="a service on a subdomain of its own",
            expected="is_subdomain: false, with path equal to service_name",
            why="INTERLINK's listing takes the first part of the path for the host; one such asset fails the list",
            fix="serve it under a path, and set is_subdomain to false",
        )


def _labels(bundle: Bundle) -> Iterator[Finding]:
    integration = integration_of(bundle)
    labels = integration.get("capabilities_translations", {})
    for capability in (*CAPABILITIES_WITH_LABEL, "download") if integration else ():
        texts = labels.get(f"{capability}_text_translations", {})
        if integration["capabilities"].get(capability) is True and not any(map(str.strip, texts.values())):
            yield bundle.finding(
                "capability_without_label",
                f"integration.capabilities_translations.{capability}_text_translations",
                found=f"no label for the capability {capability!r}, which is offered",
                expected="the words on its button in each language",
                why="the button is shown without a word",
                fix=f"add the label, or set integration.capabilities.{capability} to false",
            )
