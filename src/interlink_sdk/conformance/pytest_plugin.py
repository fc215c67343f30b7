# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The requirements as pytest's items, beside the author's own tests.

The manifest is the file that is collected, each requirement that applies an item in it:
`src/interlink_poll/interlinker.toml::clone-leaves-contributions`. An item fails where the
requirement does not hold or could not be told; what turns out not to apply is counted on its own.
"""

import sys
import tomllib
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from interlink_sdk.assets import JsonObject
from interlink_sdk.conformance.checks import all_checks
from interlink_sdk.conformance.examine import result_of
from interlink_sdk.conformance.projects import package_in
from interlink_sdk.conformance.reports.words import OUTCOME_WORDS, place_of
from interlink_sdk.conformance.requirements import Requirement, read_requirements
from interlink_sdk.conformance.results import Result
from interlink_sdk.conformance.running import run
from interlink_sdk.conformance.targets import subject_of
from interlink_sdk.errors import InterlinkError
from interlink_sdk.manifest import MANIFEST_NAME

NOT_APPLICABLE = "not applicable"
ADVISED = "advised"
_MARK = "interlink_category"
_LETTERS: Final = {NOT_APPLICABLE: ".", ADVISED: "a"}


class Against(Exception):
    """A result that is against the interlinker; it lives from the item to its report."""

    def __init__(self, result: Result) -> None:
        super().__init__(result.code)
        self.result = result


class Conformance:
    """What one run of pytest knows of the interlinker in its root folder."""

    def __init__(self, config: pytest.Config) -> None:
        try:
            self.package = package_in(config.rootpath)
            self.settings = _settings(config)
        except (InterlinkError, OSError, ValueError) as error:
            raise pytest.UsageError(f"{error}\n--no-conformance leaves the suite out") from None
        self.is_strict = bool(config.getoption("conformance_strict"))
        self.asked = 0
        _add_argument(config, self.package.folder / MANIFEST_NAME)

    def pytest_sessionstart(self) -> None:
        """Let the package be imported from its folder."""
        if self.package.root is not None:
            sys.path.insert(0, str(self.package.root))

    @pytest.hookimpl(tryfirst=True)
    def pytest_collect_directory(self, path: Path, parent: pytest.Collector) -> pytest.Collector | None:
        """Take the package's folders as plain ones: pytest would import the package, whatever that does."""
        root, folder = self.package.root, self.package.folder
        if root is None or not folder.is_relative_to(path) or not path.is_relative_to(root):
            return None
        plain: pytest.Dir = pytest.Dir.from_parent(parent, path=path)
        return plain

    def pytest_collect_file(self, file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
        """Take the manifest as a file of tests."""
        if file_path != self.package.folder / MANIFEST_NAME:
            return None
        file: ManifestItems = ManifestItems.from_parent(parent, path=file_path)
        file.conformance = self
        return file

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Note on the report what the result was, for whoever counts it."""
        report = yield
        if isinstance(item, RequirementItem) and item.category and report.skipped:
            setattr(report, _MARK, item.category)
        return report

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count the requirements that were asked, in whichever process."""
        self.asked += report.when == "call" and report.nodeid.partition("::")[2] in read_requirements()

    def pytest_report_teststatus(self, report: Any) -> tuple[str, str, str] | None:
        """Count what does not apply, and what only should hold, apart from skipped tests."""
        category = getattr(report, _MARK, None)
        return (category, _LETTERS[category], category.upper()) if category else None

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """Say what was asked, and list what should hold and does not."""
        advised = terminalreporter.stats.get(ADVISED, ())
        for report in advised:
            terminalreporter.write_line(f"{ADVISED}: {report.longrepr[2].removeprefix('Skipped: ')}")
        manifest, idle = self.package.document, len(terminalreporter.stats.get(NOT_APPLICABLE, ()))
        named = f"{manifest.get('id', 'the interlinker')} {manifest.get('version', '')}".strip()
        counts = f"{self.asked - idle} of {len(read_requirements())} requirements asked"
        terminalreporter.write_line(f"conformance of {named}: {counts}, {idle + self.not_offered} not applicable")

    @property
    def not_offered(self) -> int:
        """How many requirements are about what the interlinker does not offer."""
        return sum(not self.can_apply(requirement) for requirement in read_requirements().values())

    def can_apply(self, requirement: Requirement) -> bool:
        """Say whether *requirement* is about something that the interlinker offers."""
        file, wanted = self.package.file, requirement.capability
        return file is None or wanted is None or file.manifest.offers(wanted)


class ManifestItems(pytest.File):
    """The manifest as a file of tests."""

    conformance: Conformance

    def collect(self) -> Iterator[pytest.Item]:
        """Yield an item for each requirement that can apply."""
        for code, requirement in read_requirements().items():
            if self.conformance.can_apply(requirement):
                item: RequirementItem = RequirementItem.from_parent(self, name=code)
                item.ask(requirement, self.conformance)
                yield item


class RequirementItem(pytest.Item):
    """One requirement, put to the interlinker."""

    requirement: Requirement
    conformance: Conformance
    category: str | None = None

    def ask(self, requirement: Requirement, conformance: Conformance) -> None:
        """Say what this item is about."""
        self.requirement, self.conformance = requirement, conformance
        self.extra_keyword_matches |= {"conformance", requirement.part, requirement.level}

    def runtest(self) -> None:
        """Put the requirement; raises Against, or skips what does not apply."""
        package, requirement = self.conformance.package, self.requirement
        open_subject = subject_of(package, self.conformance.settings)
        result = run(result_of(requirement, all_checks().get(requirement.code), open_subject, package))
        if result.outcome == "not_applicable":
            self.category = NOT_APPLICABLE
            pytest.skip(result.found)
        elif result.is_against or (result.is_open and self.conformance.is_strict):
            raise Against(result)
        elif result.is_open:
            self.category = ADVISED
            pytest.skip(f"{result.code}: found {result.found}; {requirement.fix}")

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Return what the author reads, without a traceback."""
        if isinstance(excinfo.value, Against):
            return "\n".join(_told(self.requirement, excinfo.value.result))
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Return where the item stands and what it is called."""
        return self.path, None, self.name


def _told(requirement: Requirement, result: Result) -> Iterator[str]:
    yield requirement.sentence
    if result.outcome != "failed":
        yield f"  {OUTCOME_WORDS[result.outcome]}: {result.found}"
        return
    if place := place_of(result):
        yield f"  at:       {place}"
    yield f"  found:    {result.found}"
    if result.expected:
        yield f"  expected: {result.expected}"
    yield f"  why:      {requirement.why}"
    yield f"  fix:      {requirement.fix}"


def _settings(config: pytest.Config) -> JsonObject | None:
    name = config.getini("interlink_settings")
    return tomllib.loads((config.rootpath / name).read_text(encoding="utf-8")) if name else None


def _add_argument(config: pytest.Config, manifest: Path) -> None:
    """Collect the manifest too, where nobody said what to collect and none of the usual folders holds it."""
    if config.args_source is pytest.Config.ArgsSource.ARGS:
        return
    folders = [Path(config.invocation_params.dir, argument) for argument in config.args]
    if not any(manifest.is_relative_to(folder) for folder in folders):
        config.args.append(str(manifest))
