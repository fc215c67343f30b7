# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""How `interlink` starts: light, and never with a traceback."""

import inspect
import subprocess
import sys
from importlib import import_module

import pytest
import typer

from interlink_runtime.cli.commands import COMMANDS
from interlink_runtime.cli.failures import tell
from interlink_runtime.cli.printing import progress
from interlink_runtime.cli.start import application, version
from interlink_sdk import __version__
from interlink_sdk.errors import NotFound, SettingsInvalid, StoreUnavailable

LOADED = """
import sys
from interlink_runtime.cli.start import main
sys.argv = ["interlink", "{argument}"]
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
print(*sorted({{name.partition(".")[0] for name in sys.modules}}), file=sys.stderr)
"""


def modules_loaded_by(argument: str) -> set[str]:
    command = [sys.executable, "-c", LOADED.format(argument=argument)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    return set(done.stderr.split())


def test_the_version_is_told_without_loading_anything(run):
    assert version() == __version__
    assert run("--version").stdout == f"interlink {__version__}\n"
    heavy = {"typer", "pydantic", "interlink_sdk", "asyncio", "importlib.metadata", "re"}
    assert modules_loaded_by("--version") & heavy <= {"re"}


def test_help_loads_the_command_line_and_nothing_else(run):
    heavy = {"pydantic", "interlink_sdk", "sqlalchemy", "fastapi", "rich", "uvicorn"}
    assert modules_loaded_by("--help") & heavy == set()
    shown = " ".join(run("--help").stdout.split())
    assert all(f"{name} {command.summary}" in shown for name, command in COMMANDS.items())


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_of_commands_says_what_each_says_of_itself(name):
    module = import_module(f"interlink_runtime.cli.{COMMANDS[name].module}")
    function = getattr(module, COMMANDS[name].module)
    assert COMMANDS[name].summary == (inspect.getdoc(function) or "").splitlines()[0]


def test_all_commands_are_one_application():
    group = typer.main.get_command(application())
    context = typer.Context(group)
    assert [group.get_command(context, name).name for name in group.list_commands(context)] == list(COMMANDS)
    assert group.get_command(context, "nothing") is None


def test_a_misspelled_command_is_answered_with_those_like_it(run):
    ended = run("exprot")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "there is export" in ended.stderr


@pytest.mark.parametrize("arguments", [(), ("export",), ("assets", "--limit", "0"), ("serve", "--odd")])
def test_wrong_usage_ends_with_2(run, arguments):
    ended = run(*arguments)
    assert ended.returncode == 2
    assert "Usage: interlink" in ended.stdout + ended.stderr


def test_wrong_settings_end_with_2_and_name_each_key(run):
    ended = run("assets", INTERLINK_SERVER__PROT="8080")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "INTERLINK_SERVER__PROT" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (NotFound("there is no asset"), 1),
        (SettingsInvalid("wrong"), 2),
        (StoreUnavailable("the disk is full"), 3),
        (PermissionError(13, "Permission denied", "/data"), 3),
        (ZeroDivisionError(), 3),
    ],
)
def test_an_error_becomes_a_message_and_an_exit_code(error, code, capsys):
    assert tell(error) == code
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("error: ")


def raised() -> Exception:
    try:
        return {}["odd"]
    except KeyError as error:
        return error


def test_a_defect_says_where_it_is(capsys):
    assert tell(raised()) == 3
    assert "KeyError" in capsys.readouterr().err


def test_progress_is_shown_on_a_terminal_only(capsys, monkeypatch):
    for is_terminal in (False, True):
        monkeypatch.setattr(sys.stderr, "isatty", lambda shown=is_terminal: shown)
        with progress("importing") as show:
            show(1, 4)
        out, err = capsys.readouterr()
        assert (out, "importing" in err, " 25%" in err) == ("", is_terminal, is_terminal)


def test_what_would_steer_the_terminal_is_not_printed(capsys):
    tell(NotFound("no \x1b[31masset\x07"))
    assert "\x1b" not in capsys.readouterr().err
