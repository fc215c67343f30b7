# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Secrets that stand in files of their own: beside a secret `NAME` a table may have `NAME_file`, a path.

So a secret need not stand in the settings or in the environment, which more people and programs
read. What is in such a file shows nowhere: in no problem, no log and no `repr`.
"""

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, SecretStr

from interlink_sdk.errors import Problem
from interlink_sdk.manifest.lines import KeyPath

SUFFIX = "_file"
MAX_SECRET_BYTES = 64 * 1024
SECRET_NAMES = ("secret", "password")
Model = TypeVar("Model", bound=BaseModel)
Place = Callable[[KeyPath], dict[str, Any]]
"""Where the value of a key was written, as a problem says it."""


def hide_wrong_secrets(table: Any) -> Any:
    """Return *table* with every secret that is no text hidden: a message about its type would show it.

    What an interlinker's own settings mean, only the interlinker knows.
    """
    if isinstance(table, list):
        return [hide_wrong_secrets(part) for part in table]
    if not isinstance(table, dict):
        return table
    return {name: value if name == "interlinkers" else _hidden(name, value) for name, value in table.items()}


def with_secrets(model: Model, place: Place, problems: list[Problem], at: KeyPath = ()) -> Model:
    """Return *model* with the secrets that its files hold; what is wrong with a file is added to *problems*."""
    changed: dict[str, Any] = {}
    for name in type(model).model_fields:
        value, key = getattr(model, name), (*at, name)
        if isinstance(value, BaseModel):
            changed[name] = with_secrets(value, place, problems, key)
        elif isinstance(value, tuple) and value and isinstance(value[0], BaseModel):
            changed[name] = tuple(with_secrets(one, place, problems, (*key, n)) for n, one in enumerate(value))
    for name, file in _files_of(model):
        fault = _both(model, name) or _fault_of(file)
        if fault:
            problems.append(Problem(code="secret_file", **place((*at, name + SUFFIX)), **fault))
        else:
            changed[name] = SecretStr(_text(file))
    return model.model_copy(update=changed)


def secret_files(model: BaseModel, at: KeyPath = ()) -> Iterator[tuple[KeyPath, Path]]:
    """Yield every file that *model* takes a secret from, with its key."""
    yield from (((*at, name + SUFFIX), file) for name, file in _files_of(model))
    for name in type(model).model_fields:
        value = getattr(model, name)
        for number, one in enumerate(value if isinstance(value, tuple) else ()):
            if isinstance(one, BaseModel):
                yield from secret_files(one, (*at, name, number))
        if isinstance(value, BaseModel):
            yield from secret_files(value, (*at, name))


class _Hidden:
    """What a message shows in the place of a secret of the wrong type."""

    def __repr__(self) -> str:
        return "something else"


def _hidden(name: str, value: Any) -> Any:
    is_wrong = name.endswith(SECRET_NAMES) and not isinstance(value, str)
    return _Hidden() if is_wrong else hide_wrong_secrets(value)


def _files_of(model: BaseModel) -> Iterator[tuple[str, Path]]:
    for field in type(model).model_fields:
        name, value = field.removesuffix(SUFFIX), getattr(model, field)
        if name != field and name in type(model).model_fields and isinstance(value, Path):
            yield name, value


def _both(model: BaseModel, name: str) -> dict[str, str] | None:
    if getattr(model, name) is None:
        return None
    return {"found": f"{name!r} beside it", "expected": "the one or the other", "fix": f"remove {name!r}"}


def _fault_of(file: Path) -> dict[str, str] | None:
    """Say why no secret can be taken from *file*; None if one can."""
    expected = "a file with a secret that others cannot read"
    try:
        mode = file.stat().st_mode
        text = _text(file) if stat.S_ISREG(mode) else ""
    except (OSError, UnicodeDecodeError) as error:
        found = getattr(error, "strerror", None) or "bytes that are no text"
        return {"found": f"{str(file)!r}: {found}", "expected": expected, "fix": "name a file that can be read"}
    if not stat.S_ISREG(mode):
        return {"found": f"{str(file)!r}, which is no file", "expected": expected, "fix": "name a file"}
    if mode & (stat.S_IROTH | stat.S_IWOTH):
        found = f"{str(file)!r}, which every user of this machine can read or change"
        return {"found": found, "expected": expected, "fix": f"chmod o-rwx {file}, and change the secret"}
    if not text or len(text.encode()) > MAX_SECRET_BYTES or "\n" in text:
        found = f"{str(file)!r}, which is empty, too long or of several lines"
        return {"found": found, "expected": expected, "fix": "write the secret into it, and nothing else"}
    return None


def _text(file: Path) -> str:
    with file.open("rb") as source:
        content = source.read(MAX_SECRET_BYTES + len(os.linesep) + 1)
    return content.decode().removesuffix("\n").removesuffix("\r")
