# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What can be named as a target, what is refused, and that nothing is unpacked or run before that."""

import importlib.metadata
import struct
import tempfile
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from interlink_sdk.conformance.package import Package
from interlink_sdk.conformance.projects import package_in
from interlink_sdk.conformance.targets import InstalledPackage, open_target
from interlink_sdk.errors import InterlinkError, TargetRefused, TargetUnknown

from .projects import FOLDER_NAME, write_project
from .wheels import members_of, write_wheel

WHEEL_NAME = "interlink_ideas-1.1.0-py3-none-any.whl"
Change = Callable[[dict[str, bytes]], object]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return the folder of the sound interlinker's project."""
    return write_project(tmp_path / "ideas")


@pytest.fixture
def wheel(project: Path, tmp_path: Path) -> Callable[..., Path]:
    """Return what writes a wheel of the sound interlinker, changed."""

    def write(change: Change = lambda members: None, name: str = WHEEL_NAME) -> Path:
        members = members_of(project / "src" / FOLDER_NAME)
        change(members)
        write_wheel(tmp_path / name, members)
        return tmp_path / name

    return write


@pytest.fixture
def unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder in which anything would be unpacked."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def refusal_of(path: Path) -> InterlinkError:
    """Return the refusal of the wheel at *path*."""
    with pytest.raises(TargetRefused) as caught, open_target(str(path)):
        pass
    return caught.value


def codes_of(error: InterlinkError) -> set[str]:
    return {problem.code for problem in error.problems}


def test_a_project_is_found_through_its_entry_point(project: Path) -> None:
    with open_target(str(project)) as package:
        assert (package.folder, package.module) == (project / "src" / FOLDER_NAME, FOLDER_NAME)
        assert package.distribution is not None
        assert package.distribution.entry_points == (("ideas", FOLDER_NAME),)


def test_a_project_without_src_is_found(tmp_path: Path) -> None:
    project = write_project(tmp_path / "flat", inside="")
    assert package_in(project).folder == project / FOLDER_NAME


def test_a_project_whose_pyproject_is_broken_is_examined_as_far_as_it_can_be(project: Path) -> None:
    (project / "pyproject.toml").write_text("[project", encoding="utf-8")
    package = package_in(project)
    assert (package.module, package.distribution) == (FOLDER_NAME, None)


def test_a_folder_with_a_manifest_alone_is_a_target(tmp_path: Path) -> None:
    (tmp_path / "interlinker.toml").write_text('id = "note"', encoding="utf-8")
    assert package_in(tmp_path) == Package(tmp_path)


def test_a_package_inside_of_a_package_is_imported_by_its_whole_name(tmp_path: Path) -> None:
    folder = tmp_path / "town" / "ideas"
    folder.mkdir(parents=True)
    for place in (folder, folder.parent):
        (place / "__init__.py").touch()
    (folder / "interlinker.toml").touch()
    assert (package_in(folder).module, package_in(folder).root) == ("town.ideas", tmp_path)


def test_a_folder_without_manifest_is_told_what_was_looked_for(tmp_path: Path) -> None:
    with pytest.raises(TargetUnknown) as caught, open_target(str(tmp_path)):
        pass
    assert codes_of(caught.value) == {"no_manifest"}
    for place in ("interlinker.toml", "pyproject.toml", "src/*/"):
        assert place in str(caught.value)


def test_a_folder_with_two_interlinkers_names_both(project: Path) -> None:
    (project / "src" / "second").mkdir()
    (project / "src" / "second" / "interlinker.toml").touch()
    (project / "pyproject.toml").unlink()
    with pytest.raises(TargetUnknown, match=f"{FOLDER_NAME}.*second"):
        package_in(project)


def test_an_installed_interlinker_is_a_target(project: Path) -> None:
    found = InstalledPackage(FOLDER_NAME, project / "src" / FOLDER_NAME, importlib.metadata.distribution("interlink"))
    with open_target("ideas", lambda: {"ideas": found}) as package:
        assert (package.module, package.root) == (FOLDER_NAME, project / "src")
        assert package.distribution is not None
        assert package.distribution.name == "interlink"


def test_a_name_that_is_nothing_is_answered_with_one_like_it(project: Path) -> None:
    found = InstalledPackage(FOLDER_NAME, project, importlib.metadata.distribution("interlink"))
    with pytest.raises(TargetUnknown, match="did you mean 'ideas'") as caught:
        open_target("idea", lambda: {"ideas": found}).__enter__()
    assert codes_of(caught.value) == {"no_target"}


def test_a_folder_a_wheel_and_an_installed_interlinker_have_the_same_digest(
    project: Path, wheel: Callable[..., Path]
) -> None:
    with open_target(str(project)) as source, open_target(str(wheel())) as built:
        assert source.digest == built.digest


def test_a_wheel_is_unpacked_for_as_long_as_it_is_examined(wheel: Callable[..., Path], unpacked: Path) -> None:
    with open_target(str(wheel())) as package:
        assert package.folder.is_relative_to(unpacked)
        assert package.file is not None
        assert package.distribution is not None
        assert package.distribution.licence == "EUPL-1.2"
    assert list(unpacked.iterdir()) == []


def test_a_file_that_is_no_archive_is_refused(tmp_path: Path, unpacked: Path) -> None:
    path = tmp_path / WHEEL_NAME
    path.write_bytes(b"not a wheel at all")
    error = refusal_of(path)
    assert codes_of(error) == {"not_a_zip"}
    assert error.problems[0].file == WHEEL_NAME
    assert "build the wheel again" in error.problems[0].fix
    assert list(unpacked.iterdir()) == []


def test_a_truncated_wheel_is_refused(wheel: Callable[..., Path], unpacked: Path) -> None:
    path = wheel()
    path.write_bytes(path.read_bytes()[:-200])
    assert codes_of(refusal_of(path)) == {"not_a_zip"}
    assert list(unpacked.iterdir()) == []


def test_a_wheel_with_a_damaged_member_is_refused(wheel: Callable[..., Path], unpacked: Path) -> None:
    path = wheel()
    content = bytearray(path.read_bytes())
    with ZipFile(path) as archive:
        member = archive.infolist()[0]
    start = member.header_offset + 30 + len(member.filename)
    content[start + 5] ^= 0xFF
    path.write_bytes(content)
    assert codes_of(refusal_of(path)) == {"damaged"}
    assert list(unpacked.iterdir()) == []


@pytest.mark.parametrize(
    "name", ["../outside.py", "/etc/outside.py", "a/../../outside.py", "C:/outside.py", "back\\outside.py"]
)
def test_a_wheel_with_a_name_that_leaves_its_folder_is_refused(
    name: str, wheel: Callable[..., Path], unpacked: Path
) -> None:
    assert codes_of(refusal_of(wheel(lambda members: members.update({name: b"x"})))) == {"unsafe_name"}
    assert list(unpacked.iterdir()) == []


def test_a_wheel_with_a_link_is_refused(wheel: Callable[..., Path], unpacked: Path) -> None:
    path = wheel()
    link = ZipInfo("ideas/link")
    link.external_attr = 0o120777 << 16
    with ZipFile(path, "a") as archive:
        archive.writestr(link, "/etc/passwd")
    assert codes_of(refusal_of(path)) == {"not_a_file"}
    assert list(unpacked.iterdir()) == []


def test_a_wheel_that_unpacks_to_many_times_its_size_is_refused(wheel: Callable[..., Path], unpacked: Path) -> None:
    path = wheel()
    with ZipFile(path, "a", ZIP_DEFLATED) as archive:
        archive.writestr("ideas/large.bin", bytes(5_000_000))
    assert codes_of(refusal_of(path)) == {"bomb"}
    assert list(unpacked.iterdir()) == []


def test_a_wheel_that_claims_to_unpack_to_more_than_may_be_is_refused(
    wheel: Callable[..., Path], unpacked: Path
) -> None:
    path = wheel()
    content = bytearray(path.read_bytes())
    entry = content.index(b"PK\x01\x02")
    content[entry + 24 : entry + 28] = struct.pack("<I", 2**31)
    path.write_bytes(content)
    assert "too_large" in codes_of(refusal_of(path))
    assert list(unpacked.iterdir()) == []


def test_a_wheel_with_a_file_that_python_runs_at_each_start_is_refused(
    wheel: Callable[..., Path], unpacked: Path
) -> None:
    error = refusal_of(wheel(lambda members: members.update({"ideas.pth": b"import os"})))
    assert codes_of(error) == {"startup_file"}
    assert list(unpacked.iterdir()) == []


def test_a_wheel_without_metadata_is_refused(wheel: Callable[..., Path]) -> None:
    def without(members: dict[str, bytes]) -> None:
        for name in [name for name in members if ".dist-info/" in name]:
            del members[name]

    assert codes_of(refusal_of(wheel(without))) == {"not_a_wheel"}


@pytest.mark.parametrize(
    "points", [b"", b"[console_scripts]\nx = y\n", b"[interlink.interlinkers]\none = a\ntwo = b\n"]
)
def test_a_wheel_that_offers_no_interlinker_or_two_is_refused(points: bytes, wheel: Callable[..., Path]) -> None:
    def offer(members: dict[str, bytes]) -> None:
        members[next(name for name in members if name.endswith("entry_points.txt"))] = points

    assert codes_of(refusal_of(wheel(offer))) == {"offers_not_one"}


def test_a_wheel_whose_entry_point_leads_nowhere_is_refused(wheel: Callable[..., Path]) -> None:
    def lead_away(members: dict[str, bytes]) -> None:
        name = next(name for name in members if name.endswith("entry_points.txt"))
        members[name] = b"[interlink.interlinkers]\nideas = elsewhere\n"

    assert codes_of(refusal_of(wheel(lead_away))) == {"no_manifest"}


def test_entry_points_that_cannot_be_read_are_a_refusal(wheel: Callable[..., Path]) -> None:
    def spoil(members: dict[str, bytes]) -> None:
        members[next(name for name in members if name.endswith("entry_points.txt"))] = b"= = ="

    assert codes_of(refusal_of(wheel(spoil))) == {"damaged"}


def test_an_address_is_a_refusal_with_a_code() -> None:
    with pytest.raises(TargetUnknown) as caught, open_target("https://ideas.example.org"):
        pass
    assert codes_of(caught.value) == {"no_target"}
