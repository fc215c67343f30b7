# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What a browser would meet: an instance behind a web server that is wrong in one way."""

import asyncio
import ssl
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from interlink_runtime.doctor.outside import examine_outside
from interlink_runtime.web.headers import page_headers

from .conftest import Stub, running_stub

HSTS = {"Strict-Transport-Security": "max-age=31536000"}
COOKIE = {"Set-Cookie": "language=en; HttpOnly; Max-Age=9; Path=/; SameSite=lax; Secure"}


def fine(stub: Stub) -> Stub:
    """Answer like an instance with which nothing is wrong."""
    stub.answers = {
        "/healthz": (200, {}, b'{"status":"ok"}'),
        "/": (200, page_headers() | HSTS, b"<!doctype html>"),
        "/language/en": (303, COOKIE | HSTS, b""),
    }
    return stub


def certificate_in(folder: Path, *, days: int) -> ssl.SSLContext:
    """Make a certificate for this machine that nobody else signed."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    form = serialization.PrivateFormat.PKCS8
    (folder / "cert.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(key.private_bytes(serialization.Encoding.PEM, form, plain))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return context


@pytest.fixture
def serve_tls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[int], Iterator[Stub]]:
    """Return what runs an instance with a certificate that this machine trusts, for so many days."""

    def serving(days: int) -> Iterator[Stub]:
        with running_stub(certificate_in(tmp_path, days=days)) as stub:
            monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "cert.pem"))
            yield fine(stub)

    return serving


@pytest.fixture
def stub(serve_tls) -> Iterator[Stub]:
    """Run an instance behind TLS with which nothing is wrong."""
    yield from serve_tls(90)


def codes_at(url: str) -> list[str]:
    return [finding.code for finding in asyncio.run(examine_outside(url))]


def without(stub: Stub, path: str, header: str) -> None:
    status, headers, body = stub.answers[path]
    stub.answers[path] = (status, {name: text for name, text in headers.items() if name != header}, body)


def test_nothing_is_said_of_a_sound_instance(stub):
    assert codes_at(stub.url) == []
    assert codes_at(f"{stub.url}/") == []


def send_cookie_without_secure(stub: Stub) -> None:
    stub.answers["/language/en"] = (303, HSTS | {"Set-Cookie": "a=b; HttpOnly; SameSite=lax"}, b"")


def tell_server(stub: Stub) -> None:
    stub.answers["/healthz"] = (200, {"Server": "proxy/1.2.3"}, b'{"status": "ok"}')


def forget_transport_security(stub: Stub) -> None:
    for path in ("/", "/language/en"):
        without(stub, path, "Strict-Transport-Security")


MINIATURES: dict[str, Callable[[Stub], object]] = {
    "address_unhealthy": lambda stub: stub.say("/healthz", {"status": "other"}),
    "transport_security_missing": forget_transport_security,
    "header_missing": lambda stub: without(stub, "/", "Content-Security-Policy"),
    "cookie_unprotected": send_cookie_without_secure,
    "server_told": tell_server,
    "clock_differs": lambda stub: setattr(stub, "ahead_s", -600),
}


@pytest.mark.parametrize("code", MINIATURES)
def test_what_is_wrong_in_one_way_is_found_and_nothing_else(stub, code):
    MINIATURES[code](stub)
    assert codes_at(stub.url) == [code]


def test_a_certificate_that_ends_soon_is_found(serve_tls):
    for stub in serve_tls(5):
        assert codes_at(stub.url) == ["certificate_ends_soon"]


def test_a_certificate_that_nobody_trusts_is_found(tmp_path):
    with running_stub(certificate_in(tmp_path, days=90)) as stub:
        assert codes_at(fine(stub).url) == ["certificate_invalid"]


@pytest.mark.parametrize("url", ["http://localhost:1", "http://localhost:99999999", "nothing", "ftp://localhost/"])
def test_an_address_where_nothing_answers_is_found(url):
    assert codes_at(url) == ["address_unreachable"]


def test_an_answer_that_is_too_large_is_none(stub):
    stub.answers["/healthz"] = (200, {}, b"x" * 1_000_000)
    assert codes_at(stub.url) == ["address_unreachable"]
