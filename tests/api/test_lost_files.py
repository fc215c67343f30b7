# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Files that the store has lost: whoever asks is refused before the first byte, and told by whom it can be mended."""

from pathlib import Path

import pytest


@pytest.fixture
def lose(ana, site):
    """Make an asset with two files, of which one is damaged as asked for, and return its address."""

    def damaged(damage, content: bytes) -> str:
        fields = {"interlinker": "awkward", "params": '{"title": "With files"}'}
        files = [("files", ("a.txt", content + b" first")), ("files", ("notes.txt", content))]
        made = ana.post("/api/v1/assets", data=fields, files=files).json()
        digests = {file["name"]: file["sha256"] for file in made["files"]}
        damage(site.runtime.blobs.path(digests["notes.txt"]))
        return f"/api/v1/assets/{made['id']}"

    return damaged


def shorten(path: Path) -> None:
    path.chmod(0o600)
    path.write_bytes(path.read_bytes()[:-1])


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("path", ["/export?format=bundle", "/files/notes.txt"])
@pytest.mark.parametrize("damage", [Path.unlink, shorten], ids=["missing", "shortened"])
def test_a_lost_file_is_refused_before_the_first_byte(ana, lose, damage, path, method):
    asset = lose(damage, f"{damage.__name__} {path} {method}".encode())
    answer = ana.ask(method, f"{asset}{path}")
    assert (answer.status_code, answer.headers["content-type"]) == (500, "application/problem+json")
    assert method == "HEAD" or answer.json()["code"] == "file_lost"


def test_what_is_not_lost_can_still_be_had(ana, lose):
    asset = lose(Path.unlink, b"the rest stays")
    assert ana.get(f"{asset}/files/a.txt").content == b"the rest stays first"
    assert ana.get(asset).status_code == 200


def test_nothing_is_left_of_a_refused_bundle(ana, lose, site):
    ana.get(f"{lose(Path.unlink, b'no scratch')}/export?format=bundle")
    assert list(site.runtime.scratch.iterdir()) == []


def test_the_interlinkers_own_format_is_refused_where_it_is_the_lost_file(ana, site):
    files = {"files": ("a.txt", b"only in documents")}
    made = ana.post("/api/v1/assets", data={"interlinker": "documents", "params": "{}"}, files=files).json()
    site.runtime.blobs.path(made["files"][0]["sha256"]).unlink()
    answer = ana.get(f"/api/v1/assets/{made['id']}/export?format=original")
    assert (answer.status_code, answer.json()["code"]) == (500, "file_lost")


def test_the_refusal_names_the_file_that_the_operator_looks_for(ana, lose, site):
    asset = lose(Path.unlink, b"named in the refusal")
    (lost,) = (file["sha256"] for file in ana.get(asset).json()["files"] if file["name"] == "notes.txt")
    assert lost in ana.get(f"{asset}/files/notes.txt").json()["detail"]
