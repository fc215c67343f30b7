# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Between `metadata.json` and `interlinker.toml`, both as plain data, both ways, with nothing lost.

What the manifest has no place for is kept word for word in `[catalogue.interlink]`: the difference
between the document and what its manifest gives back. Four keys there are ours: `bundle`, the folder that the
paths in the document name; `absent`, the fields that the document leaves out; `order`, in which its
keys stand; and `nulls`, where it has a null, which TOML has not.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import JsonValue, ValidationError

from interlink_sdk.assets import JsonObject
from interlink_sdk.errors import Problem
from interlink_sdk.manifest import MANIFEST_NAME, Manifest
from interlink_sdk.metadata.manifest_tables import LICENCE_PREFIX, bundle_folder, manifest_tables
from interlink_sdk.metadata.metadata_fields import metadata_fields
from interlink_sdk.metadata.model import LANGUAGES, SHAPES, SOFTWARE_OF_KNOWLEDGE
from interlink_sdk.metadata.places import METADATA_NAME
from interlink_sdk.metadata.shape import shape_findings, shown

OWN_KEYS = frozenset({"bundle", "absent", "order", "nulls"})
UNSAYABLE = (
    "version",
    "maintainer",
    "homepage",
    "repository",
    "support_until",
    "external",
    "schemas",
    "collections",
    "formats",
    "download_format",
    "files",
    "settings",
    "permissions",
    "processing",
    "standards",
    "samples",
    "labels",
)
"""Keys of the manifest that INTERLINK's format has nothing like."""


def manifest_from_metadata(document: JsonObject) -> tuple[JsonObject, list[Problem]]:
    """Return the manifest that says what *document* says, and what does not fit or is still to be decided."""
    manifest = manifest_tables(document)
    folder = bundle_folder(document)
    kept: JsonObject = {"bundle": folder} if folder else {}
    catalogue = _table(manifest.get("catalogue"))
    manifest["catalogue"] = {**catalogue, "interlink": kept}
    given_back = metadata_fields(manifest)
    difference = _difference(document, given_back)
    if absent := sorted(set(given_back) - set(document)):
        kept["absent"] = list(absent)
    kept.update(difference)
    return manifest, [*_kept_problems(difference), *_open_questions(manifest)]


def metadata_from_manifest(manifest: JsonObject) -> tuple[JsonObject, list[Problem]]:
    """Return the metadata that says what *manifest* says, and what INTERLINK's format cannot say."""
    manifest = _without_none(manifest)
    kept = _table(_table(manifest.get("catalogue")).get("interlink"))
    document = metadata_fields(manifest)
    for name in kept.get("absent", ()):
        document.pop(name, None)
    document = _merged(document, {name: value for name, value in kept.items() if name not in OWN_KEYS})
    for path in _list(kept.get("nulls")):
        _put_null(document, path)
    document = _ordered(document, {tuple(each["at"]): each["keys"] for each in _list(kept.get("order"))})
    return document, list(_unsayable(manifest, document))


def orders_in(document: JsonObject, other: JsonObject) -> list[JsonValue]:
    """Return the order of the keys of *document*: at its top, and wherever *other* has another one."""
    return [{"at": list(path), "keys": list(keys)} for path, keys in _orders(document, other, ())]


def nulls_in(value: JsonValue, path: tuple[str | int, ...] = ()) -> Iterator[list[JsonValue]]:
    """Yield the path of every null in *value*."""
    if value is None:
        yield list(path)
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, part in members:
        yield from nulls_in(part, (*path, step))


def _difference(document: Mapping[str, Any], given_back: Mapping[str, Any]) -> JsonObject:
    difference: JsonObject = {}
    for name, value in document.items():
        other = given_back.get(name)
        if isinstance(value, dict) and isinstance(other, dict):
            if deeper := _difference(value, other):
                difference[name] = deeper
        elif name not in given_back or value != other:
            difference[name] = value
    return difference


def _merged(document: JsonObject, kept: Mapping[str, Any]) -> JsonObject:
    merged = dict(document)
    for name, value in kept.items():
        present = merged.get(name)
        merged[name] = _merged(present, value) if isinstance(present, dict) and isinstance(value, dict) else value
    return merged


def _put_null(document: Any, path: list[Any]) -> None:
    """Put a null at *path*, unless a dictionary on the way has got a value there since."""
    *way, last = path
    for step in way:
        is_there = isinstance(document, dict) or (isinstance(document, list) and step < len(document))
        document = (document.get(step) if isinstance(document, dict) else document[step]) if is_there else None
    if isinstance(document, dict):
        document.setdefault(last, None)
    elif isinstance(document, list) and last < len(document):
        document[last] = None


def _ordered(value: Any, orders: Mapping[tuple[Any, ...], list[str]], path: tuple[Any, ...] = ()) -> Any:
    if isinstance(value, list):
        return [_ordered(part, orders, (*path, at)) for at, part in enumerate(value)]
    if not isinstance(value, dict):
        return value
    names = [name for name in orders.get(path, ()) if name in value]
    return {name: _ordered(value[name], orders, (*path, name)) for name in dict.fromkeys((*names, *value))}


def _orders(value: Any, other: Any, path: tuple[Any, ...]) -> Iterator[tuple[tuple[Any, ...], list[str]]]:
    if isinstance(value, list) and isinstance(other, list):
        for at, parts in enumerate(zip(value, other, strict=False)):
            yield from _orders(*parts, (*path, at))
    if isinstance(value, dict) and isinstance(other, dict):
        if not path or list(value) != list(other):
            yield path, list(value)
        for name in value:
            yield from _orders(value[name], other.get(name), (*path, name))


def _kept_problems(difference: JsonObject) -> Iterator[Problem]:
    for key, value in _leaves(difference):
        yield Problem(
            code="only_in_interlink",
            file=METADATA_NAME,
            key=key,
            found=shown(value),
            expected="something that the manifest has a place for",
            why="only INTERLINK's format knows it, or the manifest does not allow this value",
            fix="nothing to do: it is kept in [catalogue.interlink] for the way back",
        )


def _leaves(value: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, JsonValue]]:
    for name, item in value.items():
        if isinstance(item, dict) and item:
            yield from _leaves(item, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", item


def _open_questions(manifest: JsonObject) -> Iterator[Problem]:
    yield Problem(
        code="licence_undecided",
        file=MANIFEST_NAME,
        key="licence",
        found=f"only INTERLINK's class of licences, {manifest['licence']!r}",
        expected="an SPDX licence expression",
        why="a class does not say what people may do",
        fix="look into the files for the licence that they state, and write its SPDX identifier",
    )
    try:
        Manifest.model_validate(manifest)
    except ValidationError as error:
        for fault in error.errors(include_url=False):
            message = fault["msg"].removeprefix("Value error, ")
            key, _, rest = message.partition(": ") if not fault["loc"] else ("", "", message)
            yield Problem(
                code="manifest_incomplete",
                file=MANIFEST_NAME,
                key=key or ".".join(map(str, fault["loc"])),
                found="nothing that fits" if not fault["loc"] else shown(fault["input"]),
                expected=rest or message,
                fix="add it by hand before the manifest is used",
            )


def _unsayable(manifest: JsonObject, document: JsonObject) -> Iterator[Problem]:
    for name in UNSAYABLE:
        if manifest.get(name):
            yield _lost(name, manifest[name])
    if not str(manifest.get("licence", "")).startswith(LICENCE_PREFIX):
        yield _lost("licence", manifest.get("licence"), f"only a class of licences, here {document.get('licence')!r}")
    if "contribute" in _list(manifest.get("capabilities")):
        yield _lost("capabilities", "contribute")
    if manifest.get("default_language", "en") != "en":
        yield _lost("default_language", manifest["default_language"], "the default language 'en'")
    if strangers := [tag for tag in _table(manifest.get("name")) if tag not in LANGUAGES]:
        yield _lost("name", strangers, f"only the languages {', '.join(LANGUAGES)}", code="unknown_language")
    software = document.get("softwareinterlinker")
    if software is not None and software not in SOFTWARE_OF_KNOWLEDGE:
        known = f"one of {', '.join(SOFTWARE_OF_KNOWLEDGE)}"
        yield _lost("knowledge.software", software, known, code="unknown_softwareinterlinker")
    shape = next(shape for nature, shape in SHAPES.items() if nature == manifest.get("nature", "software"))
    yield from shape_findings(shape, document, lambda _: None, file=METADATA_NAME)


def _lost(
    key: str,
    value: object,
    expected: str = "something that metadata.json has a field for",
    code: str = "not_in_interlink",
) -> Problem:
    return Problem(
        code=code,
        file=MANIFEST_NAME,
        key=key,
        found=shown(value),
        expected=expected,
        why="INTERLINK's format cannot say it; its platform will not know",
        fix="keep the manifest beside the bundle",
    )


def _without_none(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_none(item) for name, item in value.items() if item is not None}
    return value


def _table(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, (list, tuple)) else []
