# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Whatever an import does, it becomes a result in bounded time, and never a traceback or an end of this process."""

import asyncio
import sys
from pathlib import Path

import pytest

from interlink_sdk.conformance import opening
from interlink_sdk.conformance.opening import Opening, opening_of
from interlink_sdk.conformance.package import Package
from interlink_sdk.conformance.projects import package_in
from interlink_sdk.conformance.requirements import read_requirements
from interlink_sdk.conformance.results import Report
from interlink_sdk.conformance.targets import examine_package

from .projects import FOLDER_NAME, write_project

ASKED = ("package-imports", "manifest-hooks-fit", "manifest-keys-known", "clone-belongs-to-cloner")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a sound package."""
    return write_project(tmp_path / "ideas") / "src" / FOLDER_NAME


def opened(folder: Path, code: str = "") -> Opening:
    """Return what comes of importing the sound package with *code* at its end."""
    init = folder / "__init__.py"
    init.write_text(f"{init.read_text('utf-8')}\n{code}\n", encoding="utf-8")
    return opening_of(Package.beside(package_in(folder).file or pytest.fail("no manifest")))


def examined(folder: Path) -> Report:
    """Return the report about a few requirements."""
    requirements = {code: read_requirements()[code] for code in ASKED}
    return asyncio.run(examine_package(package_in(folder), "here", requirements=requirements))


def outcomes_in(report: Report) -> dict[str, str]:
    return {result.code: result.outcome for result in report.results}


def test_a_sound_package_says_which_hooks_it_has(folder: Path) -> None:
    found = opened(folder)
    assert (found.fault, found.obstacle) == (None, "")
    assert {"instantiate", "view", "migrate"} <= found.own_hooks


def test_nothing_is_imported_here_and_no_bytecode_is_left(folder: Path) -> None:
    opened(folder)
    assert FOLDER_NAME not in sys.modules
    assert list(folder.rglob("*.pyc")) == []


def test_a_syntax_error_is_named_with_file_and_line(folder: Path) -> None:
    lines = (folder / "__init__.py").read_text("utf-8").count("\n")
    fault = opened(folder, "def broken(:").fault
    assert fault is not None
    assert fault.found.startswith("SyntaxError")
    assert (fault.file, fault.line) == (f"{FOLDER_NAME}/__init__.py", lines + 2)


def test_an_exception_is_named_with_the_author_s_own_line(folder: Path) -> None:
    (folder / "late.py").write_text("import json\njson.loads('{')\n", encoding="utf-8")
    fault = opened(folder, "from . import late").fault
    assert fault is not None
    assert (fault.file, fault.line) == (f"{FOLDER_NAME}/late.py", 2)


def test_a_missing_module_is_named(folder: Path) -> None:
    fault = opened(folder, "import module_that_nobody_has").fault
    assert fault is not None
    assert fault.missing == "module_that_nobody_has"


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("raise SystemExit(3)", "SystemExit: 3"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt"),
        ("import os; os._exit(5)", "it ended the process with code 5"),
        ("import os; os.kill(os.getpid(), 9)", "it ended the process with signal 9"),
        ("while True: print('x' * 1000)", f"it printed more than {opening.MAX_PRINTED_BYTES} bytes"),
    ],
)
def test_an_import_that_ends_or_floods_the_process_is_a_sentence(folder: Path, code: str, found: str) -> None:
    fault = opened(folder, code).fault
    assert fault is not None
    assert fault.found == found


def test_an_import_that_never_ends_is_given_up(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "IMPORT_TIMEOUT_S", 1.5)
    fault = opened(folder, "while True: pass").fault
    assert fault is not None
    assert fault.found == "it did not end within 1.5 s"


def test_a_process_that_the_import_leaves_behind_does_not_keep_the_examination(folder: Path) -> None:
    code = "import subprocess, sys\nsubprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])"
    assert opened(folder, code).fault is None


def test_a_package_that_hides_behind_another_of_its_name_is_told(tmp_path: Path) -> None:
    fault = opening_of(Package(tmp_path, "json", tmp_path)).fault
    assert fault is not None
    assert "another package" in fault.found


def test_faults_of_hooks_come_with_their_lines(folder: Path) -> None:
    found = opened(folder, "@hookimpl\ndef clon(asset): ...")
    assert [problem.code for problem in found.hook_problems] == ["unknown_hook"]
    assert found.hook_problems[0].line


def test_what_cannot_be_imported_fails_one_requirement_and_the_rest_cannot_be_told(folder: Path) -> None:
    opened(folder, "raise SystemExit(1)")
    report = examined(folder)
    assert outcomes_in(report) == {
        "package-imports": "failed",
        "manifest-hooks-fit": "passed",
        "manifest-keys-known": "passed",
        "clone-belongs-to-cloner": "cannot_tell",
    }
    untold = next(result for result in report.results if result.outcome == "cannot_tell")
    assert "cannot be imported: SystemExit: 1" in untold.found


def test_a_manifest_that_is_wrong_leaves_the_contract_untold(folder: Path) -> None:
    manifest = folder / "interlinker.toml"
    manifest.write_text(f"nonsense = 1\n{manifest.read_text('utf-8')}", encoding="utf-8")
    outcomes = outcomes_in(examined(folder))
    assert outcomes["manifest-keys-known"] == "failed"
    assert outcomes["clone-belongs-to-cloner"] == "cannot_tell"
