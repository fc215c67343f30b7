# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What an author waits for: the workbench with an empty and with a filled store, and a save until it is served."""

import json
import os
import re
import shutil
import signal
import socket
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import URLError
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

from peers import PeerMissing, left_out, peer
from programs import SCRIPTS
from rounds import Cost, Row, compare, report

POLL = Path(__file__).parents[1] / "examples" / "poll"
ROUNDS = 3
SAVES = 5
MAX_WAIT_S = 30.0
LOOK_EVERY_S = 0.005


@contextmanager
def workbench(project: Path) -> Iterator[tuple[OpenerDirector, str]]:
    """Give a browser that has the workbench open, and its address."""
    command = [str(SCRIPTS / "interlink"), "dev", str(project), "--no-browser", "--port", "0"]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with _ended(subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)) as process:
        assert process.stdout
        line = next(line for line in process.stdout if "/workbench/login/" in line)
        browser = build_opener(HTTPCookieProcessor(CookieJar()))
        link = line.strip()
        assert browser.open(link, timeout=MAX_WAIT_S).url.endswith("/workbench")
        yield browser, link.partition("/login/")[0]


@contextmanager
def datasette(program: Path, folder: Path) -> Iterator[str]:
    """Give the address of datasette, which starts again when its metadata change."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    metadata = folder / "metadata.json"
    metadata.write_text(json.dumps({"title": "first"}))
    command = [str(program / "datasette"), "--memory", "--reload", "--port", str(port), "--metadata", str(metadata)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "start_new_session": True}
    with _ended(subprocess.Popen(command, **quiet), group=True):  # type: ignore[call-overload]
        address = f"http://127.0.0.1:{port}/"
        _wait(lambda: _says(address, "first"))
        yield address


def start_workbench(project: Path) -> Cost:
    """Return what it takes until the page is there."""
    began = time.perf_counter()
    with workbench(project):
        return Cost(time.perf_counter() - began)


def start_fresh(folder: Path) -> Cost:
    """Return the same where nothing is kept yet."""
    shutil.rmtree(folder / "poll" / ".interlink", ignore_errors=True)
    return start_workbench(folder / "poll")


def start_datasette(program: Path, folder: Path) -> Cost:
    """Return what it takes until its page is there."""
    began = time.perf_counter()
    with datasette(program, folder):
        return Cost(time.perf_counter() - began)


def save(project: Path, browser: OpenerDirector, address: str) -> Cost:
    """Return how long after a save the interlinker serves anew."""
    module = project / "src" / "interlink_poll" / "__init__.py"
    before = _reloads(browser, address)
    began = time.perf_counter()
    module.write_text(module.read_text() + "# saved\n")
    _wait(lambda: _reloads(browser, address) > before)
    return Cost(time.perf_counter() - began)


def save_metadata(folder: Path, address: str) -> Cost:
    """Return how long after a save datasette shows it."""
    title = f"saved {time.monotonic_ns()}"
    began = time.perf_counter()
    (folder / "metadata.json").write_text(json.dumps({"title": title}))
    _wait(lambda: _says(address, title))
    return Cost(time.perf_counter() - began)


def rows(folder: Path) -> Iterator[Row]:
    """Yield the comparisons."""
    project = folder / "poll"
    shutil.copytree(POLL, project, ignore=shutil.ignore_patterns(".interlink", "__pycache__"))
    name = "datasette --reload"
    try:
        program = peer("datasette")
    except PeerMissing as why:
        for what in ("workbench, first start to page", "workbench, later start to page", "save to served anew"):
            left_out(what, name, why)
        return
    what = "workbench, first start to page"
    yield compare(
        what, name, lambda: start_fresh(folder), lambda: start_datasette(program, folder), rounds=ROUNDS, at_most=2.0
    )
    what = "workbench, later start to page"
    yield compare(
        what,
        name,
        lambda: start_workbench(project),
        lambda: start_datasette(program, folder),
        rounds=ROUNDS,
        at_most=2.0,
    )
    with workbench(project) as (browser, address), datasette(program, folder) as peer_address:
        try:
            save_metadata(folder, peer_address)
        except TimeoutError as error:
            took_ms = statistics.median(save(project, browser, address).wall_s for _ in range(SAVES)) * 1_000
            left_out(f"save to served anew ({took_ms:.0f} ms)", name, PeerMissing(f"it did not show a save: {error}"))
            return
        yield compare(
            "save to served anew",
            name,
            lambda: save(project, browser, address),
            lambda: save_metadata(folder, peer_address),
            rounds=SAVES,
            at_most=0.5,
        )


@contextmanager
def _ended(process: subprocess.Popen[str], *, group: bool = False) -> Iterator[subprocess.Popen[str]]:
    try:
        yield process
    finally:
        os.killpg(process.pid, signal.SIGTERM) if group else process.terminate()
        process.wait(MAX_WAIT_S)
        if process.stdout:
            process.stdout.close()


def _reloads(browser: OpenerDirector, address: str) -> int:
    return int(re.search(rb'"reloads":(\d+)', browser.open(f"{address}/pulse", timeout=MAX_WAIT_S).read())[1])  # type: ignore[index]


def _says(address: str, text: str) -> bool:
    try:
        return text.encode() in build_opener().open(address, timeout=MAX_WAIT_S).read()
    except (URLError, OSError):
        return False


def _wait(condition: Callable[[], bool]) -> None:
    ends = time.monotonic() + MAX_WAIT_S
    while not condition():
        if time.monotonic() > ends:
            raise TimeoutError(f"nothing came within {MAX_WAIT_S:g} s")
        time.sleep(LOOK_EVERY_S)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        report(list(rows(Path(place))), __file__)
