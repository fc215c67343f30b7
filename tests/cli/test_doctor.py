# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""`interlink doctor`: one line per finding, and an exit code that says the worst."""

import json

import pytest

from interlink_runtime.cli.serving import ServerName

DEVELOPMENT = '[identity]\nmode = "development"\n'


def test_a_sound_place_ends_with_0_and_says_what_was_examined(run, tmp_path):
    (tmp_path / "interlink.toml").write_text(DEVELOPMENT)
    ended = run("doctor")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "ok           permissions" in ended.stdout
    assert not (tmp_path / "interlink-data").exists()


def test_a_problem_ends_with_1_and_says_code_place_and_fix(run, tmp_path):
    (tmp_path / "mine.toml").write_text(DEVELOPMENT + '[server]\npublic_url = "http://town.example"\n')
    ended = run("doctor", "--config", "mine.toml")
    assert ended.returncode == 1
    lines = [line for line in ended.stdout.splitlines() if line.startswith("problem")]
    assert {line.split()[1] for line in lines} == {"plain_http_address:", "development_identity_exposed:"}
    assert all(" — " in line for line in lines)


def test_settings_that_cannot_be_used_end_with_2_and_name_the_line(run, tmp_path):
    (tmp_path / "interlink.toml").write_text("[server]\nport = 'x'\n")
    ended = run("doctor")
    assert ended.returncode == 2
    assert "interlink.toml:2 server.port" in ended.stdout


def test_json_is_one_document(run, tmp_path):
    (tmp_path / "interlink.toml").write_text(DEVELOPMENT)
    ended = run("doctor", "--format", "json", FORWARDED_ALLOW_IPS="*")
    document = json.loads(ended.stdout)
    assert document["outcome"] == "warning"
    assert {area["name"]: area["outcome"] for area in document["areas"]}["versions"] == "ok"
    finding = document["findings"][0]
    assert (finding["area"], finding["code"]) == ("exposure", "forwarding_headers_trusted")
    assert {"outcome", "at", "found", "fix"} <= set(finding)


def test_every_finding_is_explained(run):
    ended = run("explain", "provider_wrong_issuer")
    assert ended.returncode == 0
    assert "another name" in ended.stdout


@pytest.mark.parametrize("name", list(ServerName))
def test_nothing_is_wrong_with_an_instance_of_ours(server, run, tmp_path, name):
    (tmp_path / "interlink.toml").write_text(DEVELOPMENT)
    with server("serve", "--port", "0", "--server", name) as (_, line):
        address = next(word for word in line.split() if word.startswith("http://"))
        ended = run("doctor", "--url", address, "--deep", "--format", "json")
    document = json.loads(ended.stdout)
    assert (ended.returncode, document["findings"]) == (0, [])
    assert {"outside", "database"} <= {area["name"] for area in document["areas"]}
