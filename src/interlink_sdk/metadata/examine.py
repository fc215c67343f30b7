# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""From a folder to findings: one bundle, or a whole catalogue with its problem profiles.

A bundle is opened (JSON, then shape), then every rule looks at it. What is needed of its neighbours
is in the context; collisions between bundles are found at the end.
"""

import os
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from interlink_sdk.assets import JsonObject
from interlink_sdk.metadata.bundle import Bundle, CatalogueContext, Rule
from interlink_sdk.metadata.examination import CatalogueExamination, Examination
from interlink_sdk.metadata.files import file_defects, file_warnings
from interlink_sdk.metadata.findings import Finding
from interlink_sdk.metadata.identity import duplicate_defects, entry_id, identity_defects, identity_warnings
from interlink_sdk.metadata.images import image_defects, image_warnings
from interlink_sdk.metadata.links import integration_of, link_defects, link_warnings
from interlink_sdk.metadata.model import NATURES, SHAPES, Nature, ProblemProfile, nature_of
from interlink_sdk.metadata.places import BUNDLES_FOLDER, METADATA_NAME, Place, printable
from interlink_sdk.metadata.shape import shape_findings, shown, without_faulty_fields
from interlink_sdk.metadata.source import JsonText, UnreadableJson, read_json
from interlink_sdk.metadata.texts import language_defects, text_defects, text_warnings

PROFILES_FILE = "problemprofiles/problemprofiles.json"
DEFECT_RULES: tuple[Rule, ...] = (
    identity_defects,
    language_defects,
    text_defects,
    file_defects,
    image_defects,
    link_defects,
)
WARNING_RULES: tuple[Rule, ...] = (identity_warnings, text_warnings, file_warnings, image_warnings, link_warnings)


class _Opened(NamedTuple):
    """A bundle before the rules look at it; `document` is what was written, None if it could not be read."""

    bundle: Bundle
    document: JsonObject | None
    defects: tuple[Finding, ...]


def examine_bundle(folder: Path, context: CatalogueContext | None = None) -> Examination:
    """Examine the bundle in *folder* among what *context* knows of its neighbours."""
    context = context or CatalogueContext()
    return _judged(_opened(_place_of(_absolute(folder), context.root)), context)


def examine_catalogue(folder: Path) -> CatalogueExamination:
    """Examine all bundles of the catalogue in *folder*, or the one bundle that *folder* is."""
    folder = _absolute(folder)
    if (folder / METADATA_NAME).exists():
        return CatalogueExamination(folder=folder, examinations=(examine_bundle(folder),))
    if not (folder / BUNDLES_FOLDER).is_dir():
        return CatalogueExamination(folder=folder, problems=(_not_a_catalogue(folder),))
    profiles, problems = _read_profiles(folder)
    opened = [_opened(place) for place in _places_in(folder)]
    context = _context_for(folder, opened, profiles)
    collisions: dict[str, list[Finding]] = defaultdict(list)
    for name, finding in duplicate_defects((each.bundle for each in opened), context.default_language):
        collisions[name].append(finding)
    examinations = (
        _judged(each._replace(defects=(*each.defects, *collisions[each.bundle.name])), context) for each in opened
    )
    return CatalogueExamination(
        folder=folder, examinations=tuple(examinations), problem_profiles=profiles or (), problems=problems
    )


def _place_of(folder: Path, root: Path | None) -> Place:
    parents = folder.parents
    if root is None and len(parents) > 2 and folder.parent.name in NATURES and parents[1].name == BUNDLES_FOLDER:
        root = parents[2]
    root = root and _absolute(root)
    if root is not None and folder.is_relative_to(root):
        return Place(folder, folder.relative_to(root).parts, root)
    return Place(folder, (BUNDLES_FOLDER, "", folder.name), None)


def _places_in(root: Path) -> Iterator[Place]:
    for nature in NATURES:
        parent = root / BUNDLES_FOLDER / nature
        names = sorted(os.listdir(parent)) if parent.is_dir() else []  # noqa: PTH208 - only names are wanted
        for name in names:
            place = Place(parent / name, (BUNDLES_FOLDER, nature, name), root)
            if not place.holds(place.folder) or (place.folder / METADATA_NAME).exists():
                yield place


def _opened(place: Place) -> _Opened:
    nature: Nature | None = next((nature for nature in NATURES if nature == place.folder.parent.name), None)
    source = _read_metadata(place)
    if isinstance(source, Finding):
        name = f"{nature or NATURES[0]}/{printable(place.folder.name)}"
        return _Opened(Bundle(name, place, nature or NATURES[0], {}), None, (source,))
    document = source.value if isinstance(source.value, dict) else {}
    nature = nature or nature_of(document)
    if place.root is None:
        place = Place(place.folder, (BUNDLES_FOLDER, nature, place.folder.name), None)
    defects = shape_findings(SHAPES[nature], document, source.line_of, file=METADATA_NAME)
    sound, faulty = without_faulty_fields(document, defects)
    name = f"{nature}/{printable(place.folder.name)}"
    return _Opened(Bundle(name, place, nature, sound, faulty, source.line_of), document, tuple(defects))


def _read_metadata(place: Place) -> JsonText | Finding:
    path = place.folder / METADATA_NAME
    if not place.holds(place.folder) or not place.holds(path):
        return _outside()
    return _read_json_of(path, METADATA_NAME, dict)


def _judged(opened: _Opened, context: CatalogueContext) -> Examination:
    bundle, defects = opened.bundle, list(opened.defects)
    warnings: list[Finding] = []
    if opened.document is not None:
        defects += [finding for rule in DEFECT_RULES for finding in rule(bundle, context)]
        warnings += [finding for rule in WARNING_RULES for finding in rule(bundle, context)]
    return Examination(
        bundle=bundle.name,
        folder=bundle.folder,
        nature=bundle.nature,
        id=entry_id(bundle, context.default_language),
        document=opened.document,
        files=_published_files(bundle) if opened.document is not None else {},
        snapshots=bundle.usable_snapshots if opened.document is not None else (),
        defects=tuple(defects),
        warnings=tuple(warnings),
    )


def _published_files(bundle: Bundle) -> dict[str, str]:
    located = ((key, place.file) for key, place in bundle.declared_files.items())
    return {
        key: file.relative_to(bundle.folder).as_posix()
        for key, file in located
        if file is not None and bundle.folder in file.parents
    }


def _context_for(root: Path, opened: list[_Opened], profiles: tuple[ProblemProfile, ...] | None) -> CatalogueContext:
    services = [integration for each in opened if (integration := integration_of(each.bundle))]
    return CatalogueContext(
        root=root,
        problem_profiles=None if profiles is None else frozenset(profile.id for profile in profiles),
        clonable={service["service_name"]: service["capabilities"]["clone"] for service in services},
    )


def _read_profiles(root: Path) -> tuple[tuple[ProblemProfile, ...] | None, tuple[Finding, ...]]:
    path = root / PROFILES_FILE
    if not path.exists():
        return None, ()
    if not path.resolve().is_relative_to(root.resolve()):
        return None, (_outside(PROFILES_FILE),)
    source = _read_json_of(path, PROFILES_FILE, list)
    if isinstance(source, Finding):
        return None, (source,)
    profiles: list[ProblemProfile] = []
    problems: list[Finding] = []
    for index, item in enumerate(source.value if isinstance(source.value, list) else []):
        document = item if isinstance(item, dict) else {}
        faults = shape_findings(ProblemProfile, document, source.line_of, file=PROFILES_FILE, prefix=str(index))
        profiles += [] if faults else [ProblemProfile.model_validate(document)]
        problems += faults
    return tuple(profiles), (*problems, *_repeated_profiles(profiles))


def _repeated_profiles(profiles: list[ProblemProfile]) -> Iterator[Finding]:
    seen: set[str] = set()
    for profile in profiles:
        if profile.id in seen:
            yield Finding(
                code="duplicate_id",
                file=PROFILES_FILE,
                found=f"{profile.id!r} twice",
                expected="each identifier once",
                fix="rename or delete one of the two",
            )
        seen.add(profile.id)


def _read_json_of(path: Path, name: str, kind: type) -> JsonText | Finding:
    try:
        source = read_json(path)
    except UnreadableJson as error:
        return Finding(
            code="invalid_json",
            file=name,
            line=error.line,
            found=str(error),
            expected="JSON in UTF-8",
            why="nothing can be read from the file",
            fix="correct the file; an editor that knows JSON shows the place",
        )
    if isinstance(source.value, kind):
        return source
    expected = "an object in {braces}" if kind is dict else "a list in [brackets]"
    return Finding(
        code="wrong_type", file=name, line=1, found=shown(source.value), expected=expected, fix=f"write {expected}"
    )


def _outside(name: str = METADATA_NAME) -> Finding:
    return Finding(
        code="path_outside_catalogue",
        file=name,
        found="a link that leads out of the catalogue",
        expected="files inside the catalogue's folder",
        why="what lies outside is not part of the catalogue and may be secret",
        fix="copy the files into the catalogue",
    )


def _absolute(folder: Path) -> Path:
    return Path(os.path.abspath(folder))  # noqa: PTH100 - absolute() keeps "..", resolve() follows links


def _not_a_catalogue(folder: Path) -> Finding:
    return Finding(
        code="not_a_catalogue",
        file=printable(folder.name),
        found=f"neither {BUNDLES_FOLDER}/ nor {METADATA_NAME}",
        expected="the folder of a catalogue or of one bundle",
        fix=f"name the folder that holds {BUNDLES_FOLDER}/, or one with a {METADATA_NAME}",
    )
