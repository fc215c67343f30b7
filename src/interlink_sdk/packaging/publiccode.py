# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The lines of publiccode.yml that the manifest decides: version, licence, languages; all others stay as they are."""

import re

from interlink_sdk.manifest import Manifest

PUBLICCODE_NAME = "publiccode.yml"
_VERSION = re.compile(r"^(softwareVersion:[ \t]*)(.*)$", re.MULTILINE)
_LICENCE = re.compile(r"^(legal:\n(?:[ \t]+.*\n)*?[ \t]+license:[ \t]*)(.*)$", re.MULTILINE)
_LANGUAGES = re.compile(r"^([ \t]+availableLanguages:[ \t]*)(?:\[[^\]]*\]\n|.*\n(?:[ \t]+-[^\n]*\n)*)", re.MULTILINE)
_TAG = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]+)*")


def current_publiccode(text: str, manifest: Manifest) -> str:
    """Return *text* with what *manifest* says; the same where it says so already."""
    text = _VERSION.sub(lambda found: _scalar(found, manifest.version), text)
    text = _LICENCE.sub(lambda found: _scalar(found, manifest.licence), text)
    return _LANGUAGES.sub(
        lambda found: _languages(found, manifest.languages), text if text.endswith("\n") else f"{text}\n"
    )


def _scalar(found: re.Match[str], value: str) -> str:
    plain = found[2].partition(" #")[0].strip().strip("'\"")
    return found[0] if plain == value else f'{found[1]}"{value}"'


def _languages(found: re.Match[str], languages: tuple[str, ...]) -> str:
    listed = _TAG.findall(found[0].partition(":")[2])
    if listed == list(languages):
        return found[0]
    margin = found[1][: len(found[1]) - len(found[1].lstrip())]
    return f"{found[1].rstrip()}\n" + "".join(f"{margin}  - {tag}\n" for tag in languages)
