# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Who else on this machine can read what is kept, and what must stay secret."""

import stat
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel, SecretStr

from interlink_runtime.doctor.findings import Finding, problem, warning
from interlink_runtime.doctor.situation import Situation
from interlink_runtime.secret_files import secret_files
from interlink_sdk.manifest.lines import dotted


def examine_permissions(situation: Situation) -> Iterator[Finding]:
    """Yield every folder and file that is open to more people than it should be."""
    yield from _of_store(situation)
    yield from _of_settings(situation)
    for key, file in secret_files(situation.settings):
        if _mode(file) & stat.S_IRGRP:
            yield warning("secret_file_open_to_group", dotted(key), repr(str(file)), f"chmod g-rwx {file}")


def _of_store(situation: Situation) -> Iterator[Finding]:
    folder, mode = situation.folder, _mode(situation.folder)
    if mode & (stat.S_IRWXG | stat.S_IRWXO) and mode & (stat.S_IROTH | stat.S_IWOTH | stat.S_IRGRP | stat.S_IWGRP):
        report = problem if mode & (stat.S_IROTH | stat.S_IWOTH) else warning
        yield report("store_open_to_others", str(folder), _shown(mode), f"chmod 700 {folder}")
    elif mode & stat.S_IXOTH:  # whoever knows a name gets through
        yield from _of_content(situation)


def _of_content(situation: Situation) -> Iterator[Finding]:
    fix = f"chmod 700 {situation.folder}"
    database, blobs = _mode(situation.database), _mode(situation.folder / "blobs")
    if database & stat.S_IROTH:
        yield problem("database_open_to_others", str(situation.database), _shown(database), fix)
    if blobs & stat.S_IROTH:
        yield problem("files_open_to_others", str(situation.folder / "blobs"), _shown(blobs), fix)


def _of_settings(situation: Situation) -> Iterator[Finding]:
    file = situation.settings_file
    if file is None or not _holds_secret(situation.settings):
        return
    mode = _mode(file)
    if mode & (stat.S_IROTH | stat.S_IRGRP | stat.S_IWOTH):
        report = problem if mode & (stat.S_IROTH | stat.S_IWOTH) else warning
        fix = f"chmod 600 {file}, or put each secret into a file of its own and name that"
        yield report("settings_open_to_others", str(file), _shown(mode), fix)


def _holds_secret(model: BaseModel) -> bool:
    """Say whether a secret stands in the settings themselves; those that files hold do not count."""
    from_files = {key[-1] for key, _ in secret_files(model) if len(key) == 1}
    for name in type(model).model_fields:
        value = getattr(model, name)
        if isinstance(value, SecretStr) and f"{name}_file" not in from_files:
            return True
        parts = value if isinstance(value, tuple) else (value,)
        if any(isinstance(part, BaseModel) and _holds_secret(part) for part in parts):
            return True
    return False


def _mode(path: Path) -> int:
    """Return who may do what with *path*; nobody where it is not there."""
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except OSError:
        return 0


def _shown(mode: int) -> str:
    return f"mode {mode:04o}"
