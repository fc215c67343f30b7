# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Where the keeper's files lie: what comes in is copied, so that no caller and no hook can change it later."""

import hashlib
import tempfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from interlink_sdk.assets import File
from interlink_sdk.bundle import BundleFile
from interlink_sdk.errors import InvalidReply
from interlink_sdk.keeping import check_given_files


class Cellar:
    """A temporary folder of files named by their digest; it lives as long as the keeper."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="interlink-keeper-")
        self.path = Path(self._folder.name).resolve()

    def close(self) -> None:
        """Remove all files."""
        self._folder.cleanup()

    @contextmanager
    def scratch(self) -> Iterator[Path]:
        """Give a folder for one call, and remove it after the call."""
        with tempfile.TemporaryDirectory(dir=self.path) as folder:
            yield Path(folder)

    def write(self, content: bytes) -> Path:
        """Keep *content* and return where it lies."""
        path = self.path / hashlib.sha256(content).hexdigest()
        if not path.exists():  # a hook in another thread may be reading it
            path.write_bytes(content)
        return path

    def stored(self, file: File) -> File:
        """Return *file* with its content kept here."""
        content = file.read_bytes()
        path = self.write(content)
        return File(name=file.name, media_type=file.media_type, path=path, sha256=path.name, size_bytes=len(content))

    def kept(self, files: Sequence[File], given: Sequence[File], scratch: Path) -> tuple[File, ...]:
        """Return the *files* of a draft, kept: each is one of those *given*, or new.

        Raises InvalidReply for a file that the hook neither was given nor made.
        """
        check_given_files(files, given)
        known = {file.sha256: file for file in given}
        return tuple(
            known[file.sha256].model_copy(update={"name": file.name, "media_type": file.media_type})
            if file.sha256 in known
            else self.stored(_made_in(scratch, file))
            for file in files
        )


def distinctly_named(files: Sequence[File]) -> Iterator[File]:
    """Yield *files*, each whose name is taken with a number behind it: two people's scans are both `scan.png`."""
    taken: set[str] = set()
    for file in files:
        path, number, name = PurePosixPath(file.name), 1, file.name
        while name in taken:
            number += 1
            name = f"{path.stem} ({number}){path.suffix}"
        taken.add(name)
        yield file if name == file.name else file.model_copy(update={"name": name})


def bundle_file(file: File) -> BundleFile:
    """Return what a bundle says of a stored file."""
    content = file.read_bytes()
    return BundleFile(
        name=file.name,
        media_type=file.media_type,
        sha256=hashlib.sha256(content).hexdigest(),
        size_bytes=len(content),
        crc32=zlib.crc32(content),
    )


def _made_in(scratch: Path, file: File) -> File:
    path = file.path
    if path is not None and (path.is_symlink() or not path.is_file() or not path.resolve().is_relative_to(scratch)):
        raise InvalidReply(f"the path of the file {file.name!r} is no plain file in the call's scratch directory")
    return file
