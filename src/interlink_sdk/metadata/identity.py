# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Rules about who a bundle is: identifier, name, problem profiles; alone and among the others."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator

from interlink_sdk.metadata.bundle import Bundle, CatalogueContext, words
from interlink_sdk.metadata.findings import Finding

MAX_ENTRY_ID_CHARACTERS = 200

_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})


def slug(text: str, separator: str = "_") -> str:
    """Return *text* in lower-case ASCII letters and digits, all else replaced by single separators."""
    folded = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    letters = "".join(character for character in folded if not unicodedata.combining(character))
    return re.sub(r"[^a-z0-9]+", separator, letters).strip(separator)


def entry_id(bundle: Bundle, language: str = "en") -> str:
    """Return the identifier of *bundle* in our catalogue: of its id, else of its name, else of its folder."""
    candidates = (_declared_id(bundle), bundle.texts("name_translations").get(language, ""), bundle.folder.name)
    slugs = (slug(candidate, "-")[:MAX_ENTRY_ID_CHARACTERS].strip("-") for candidate in candidates)
    return next(filter(None, slugs), "bundle")


def identity_defects(bundle: Bundle, context: CatalogueContext) -> Iterator[Finding]:
    """Yield what is wrong with the identity of *bundle* alone."""
    declared = _declared_id(bundle)
    name = bundle.texts("name_translations").get(context.default_language, "")
    expected = slug(name)
    if "id" in bundle.document and expected and declared.replace("-", "_") != expected:
        yield bundle.finding(
            "id_not_slug_of_name",
            "id",
            found=repr(declared),
            expected=repr(expected),
            why="INTERLINK makes the identifier from the English name; another one is lost at the next seeding",
            fix=f"write {expected!r}, or leave `id` out",
        )
    profiles = bundle.strings("problemprofiles")
    if twice := [profile for profile, count in Counter(profiles).items() if count > 1]:
        yield _profiles_finding(bundle, "duplicate_problemprofile", f"{words(twice)} twice", "each profile once")
    known_profiles = profiles if context.problem_profiles is None else context.problem_profiles
    if unknown := [profile for profile in dict.fromkeys(profiles) if profile not in known_profiles]:
        known = "identifiers from problemprofiles.json"
        yield _profiles_finding(bundle, "unknown_problemprofile", words(unknown), known)


def identity_warnings(bundle: Bundle, _: CatalogueContext) -> Iterator[Finding]:
    """Yield what keeps *bundle* from being found."""
    if "problemprofiles" in bundle.document and not bundle.strings("problemprofiles"):
        yield _profiles_finding(bundle, "no_problemprofiles", "no problem profile", "the problems that it helps with")


def duplicate_defects(bundles: Iterable[Bundle], language: str) -> Iterator[tuple[str, Finding]]:
    """Yield, with the name of the bundle, what collides with a bundle before it; the first one keeps its place."""
    ids: dict[str, str] = {}
    names: dict[str, str] = {}
    slugs: dict[str, str] = {}
    entries: dict[str, str] = {}
    for bundle in bundles:
        name = bundle.texts("name_translations").get(language, "").strip()
        faults = [
            *_collision(bundle, "duplicate_id", "id", ids, slug(_declared_id(bundle))),
            *_collision(bundle, "duplicate_name", f"name_translations.{language}", names, name),
        ]
        # the same name or identifier collides there too; one cause has one finding
        published = _collision(bundle, "static_slug_collision", f"name_translations.{language}", slugs, slug(name))
        faults = faults or published
        derived = _collision(bundle, "duplicate_id", "id", entries, entry_id(bundle, language))
        yield from ((bundle.name, fault) for fault in faults or derived)


def _declared_id(bundle: Bundle) -> str:
    value = bundle.document.get("id", "")
    return value if isinstance(value, str) else ""


def _collision(bundle: Bundle, code: str, key: str, seen: dict[str, str], value: str) -> list[Finding]:
    first = seen.setdefault(value, bundle.name) if value else bundle.name
    if first == bundle.name:
        return []
    finding = bundle.finding(
        code,
        key,
        found=f"{value!r}, as in {first}",
        expected="what no other bundle of the catalogue has",
        why="the second one would replace the first, or its pictures",
        fix="rename one of the two, or delete it if it is a copy",
    )
    return [finding]


def _profiles_finding(bundle: Bundle, code: str, found: str, expected: str) -> Finding:
    return bundle.finding(
        code,
        "problemprofiles",
        found=found,
        expected=expected,
        why="the catalogue recommends an interlinker to tasks by its problem profiles",
        fix="correct the list",
    )
