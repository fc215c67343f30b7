# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""From a hook's draft to what can be committed: checked, and its new files stored.

A blob is complete and synced before any row names it; if the commit then fails, the sweep removes
the blob.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from interlink_runtime.host import Hosted
from interlink_runtime.runtime import Runtime
from interlink_runtime.store.files import FileEntry
from interlink_sdk.assets import Draft, File
from interlink_sdk.errors import InvalidReply
from interlink_sdk.keeping import check_given_files

MAX_STATE_BYTES = 1_000_000
MAX_FILES = 200


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A draft that fits the contract, its files in the blob store."""

    name: str | None
    state: str
    files: tuple[FileEntry, ...]
    external_id: str | None


async def keep_draft(
    runtime: Runtime,
    hosted: Hosted,
    draft: Draft,
    *,
    given: Iterable[FileEntry],
    scratch: Path,
    hook: Literal["instantiate", "edit"] | None = None,
) -> KeptDraft:
    """Check *draft* against the manifest and store its new files; *given* are those the call had.

    *hook* is what made it, where its default keeps parameters that were checked already.
    Raises InvalidReply: a draft that does not fit is the interlinker's fault, not the caller's.
    """
    known = {entry.sha256: entry for entry in given}
    check_given_files(draft.files, [File(name=entry.name, sha256=entry.sha256) for entry in known.values()])
    state = _state_text(hosted, draft) if hook and hosted.keeps_parameters(hook) else _checked_state(hosted, draft)
    if len(draft.files) > MAX_FILES:
        raise InvalidReply(f"{hosted.id!r} returned {len(draft.files)} files; an asset has at most {MAX_FILES}")
    files = [await _keep_file(runtime, file, known, scratch) for file in draft.files]
    return KeptDraft(draft.name, state, tuple(files), draft.external_id)


async def store_file(runtime: Runtime, file: File, scratch: Path) -> FileEntry:
    """Store a file that a hook made, from its content or from its path in *scratch*."""
    if file.content is not None:
        blob = await runtime.blobs.put_bytes(file.content)
    else:
        blob = await runtime.blobs.put_file(inside(scratch, file.path))
    return FileEntry(file.name, file.media_type, blob.sha256, blob.size_bytes, blob.crc32)


def inside(scratch: Path, path: Path | None) -> Path:
    """Return *path* if it is a plain file in *scratch*; raises InvalidReply for anything else."""
    if path is None or path.is_symlink() or not path.resolve().is_relative_to(scratch.resolve()) or not path.is_file():
        raise InvalidReply("a file's path must be a plain file in the call's scratch directory")
    return path


async def _keep_file(runtime: Runtime, file: File, known: dict[str, FileEntry], scratch: Path) -> FileEntry:
    entry = known.get(file.sha256 or "")
    if entry is not None:
        return FileEntry(file.name, file.media_type, entry.sha256, entry.size_bytes, entry.crc32)
    return await store_file(runtime, file, scratch)


def _checked_state(hosted: Hosted, draft: Draft) -> str:
    validator = hosted.state_validator
    problems = validator.problems(draft.state) if validator else []
    if problems:
        raise InvalidReply(f"the state that {hosted.id!r} returned does not fit its schema", problems=problems)
    return _state_text(hosted, draft)


def _state_text(hosted: Hosted, draft: Draft) -> str:
    state = json.dumps(draft.state, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    if len(state.encode(errors="surrogatepass")) > MAX_STATE_BYTES:
        raise InvalidReply(f"the state that {hosted.id!r} returned is larger than {MAX_STATE_BYTES} bytes")
    return state
