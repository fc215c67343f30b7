# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""`interlink upgrade`: a project comes to the current template, what was changed and what conflicts is told."""

from pathlib import Path
from typing import Annotated

import typer

from interlink_runtime.cli.exits import GOOD, NOT_GOOD
from interlink_runtime.cli.options import Form, OutputForm
from interlink_runtime.cli.printing import print_json, print_table, printable
from interlink_sdk.upgrading import Upgrade, upgrade_project


def upgrade(
    folder: Annotated[
        Path, typer.Argument(help="A project that `interlink new` made.", exists=True, file_okay=False)
    ] = Path(),
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and do nothing.")] = False,
    form: OutputForm = Form.TEXT,
) -> int:
    """Bring a scaffolded project to the current template.

    A project with uncommitted changes is not touched. Ends with 1 where places must be decided by hand.
    """
    done = upgrade_project(folder.resolve(), is_dry=dry_run)
    if form is Form.JSON:
        changes = [{"file": each.name, "action": each.action, "note": each.said} for each in done.changes]
        print_json(
            {
                "before": done.before,
                "after": done.after,
                "resumed": done.was_resumed,
                "dry_run": dry_run,
                "changes": changes,
            }
        )
    else:
        _print(done, is_dry=dry_run)
    return NOT_GOOD if done.conflicts else GOOD


def _print(done: Upgrade, *, is_dry: bool) -> None:
    if done.was_resumed:
        typer.echo("an upgrade that had been stopped " + ("would be finished" if is_dry else "has been finished"))
    if not done.changes:
        typer.echo(f"every file is as the template of {done.after} has it, or as you changed it")
        return
    print_table(("what", "file", ""), [(each.action, each.name, each.said) for each in done.changes])
    verb = "would come" if is_dry else "came"
    typer.echo(printable(f"\nthe project {verb} from the template of {done.before} to that of {done.after}"))
    if done.conflicts:
        count = f"{len(done.conflicts)} {'file' if len(done.conflicts) == 1 else 'files'}"
        typer.echo(f"{count} to decide by hand; then `git diff`, `interlink check .` and `git commit`")
    elif not is_dry:
        typer.echo("look at it with `git diff`, then `interlink check .` and `git commit`")
