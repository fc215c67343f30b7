# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Importing a package in a process of its own, to see what that prints and does."""

import json
import os
import subprocess
import sys
from functools import lru_cache

from interlink_sdk.conformance import idle
from interlink_sdk.conformance.results import CannotTell, NotApplicable
from interlink_sdk.manifest import ManifestFile

IMPORT_TIMEOUT_S = 20.0


def imported(package: ManifestFile) -> tuple[str, tuple[str, ...]]:
    """Return what importing *package* prints, and what it does besides defining things.

    Raises NotApplicable where there is nothing to import.
    """
    folder = package.folder
    if not (folder / "__init__.py").is_file():
        raise NotApplicable("the interlinker is a manifest alone: nothing is imported")
    return _import(str(folder.parent.resolve()), folder.name, package.digest)


@lru_cache(maxsize=16)
def _import(root: str, module: str, _digest: str) -> tuple[str, tuple[str, ...]]:
    reading, writing = os.pipe()
    # safe path: the folder of the script is not looked into; no bytecode is left in the author's folder
    command = [sys.executable, "-P", "-B", idle.__file__, str(writing), root, module]
    try:
        done = subprocess.run(  # noqa: S603 - the interpreter that runs now, with the author's own code
            command, capture_output=True, pass_fds=[writing], timeout=IMPORT_TIMEOUT_S, check=False
        )
    except subprocess.TimeoutExpired:
        os.close(reading)
        raise CannotTell(f"importing it takes more than {IMPORT_TIMEOUT_S:g} s") from None
    finally:
        os.close(writing)
    with os.fdopen(reading, "rb") as report:
        content = report.read()
    if not content:
        raise CannotTell("importing it ended the process")
    return (done.stdout + done.stderr).decode(errors="replace"), tuple(json.loads(content))
