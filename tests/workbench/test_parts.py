# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The parts of the workbench by themselves: watching, importing anew, recording, switches, the stage."""

import asyncio
import sys

import pytest
from fastapi.testclient import TestClient
from tests.workbench.conftest import CODE

from interlink_runtime.app import create_app
from interlink_runtime.cli.commands import run
from interlink_runtime.settings import Settings
from interlink_runtime.workbench.app import workbench_settings
from interlink_runtime.workbench.faults import ImportRaised, ImportStuck, fault_from
from interlink_runtime.workbench.importing import import_fresh
from interlink_runtime.workbench.recording import KEPT_LINES, Recorder, recorded_output
from interlink_runtime.workbench.staging import directed
from interlink_runtime.workbench.switches import Switches, switches_of
from interlink_runtime.workbench.watching import changes, stamps_below
from interlink_sdk.errors import SettingsInvalid

SECONDS = 10.0


@pytest.mark.parametrize("name", ["__init__.py", "interlinker.toml", "page.css"])
async def test_a_save_after_the_known_stamps_is_told(author, name):
    known = stamps_below([author.package])
    author.write(name, "changed")
    async with asyncio.timeout(SECONDS):
        await anext(changes([author.package], known, every_s=0.01))


def test_what_python_and_editors_leave_is_not_watched(author):
    known = stamps_below([author.package])
    (author.package / "__pycache__").mkdir()
    (author.package / "__pycache__" / "x.pyc").touch()
    author.write(".page.swp", "")
    assert stamps_below([author.package]) == known


async def test_a_second_import_sees_what_was_saved_within_the_same_second(author):
    package = author.project().package
    first = await import_fresh(package, timeout_s=SECONDS)
    author.write("__init__.py", CODE + "WORD = 1\n")
    second = await import_fresh(package, timeout_s=SECONDS)
    author.write("__init__.py", CODE + "WORD = 2\n")
    third = await import_fresh(package, timeout_s=SECONDS)
    assert (hasattr(first, "WORD"), second.WORD, third.WORD) == (False, 1, 2)


@pytest.mark.parametrize("text", ["1 / 0\n", "raise SystemExit\n", "import nothing_there\n"])
async def test_a_broken_import_leaves_the_modules_of_before(author, text):
    package = author.project().package
    before = await import_fresh(package, timeout_s=SECONDS)
    author.write("__init__.py", "\n\n" + text)
    with pytest.raises(ImportRaised) as raised:
        await import_fresh(package, timeout_s=SECONDS)
    assert sys.modules[package.module] is before
    assert fault_from(raised.value, package).places[0].line == 3


async def test_an_import_that_does_not_end_holds_up_no_later_one(author):
    package = author.project().package
    author.write("__init__.py", "import threading\nthreading.Event().wait(30)\n")
    with pytest.raises(ImportStuck) as stuck:
        await import_fresh(package, timeout_s=0.2)
    assert fault_from(stuck.value, package).places[0].line == 2
    author.write("__init__.py", CODE)
    assert await import_fresh(package, timeout_s=SECONDS)


def test_output_is_kept_by_lines_and_bounded():
    recorder = Recorder()
    with recorded_output(recorder):
        for number in range(KEPT_LINES + 10):
            sys.stdout.write(f"{number}\n")
    assert [line.text for line in recorder.lines][-1] == str(KEPT_LINES + 9)
    assert len(recorder.lines) == KEPT_LINES


def test_what_the_address_does_not_know_stays_as_it_is_without_it():
    assert switches_of({"who": "root", "width": "1", "dir": "rtl"}, ("en",), "en") == Switches(dir="rtl")


@pytest.mark.parametrize("root", ["<html>", '<html dir="ltr">', '<html lang="en" dir=ltr class="a">'])
def test_a_page_has_one_direction(root):
    page = directed(f"<!doctype html>{root}<body dir=ltr>".encode(), "rtl").decode()
    assert page.partition("<body")[0].count("dir=") == 1
    assert 'dir="rtl"' in page


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "example.org"])
def test_the_workbench_refuses_to_be_reached_from_elsewhere(author, host):
    with pytest.raises(SettingsInvalid, match="loopback only"):
        workbench_settings(author.project(), host, 8750)
    assert run(["dev", str(author.folder), "--host", host]) == 2
    assert not (author.folder / ".interlink").exists()


def test_a_folder_without_a_manifest_is_refused_with_what_was_looked_for(tmp_path, capsys):
    assert run(["dev", str(tmp_path)]) == 1
    assert "no interlinker.toml; looked into" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_the_runtime_itself_has_no_workbench(tmp_path):
    settings = Settings.model_validate({"store": {"folder": tmp_path}, "identity": {"mode": "development"}})
    with TestClient(create_app(settings)) as client:
        assert client.get("/workbench").status_code == 404
        assert client.get("/workbench/pulse").status_code == 404
