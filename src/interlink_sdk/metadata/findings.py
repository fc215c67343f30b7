# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What is said about a bundle: the codes, what each means, and which of them leave the bundle out.

A finding is a defect (something will not work or not be shown) or a warning (something could be
better). `missing_translation` and `empty_translation` are both, depending on the field.
"""

from interlink_sdk.errors import Problem

Finding = Problem

DEFECTS: dict[str, str] = {
    "invalid_json": "metadata.json cannot be read as JSON",
    "json_schema": "a required field is missing, or a value is not one of those that INTERLINK knows",
    "unknown_field": "a field that INTERLINK does not know; it refuses the whole bundle",
    "wrong_type": "a value of another type than the field has",
    "no_name": "no language has a name",
    "duplicate_id": "another bundle has the same identifier",
    "id_not_slug_of_name": "the identifier is not made from the English name",
    "duplicate_name": "another bundle has the same English name, by which INTERLINK identifies it",
    "static_slug_collision": "logo and snapshots would be published in the folder of another bundle",
    "unknown_problemprofile": "a problem profile that the catalogue does not have",
    "duplicate_problemprofile": "the same problem profile twice",
    "unknown_language": "a language that INTERLINK does not have: nobody will see the text",
    "no_languages": "no language is declared: the catalogue lists the bundle to nobody",
    "missing_default_language": "the language that everybody else falls back to is missing",
    "missing_default_language_file": "the resource in the language that everybody else falls back to is missing",
    "missing_translation": "a declared language has no name or description",
    "empty_translation": "a text is there but empty: it is shown blank, without a fallback",
    "missing_file": "a declared file does not exist",
    "empty_file": "a declared file has no content",
    "file_too_large": "a file is larger than the catalogue takes",
    "broken_relative_path": "a path leads nowhere, although the bundle has a file of that name",
    "path_outside_catalogue": "a path or a link leads out of the catalogue's folder",
    "path_points_to_other_bundle": "a path leads to another bundle's file; INTERLINK publishes the bundle's own",
    "case_mismatch": "a path and its file differ in upper and lower case",
    "content_type_mismatch": "the bytes of a file are not what its extension says",
    "placeholder_instructions": "the instructions hold only the template's heading",
    "misnamed_snapshots_dir": "images lie in a folder that INTERLINK does not read",
    "unsupported_snapshot": "a snapshot whose extension INTERLINK does not accept",
    "no_usable_snapshot": "there is a snapshots folder, but no image in it that is shown",
    "bad_uri": "an address that is not http or https: the open button does nothing",
    "unknown_softwareinterlinker": "the software of a knowledge bundle is none that INTERLINK knows",
    "softwareinterlinker_not_clonable": "the software cannot clone, so the knowledge cannot be instantiated",
    "capability_without_label": "an offered capability has no word on its button",
    "breaks_asset_listing": "a subdomain that INTERLINK's listing cannot reach: one asset breaks the whole list",
    "db_create_model": "a value that the bundle's schema accepts and INTERLINK's database refuses",
    "not_a_catalogue": "the folder holds neither bundles nor a bundle",
}

WARNINGS: dict[str, str] = {
    "missing_translation": "a declared language is missing in a field of minor importance",
    "empty_translation": "an empty text in a field of minor importance",
    "placeholder_text": "constraints or regulations hold a placeholder or nothing",
    "html_in_description": "raw HTML in a description",
    "no_logotype": "no logo to show",
    "no_snapshots": "no snapshots to show",
    "file_not_translated": "a declared language has no resource of its own",
    "orphan_file": "a file that nothing refers to",
    "capability_labels_not_fully_translated": "a capability's label is missing in a declared language",
    "no_problemprofiles": "no problem profile: the bundle is never recommended",
    "capability_download_undeclared": "the bundle does not say whether its assets can be downloaded",
}

FATAL_CODES = frozenset(
    {
        "invalid_json",
        "json_schema",
        "wrong_type",
        "no_name",
        "duplicate_id",
        "duplicate_name",
        "static_slug_collision",
        "file_too_large",
        "path_outside_catalogue",
        "not_a_catalogue",
    }
)
"""Codes that leave a bundle out wherever they stand."""

FATAL_IN_RESOURCES = frozenset({"missing_file", "empty_file"})
"""Codes that leave a knowledge bundle out when they concern its resource, without which it is nothing."""


def is_fatal(finding: Finding) -> bool:
    """Say whether *finding* leaves its bundle out of the catalogue."""
    in_resources = finding.key.partition(".")[0] == "file_translations"
    return finding.code in FATAL_CODES or (in_resources and finding.code in FATAL_IN_RESOURCES)


def where(finding: Finding) -> str:
    """Return the field path, else the file, that *finding* is about."""
    return finding.key or finding.file
