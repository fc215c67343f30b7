# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What is installed is found without importing it, and what cannot be loaded is refused with a reason."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from interlink_runtime.discovery import Discovery, discover
from interlink_sdk.errors import ManifestInvalid, PluginRefused

MANIFEST = """\
id = "{id}"
version = "1.0.0"
licence = "EUPL-1.2"
name.en = "Installed"
description.en = "Installed for a test."
"""
NEVER = "raise SystemExit('nobody imports this')"

Install = Callable[..., str]


def found(site: Path, *more: Path) -> Discovery:
    """Return what is discovered, and make sure that nothing was imported for it."""
    before = set(sys.modules)
    discovery = discover([str(site), *map(str, more)])
    assert [name for name in set(sys.modules) - before if name.startswith(("installed", "space"))] == []
    return discovery


def ids(discovery: Discovery) -> tuple[list[str], list[str]]:
    return [one.id for one in discovery.candidates], [one.id for one in discovery.refusals]


def reason(discovery: Discovery) -> str:
    (refusal,) = discovery.refusals
    return str(refusal.error)


def write_distribution(site: Path, name: str, files: dict[str, str], kind: str = "dist-info") -> None:
    folder = site / (f"{name}-1.0.dist-info" if kind == "dist-info" else f"{name}.egg-info")
    folder.mkdir(parents=True)
    metadata = f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n"
    for file, text in {"METADATA" if kind == "dist-info" else "PKG-INFO": metadata, **files}.items():
        (folder / file).write_text(text, encoding="utf-8")


def write_project(folder: Path, package: str, identifier: str) -> None:
    (folder / package).mkdir(parents=True)
    (folder / package / "interlinker.toml").write_text(MANIFEST.format(id=identifier), encoding="utf-8")
    (folder / package / "__init__.py").write_text(NEVER, encoding="utf-8")


def points(**named: str) -> str:
    return "[interlink.interlinkers]\n" + "".join(f"{name} = {value}\n" for name, value in named.items())


def test_installed_interlinkers_are_found_in_the_order_of_their_ids(site: Path, install: Install) -> None:
    install("second", NEVER)
    package = install("first", NEVER, distribution="my_plugin")
    discovery = found(site)
    assert ids(discovery) == (["first", "second"], [])
    first = discovery.candidates[0]
    assert (first.package, first.distribution, first.file.folder) == (package, "my_plugin 1.0", site / package)


def test_a_package_inside_a_namespace_is_found(site: Path, install: Install) -> None:
    install("nested", NEVER, package="space.nested")
    discovery = found(site)
    assert ids(discovery) == (["nested"], [])
    assert discovery.candidates[0].file.folder == site / "space" / "nested"


def test_an_entry_point_may_name_an_object_of_the_package(site: Path, install: Install) -> None:
    install("object", NEVER, package="installed_object", entry_point="installed_object:plugin")
    assert ids(found(site)) == (["object"], [])


@pytest.mark.parametrize("layout", ["src", "."])
def test_an_editable_install_is_found_through_its_origin(site: Path, tmp_path: Path, layout: str) -> None:
    project = tmp_path / "my project"
    write_project(project / layout, "installed_editable", "editable")
    origin = json.dumps({"url": project.as_uri(), "dir_info": {"editable": True}})
    files = {"entry_points.txt": points(editable="installed_editable"), "direct_url.json": origin, "RECORD": ""}
    write_distribution(site, "my_editable", files)
    assert ids(found(site)) == (["editable"], [])


@pytest.mark.parametrize(
    "origin",
    ["", "[]", "no json", '{"url": 3}', '{"url": "https://example.org", "dir_info": {"editable": true}}',
     '{"url": "file:///", "dir_info": {"editable": "yes"}}', '{"url": "file:///", "dir_info": []}'],
)  # fmt: skip
def test_an_origin_that_leads_nowhere_is_refused(site: Path, origin: str) -> None:
    files = {"entry_points.txt": points(lost="installed_lost"), "direct_url.json": origin}
    write_distribution(site, "lost", files)
    discovery = found(site)
    assert ids(discovery) == ([], ["lost"])
    assert "which has no interlinker.toml" in reason(discovery)


def test_a_distribution_that_is_seen_twice_counts_once(site: Path, tmp_path: Path) -> None:
    project = tmp_path / "project"
    write_project(project / "src", "installed_twice", "twice")
    entry_points = {"entry_points.txt": points(twice="installed_twice")}
    write_distribution(project / "src", "my_twice", entry_points, kind="egg-info")
    origin = json.dumps({"url": project.as_uri(), "dir_info": {"editable": True}})
    write_distribution(site, "my.twice", {**entry_points, "direct_url.json": origin})
    assert ids(found(site, project / "src")) == (["twice"], [])
    assert ids(found(project / "src", site)) == (["twice"], [])


@pytest.mark.parametrize("package", ["installed_missing", "../outside", "installed missing", "a..b"])
def test_an_entry_point_that_leads_nowhere_is_refused(site: Path, install: Install, package: str) -> None:
    install("good", NEVER)
    write_distribution(site, "broken", {"entry_points.txt": points(broken=package), "RECORD": ""})
    assert ids(found(site)) == (["good"], ["broken"])


def test_an_identifier_that_two_claim_goes_to_neither(site: Path, install: Install) -> None:
    install("poll", NEVER, distribution="honest")
    install("poll", NEVER, distribution="pretender")
    install("good", NEVER)
    discovery = found(site)
    assert ids(discovery) == (["good"], ["poll", "poll"])
    assert [refusal.distribution for refusal in discovery.refusals] == ["honest 1.0", "pretender 1.0"]
    assert "is taken by pretender 1.0" in str(discovery.refusals[0].error)


def test_the_entry_point_and_the_manifest_agree_on_the_id(site: Path, install: Install) -> None:
    install("mine", NEVER, manifest=MANIFEST.format(id="yours"))
    discovery = found(site)
    assert "the manifest says 'yours'" in reason(discovery)
    assert isinstance(discovery.refusals[0].error, PluginRefused)


def test_a_bad_manifest_is_refused_with_all_its_problems(site: Path, install: Install) -> None:
    install("good", NEVER)
    install("bad", NEVER, manifest='id = "bad"\nversion = 1\n')
    discovery = found(site)
    assert ids(discovery) == (["good"], ["bad"])
    error = discovery.refusals[0].error
    assert isinstance(error, ManifestInvalid)
    assert {problem.key for problem in error.problems} == {"version", "licence", "name", "description"}


@pytest.mark.parametrize(
    ("file", "content"),
    [("METADATA", b""), ("METADATA", b"\xff\xfe"), ("METADATA", None), ("entry_points.txt", b"[interlink.interli")],
)
def test_a_broken_distribution_keeps_no_other_from_loading(
    site: Path, install: Install, file: str, content: bytes | None
) -> None:
    install("good", NEVER)
    install("broken", NEVER, distribution="broken")
    path = site / "broken-1.0.dist-info" / file
    path.unlink() if content is None else path.write_bytes(content)
    assert ids(found(site))[0] == ["good"]


def test_distributions_without_interlinkers_are_no_concern(site: Path) -> None:
    write_distribution(site, "other", {"entry_points.txt": "[console_scripts]\nother = other:main\n"})
    assert ids(found(site)) == ([], [])


def test_what_this_environment_has_is_discovered() -> None:
    assert isinstance(discover(), Discovery)
