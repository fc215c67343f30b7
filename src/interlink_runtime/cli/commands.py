# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Which commands there are, and what runs one: arguments go in, an exit code comes out."""

from collections.abc import Sequence
from difflib import get_close_matches
from importlib import import_module
from typing import Any, NamedTuple

import typer
from typer.core import TyperGroup

from interlink_runtime.cli.exits import INTERRUPTED, NOT_GOOD, WRONG_USAGE


class Command(NamedTuple):
    """A command before it is loaded: the module whose function of the same name it is, and one sentence."""

    module: str
    summary: str


COMMANDS: dict[str, Command] = {
    "new": Command("new", "Start the project of a new interlinker."),
    "demo": Command("demo", "Start a runtime to try things out, with people and assets."),
    "dev": Command("dev", "Open the workbench: an interlinker's folder in a runtime, read again on every save."),
    "serve": Command("serve", "Serve people, programs and the platform until it is stopped."),
    "interlinkers": Command("interlinkers", "List the installed interlinkers, with the reason why one cannot be used."),
    "assets": Command("assets", "List assets, newest first."),
    "export": Command("export", "Export an asset, as portable bundle or in another format."),
    "restore": Command("restore", "Restore an asset from its portable bundle."),
    "import": Command("import_", "Import INTERLINK's catalogue, or one bundle of it."),
    "doctor": Command("doctor", "Examine the configuration and what is kept, and say what to mend."),
    "check": Command("check", "Examine an interlinker against every requirement of the conformance suite."),
    "about": Command(
        "about", "Say what an interlinker offers: capabilities, parameters, settings, permissions, formats."
    ),
    "build": Command("build", "Build the wheel of a project, after checking that everything in it is current."),
    "convert": Command("convert", "Convert an INTERLINK bundle into a project, or a project into a bundle."),
    "upgrade": Command("upgrade", "Bring a scaffolded project to the current template."),
    "explain": Command("explain", "Explain a code that a refusal, a finding, a problem or a requirement carries."),
}


class CommandGroup(TyperGroup):
    """All commands, each imported when it is asked for, so that help and mistakes cost little."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - typer's signature
        """Return the names in the order in which people need them."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 - typer's signature
        """Return the command called *cmd_name*, None if there is none."""
        if cmd_name in COMMANDS and cmd_name not in self.commands:
            self.commands[cmd_name] = _loaded(cmd_name)
        return self.commands.get(cmd_name)

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 - typer's signature
        """Write the list of commands without loading one."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, command.summary) for name, command in COMMANDS.items()])

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the command that *args* begin with; a misspelled one is answered with those that are like it."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            near = get_close_matches(args[0], COMMANDS) or list(COMMANDS)
            ctx.fail(f"there is no command {args[0]!r}; there is {', '.join(near)}")
        return super().resolve_command(ctx, args)


def all_commands() -> typer.Typer:
    """Return all commands as one application."""
    application = typer.Typer(
        cls=CommandGroup,
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )

    @application.callback()
    def interlink(
        version: bool = typer.Option(False, "--version", help="Print the version and end.", callback=_print_version),
    ) -> None:
        """Keep and serve what people make together with interlinkers.

        Exit codes: 0 all good, 1 not good, 2 used wrongly, 3 could not tell.
        """

    return application


def run(arguments: Sequence[str]) -> int:
    """Run the command that *arguments* name and return its exit code; whatever goes wrong becomes a message."""
    command = typer.main.get_command(all_commands())
    try:
        code = command.main(list(arguments), prog_name="interlink", standalone_mode=False)
    except typer.TyperException as error:
        return _tell_usage(error)
    except (typer.Abort, KeyboardInterrupt):
        code = INTERRUPTED
    except BrokenPipeError:
        return NOT_GOOD  # whoever read our output has gone
    except Exception as error:  # noqa: BLE001 - a person at a terminal is spared every traceback
        from interlink_runtime.cli.failures import tell

        return tell(error)
    if code == INTERRUPTED:
        typer.echo("interrupted: nothing half-done is left; run the command again to finish", err=True)
    return code if isinstance(code, int) else 0


def _loaded(name: str) -> Any:
    module = import_module(f"interlink_runtime.cli.{COMMANDS[name].module}")
    alone = typer.Typer(add_completion=False, rich_markup_mode=None)
    alone.command(name)(getattr(module, COMMANDS[name].module))
    return typer.main.get_command(alone)


def _tell_usage(error: typer.TyperException) -> int:
    # what typer itself raises shows itself, with the usage of the command that it is about
    show = getattr(error, "show", None)
    show() if show else typer.echo(error.format_message(), err=True)
    return WRONG_USAGE


def _print_version(asked: bool) -> None:
    if asked:
        from interlink_runtime.cli.start import version

        typer.echo(f"interlink {version()}")
        raise typer.Exit
