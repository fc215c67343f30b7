# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""`interlink new`: a name becomes the project of an interlinker."""

import shlex
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from interlink_runtime.cli.exits import GOOD, WRONG_USAGE
from interlink_runtime.cli.failures import tell
from interlink_runtime.cli.options import Form, OutputForm
from interlink_runtime.cli.printing import print_json
from interlink_sdk.errors import NameUnusable, UnknownChoice
from interlink_sdk.scaffold.answers import Answers, answers_for
from interlink_sdk.scaffold.project import make_project
from interlink_sdk.scaffold.templates import LANGUAGES, LICENCES, TEMPLATES

NEXT = ("make dev", "make check")
GIT_TIMEOUT_S = 2


def new(  # noqa: PLR0917 - the order of options in the help
    name: Annotated[
        str | None, typer.Argument(help="What people call it, in any script; asked for if left out.")
    ] = None,
    template: Annotated[str, typer.Option(help=f"What to start from: {', '.join(TEMPLATES)}.")] = "form",
    licence: Annotated[str, typer.Option(help=f"SPDX identifier: {', '.join(LICENCES)}.")] = "EUPL-1.2",
    languages: Annotated[
        str, typer.Option(help="Languages to begin with, separated by commas; the first is the default.")
    ] = ",".join(LANGUAGES),
    author: Annotated[str, typer.Option(help="Who has the copyright; what git knows, if left out.")] = "",
    email: Annotated[str, typer.Option(help="How the maintainer is reached; what git knows, if left out.")] = "",
    folder: Annotated[Path | None, typer.Option(help="Where to make it; named after the interlinker here.")] = None,
    no_input: Annotated[bool, typer.Option("--no-input", help="Ask nothing.")] = False,
    form: OutputForm = Form.TEXT,
) -> int:
    """Start the project of a new interlinker.

    It is made whole or not at all; nothing is taken from a network.
    """
    try:
        answers = answers_for(
            _asked(template) if name is None and not no_input else name or "",
            template=template,
            licence=licence,
            languages=languages.split(","),
            author=author or _known_to_git("user.name"),
            email=email or _known_to_git("user.email"),
            began=datetime.now(UTC).date(),
        )
    except (NameUnusable, UnknownChoice) as error:
        tell(error)
        return WRONG_USAGE
    place = folder or Path(answers.id)
    _show(answers, place, make_project(answers, place), form)
    return GOOD


def _asked(template: str) -> str:
    typer.echo(f"a new interlinker from the template {template!r}: {TEMPLATES.get(template, '')}", err=True)
    return str(typer.prompt("Name", err=True))


def _known_to_git(key: str) -> str:
    try:
        done = subprocess.run(  # noqa: S603 - no part of it comes from outside
            ["git", "config", "--get", key],  # noqa: S607 - the git that the person uses
            capture_output=True,
            text=True,
            timeout=GIT_TIMEOUT_S,
            check=False,
        )
    except (OSError, UnicodeDecodeError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip()


def _show(answers: Answers, place: Path, files: list[str], form: Form) -> None:
    commands = [f"cd {shlex.quote(str(place))}", *NEXT]
    if form is Form.JSON:
        said = {"folder": str(place.absolute()), **answers.model_dump(mode="json"), "files": files, "next": commands}
        print_json(said)
        return
    typer.echo(f"{answers.name}: {len(files)} files in {str(place)!r}, from the template {answers.template!r}")
    typer.echo("next:")
    for command in commands:
        typer.echo(f"  {command}")
