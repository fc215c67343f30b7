# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Starting a project: `interlink new` against cookiecutter's own command on a template of as many files.

The templates of Singer SDK and Datasette lie in git repositories; where these cannot be reached,
the comparison is left out and the reason printed.
"""

import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from peers import PeerMissing, left_out
from programs import SCRIPTS, run
from quick import taken
from rounds import Cost, Row, compare, report

ROUNDS = 5
FILES = 25
REACH_TIMEOUT_S = 20
PEERS = {
    "Singer SDK's template": "https://github.com/meltano/sdk.git",
    "Datasette's plugin template": "https://github.com/simonw/datasette-plugin.git",
}


def rows(folder: Path, rounds: int) -> Iterator[Row]:
    """Yield how starting a project compares."""
    template = _template(folder / "template")
    ours = [str(SCRIPTS / "interlink"), "new", "Ideas", "--no-input", "--author", "Ana", "--folder"]
    theirs = [str(SCRIPTS / "cookiecutter"), str(template), "--no-input", "--output-dir"]
    yield compare(
        f"scaffolding of {FILES} files",
        "`cookiecutter`, as many files",
        lambda: _fresh(ours, folder / "ours"),
        lambda: _fresh(theirs, folder / "theirs"),
        rounds=rounds,
    )
    for reference, address in PEERS.items():
        _say_if_out_of_reach(reference, address)


def _fresh(command: list[str], place: Path) -> Cost:
    shutil.rmtree(place, ignore_errors=True)
    return run([*command, str(place)])


def _template(folder: Path) -> Path:
    """Write a template of plain files, each with a dozen places to fill in."""
    inside = folder / "{{cookiecutter.name}}"
    inside.mkdir(parents=True)
    (folder / "cookiecutter.json").write_text(json.dumps({"name": "ideas", "author": "Ana"}), encoding="utf-8")
    line = "{{ cookiecutter.name }} of {{ cookiecutter.author }}\n"
    for number in range(FILES):
        (inside / f"file{number}.txt").write_text(line * 12, encoding="utf-8")
    return folder


def _say_if_out_of_reach(reference: str, address: str) -> None:
    reason = "its suite needs packages that are not installed here"
    try:
        command = ["git", "-c", "credential.helper=", "ls-remote", "--quiet", address, "HEAD"]
        subprocess.run(command, capture_output=True, text=True, timeout=REACH_TIMEOUT_S, check=True)
    except subprocess.CalledProcessError as error:
        reason = f"{address} cannot be reached: {(error.stderr.strip().splitlines() or ['no reason'])[-1]}"
    except (OSError, subprocess.TimeoutExpired) as error:
        reason = f"{address} cannot be reached: {error}"
    left_out("scaffold and first green suite", reference, PeerMissing(reason))


def main() -> None:
    """Measure, print and report."""
    rounds = 1 if taken() else ROUNDS
    with tempfile.TemporaryDirectory() as name:
        measured = list(rows(Path(name), rounds))
    report(measured, __file__)


if __name__ == "__main__":
    main()
