# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""`interlink check`: the conformance suite is put to a target, a report comes out."""

import json
import os
import sys
import threading
import time
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from difflib import get_close_matches
from enum import StrEnum
from importlib.metadata import distribution
from pathlib import Path
from typing import Annotated

import typer

from interlink_runtime.cli.exits import COULD_NOT_TELL, GOOD, NOT_GOOD, WRONG_USAGE
from interlink_runtime.cli.failures import tell
from interlink_runtime.cli.printing import printable, progress
from interlink_runtime.discovery import discover
from interlink_sdk.assets import JsonObject
from interlink_sdk.conformance import Report, Requirement, read_requirements
from interlink_sdk.conformance.examine import CHECK_TIMEOUT_S, EXAMINATION_TIMEOUT_S
from interlink_sdk.conformance.package import Package
from interlink_sdk.conformance.reports import WRITERS
from interlink_sdk.conformance.reports.plain import text_lines
from interlink_sdk.conformance.requirements import Level, service_requirements
from interlink_sdk.conformance.results import MUST
from interlink_sdk.conformance.running import run
from interlink_sdk.conformance.service.case import Circumstances
from interlink_sdk.conformance.service.examining import examine_service, is_on_this_machine
from interlink_sdk.conformance.service.people import People
from interlink_sdk.conformance.targets import InstalledPackage, examine_package, is_address, open_target
from interlink_sdk.dialects import Dialect, find_dialect
from interlink_sdk.errors import DialectInvalid, TargetUnknown

PATIENCE_S = 1.0
"""How long the threads of hooks are waited for when all has been said."""
STRICT_LEVELS: tuple[Level, ...] = ("must", "should")


class ReportForm(StrEnum):
    """How a report is written."""

    TEXT = "text"
    JSON = "json"
    JUNIT = "junit"
    SARIF = "sarif"
    HTML = "html"


def check(  # noqa: PLR0917 - options of a command, which typer passes by name
    target: Annotated[str, typer.Argument(help="A folder, a wheel, the id of an installed interlinker, an address.")],
    form: Annotated[
        ReportForm, typer.Option("--format", help="Write text for people, or a report for programs.")
    ] = ReportForm.TEXT,
    output: Annotated[Path | None, typer.Option(metavar="FILE", help="Write here instead of to stdout.")] = None,
    only: Annotated[
        list[str] | None, typer.Option(metavar="CODE", help="Ask only this requirement. May be repeated.")
    ] = None,
    part: Annotated[
        list[str] | None, typer.Option(metavar="PART", help="Ask only this part of the suite. May be repeated.")
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Let requirements that `should` hold count too.")] = False,
    settings: Annotated[
        Path | None, typer.Option("--settings", metavar="FILE", help="The interlinker's own settings, as TOML.")
    ] = None,
    dialect: Annotated[
        str | None, typer.Option(metavar="NAME|FILE", help="How the service at an address speaks; else recognised.")
    ] = None,
    token: Annotated[
        str, typer.Option(envvar="INTERLINK_CHECK_TOKEN", help="Of the person who makes things at an address.")
    ] = "",
    other_token: Annotated[
        str, typer.Option(envvar="INTERLINK_CHECK_OTHER_TOKEN", help="Of a second person, without a role.")
    ] = "",
    secret: Annotated[
        str, typer.Option(envvar="INTERLINK_CHECK_SECRET", help="What the platform shares with the service.")
    ] = "",
    cookie: Annotated[
        list[str] | None, typer.Option(metavar="NAME=VALUE", help="A cookie of the first person. May be repeated.")
    ] = None,
    expendable: Annotated[
        bool | None,
        typer.Option("--expendable/--in-use", help="Try what may harm the service; by default on this machine only."),
    ] = None,
    asset: Annotated[str, typer.Option(metavar="ID", help="Look at this asset of the service.")] = "",
    upstream_down: Annotated[
        bool, typer.Option("--upstream-down", help="What the service relies on does not answer now.")
    ] = False,
) -> int:
    """Examine an interlinker against every requirement of the conformance suite.

    Ends with 0 where it conforms, 1 where it does not, 3 where that could not be told.
    The code of the interlinker runs in this process, with your rights: check only what you trust.
    """
    levels = STRICT_LEVELS if strict else MUST
    if is_address(target):
        people = People(token, other_token, secret, _cookies(cookie or []))
        harmless = is_on_this_machine(target) if expendable is None else expendable
        circumstances = Circumstances(harmless, asset, upstream_down)
        asked = _requirements(only or [], part or [], service_requirements())
        report = _examined_service(target, people, _dialect(dialect), circumstances, asked)
        _write(_text(report, form, levels, output), output)
        return _ended(_exit_code(report, levels))
    requirements, own_settings = _requirements(only or [], part or [], read_requirements()), _settings(settings)
    try:
        with open_target(target, _installed) as package:
            report = _examined(package, target, own_settings, requirements)
    except TargetUnknown as error:
        tell(error)
        return WRONG_USAGE
    _write(_text(report, form, levels, output), output)
    return _ended(_exit_code(report, levels))


def _cookies(said: list[str]) -> tuple[tuple[str, str], ...]:
    for cookie in said:
        if "=" not in cookie:
            raise typer.BadParameter("a cookie is NAME=VALUE", param_hint="--cookie")
    return tuple((name, value) for name, _, value in (cookie.partition("=") for cookie in said))


def _dialect(said: str | None) -> Dialect | None:
    if said is None:
        return None
    try:
        return find_dialect(said)
    except DialectInvalid as error:
        raise typer.BadParameter(str(error), param_hint="--dialect") from None


def _examined_service(
    address: str,
    people: People,
    dialect: Dialect | None,
    circumstances: Circumstances,
    requirements: Mapping[str, Requirement],
) -> Report:
    with progress("checking") as show:
        return run(examine_service(address, people, dialect, circumstances, requirements=requirements, progress=show))


def _requirements(only: list[str], parts: list[str], known: Mapping[str, Requirement]) -> Mapping[str, Requirement]:
    _require_known(only, known, "--only")
    _require_known(parts, {requirement.part for requirement in known.values()}, "--part")
    if not only and not parts:
        return known
    return {code: entry for code, entry in known.items() if code in only or entry.part in parts}


def _require_known(words: list[str], known: Mapping[str, Requirement] | set[str], option: str) -> None:
    for word in words:
        if word not in known:
            near = get_close_matches(word, known, n=3, cutoff=0.5) or sorted(known)
            raise typer.BadParameter(f"{word!r} is none; there is {', '.join(near)}", param_hint=option)


def _settings(file: Path | None) -> JsonObject | None:
    if file is None:
        return None
    try:
        document = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise typer.BadParameter(f"{str(file)!r} cannot be read: {error}", param_hint="--settings") from None
    settings: JsonObject = json.loads(json.dumps(document, default=str))  # JSON has dates and times as text
    return settings


def _installed() -> dict[str, InstalledPackage]:
    return {
        found.id: InstalledPackage(found.package, found.file.folder, distribution(found.distribution.split()[0]))
        for found in discover().candidates
    }


def _examined(
    package: Package, said: str, settings: JsonObject | None, requirements: Mapping[str, Requirement]
) -> Report:
    with _watched(), progress("checking") as show:
        return run(examine_package(package, said, settings=settings, requirements=requirements, progress=show))


@contextmanager
def _watched() -> Iterator[None]:
    """End the process where a hook blocks the loop, so that no time limit in it can take effect."""
    watch = threading.Timer(EXAMINATION_TIMEOUT_S + CHECK_TIMEOUT_S, _give_up)
    watch.daemon = True
    watch.start()
    try:
        yield
    finally:
        watch.cancel()


def _give_up() -> None:
    typer.echo("\nerror: an `async def` of the interlinker blocks everything and does not return", err=True)
    typer.echo("  fix: await what takes long, or write a plain `def`, which runs in a thread", err=True)
    os._exit(COULD_NOT_TELL)


def _text(report: Report, form: ReportForm, levels: tuple[Level, ...], output: Path | None) -> str:
    if form is not ReportForm.TEXT:
        return WRITERS[form](report)
    colours = output is None and sys.stdout.isatty() and "NO_COLOR" not in os.environ
    return "".join(f"{line}\n" for line in _printable_lines(report, levels, colours=colours))


def _printable_lines(report: Report, levels: tuple[Level, ...], *, colours: bool) -> list[str]:
    lines = text_lines(report, levels, colours=colours)
    return [line if colours and line.startswith("\x1b[") else printable(line) for line in lines]


def _write(text: str, output: Path | None) -> None:
    if output is None:
        typer.echo(text, nl=False)
        return
    part = output.with_name(f"{output.name}.{os.getpid()}.part")
    try:
        part.write_text(text, encoding="utf-8")
        part.replace(output)
    finally:
        part.unlink(missing_ok=True)


def _exit_code(report: Report, levels: tuple[Level, ...]) -> int:
    outcomes = {result.outcome for result in report.against(levels)}
    if "failed" in outcomes:
        return NOT_GOOD
    return COULD_NOT_TELL if outcomes else GOOD


def _ended(code: int) -> int:
    """Return *code*; where a hook still runs, end the process at once, since it would wait for the hook."""
    deadline = time.monotonic() + PATIENCE_S
    others = [thread for thread in threading.enumerate() if not thread.daemon and thread is not threading.main_thread()]
    for thread in others:
        thread.join(max(deadline - time.monotonic(), 0))
    if any(thread.is_alive() for thread in others):
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    return code
