# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The one place where an error becomes a message on stderr and an exit code."""

import traceback

import typer

from interlink_runtime.cli.exits import COULD_NOT_TELL, NOT_GOOD, WRONG_USAGE
from interlink_runtime.cli.printing import printable
from interlink_sdk.errors import InterlinkError, OperatorError, SettingsInvalid, code_of


def tell(error: Exception) -> int:
    """Say what is wrong and what to do about it, and return the exit code."""
    if isinstance(error, InterlinkError):
        return _tell_refusal(error)
    if isinstance(error, OSError):
        typer.echo(f"error: {error.strerror or error}{f': {error.filename}' if error.filename else ''}", err=True)
        _tell_notes(error)
        return COULD_NOT_TELL
    typer.echo(f"error: a defect of interlink: {type(error).__name__}: {printable(str(error))}", err=True)
    for place in traceback.extract_tb(error.__traceback__)[-1:]:
        typer.echo(f"  at:  {place.filename}:{place.lineno}, in {place.name}", err=True)
    _tell_notes(error)
    typer.echo("  fix: please report it with what you did and these lines", err=True)
    return COULD_NOT_TELL


def _tell_refusal(error: InterlinkError) -> int:
    code = code_of(error)
    typer.echo(f"error: {printable(error.message)}", err=True)
    for problem in error.problems:
        typer.echo(f"  - {printable(str(problem))}", err=True)
    typer.echo(f"  fix:  {type(error).fix}", err=True)
    typer.echo(f"  code: {code} (interlink explain {code})", err=True)
    _tell_notes(error)
    if isinstance(error, SettingsInvalid):
        return WRONG_USAGE
    return COULD_NOT_TELL if isinstance(error, OperatorError) else NOT_GOOD


def _tell_notes(error: Exception) -> None:
    for note in getattr(error, "__notes__", ()):  # by which number the log has it
        typer.echo(f"  {note}", err=True)
