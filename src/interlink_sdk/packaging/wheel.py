# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The project's own build tool is asked for the wheel, as PEP 517 has it, in this environment and without network.

The time that is written into the archive is that of the last commit: the same source gives the same bytes.
"""

import json
import os
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from interlink_sdk.errors import BuildFailed, Problem

BUILD_TIMEOUT_S = 300
FIRST_MOMENT_S = 315_532_800
"""1980-01-01, the earliest that ZIP can say: where there is no commit."""
_SCRIPT = """
import importlib, json, os, sys
folder, name, places = sys.argv[1:]
sys.path[:0] = json.loads(places)
tool = importlib.import_module(name.partition(":")[0])
for part in filter(None, name.partition(":")[2].split(".")):
    tool = getattr(tool, part)
print("\\n" + tool.build_wheel(folder))
"""


def build_wheel(project: Path, output: Path) -> Path:
    """Build the wheel of *project* into the folder *output* and return it; raises BuildFailed."""
    system = _build_system(project)
    if missing := list(_missing(system["requires"])):
        named = ", ".join(map(repr, missing))
        fix = f"install them into this environment: pip install {' '.join(missing)}"
        raise _failed("build_tool_missing", f"a build tool is not installed: {named}", named, "the build tools", fix)
    output.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".interlink-build-", dir=output) as place:
        name = _built(project, Path(place), system)
        return (Path(place) / name).replace(output / name)


def _build_system(project: Path) -> dict[str, Any]:
    table = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8")).get("build-system", {})
    tool = table.get("build-backend", "setuptools.build_meta:__legacy__")
    places = [str(project / place) for place in table.get("backend-path", ())]
    return {"requires": table.get("requires", ["setuptools"]), "tool": tool, "places": places}


def _missing(requires: list[str]) -> Iterator[str]:
    from packaging.requirements import Requirement

    for text in requires:
        requirement = Requirement(text)
        if requirement.marker and not requirement.marker.evaluate():
            continue
        try:
            is_there = requirement.specifier.contains(version(requirement.name), prereleases=True)
        except PackageNotFoundError:
            is_there = False
        if not is_there:
            yield text


def _built(project: Path, place: Path, system: dict[str, Any]) -> str:
    command = (sys.executable, "-c", _SCRIPT, str(place), system["tool"], json.dumps(system["places"]))
    moment = os.environ.get("SOURCE_DATE_EPOCH") or str(_moment_s(project))
    environment = {**os.environ, "SOURCE_DATE_EPOCH": moment, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0"}
    try:
        done = subprocess.run(  # noqa: S603 - this Python, with the build tool that the project names
            command, cwd=project, env=environment, capture_output=True, text=True, timeout=BUILD_TIMEOUT_S, check=False
        )
    except subprocess.TimeoutExpired:
        found = f"no wheel in {BUILD_TIMEOUT_S} s"
        raise _failed("no_wheel", f"the build tool gave {found}", found, "a wheel", "") from None
    names = done.stdout.splitlines()[-1:]
    if done.returncode or not names or not (place / names[0]).is_file():
        said = (done.stderr.strip().splitlines() or done.stdout.strip().splitlines() or ["nothing"])[-1]
        raise _failed("no_wheel", f"{system['tool']!r} made no wheel", said, "a wheel", "")
    return names[0]


def _moment_s(project: Path) -> int:
    """Return the time of the last commit that touched *project*."""
    command = ("git", "log", "-1", "--format=%ct", "--", ".")
    try:
        done = subprocess.run(command, cwd=project, capture_output=True, text=True, timeout=30, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return FIRST_MOMENT_S
    said = done.stdout.strip()
    return max(int(said), FIRST_MOMENT_S) if done.returncode == 0 and said.isdecimal() else FIRST_MOMENT_S


def _failed(code: str, message: str, found: str, expected: str, fix: str) -> BuildFailed:
    problem = Problem(
        code=code, file="pyproject.toml", key="build-system", found=found, expected=expected, fix=fix or BuildFailed.fix
    )
    return BuildFailed(message, problems=[problem])
