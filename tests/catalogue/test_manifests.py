# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What a manifest says is what the catalogue shows."""

from interlink_runtime.catalogue.manifests import entry_from_manifest
from interlink_sdk.manifest import read_manifest


def test_an_entry_says_what_the_manifest_says(examples):
    poll = next(candidate for candidate in examples.candidates if candidate.id == "poll")
    entry, manifest = entry_from_manifest(poll.file), poll.file.manifest
    assert (entry.id, entry.nature, entry.service_name) == ("poll", "software", "poll")
    assert (entry.names, entry.descriptions, entry.tags) == (manifest.name, manifest.description, manifest.tags)
    assert entry.languages == ("en", "es", "it", "lv")
    assert entry.licence == "copyleft"
    assert entry.problem_profiles == manifest.catalogue.problem_profiles
    assert entry.capabilities == tuple(sorted({*entry.capabilities} - {"export"} | {"download", "contribute"}))
    assert entry.instructions["en"] == (poll.file.folder / "instructions/en.md").read_text()
    assert entry.capability_labels["instantiate"]["it"] == "Crea un sondaggio"


def test_the_digest_changes_with_a_picture(examples, tmp_path):
    poll = next(candidate for candidate in examples.candidates if candidate.id == "poll")
    before = entry_from_manifest(poll.file)
    assert entry_from_manifest(read_manifest(poll.file.folder)) == before
    assert before.logo
    folder = tmp_path / "poll"
    folder.mkdir()
    for path in poll.file.folder.rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            copy = folder / path.relative_to(poll.file.folder)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())
    (folder / before.logo).write_bytes((folder / before.logo).read_bytes() + b"\0")
    assert entry_from_manifest(read_manifest(folder)).digest != before.digest


def test_a_link_says_where_it_leads(tmp_path):
    (tmp_path / "interlinker.toml").write_text(
        'id = "map"\nversion = "1"\nlicence = "ODbL-1.0"\nnature = "externalsoftware"\n'
        'name.en = "Map"\ndescription.en = "A map"\n[link]\nuri.en = "https://example.org/map"\n'
    )
    entry = entry_from_manifest(read_manifest(tmp_path))
    assert entry.uris == {"en": "https://example.org/map"}
    assert (entry.service_name, entry.licence, entry.capabilities) == (None, "copyleft", ())
