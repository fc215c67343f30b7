# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A plan on its way to the working tree: written whole beside it first, so that it can be carried on after a stop."""

import hashlib
import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from interlink_sdk.errors import Problem, UpgradeRefused
from interlink_sdk.upgrading.merging import Change

PLAN_NAME = "plan.json"
PART = ".interlink-part"


@dataclass(frozen=True)
class Step:
    """One file: what it was, and which content it gets."""

    name: str
    was: str | None
    """SHA-256 of what stood there; None where there was nothing."""
    becomes: str | None
    """SHA-256, and name of the file beside the plan; None where it goes."""
    is_executable: bool = False


def write_plan(place: Path, folder: Path, changes: Sequence[Change], record: Mapping[str, bytes], version: str) -> None:
    """Write the plan for *folder* to *place*, where it is from one moment to the next; *record* comes last."""
    fresh = place.with_name(f"{place.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    contents = {change.name: change.content for change in changes if change.content is not None} | dict(record)
    gone = [change.name for change in changes if change.action == "removed"]
    steps = [_step(folder, name, contents.get(name), fresh) for name in (*gone, *contents)]
    said = {"version": version, "steps": list(map(asdict, steps)), "changes": [_said(change) for change in changes]}
    (fresh / PLAN_NAME).write_text(json.dumps(said), encoding="utf-8")
    shutil.rmtree(place, ignore_errors=True)  # what is left of a plan that was carried out
    fresh.rename(place)


def read_changes(place: Path) -> tuple[str, list[Change]]:
    """Return the version and the changes of the plan at *place*, without contents."""
    said = json.loads((place / PLAN_NAME).read_text(encoding="utf-8"))
    return said["version"], [Change(**change) for change in said["changes"]]


def carry_out(place: Path, folder: Path) -> None:
    """Bring *folder* to what the plan at *place* says, and forget the plan.

    Raises UpgradeRefused where somebody has changed a file since, and then writes nothing.
    """
    said = json.loads((place / PLAN_NAME).read_text(encoding="utf-8"))
    steps = [Step(**step) for step in said["steps"]]
    for step in steps:
        (folder / (step.name + PART)).unlink(missing_ok=True)
        if _digest(folder / step.name) not in {step.was, step.becomes}:
            raise _changed(place, folder, step.name)
    for step in steps:
        if _digest(folder / step.name) != step.becomes:
            _take(step, place, folder)
    shutil.rmtree(place)


def _step(folder: Path, name: str, content: bytes | None, fresh: Path) -> Step:
    if content is None:
        return Step(name, _digest(folder / name), None)
    digest = hashlib.sha256(content).hexdigest()
    (fresh / digest).write_bytes(content)
    return Step(name, _digest(folder / name), digest, is_executable=content.startswith(b"#!"))


def _take(step: Step, place: Path, folder: Path) -> None:
    target = folder / step.name
    if step.becomes is None:
        target.unlink(missing_ok=True)
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    part = folder / (step.name + PART)
    shutil.copyfile(place / step.becomes, part)
    if target.exists():
        shutil.copymode(target, part)
    elif step.is_executable:
        part.chmod(0o755)
    part.replace(target)


def _said(change: Change) -> dict[str, str]:
    return {"name": change.name, "action": change.action, "said": change.said}


def _digest(path: Path) -> str | None:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None


def _changed(place: Path, folder: Path, name: str) -> UpgradeRefused:
    problem = Problem(
        code="upgrade_interrupted",
        file=name,
        found="another content than before and after the upgrade that was stopped",
        expected="a file that nobody has changed since",
        fix=f"run `git checkout -- {name}` and the command again, or remove {str(place)!r} to give up the rest",
    )
    return UpgradeRefused(f"an upgrade of {folder.name!r} was stopped and cannot go on", problems=[problem])
