# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What no well-behaved client sends: raw bytes on a socket, to a server that must go on answering everybody else."""

import json
import re

import httpx2
import pytest

from .served import Served

BAD_UTF8 = b"\xff\xfe\xc0\x80\xed\xa0\x80"
DEFECT = b" 500 "
SILENCE_S = 0.5
"""After which there will be no answer: what was sent is no whole request, or no request at all."""


@pytest.fixture(scope="module")
def token(served: Served) -> bytes:
    return served.token("owner").encode()


@pytest.fixture(autouse=True)
def still_answering(served: Served):
    yield
    assert httpx2.get(f"{served.url}/healthz").json() == {"status": "ok"}


def request(line: bytes, *headers: bytes, body: bytes = b"") -> bytes:
    return b"\r\n".join([line, b"Host: localhost", b"Connection: close", *headers, b"", body])


def post(path: bytes, token: bytes, kind: bytes, body: bytes, *more: bytes) -> bytes:
    bearer, length = b"Authorization: Bearer " + token, b"Content-Length: %d" % len(body)
    return request(b"POST " + path + b" HTTP/1.1", bearer, b"Content-Type: " + kind, length, *more, body=body)


def status_in(answer: bytes) -> int:
    found = re.match(rb"HTTP/1\.1 (\d{3}) ", answer)
    assert found, answer[:100]
    return int(found[1])


ODD_LINES = {
    "no version": b"GET /",
    "a lie about the version": b"GET / HTTP/9.9",
    "a method of 10,000 letters": b"A" * 10_000 + b" / HTTP/1.1",
    "an address of 100,000 letters": b"GET /" + b"a" * 100_000 + b" HTTP/1.1",
    "bytes that are no text": b"GET /" + BAD_UTF8 + b" HTTP/1.1",
    "escaped bytes that are no text": b"GET /assets/%ff%fe%c0%80 HTTP/1.1",
    "an escaped zero": b"GET /assets/%00 HTTP/1.1",
    "a half escape": b"GET /assets/%e HTTP/1.1",
    "a query that is no text": b"GET /api/v1/catalogue?q=%ff%fe&%ff=%ff HTTP/1.1",
    "a query with a zero": b"GET /api/v1/catalogue?q=%00 HTTP/1.1",
    "a query with a surrogate": b"GET /api/v1/catalogue?q=%ed%a0%80 HTTP/1.1",
    "10,000 parameters": b"GET /api/v1/catalogue?" + b"&".join(b"q=%d" % n for n in range(9_000)) + b" HTTP/1.1",
    "an absolute address": b"GET http://evil.example/assets HTTP/1.1",
    "a tunnel": b"CONNECT evil.example:443 HTTP/1.1",
    "folders upwards": b"GET /static/../../../etc/passwd HTTP/1.1",
    "escaped folders upwards": b"GET /static/%2e%2e/%2e%2e/etc/passwd HTTP/1.1",
    "doubly escaped folders": b"GET /static/%252e%252e%252fetc%252fpasswd HTTP/1.1",
    "another language": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
}


@pytest.mark.parametrize("line", ODD_LINES.values(), ids=ODD_LINES)
def test_an_odd_first_line_meets_no_defect(served, line):
    answer = served.answer_to(request(line), silence_s=SILENCE_S)
    assert DEFECT not in answer[:40], answer[:2_000]
    assert b"root:" not in answer


ODD_HEADERS = {
    "a cookie that is no text": b"Cookie: interlink_session=" + BAD_UTF8,
    "10,000 cookies": b"Cookie: " + b"; ".join(b"c%d=1" % n for n in range(5_000)),
    "quoted cookies": b'Cookie: interlink_session="\\377\\000"; =; ;;; a',
    "a language cookie that is a path": b"Cookie: language=../../etc/passwd",
    "no bearer": b"Authorization: Bearer",
    "a bearer that is no text": b"Authorization: Bearer " + BAD_UTF8,
    "another scheme": b"Authorization: Basic YTpi",
    "a token of 50,000 letters": b"Authorization: Bearer " + b"a" * 50_000,
    "a token of three nothings": b"Authorization: Bearer ..",
    "a token that is no text": b"Authorization: Bearer " + b"/".join([b"."] * 3),
    "every language": b"Accept-Language: " + b",".join([b"xx-" + b"y" * 30] * 1_000),
    "a weight that is no number": b"Accept-Language: en;q=nan,es;q=1e999,*;q=-1",
    "an odd range": b"Range: bytes=99999999999999999999-",
    "a tag that is no text": b"If-None-Match: " + BAD_UTF8,
    "a type that is no type": b"Accept: " + b"/" * 1_000,
    "two lengths": b"Content-Length: 1\r\nContent-Length: 2",
    "a negative length": b"Content-Length: -1",
    "a length of words": b"Content-Length: ten",
    "a huge length": b"Content-Length: 99999999999999999999999",
    "length and chunks": b"Content-Length: 3\r\nTransfer-Encoding: chunked",
    "odd chunks": b"Transfer-Encoding: chunked, gzip",
    "a folded header": b"X-Folded: a\r\n b",
    "a header without name": b": value",
    "a header with a space": b"X Header: 1",
    "a lone line end": b"X-A: b\nX-C: d\rX-E: f",
    "1,000 headers": b"\r\n".join(b"X-%d: y" % n for n in range(1_000)),
    "an upgrade": b"Upgrade: websocket\r\nSec-WebSocket-Key: x\r\nSec-WebSocket-Version: 13",
    "an expectation": b"Expect: 200-maybe",
}


@pytest.mark.parametrize("header", ODD_HEADERS.values(), ids=ODD_HEADERS)
def test_an_odd_header_meets_no_defect(served, header):
    for path in (b"/assets", b"/api/v1/assets", b"/"):
        answer = served.answer_to(request(b"GET " + path + b" HTTP/1.1", header), silence_s=SILENCE_S)
        assert DEFECT not in answer[:40], answer[:2_000]


@pytest.mark.parametrize("host", [b"", BAD_UTF8, b"a" * 5_000, b"localhost:99999999", b"[::1", b"localhost\tx", b"@"])
def test_an_odd_host_meets_no_defect(served, host):
    sent = b"GET /assets HTTP/1.1\r\nConnection: close\r\nHost: " + host + b"\r\n\r\n"
    answer = served.answer_to(sent, silence_s=SILENCE_S)
    assert DEFECT not in answer[:40], answer[:2_000]


def test_two_requests_in_one_body_are_not_smuggled(served, token):
    hidden = b"GET /api/v1/me HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token + b"\r\n\r\n"
    headers = (b"Content-Length: %d" % len(hidden), b"Transfer-Encoding: chunked")
    answer = served.answer_to(request(b"POST /api/v1/assets HTTP/1.1", *headers, body=b"0\r\n\r\n" + hidden))
    assert b'"operator"' not in answer


JSON_BODIES = {
    "no text": BAD_UTF8,
    "text with bad bytes": b'{"title": "' + BAD_UTF8 + b'"}',
    "a lone surrogate": b'{"title": "\\ud800"}',
    "a zero": b'{"title": "\\u0000"}',
    "100,000 brackets": b"[" * 99_000,
    "deep objects": b'{"a":' * 15_000,
    "deep and closed": b'{"title":"x","text":' + b"[" * 5_000 + b"]" * 5_000 + b"}",
    "not a number": b'{"title": NaN}',
    "an endless number": b'{"title": 1' + b"0" * 50_000 + b"}",
    "a huge exponent": b'{"title": 1e999999999}',
    "a key twice": b'{"title": "a", "title": "b"}',
    "a list": b"[]",
    "nothing": b"",
    "16-bit text": '{"title": "x"}'.encode("utf-16"),
    "a byte order mark": b"\xef\xbb\xbf" + b'{"title": "x"}',
    "too much": b'{"title": "' + b"x" * 200_000 + b'"}',
    "server-owned fields": b'{"title": "x", "id": "y", "owner": "stranger", "created_at": 0, "genesis": 1}',
    "a prototype": b'{"title": "x", "__proto__": {"a": 1}, "constructor": 1}',
}


@pytest.mark.parametrize("body", JSON_BODIES.values(), ids=JSON_BODIES)
def test_a_json_body_is_taken_or_refused_and_what_was_taken_can_be_read(served, token, body):
    answer = served.answer_to(post(b"/ledger/assets", token, b"application/json", body))
    assert status_in(answer) in {201, 400, 413, 422}, answer
    if status_in(answer) == 201:
        made = json.loads(answer.partition(b"\r\n\r\n")[2])["id"]
        bearer = {"Authorization": f"Bearer {token.decode()}"}
        for path in ("", "/export", "/export?format=bundle", "/export?format=html"):
            assert httpx2.get(f"{served.url}/api/v1/assets/{made}{path}", headers=bearer).status_code == 200


def part(disposition: bytes, content: bytes = b"x", *more: bytes) -> bytes:
    head = b"\r\n".join([b"Content-Disposition: form-data; " + disposition, *more])
    return b"--b\r\n" + head + b"\r\n\r\n" + content + b"\r\n"


FORMS = {
    "a field that is no text": part(b'name="title"', BAD_UTF8),
    "a name that is no text": part(b'name="' + BAD_UTF8 + b'"'),
    "a file name that is no text": part(b'name="file"; filename="' + BAD_UTF8 + b'"'),
    "a file name with a zero": part(b'name="file"; filename="a\0b.txt"') + part(b'name="title"'),
    "a file name upwards": part(b'name="file"; filename="../../../x.txt"') + part(b'name="title"'),
    "a file name of 50,000 letters": part(b'name="file"; filename="' + b"a" * 50_000 + b'"'),
    "an encoded file name": part(b"name=\"file\"; filename*=UTF-8''%ff%fe%2f..%2f") + part(b'name="title"'),
    "an odd type": part(b'name="file"; filename="odd"', b"x", b"Content-Type: \xe9/\x1b[31m") + part(b'name="title"'),
    "no name": part(b"x=y"),
    "no disposition": b"--b\r\n\r\nx\r\n",
    "no boundary inside": b"x" * 1_000,
    "1,000 files": b"".join(part(b'name="file"; filename="%d.txt"' % n) for n in range(1_000)),
    "10,000 fields": b"".join(part(b'name="f%d"' % n) for n in range(10_000)),
    "a field of 2 MB": part(b'name="title"', b"x" * 2_000_000),
    "a file of 2.5 MB": part(b'name="file"; filename="a.txt"', b"x" * 2_500_000) + part(b'name="title"'),
    "an encoding": part(b'name="title"', b"=FF", b"Content-Transfer-Encoding: quoted-printable"),
    "a character set": part(b'name="_charset_"', b"utf-7") + part(b'name="title"', b"+ADw-script+AD4-"),
    "cut off": b'--b\r\nContent-Disposition: form-data; name="ti',
}
FORM_KINDS = {
    "one boundary": b"multipart/form-data; boundary=b",
    "no boundary": b"multipart/form-data",
    "an odd boundary": b'multipart/form-data; boundary="\xff\x00"',
    "an odd character set": b"multipart/form-data; boundary=b; charset=no-such",
}
FORM_PATHS = (b"/ledger/assets", b"/api/v1/assets", b"/ledger/assets/instantiate", b"/restore", b"/api/v1/bundles")


@pytest.mark.parametrize("body", FORMS.values(), ids=FORMS)
def test_a_form_meets_no_defect(served, token, body):
    for path in FORM_PATHS:
        answer = served.answer_to(post(path, token, FORM_KINDS["one boundary"], body + b"--b--\r\n"))
        assert DEFECT not in answer[:40], (path, answer)


@pytest.mark.parametrize("kind", FORM_KINDS.values(), ids=FORM_KINDS)
def test_a_form_of_an_odd_kind_meets_no_defect(served, token, kind):
    for path in (*FORM_PATHS, b"/account/tokens", b"/login", b"/assets/x/share"):
        answer = served.answer_to(post(path, token, kind, part(b'name="title"') + b"--b--\r\n"))
        assert DEFECT not in answer[:40], (path, answer)


@pytest.mark.parametrize(
    "body", [b"person=%ff%fe&next=%ff", b"person=" + BAD_UTF8, b"&" * 5_000, b"person", b"=" * 500]
)
def test_a_plain_form_meets_no_defect(served, token, body):
    for path in (
        b"/login",
        b"/account/tokens",
        b"/assets/x/share",
        b"/assets/x/unshare",
        b"/ledger/assets/instantiate",
    ):
        answer = served.answer_to(post(path, token, b"application/x-www-form-urlencoded", body))
        assert DEFECT not in answer[:40], (path, answer)


@pytest.mark.parametrize("path", [b"/login", b"/account/tokens", b"/assets/x/share", b"/frames/x/contribute/ideas"])
def test_a_page_that_takes_no_files_takes_no_megabytes(served, token, path):
    body = part(b'name="file"; filename="a.bin"', b"x" * 2_900_000) + b"--b--\r\n"
    bearer, kind = b"Authorization: Bearer " + token, b"Content-Type: " + FORM_KINDS["one boundary"]
    chunked = b"%x\r\n" % len(body) + body + b"\r\n0\r\n\r\n"
    line = b"POST " + path + b" HTTP/1.1"
    answer = served.answer_to(request(line, bearer, kind, b"Transfer-Encoding: chunked", body=chunked))
    assert answer == b"" or status_in(answer) in {400, 413}, answer
    said = request(line, bearer, kind, b"Content-Length: %d" % len(body))
    if not path.startswith(b"/frames"):
        assert status_in(served.answer_to(said)) == 413, "before anything of it is read"


def test_a_name_with_percent_signs_comes_back(served, token):
    body = part(b'name="file"; filename="100%25 %0D%0A.txt"') + part(b'name="title"') + b"--b--\r\n"
    made = served.answer_to(post(b"/ledger/assets", token, FORM_KINDS["one boundary"], body))
    asset = json.loads(made.partition(b"\r\n\r\n")[2])["id"].encode()
    bearer = b"Authorization: Bearer " + token
    back = served.answer_to(request(b"GET /assets/" + asset + b"/files/100%2525%20%250D%250A.txt HTTP/1.1", bearer))
    assert status_in(back) == 200
    assert b"\r\nContent-Disposition: attachment".lower() in back.lower() or b"inline" in back
