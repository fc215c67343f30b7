# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What is too much is refused while it arrives, before it is kept."""

from collections.abc import Iterator

import pytest


@pytest.fixture(scope="module")
def site(open_site, tmp_path_factory):
    """Open a site that takes little."""
    limits = {"upload_bytes": 5_000, "json_bytes": 2_000, "bundle_bytes": 2_000_000}
    yield from open_site(tmp_path_factory.mktemp("site"), limits=limits)


FIELDS = {"interlinker": "documents", "params": "{}"}


def stored(site):
    return list(site.runtime.blobs.names())


def test_a_file_over_the_limit_is_too_large_and_nothing_of_it_is_kept(ana, site):
    before = stored(site)
    answer = ana.post("/api/v1/assets", data=FIELDS, files={"files": ("a.txt", b"x" * 6_000)})
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
    assert answer.json()["context"] == {"limit_bytes": 5_000}
    assert stored(site) == before
    assert list((site.runtime.settings.store.folder / "blobs" / "incoming").iterdir()) == []


@pytest.mark.parametrize("path", ["/api/v1/assets", "/poll/assets"])
def test_json_over_the_limit_is_too_large(ana, path):
    answer = ana.ask("POST", path, content=b'{"a": "' + b"x" * 3_000 + b'"}')
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


def chunks(head: bytes, size: int) -> Iterator[bytes]:
    yield head
    for _ in range(size // 100_000):
        yield b"x" * 100_000


def test_an_unannounced_form_is_cut_off_where_the_limit_is(ana):
    head = b'--b\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n'
    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    answer = ana.ask("POST", "/api/v1/assets", content=chunks(head, 1_500_000), headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


def test_no_body_is_larger_than_a_bundle_may_be(ana):
    announced = ana.ask("POST", "/api/v1/bundles", content=b"x" * 2_000_001)
    unannounced = ana.ask("POST", "/api/v1/bundles", content=chunks(b"PK", 2_500_000))
    assert [answer.status_code for answer in (announced, unannounced)] == [413, 413]
    assert announced.headers["interlink-call"] == announced.json()["call"]
