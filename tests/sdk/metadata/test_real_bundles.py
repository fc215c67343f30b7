# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The real bundles: exactly what is known of them is found, no more and no less."""

import json
from pathlib import Path

import pytest

from interlink_sdk.metadata import CatalogueExamination, examine_bundle, examine_catalogue, where


@pytest.fixture(scope="module")
def real(shared_data: Path) -> CatalogueExamination:
    return examine_catalogue(shared_data / "catalogue")


@pytest.fixture(scope="module")
def truth(shared_data: Path) -> dict[str, dict]:
    document = json.loads((shared_data / "catalogue" / "truth.json").read_text())
    return {entry["bundle"]: entry for entry in document["bundles"]}


@pytest.mark.parametrize("kind", ["defects", "warnings"])
def test_the_real_bundles_have_exactly_the_known_findings(real, truth, kind):
    known = sorted((name, each["code"], each["where"]) for name, entry in truth.items() for each in entry[kind])
    found = sorted(
        (each.bundle, finding.code, where(finding)) for each in real.examinations for finding in getattr(each, kind)
    )
    assert found == known


def test_the_real_bundles_have_the_known_identifiers_and_snapshots(real, truth):
    known = {name: (entry["id"].replace("_", "-"), entry["usable_snapshots"]) for name, entry in truth.items()}
    assert {each.bundle: (each.id, len(each.snapshots)) for each in real.examinations} == known


def test_no_real_bundle_is_left_out_and_all_problem_profiles_are_read(real):
    assert len(real.usable) == len(real.examinations) == 41
    assert len(real.problem_profiles) == 45
    assert real.problems == ()


def test_every_finding_about_a_field_that_is_there_names_its_line(real):
    for each in real.examinations:
        lines = (each.folder / "metadata.json").read_text().splitlines()
        for finding in (*each.defects, *each.warnings):
            field = finding.key.partition(".")[0]
            if field in (each.document or {}):
                assert finding.line is not None
                assert '"' in lines[finding.line - 1]


def test_every_finding_reads_as_a_sentence(real):
    findings = [finding for each in real.examinations for finding in (*each.defects, *each.warnings)]
    assert all(finding.found and finding.expected and finding.fix for finding in findings)
    assert not any(text.endswith(".") for finding in findings for text in (finding.found, finding.why, finding.fix))


def test_a_real_bundle_alone_has_the_same_findings_as_in_its_catalogue(real):
    for each in real.examinations:
        alone = examine_bundle(each.folder)
        assert (alone.bundle, alone.defects, alone.warnings) == (each.bundle, each.defects, each.warnings)
