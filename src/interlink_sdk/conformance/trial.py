# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What runs in a process of its own to try whether a package can be imported, and which hooks it has.

Its arguments are the number of an open file, the folder to import from, the package's name and the
manifest's folder. One JSON object is written to the open file: `fault` (`found`, `file`, `line`)
where the import failed, `problems` where hooks do not fit the contract, and `hooks`.
"""

import importlib
import json
import os
import sys
import traceback
from pathlib import Path
from typing import Any

MAX_MESSAGE_CHARACTERS = 300


def main(arguments: list[str]) -> int:
    """Try the package and report; return 0."""
    report, root, module, folder = arguments
    sys.argv = [module]
    sys.path.insert(0, root)
    with os.fdopen(int(report), "w", encoding="utf-8") as file:
        json.dump(_tried(module, Path(folder).resolve()), file)
    return 0


def _tried(module: str, folder: Path) -> dict[str, Any]:
    try:
        package = importlib.import_module(module)
    except BaseException as error:  # noqa: BLE001 - SystemExit and KeyboardInterrupt are what some packages raise
        return {"fault": _fault(error, folder)}
    place = Path(package.__file__ or "").resolve()
    if not place.is_relative_to(folder):
        return {"fault": {"found": f"the name {module!r} leads to {str(place)!r}, which is another package"}}
    return _hooks(package, folder)


def _fault(error: BaseException, folder: Path) -> dict[str, Any]:
    message = str(error)[:MAX_MESSAGE_CHARACTERS]
    found = f"{type(error).__name__}: {message}" if message else type(error).__name__
    if isinstance(error, SyntaxError) and error.filename:
        return {"found": f"{type(error).__name__}: {error.msg}", **_place(Path(error.filename), error.lineno, folder)}
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if Path(frame.filename).resolve().is_relative_to(folder)]
    place = _place(Path(own[-1].filename), own[-1].lineno, folder) if own else {}
    missing = error.name if isinstance(error, ModuleNotFoundError) else None
    return {"found": found, "missing": missing, **place}


def _place(path: Path, line: int | None, folder: Path) -> dict[str, Any]:
    path = path.resolve()
    return {"file": str(path.relative_to(folder.parent) if path.is_relative_to(folder) else path), "line": line}


def _hooks(package: Any, folder: Path) -> dict[str, Any]:
    from interlink_sdk.errors import HookInvalid, ManifestInvalid
    from interlink_sdk.manifest import read_manifest
    from interlink_sdk.relay import open_relay

    try:
        relay = open_relay(read_manifest(folder).manifest, package)
    except ManifestInvalid:
        return {}  # what is wrong with it, the parent process sees for itself
    except HookInvalid as error:
        return {"problems": [problem.model_dump() for problem in error.problems]}
    return {"hooks": sorted(relay.own_hooks)}


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
