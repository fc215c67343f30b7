# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What git says of the project, and why it may not be changed now."""

import os
import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

from interlink_sdk.errors import Problem, UpgradeRefused

GIT_TIMEOUT_S = 60
MAX_NAMED = 10
_MARKER = re.compile(rb"^(<{7}|\|{7}|>{7}) ", re.MULTILINE)
_VARIABLES = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")
"""Set where git itself runs us, as in a hook; they would lead to another repository."""


def require_unchanged(folder: Path, record: str) -> None:
    """Raise UpgradeRefused unless everything in *folder* is committed, the file *record* among it."""
    if (done := _git(folder, "rev-parse", "--is-inside-work-tree")).stdout.strip() != b"true":
        said = done.stderr.decode(errors="replace").strip().splitlines() or ["no working tree"]
        fix = "run `git init`, `git add .` and `git commit` in the project first"
        raise _refused(folder, "no_repository", said[-1], "a git repository, so that nothing can be lost", fix)
    if _git(folder, "ls-files", "--error-unmatch", "--", record).returncode:
        raise _refused(folder, "uncommitted", f"{record!r} is not in git", "a committed project", "commit it first")
    status = _git(folder, "status", "--porcelain", "--untracked-files=all", "--", ".").stdout.decode(errors="replace")
    if lines := status.splitlines():
        named = ", ".join(line[3:] for line in lines[:MAX_NAMED]) + (", …" if len(lines) > MAX_NAMED else "")
        found, fix = (
            f"uncommitted changes in {named}",
            "commit them, or put them aside with `git stash --include-untracked`",
        )
        raise _refused(folder, "uncommitted", found, "a committed project", fix)


def require_finished(folder: Path, names: Iterable[str]) -> None:
    """Raise UpgradeRefused where one of the files *names* still has the marks of a merge."""
    if _git(folder, "rev-parse", "--quiet", "--verify", "MERGE_HEAD").returncode == 0:
        fix = "finish it with `git commit`, or leave it with `git merge --abort`"
        raise _refused(folder, "merge_unfinished", "a merge that is under way", "no merge", fix)
    marked = [name for name in names if _is_marked(folder / name)]
    if marked:
        found, fix = (
            f"marks of a merge in {', '.join(marked[:MAX_NAMED])}",
            "decide each place, remove the marks and commit",
        )
        raise _refused(folder, "merge_unfinished", found, "files without marks", fix)


def private_folder(folder: Path) -> Path:
    """Return a place for notes about *folder* that is no part of the working tree."""
    said = _git(folder, "rev-parse", "--absolute-git-dir").stdout.decode(errors="surrogateescape").strip()
    prefix = _git(folder, "rev-parse", "--show-prefix").stdout.decode(errors="surrogateescape").strip()
    return Path(said) / "-".join(["interlink-upgrade", *filter(None, prefix.split("/"))])


def merge_texts(ours: bytes, base: bytes, theirs: bytes, folder: Path) -> tuple[bytes, bool]:
    """Return what git makes of the three versions, and whether they conflict; *folder* is for passing files."""
    names = ("ours", "base", "theirs")
    for name, content in zip(names, (ours, base, theirs), strict=True):
        (folder / name).write_bytes(content)
    labels = ("-L", "yours", "-L", "the template before", "-L", "the template now")
    done = _git(folder, "merge-file", "-p", "--diff3", *labels, *names)
    if done.returncode < 0 or done.returncode > 127:
        raise _refused(folder, "merge_failed", done.stderr.decode(errors="replace").strip(), "a merged file", "")
    return done.stdout, done.returncode > 0


def _git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    plain = {name: value for name, value in os.environ.items() if name not in _VARIABLES}
    command = ("git", "-c", "core.quotepath=false", *arguments)
    try:
        return subprocess.run(  # noqa: S603 - git, with arguments of ours
            command, cwd=folder, env={**plain, "LC_ALL": "C"}, capture_output=True, timeout=GIT_TIMEOUT_S, check=False
        )
    except FileNotFoundError:
        raise _refused(folder, "no_repository", "no git on this computer", "git", "install git") from None
    except subprocess.TimeoutExpired:
        found = f"no answer of git in {GIT_TIMEOUT_S} s"
        raise _refused(folder, "merge_failed", found, "an answer", "see what git waits for") from None


def _is_marked(path: Path) -> bool:
    return (
        path.is_file() and not path.is_symlink() and {b"<<<<<<<", b">>>>>>>"} <= set(_MARKER.findall(path.read_bytes()))
    )


def _refused(folder: Path, code: str, found: str, expected: str, fix: str) -> UpgradeRefused:
    problem = Problem(code=code, file=str(folder), found=found, expected=expected, fix=fix or UpgradeRefused.fix)
    return UpgradeRefused(f"{folder.name!r} cannot be upgraded now: {found}", problems=[problem])
