# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Where `interlink` starts: nothing is loaded that the command does not need, `--version` nothing at all."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typer import Typer


def main() -> None:
    """Run the command that the arguments name, and end the process with its exit code."""
    arguments = sys.argv[1:]
    if arguments == ["--version"]:
        sys.stdout.write(f"interlink {version()}\n")
        sys.exit(0)
    from interlink_runtime.cli.commands import run

    sys.exit(run(arguments))


def application() -> "Typer":
    """Return all commands as one application, each loaded when it is looked at."""
    from interlink_runtime.cli.commands import all_commands

    return all_commands()


def version() -> str:
    """Return the version as the SDK's source has it: importing it, or the metadata, would cost much more."""
    source = Path(__file__).parents[2] / "interlink_sdk" / "__init__.py"
    return source.read_text(encoding="utf-8").partition('__version__ = "')[2].partition('"')[0]


if __name__ == "__main__":
    main()
