# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""`interlink serve` and `interlink demo`: they answer, share the store with commands, and stop in order."""

import json
import os
import signal
import socket
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import HTTPCookieProcessor, Request, build_opener, urlopen

import pytest

from .conftest import stop


def get(url: str, **headers: str) -> bytes:
    with urlopen(Request(url, headers=headers), timeout=20) as answer:
        return answer.read()


def processor_seconds(process: int) -> float:
    """Return how long a processor has worked for *process*, which other work delays less than the clock."""
    user, system = Path(f"/proc/{process}/stat").read_text().rpartition(") ")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def status_of(url: str) -> int:
    """Return how a browser with no cookies yet ends up."""
    browser = build_opener(HTTPCookieProcessor())
    try:
        with browser.open(url, timeout=20) as answer:
            return answer.status
    except HTTPError as error:
        error.close()
        return error.code


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_serve_says_where_it_answers_and_stops_when_it_is_told_to(server, tmp_path, number):
    with server("serve", "--port", "0") as (child, line):
        address = next(word for word in line.split() if word.startswith("http://"))
        assert json.loads(get(f"{address}/healthz")) == {"status": "ok"}
        assert stop(child, number) == 0
    log = (tmp_path / "stderr.txt").read_text()
    assert "GET /healthz 200" in log
    assert "Traceback" not in log


def test_a_taken_port_is_told(run):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = run("serve", "--port", str(port))
    assert (ended.returncode, ended.stdout) == (1, "")
    assert f"another program listens on 127.0.0.1:{port} already" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_an_address_that_is_not_this_machines_is_told(run):
    ended = run("serve", "--host", "192.0.2.1", "--port", "0")
    assert ended.returncode == 2
    assert "nothing can listen on 192.0.2.1" in ended.stderr


def test_what_keeps_the_runtime_from_starting_is_told_without_a_traceback(run, tmp_path):
    (tmp_path / "interlink-data").mkdir()
    (tmp_path / "interlink-data" / "interlink.sqlite3").write_bytes(b"this is no database, but long enough" * 99)
    ended = run("serve", "--port", "0")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "Traceback" not in ended.stderr
    assert ended.stderr.startswith("error: ")


def test_the_development_identity_is_refused_for_others(run, tmp_path):
    (tmp_path / "interlink.toml").write_text('[identity]\nmode = "development"\n[server]\nhost = "0.0.0.0"\n')
    ended = run("serve", "--port", "0")
    assert ended.returncode == 2
    assert "loopback" in ended.stderr


def test_the_demo_has_people_samples_and_a_link_that_works_once(server, run, tmp_path):
    (tmp_path / "demo.toml").write_text('[store]\nfolder = ".interlink-demo/data"\n')
    with server("demo", "--port", "0", "--format", "json") as (_, text):
        ready = json.loads(text)
        people = {person["id"]: person for person in ready["people"]}
        assert {person["language"] for person in people.values()} == {"en", "es", "it", "lv"}
        assert [name for name, person in people.items() if person["operator"]] == ["olivia"]
        mine = json.loads(get(f"{ready['address']}/api/v1/assets", Authorization=f"Bearer {people['ana']['token']}"))
        assert len(mine["items"]) == ready["samples"] > 5
        assert {item["role"] for item in mine["items"]} > {"owner"}
        assert [status_of(ready["link"]) for _ in range(2)] == [200, 401]
        listed = json.loads(run("assets", "--settings", "demo.toml", "--person", "ana", "--format", "json").stdout)
        assert {item["id"]: item["role"] for item in listed["items"]} == {
            item["id"]: item["role"] for item in mine["items"]
        }
        assert run("assets", "--settings", "demo.toml", "--person", "nobody").returncode == 1


def test_a_second_start_of_the_demo_keeps_what_was_made_and_is_quick(server):
    assets = []
    for _ in range(2):
        with server("demo", "--port", "0", "--folder", "kept", "--format", "json") as (child, text):
            seconds = processor_seconds(child.pid)
            ready = json.loads(text)
            headers = {"Authorization": f"Bearer {ready['people'][0]['token']}"}
            page = json.loads(get(f"{ready['address']}/api/v1/assets", **headers))
            assets.append({item["id"] for item in page["items"]})
    assert assets[0] == assets[1]
    assert ready["samples"] == 0
    assert seconds < 6  # a second or two, but the machine may be busy with other tests


def test_the_demo_takes_the_next_free_port_and_says_so(server, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with server("demo", "--port", str(port), "--no-browser", "--format", "json") as (_, text):
            address = json.loads(text)["address"]
    assert address != f"http://127.0.0.1:{port}"
    assert f"port {port} is taken by another program: this is {address}" in (tmp_path / "stderr.txt").read_text()


def test_the_demo_imports_a_catalogue_that_is_named(server, shared_data):
    arguments = ("demo", "--port", "0", "--format", "json", "--catalogue", shared_data / "catalogue")
    with server(*arguments) as (_, text):
        ready = json.loads(text)
        found = json.loads(get(f"{ready['address']}/api/v1/catalogue?q=canvas&nature=knowledge"))
    assert ready["catalogue"]["imported"] == 41
    assert all(item["usable"] for item in found["items"])
