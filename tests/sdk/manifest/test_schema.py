# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The published JSON Schema judges a manifest as the model does, wherever keys are judged one by one."""

import json
import tomllib
from datetime import date
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import jsonschema
import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from interlink_sdk.errors import ManifestInvalid
from interlink_sdk.manifest import Manifest, read_manifest
from interlink_sdk.manifest.contradictions import contradictions
from interlink_sdk.manifest.schema import SCHEMA_FILE, manifest_schema, published_schema, schema_text

SAMPLES = Path(__file__).parents[2] / "samples"
FORMATS = jsonschema.FormatChecker(["date"])
EVERYTHING = """
id = "everything"
version = "1.0.0"
licence = "EUPL-1.2"
languages = ["en", "pt-BR"]
name = { en = "Everything", "pt-BR" = "Tudo" }
description.en = "Every table once."
instructions = { en = "help/en.md", es = "https://example.org/es" }
tags.en = ["all"]
homepage = "https://example.org"
support_until = 2028-12-31
external = true
capabilities = ["view"]
settings = "settings.json"
download_format = "csv"
maintainer = { name = "Ana", email = "ana@example.org" }
schemas = { params = "params.json", state = { type = "object" } }
collections.votes = { title.en = "V", contribution = {}, identity = "pseudonymous", one_per_person = "first" }
formats = [{ id = "csv", title.en = "CSV", media_type = "text/csv" }]
files = { accept = ["image/*", "text/csv"], min_count = 1, max_count = 2, max_bytes = 3 }
view = { shared = true, opens_in = "window" }
permissions = { network = ["example.org:443", "*.example.org"], memory_mb = 64, display_name = true }
processing = [{ purpose.en = "p", data = ["d"], legal_basis = "consent", retention.en = "r" }]
standards = [{ name = "WCAG" }]
knowledge = { software = "documents", resources.en = "template.docx" }
link = { uri.en = "https://example.org", asset_name.en = "x" }
samples = [{ params = {}, files = ["a.txt"], contributions.votes = [{ a = 1 }] }]
labels.en = { "params.title" = "T" }
[catalogue]
difficulty = "easy"
targets = ["all"]
logo = "logo.png"
overview.en = ""
capability_labels.view.en = "Look"
interlink = { anything = [1, 2.5, true] }
"""


def good_manifests() -> list[dict[str, Any]]:
    texts = [path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob("*/interlinker.toml"))]
    return [as_json(tomllib.loads(text)) for text in [*texts, EVERYTHING]]


def as_json(value: Any) -> Any:
    return json.loads(json.dumps(value, default=date.isoformat))


GOOD = good_manifests()
PUBLISHED = published_schema()
VALIDATOR = jsonschema.Draft202012Validator(PUBLISHED, format_checker=FORMATS)
FOREIGN_VALIDATOR = jsonschema_rs.Draft202012Validator(PUBLISHED, validate_formats=True)


def model_accepts(manifest: Any) -> bool:
    """Say whether the model takes *manifest*, but for what several of its keys say together."""
    try:
        Manifest.model_validate(manifest)
    except ValidationError as error:
        return all(fault["type"] == "value_error" and not fault["loc"] for fault in error.errors())
    return True


def test_the_published_schema_is_current() -> None:
    assert SCHEMA_FILE.read_text(encoding="utf-8") == schema_text(), "run python -m interlink_sdk.manifest.schema"


def test_it_comes_with_the_package() -> None:
    text = (files("interlink_sdk") / "schemas" / "interlinker.json").read_text(encoding="utf-8")
    assert json.loads(text) == PUBLISHED


def test_it_is_a_schema_of_its_dialect_and_refers_to_nothing_outside() -> None:
    jsonschema.Draft202012Validator.check_schema(PUBLISHED)
    assert PUBLISHED["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    references = [part["$ref"] for part in parts_of(PUBLISHED) if "$ref" in part]
    assert references
    assert all(reference.startswith("#/$defs/") for reference in references)


def test_every_table_and_every_noted_key_is_described() -> None:
    definitions: Any = manifest_schema()["$defs"]
    assert [name for name, table in definitions.items() if not table.get("description")] == ["JsonValue"]
    assert definitions["Schemas"]["properties"]["state"]["description"] == "Left out when the state is the parameters."
    assert PUBLISHED["properties"]["licence"]["description"] == "SPDX licence expression."  # type: ignore[index, call-overload]


@pytest.mark.parametrize("manifest", GOOD, ids=lambda manifest: manifest["id"])
def test_what_is_right_is_right_for_all(manifest: dict[str, Any]) -> None:
    VALIDATOR.validate(manifest)
    FOREIGN_VALIDATOR.validate(manifest)
    assert model_accepts(manifest)
    assert list(contradictions(Manifest.model_validate(manifest))) == []


WORDS = [
    "", " ", "en", "EN", "pt-BR", "x", "settings", "../x", "/x", "a/b.md", "a\\b", "https://example.org", "http://a b",
    "1.0", "v1", "text/csv", "image/*", "*/*", "2028-12-31", "2028-02-30", "20281231", "votes", "Votes", "view",
    "first", "owner", "consent", "ana@example.org", "ana", "frame", "easy", "example.org:443", "a" * 41, "x" * 301,
]  # fmt: skip
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.sampled_from([0, 1, -1, 16, 100, 101, 10**9, 10**12, 0.5]),
    st.sampled_from(WORDS),
    st.just([]),
    st.just({}),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=2),
    st.dictionaries(st.sampled_from(WORDS), st.sampled_from(WORDS), min_size=1, max_size=2),
)


@st.composite
def mutated_manifests(draw: st.DrawFn) -> Any:
    """Return a manifest in which one or two places were changed, removed or added."""
    manifest = json.loads(json.dumps(draw(st.sampled_from(GOOD))))
    for _ in range(draw(st.integers(1, 2))):
        inner, key = draw(st.sampled_from(list(slots_of(manifest))))
        change = draw(st.sampled_from(["replace", "remove", "add"]))
        if change == "replace":
            inner[key] = draw(VALUES)
        elif change == "remove":
            del inner[key]
        elif isinstance(inner, dict):
            inner[draw(st.sampled_from([*WORDS, *Manifest.model_fields]))] = draw(VALUES)
        else:
            inner.append(draw(VALUES))
    return manifest


@settings(max_examples=600, deadline=None)
@given(mutated_manifests())
def test_the_schema_and_the_model_agree_on_whatever_is_written(manifest: Any) -> None:
    expected = model_accepts(manifest)
    assert VALIDATOR.is_valid(manifest) == expected
    assert FOREIGN_VALIDATOR.is_valid(manifest) == expected


@settings(max_examples=200, deadline=None)
@given(mutated_manifests())
def test_whatever_is_written_is_read_or_refused_with_a_place(manifest: Any) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "locales").mkdir()
        (folder / "locales" / "en.toml").write_text("[params]\ntitle = 3\n", encoding="utf-8")
        (folder / "interlinker.toml").write_text(as_toml(manifest), encoding="utf-8")
        with pytest.raises(ManifestInvalid) as refusal:
            read_manifest(folder)
    assert all(problem.file and problem.found and problem.expected for problem in refusal.value.problems)


def as_toml(document: dict[str, Any]) -> str:
    """Write a JSON object as TOML, without what TOML does not have."""
    return "".join(f"{json.dumps(key)} = {inline(value)}\n" for key, value in document.items() if value is not None)


def inline(value: Any) -> str:
    if isinstance(value, dict):
        pairs = (f"{json.dumps(key)} = {inline(part)}" for key, part in value.items() if part is not None)
        return f"{{ {', '.join(pairs)} }}"
    if isinstance(value, list):
        return f"[{', '.join(inline(part) for part in value if part is not None)}]"
    return json.dumps(value)


def slots_of(value: Any) -> Any:
    """Yield every container in *value* with each of its keys."""
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in members:
        yield value, key
        yield from slots_of(part)


def parts_of(value: Any) -> Any:
    if isinstance(value, dict):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from parts_of(part)
