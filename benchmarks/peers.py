# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Other projects' programs that we are compared with: a name goes in, the folder of its programs comes out.

Each peer lives in an environment of its own under `benchmarks/.peers/`, installed once and never
into ours. Where it cannot be installed, the comparison is left out and the reason printed.
"""

import fcntl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ENVIRONMENTS = Path(__file__).with_name(".peers")
REQUIREMENTS = {
    "check-jsonschema": "check-jsonschema==0.39.0",
    "datasette": "datasette==0.65.5",
    "datasette-writing": "datasette==1.0a41",  # the first with a JSON API to write rows is no release yet
}
MAX_INSTALL_S = 180


class PeerMissing(Exception):
    """A peer cannot be run here; says why in one line."""


def peer(name: str) -> Path:
    """Return the folder with the programs of the peer *name*, which is installed when it is not yet.

    Raises PeerMissing where that fails, for example without a network.
    """
    requirement = REQUIREMENTS[name]
    folder = ENVIRONMENTS / requirement.replace("==", "-")
    with _alone(folder):
        if not (folder / "installed").exists():
            _install(requirement, folder)
            (folder / "installed").touch()
    return folder / "bin"


def left_out(what: str, reference: str, why: PeerMissing) -> None:
    """Print the line of a comparison that cannot be made."""
    print(f"  {what} / {reference}: not measured: {why}", flush=True)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the lock of *folder*: benchmarks may run at the same time."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _install(requirement: str, folder: Path) -> None:
    pip = [str(folder / "bin" / "python"), "-m", "pip", "--quiet", "--disable-pip-version-check", "--no-input"]
    for command in ([sys.executable, "-m", "venv", str(folder)], [*pip, "install", requirement]):
        try:
            subprocess.run(command, check=True, capture_output=True, text=True, timeout=MAX_INSTALL_S)
        except subprocess.CalledProcessError as error:
            said = (error.stderr or error.stdout).strip().splitlines()
            raise PeerMissing(f"{requirement} cannot be installed: {said[-1] if said else error}") from None
        except (OSError, subprocess.TimeoutExpired) as error:
            raise PeerMissing(f"{requirement} cannot be installed: {error}") from None
