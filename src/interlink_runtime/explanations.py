# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Every code that a refusal, a finding or a problem can carry, with what it means and what to do.

Codes of errors and findings are explained where they are made; here stand those of single problems,
which carry their own remedy each time.
"""

import inspect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from interlink_runtime.catalogue.report import IMPORT_FINDINGS
from interlink_runtime.doctor.findings import FINDINGS
from interlink_sdk.conformance.requirements import every_requirement
from interlink_sdk.errors import AuthorError, CallerError, InterlinkError, OperatorError, error_classes
from interlink_sdk.metadata import DEFECTS, FATAL_CODES, WARNINGS
from interlink_sdk.validation.messages import MESSAGES

OWN_MODULE = "interlink_sdk.errors"

HOOK_PROBLEMS: Mapping[str, str] = {
    "undecorated_hook": "a function is called like a hook, but lacks @hookimpl",
    "hook_not_function": "@hookimpl stands on something that is no function",
    "foreign_hook": "a hook was imported from another module; it belongs into this one",
    "unknown_hook": "@hookimpl stands on a function whose name the contract does not know",
    "generator_hook": "a hook yields; hooks return",
    "hook_argument_kind": "a hook has *args, **kwargs or arguments that can be given by name only or by place only",
    "unknown_hook_argument": "a hook asks for an argument that the contract does not give to it",
    "import_raised": "the package raised an exception when it was imported",
    "import_overrun": "the package took too long to be imported",
    "plugin_refused": "the installed plugin cannot be loaded",
}
MANIFEST_PROBLEMS: Mapping[str, str] = {
    "unreadable_manifest": "there is no manifest, or it cannot be read",
    "syntax": "a TOML or JSON file cannot be parsed",
    "missing_key": "a key that the manifest needs is not there",
    "unknown_key": "a key that is not known here, often a misspelling",
    "wrong_value": "a value of another type, or out of its bounds",
    "contradiction": "two keys say what cannot both be true",
    "missing_file": "a file that is named does not exist",
    "missing_language": "a text lacks the default language",
    "undeclared_language": "a text in a language that `languages` does not list",
    "unknown_label": "a label belongs to no field of any schema",
    "licence_undecided": "INTERLINK only states a class of licences; the licence itself must be found out",
    "manifest_incomplete": "the converted manifest still lacks something",
    "only_in_interlink": "only INTERLINK's metadata.json has this; it is kept for the way back",
    "not_in_interlink": "INTERLINK's metadata.json has no place for this",
    "unreadable_settings": "the settings' file cannot be read",
    "secret_file": "a file that is to hold a secret cannot be read, holds none, or is open to others",
}
SCHEMA_PROBLEMS: Mapping[str, str] = {
    "schema_too_deep": "the JSON Schema is nested too deeply",
    "schema_too_large": "the JSON Schema is too long",
    "schema_not_object": "the JSON Schema does not describe an object, or is none",
    "schema_dialect": "the JSON Schema is written for another draft than 2020-12",
    "schema_reference": "the JSON Schema refers to something outside itself, or to nothing",
    "schema_too_costly": "the JSON Schema's references multiply, so that checking a value could take for ever",
    "schema_invalid": "a keyword of the JSON Schema has a value that means nothing",
}
BUNDLE_PROBLEMS: Mapping[str, str] = {
    "invalid_value": "a member of the bundle has a value of another type, or out of its bounds",
    "not_a_zip": "the file is no ZIP archive",
    "too_many_members": "the archive has more members than a bundle may have",
    "duplicate_member": "two members have the same name",
    "encrypted_member": "a member is encrypted",
    "unknown_compression": "a member is packed in a way that is not taken",
    "not_a_file": "a member is a link, a folder or a device",
    "unsafe_name": "a member's name leads out of its folder",
    "damaged": "a member is shorter or longer than it says, or cannot be unpacked",
    "bomb": "a member unpacks to many times its size",
    "newer_format": "the bundle was written by a newer version",
    "size_mismatch": "a file has another size than the bundle declares",
    "digest_mismatch": "a file has another SHA-256 than the bundle declares",
    "count_mismatch": "a collection has another number of contributions than the bundle declares",
    "undeclared_member": "a member that the bundle does not declare",
    "missing_member": "a member that the bundle declares is not there",
    "unknown_collection": "contributions to a collection that the interlinker does not have",
}
TARGET_PROBLEMS: Mapping[str, str] = {
    "no_target": "there is no folder, file or installed interlinker of this name",
    "no_manifest": "there is no interlinker.toml where one was looked for",
    "offers_not_one": "there is no interlinker in it, or there are several",
    "not_a_wheel": "the archive lacks what makes it a wheel",
    "startup_file": "the wheel would install a file that Python runs at each start",
}
PROJECT_PROBLEMS: Mapping[str, str] = {
    "no_project": "there is no pyproject.toml that offers one interlinker",
    "not_current": "a file that is generated differs from what is generated now",
    "schema_not_generated": "the model that a schema is generated from cannot be imported",
    "build_tool_missing": "the project's build tool is not installed here, and nothing is fetched",
    "no_wheel": "the project's build tool made no wheel",
    "no_bundle": "there is no metadata.json where a bundle was looked for",
    "not_lossless": "the bundle would not come back as it was, so it is not converted",
    "link_in_bundle": "a file of the bundle is a link, which may lead anywhere",
    "name_taken": "a file of the bundle has a name that the package needs for itself",
    "place_taken": "there is something already where a folder is to be written",
    "not_writable": "the folder cannot be written",
    "no_repository": "the project is not in git, so a change could lose something",
    "uncommitted": "something in the project is not committed",
    "merge_unfinished": "a file still has the marks of a merge, or git is in the middle of one",
    "merge_failed": "git could not merge a file",
    "upgrade_interrupted": "an upgrade was stopped, and a file was changed before it was finished",
    "no_record": "the project does not say which template it came from",
    "newer_template": "the project's template is newer than this version of interlink",
}
TOKEN_PROBLEMS: Mapping[str, str] = {
    "token_malformed": "what was sent is no access token",
    "token_issuer": "the token is of an issuer that the operator has not named",
    "token_algorithm": "the token is signed with an algorithm that is not allowed",
    "token_unknown_key": "the token is signed with a key that its issuer does not publish",
    "token_signature": "the token's signature does not fit",
    "token_expired": "the token's time is over",
    "token_not_yet_valid": "the token's time has not come; the clocks may differ",
    "token_audience": "the token is meant for somebody else",
    "token_revoked": "the token is not known, or not any more",
}
REQUEST_PROBLEMS: Mapping[str, str] = {
    "file_required": "the interlinker needs a file",
    "unknown_subject": "nobody can be given a role under this address",
    "unknown_facet": "the catalogue is not filtered by this",
}


@dataclass(frozen=True, slots=True)
class Explanation:
    """What one code means in one place."""

    code: str
    kind: str
    meaning: str
    acts: str = ""
    """Who must act."""
    fix: str = ""
    why: str = ""
    """What goes wrong for a person."""
    source: str = ""
    """Where it comes from."""
    example: str = ""


def explanations(code: str) -> list[Explanation]:
    """Return everything that *code* can mean; empty for an unknown code."""
    return [explanation for explanation in _all() if explanation.code == code]


def known_codes() -> list[str]:
    """Return every code that can be explained."""
    return sorted({explanation.code for explanation in _all()})


def _all() -> Iterator[Explanation]:
    for error in error_classes():
        if error.__module__ == OWN_MODULE:
            yield Explanation(error.code, "error", inspect.cleandoc(error.__doc__ or ""), _actor(error), error.fix)
    for code, meaning in DEFECTS.items():
        effect = "leaves the bundle out" if code in FATAL_CODES else "does not leave the bundle out"
        yield Explanation(code, "defect of a catalogue bundle", f"{meaning}; {effect}", "whoever made the bundle")
    for code, meaning in WARNINGS.items():
        yield Explanation(code, "warning about a catalogue bundle", meaning, "whoever made the bundle")
    for code, meaning in IMPORT_FINDINGS.items():
        yield Explanation(code, "finding of an import", meaning, "the operator")
    for code, message in MESSAGES.items():
        fix = message.advice[:1].lower() + message.advice[1:].removesuffix(".")
        yield Explanation(code, "problem of a value", f"expected is {message.expected}", "whoever entered it", fix)
    for requirement in every_requirement().values():
        yield Explanation(
            requirement.code,
            f"requirement that {requirement.level} hold",
            requirement.sentence,
            "who wrote the interlinker",
            requirement.fix,
            requirement.why,
            requirement.source,
            requirement.example.strip("\n"),
        )
    for kind, acts, problems in _PROBLEMS:
        yield from (Explanation(code, kind, meaning, acts) for code, meaning in problems.items())


_PROBLEMS = (
    ("problem of an interlinker's code", "who wrote the interlinker", HOOK_PROBLEMS),
    ("problem of a manifest or settings file", "who wrote the file", MANIFEST_PROBLEMS),
    ("problem of a JSON Schema", "who wrote the schema", SCHEMA_PROBLEMS),
    ("problem of a portable bundle, or of a wheel", "whoever sent it", BUNDLE_PROBLEMS),
    ("problem of what is to be checked", "whoever asked, or who built it", TARGET_PROBLEMS),
    ("problem of a project", "its author", PROJECT_PROBLEMS),
    ("problem of an access token", "whoever asked", TOKEN_PROBLEMS),
    ("problem of a request", "whoever asked", REQUEST_PROBLEMS),
    ("finding of the doctor", "who runs the platform", FINDINGS),
)


def _actor(error: type[InterlinkError]) -> str:
    families = (
        (CallerError, "whoever asked"),
        (AuthorError, "who wrote the interlinker"),
        (OperatorError, "who runs the platform"),
    )
    return next((actor for family, actor in families if issubclass(error, family)), "whoever is behind: upgrade")
