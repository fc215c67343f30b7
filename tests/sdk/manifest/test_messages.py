# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Each kind of fault in a manifest names file, line and key, what was found and expected, and a remedy."""

from collections.abc import Callable

import pytest

from interlink_sdk.errors import ManifestInvalid, Problem
from interlink_sdk.manifest import parse_manifest, read_manifest

Problems = Callable[..., list[Problem]]

SOUND = """\
id = "ideas"
version = "1.0.0"
licence = "EUPL-1.2"
name.en = "Ideas"
description.en = "Collect ideas."
[schemas]
params = { type = "object" }
"""


def only(found: list[Problem]) -> Problem:
    assert len(found) == 1, found
    return found[0]


CASES = {
    "wrong type": (
        SOUND.replace('"1.0.0"', "1.0"),
        "interlinker.toml:2 version: found 1.0, expected text — correct 'version'",
    ),
    "unknown key": (
        SOUND.replace("licence =", "license ="),
        "interlinker.toml:3 license: found the unknown key 'license', expected one of id, version,",
    ),
    "nested unknown key": (
        SOUND + "[[processing]]\npurpose.en = 'x'\nretention.en = 'x'\ndata = ['x']\nlegal_bases = 'consent'\n",
        (
            "interlinker.toml:12 processing.0.legal_bases: found the unknown key 'legal_bases', "
            "expected one of purpose, data, legal_basis, retention, recipients "
            "(a misspelled key would silently have no effect) — did you mean 'legal_basis'?"
        ),
    ),
    "unknown key in a named table": (
        SOUND + "[collections.votes]\ntitle.en = 'V'\ncontribution = {type = 'object'}\none_per_persn = 'first'\n",
        (
            "interlinker.toml:11 collections.votes.one_per_persn: found the unknown key 'one_per_persn', "
            "expected one of title, contribution, role, read_role, identity, one_per_person, closed_when "
            "(a misspelled key would silently have no effect) — did you mean 'one_per_person'?"
        ),
    ),
    "missing key": (
        SOUND + "[maintainer]\nemail = 'a@example.org'\n",
        (
            "interlinker.toml:8 maintainer.name: found nothing, expected a value, which 'maintainer' cannot do without "
            "— add 'maintainer.name'"
        ),
    ),
    "wrong enum": (
        'nature = "hardware"\n' + SOUND,
        (
            "interlinker.toml:1 nature: found 'hardware', expected one of 'software', 'knowledge', 'externalsoftware' "
            "or 'externalknowledge' — correct 'nature'"
        ),
    ),
    "reserved id": (
        SOUND.replace('"ideas"', '"settings"'),
        (
            "interlinker.toml:1 id: found 'settings', "
            "expected an identifier that the platform does not need for its own pages — correct 'id'"
        ),
    ),
    "id that is no DNS label": (
        SOUND.replace('"ideas"', '"My ideas"'),
        (
            "interlinker.toml:1 id: found 'My ideas', "
            "expected lower-case letters, digits and hyphens, at most 40, beginning with a letter — correct 'id'"
        ),
    ),
    "language that is none": (
        SOUND + '[tags]\nEN = ["x"]\n',
        (
            "interlinker.toml:9 tags.EN: found the key 'EN', expected a language tag such as 'en' or 'pt-BR' — "
            "correct 'tags.EN'"
        ),
    ),
    "missing language": (
        'languages = ["en", "lv"]\n' + SOUND.replace("description.en", 'name.lv = "Idejas"\ndescription.en'),
        (
            "interlinker.toml:7 description.lv: found no description in 'lv', expected a description in each of "
            "`languages` (whoever reads only that language finds the interlinker by it) — "
            "add 'description.lv', or remove 'lv' from `languages`"
        ),
    ),
    "missing default language": (
        'default_language = "es"\n' + SOUND.replace("name.en", 'description.es = "Ideas."\nname.en'),
        "interlinker.toml:6 name.es: found the default language 'es' is missing, expected a document that agrees with",
    ),
    "contradiction": (
        'download_format = "pdf"\n' + SOUND,
        (
            "interlinker.toml:1 download_format: found 'pdf' is none of json, html, bundle, "
            "expected a document that agrees with itself (each key alone is right, together they are not) — "
            "correct 'download_format'"
        ),
    ),
    "union": (
        SOUND.replace('{ type = "object" }', "5"),
        "interlinker.toml:7 schemas.params: found 5, expected text or a table — correct 'schemas.params'",
    ),
    "date in a schema": (
        SOUND.replace('"object"', '"object", default = 2026-01-01'),
        (
            "interlinker.toml:7 schemas.params.default: found 2026-01-01, "
            "expected a JSON value; dates and times are put in quotes — correct 'schemas.params.default'"
        ),
    ),
    "number in place of a date": (
        "support_until = 20281231\n" + SOUND,
        (
            "interlinker.toml:1 support_until: found 20281231, expected a date such as 2028-12-31 — "
            "correct 'support_until'"
        ),
    ),
    "path that leaves the package": (
        SOUND + '[catalogue]\nlogo = "../logo.png"\n',
        (
            "interlinker.toml:9 catalogue.logo: found '../logo.png', "
            "expected a path that is relative to the manifest and stays beside it — correct 'catalogue.logo'"
        ),
    ),
    "empty list": (
        SOUND + "[files]\naccept = []\n",
        "interlinker.toml:9 files.accept: found [], expected at least one entry — correct 'files.accept'",
    ),
    "number that is too small": (
        SOUND + '[files]\naccept = ["image/*"]\nmax_count = 0\n',
        "interlinker.toml:10 files.max_count: found 0, expected at least 1 — correct 'files.max_count'",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_fault_is_told_with_its_place_and_its_remedy(case: str) -> None:
    text, expected = CASES[case]
    with pytest.raises(ManifestInvalid) as refusal:
        parse_manifest(text)
    assert [problem for problem in refusal.value.problems if str(problem).startswith(expected)]


def test_a_syntax_error_is_told_with_its_line() -> None:
    with pytest.raises(ManifestInvalid) as refusal:
        parse_manifest("id = ideas\n" + SOUND)
    problem = only(list(refusal.value.problems))
    assert (problem.code, problem.file, problem.line) == ("syntax", "interlinker.toml", 1)


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ('nature = "knowledge"', "knowledge"),
        ('nature = "externalsoftware"', "link"),
        ('languages = ["es"]', "languages"),
        ('capabilities = ["contribute"]', "capabilities"),
        ('capabilities = ["view", "view"]', "capabilities"),
        ('formats = [{ id = "bundle", title.en = "B" }]', "formats"),
        ('formats = [{ id = "csv", title.en = "B" }, { id = "csv", title.en = "B" }]', "formats"),
        ('files = { accept = ["image/*"], min_count = 2 }', "files.min_count"),
        ('collections.params = { title.en = "P", contribution.type = "object" }', "collections.params"),
    ],
)
def test_keys_that_contradict_each_other_are_refused(change: str, key: str) -> None:
    with pytest.raises(ManifestInvalid) as refusal:
        parse_manifest(change + "\n" + SOUND)
    assert key in {problem.key for problem in refusal.value.problems}
    assert "contradiction" in {problem.code for problem in refusal.value.problems}


def test_a_fault_of_each_kind_is_told_in_one_reading(problems: Problems) -> None:
    found = problems(
        """
        id = "Ideas"
        version = 1
        licence = "EUPL-1.2"
        languages = ["en", "es"]
        name.en = "Ideas"
        description = { en = "Collect ideas.", es = "Reúna ideas." }
        settings = "schemas/settings.json"
        [schemas]
        params = "schemas/params.json"
        state = "schemas/state.json"
        [collections.votes]
        titel.en = "Votes"
        contribution = { type = "object", properties.vote = { "$ref" = "#/nowhere" } }
        [instructions]
        en = "instructions/en.md"
        """.replace("        ", ""),
        **{
            "schemas/params.json": '{"type": "object",\n "properties": }',
            "schemas/settings.json": '{"type": "object", "properties": {"level": {"type": "intger"}}}',
            "locales/es.toml": "[votes.properties.vote]\ntitle = 3\n",
            "locales/it.toml": "[params\n",
        },
    )
    assert {(problem.file, problem.line, problem.key, problem.code) for problem in found} == {
        ("interlinker.toml", 2, "id", "wrong_value"),
        ("interlinker.toml", 3, "version", "wrong_value"),
        ("interlinker.toml", 6, "name.es", "missing_language"),
        ("interlinker.toml", 12, "collections.votes.title", "missing_key"),
        ("interlinker.toml", 13, "collections.votes.titel", "unknown_key"),
        ("interlinker.toml", 14, "collections.votes.contribution.properties.vote.$ref", "schema_reference"),
        ("interlinker.toml", 11, "schemas.state", "missing_file"),
        ("interlinker.toml", 16, "instructions.en", "missing_file"),
        ("schemas/params.json", 2, "schemas.params", "syntax"),
        ("schemas/settings.json", None, "properties.level.type", "schema_invalid"),
        ("locales/es.toml", 2, "votes.properties.vote.title", "wrong_value"),
        ("locales/it.toml", 1, "", "syntax"),
    }
    assert all(problem.found and problem.expected and problem.fix for problem in found)


def test_a_folder_without_a_manifest_says_what_is_missing(tmp_path: object) -> None:
    with pytest.raises(ManifestInvalid) as refusal:
        read_manifest(tmp_path)  # type: ignore[arg-type]
    assert only(list(refusal.value.problems)).code == "unreadable_manifest"


@pytest.mark.parametrize("content", [b"id = '\xff'", b"#" * 1_000_001], ids=["not UTF-8", "too large"])
def test_a_file_that_cannot_be_read_as_text_is_refused(tmp_path, content: bytes) -> None:
    (tmp_path / "interlinker.toml").write_bytes(content)
    with pytest.raises(ManifestInvalid) as refusal:
        read_manifest(tmp_path)
    assert only(list(refusal.value.problems)).code == "unreadable_manifest"


@pytest.mark.parametrize("nested", ["[", "{a="])
def test_absurd_nesting_is_refused_and_not_a_crash(nested: str) -> None:
    with pytest.raises(ManifestInvalid):
        parse_manifest("id = " + nested * 3_000)
