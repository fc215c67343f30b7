# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What a project remembers of its beginning: the answers, the version, and every file as it came out.

The files are the common ancestor of the author's and of a later template's, for a three-way merge
(`docs/adr/0017-a-project-keeps-its-beginning.md`).
"""

import io
import json
import zipfile
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from interlink_sdk import __version__
from interlink_sdk.errors import ManifestInvalid
from interlink_sdk.scaffold.answers import Answers

FOLDER = ".interlink"
ARCHIVE = f"{FOLDER}/scaffold.zip"
ANSWERS = f"{FOLDER}/scaffold.json"
FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)
"""The earliest that ZIP can say: the same for every file, so that the archive is the same each time."""
MAX_FILES = 1_000
MAX_FILE_BYTES = 5_000_000


@dataclass(frozen=True)
class Record:
    """What was recorded last."""

    version: str
    """Of the SDK whose templates were used."""
    answers: Answers
    files: dict[str, bytes]
    """As they came out, by path with slashes."""


def write_record(folder: Path, answers: Answers, files: dict[str, bytes]) -> None:
    """Record in the project in *folder* that *answers* became *files*, with this version's templates."""
    (folder / FOLDER).mkdir(exist_ok=True)
    said = {"version": __version__, "answers": answers.model_dump(mode="json")}
    for name, content in (
        (ARCHIVE, _packed(files)),
        (ANSWERS, (json.dumps(said, ensure_ascii=False, indent=2) + "\n").encode()),
    ):
        part = folder / f"{name}.part"
        part.write_bytes(content)
        part.replace(folder / name)


def read_record(folder: Path) -> Record:
    """Return what the project in *folder* recorded; raises ManifestInvalid where that is missing or damaged."""
    try:
        said = json.loads((folder / ANSWERS).read_text(encoding="utf-8"))
        answers = Answers.model_validate_json(json.dumps(said["answers"]))
        return Record(str(said["version"]), answers, _unpacked((folder / ARCHIVE).read_bytes()))
    except (OSError, ValueError, KeyError, TypeError, ValidationError, zipfile.BadZipFile) as error:
        reason = str(error).splitlines()[0]
        raise ManifestInvalid(f"{ANSWERS} and {ARCHIVE} of {str(folder)!r} cannot be read: {reason}") from error


def files_in(folder: Path) -> dict[str, bytes]:
    """Return every file of the fresh project in *folder*, but for the record itself."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    names = {path.relative_to(folder).as_posix(): path for path in found}
    return {name: path.read_bytes() for name, path in names.items() if not name.startswith(f"{FOLDER}/")}


def _packed(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            member = zipfile.ZipInfo(name, FIRST_MOMENT)
            member.compress_type, member.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            member.create_system = 3
            archive.writestr(member, files[name])
    return packed.getvalue()


def _unpacked(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = archive.infolist()
        if len(members) > MAX_FILES or any(member.file_size > MAX_FILE_BYTES for member in members):
            raise ValueError("more or larger files than a template has")
        if strange := [member.filename for member in members if _leads_out(member.filename)]:
            raise ValueError(f"the name {strange[0]!r} leads out of the project")
        return {member.filename: archive.read(member) for member in members}


def _leads_out(name: str) -> bool:
    return name.startswith("/") or "\\" in name or bool({"..", "", "."} & set(name.split("/")))
