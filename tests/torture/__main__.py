# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""`python -m tests.torture`: runs seeds, says how each went, and for a fault how to see it again.

Ends with 0 where every seed is clean, with 1 where a fault was found, with 2 for a wrong argument.
A seed fixes what each client wishes and what trouble is made; which of two requests is faster is the machine's.
"""

import argparse
import asyncio
import logging
import shutil
import sys
import tempfile
from pathlib import Path

from interlink_runtime.cli.serving import ServerName

from .history import story_of
from .mutants import MUTANTS
from .run import OPERATIONS, Outcome, torture
from .space import end_space, enter_namespace

MODULE = "tests.torture"
MAX_ALIKE = 4
"""How many faults of a kind are printed; the others are mostly the same one."""
MAX_STORIES = 2


def main(arguments: list[str]) -> int:
    """Run what is asked for and return the exit code."""
    asked = _parsed(arguments)
    enter_namespace(MODULE, arguments)
    logging.disable(logging.CRITICAL)  # what is wrong is found by the checks
    seeds = range(asked.seed, asked.seed + asked.seeds)
    faulty = [seed for seed in seeds if not _run(seed, asked)]
    if asked.seeds > 1:
        _say(f"{asked.seeds - len(faulty)} of {asked.seeds} seeds clean" + (f", not {faulty}" if faulty else ""))
    return 1 if faulty else 0


def _parsed(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog=f"python -m {MODULE}", description="Torture a server and check what is kept.")
    parser.add_argument("--seed", type=int, default=1, help="the first seed (default: 1)")
    parser.add_argument("--seeds", type=int, default=1, help="how many seeds, one after the other (default: 1)")
    parser.add_argument("--operations", type=int, default=OPERATIONS, help=f"how many (default: {OPERATIONS})")
    parser.add_argument("--mutant", choices=sorted(MUTANTS), help="torture a runtime that is wrong in this way")
    parser.add_argument("--server", type=ServerName, default=ServerName.UVICORN, help="uvicorn (default) or granian")
    parser.add_argument("--keep", type=Path, help="an empty folder for the store, the history and the server's log")
    return parser.parse_args(arguments)


def _run(seed: int, asked: argparse.Namespace) -> bool:
    folder = _folder_for(seed, asked.keep)
    try:
        run = torture(seed, folder, operations=asked.operations, mutant=asked.mutant, kind=asked.server)
        outcome = asyncio.run(run)
    finally:
        _leave(folder, keep=asked.keep is not None)
    _say(str(outcome))
    _tell_faults(outcome, asked)
    return not outcome.faults


def _folder_for(seed: int, keep: Path | None) -> Path:
    if keep is None:
        return Path(tempfile.mkdtemp(prefix="torture-"))
    folder = keep.resolve() / f"seed-{seed}"
    folder.mkdir(parents=True)
    return folder


def _tell_faults(outcome: Outcome, asked: argparse.Namespace) -> None:
    for kind in dict.fromkeys(fault.kind for fault in outcome.faults):
        alike = [fault for fault in outcome.faults if fault.kind == kind]
        for fault in alike[:MAX_ALIKE]:
            _say(f"  {fault}")
        if len(alike) > MAX_ALIKE:
            _say(f"  … and {len(alike) - MAX_ALIKE} more that are {kind}")
    concerned = list(dict.fromkeys(fault.asset for fault in outcome.faults if fault.asset))
    for asset in concerned[:MAX_STORIES]:
        _say(f"\nthe story of {asset}:\n{story_of(outcome.history, asset)}")
    if outcome.faults:
        mutant = f" --mutant {asked.mutant}" if asked.mutant else ""
        chosen = f"--seed {outcome.seed} --operations {asked.operations} --server {asked.server}{mutant}"
        _say(f"\nrun it again: python -m {MODULE} {chosen}")


def _leave(folder: Path, *, keep: bool) -> None:
    """Remove what the run needed; what is kept is copied out of the small file system, which ends with the program."""
    disk = folder / "disk"
    if keep:
        shutil.copytree(disk / "data", folder / "store", dirs_exist_ok=True)
    end_space(disk)
    shutil.rmtree(disk if keep else folder, ignore_errors=True)


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
