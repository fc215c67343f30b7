# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A small issuer of the tests' own: it signs what it is told to, and publishes its keys on loopback."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from joserfc import jwt
from joserfc.jwk import ECKey, Key, OKPKey, RSAKey
from joserfc.jws import JWSRegistry

AUDIENCE = "interlink"


def new_key(algorithm: str, kid: str) -> Key:
    """Return a new key pair for *algorithm*."""
    if algorithm.startswith("ES"):
        return ECKey.generate_key("P-256", {"kid": kid})
    if algorithm.startswith("Ed"):
        return OKPKey.generate_key("Ed25519", {"kid": kid})
    return RSAKey.generate_key(2048, {"kid": kid})


def signed(key: Key, claims: dict[str, Any], algorithm: str = "RS256", **header: Any) -> str:
    """Return *claims* as a token that *key* signed."""
    head = {"alg": algorithm, "kid": key.kid} | header
    if algorithm == "EdDSA":  # deprecated by RFC 9864, and what providers still say
        return _signed_quietly(key, claims, head)
    registry = JWSRegistry(algorithms=[algorithm], strict_check_header=False)
    return jwt.encode(
        {name: value for name, value in head.items() if value is not None}, claims, key, registry=registry
    )


def _signed_quietly(key: Key, claims: dict[str, Any], header: dict[str, Any]) -> str:
    from joserfc.util import urlsafe_b64encode

    parts = [urlsafe_b64encode(json.dumps(part).encode()) for part in (header, claims)]
    mark = JWSRegistry.algorithms["EdDSA"].sign(b".".join(parts), key)
    return b".".join([*parts, urlsafe_b64encode(mark)]).decode()


class Issuer:
    """Publishes a discovery document and its keys, and counts who asks; `status` other than 200 is an outage."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.keys: list[Key] = [new_key("RS256", "one"), new_key("ES256", "two"), new_key("EdDSA", "three")]
        self.asked: list[str] = []
        self.status = 200
        self.documents: dict[str, Any] = {}
        """What is answered instead, by path: an object, or bytes as they are."""

    def token(self, *, key: Key | None = None, algorithm: str = "RS256", **claims: Any) -> str:
        """Return a token for *claims*; one that is None is left out."""
        whole = {"iss": self.url, "aud": AUDIENCE, "sub": "42", "iat": 1_000_000_000, "exp": 4_000_000_000} | claims
        whole = {name: value for name, value in whole.items() if value is not None}
        return signed(key or self.keys[0], whole, algorithm)

    def answer(self, path: str) -> tuple[int, bytes]:
        """Return status and body for *path*."""
        self.asked.append(path)
        document = self.documents.get(path, self._document(path))
        body = document if isinstance(document, bytes) else json.dumps(document).encode()
        return (self.status, body) if document is not None else (404, b"")

    def reset(self) -> None:
        """Answer as at the beginning."""
        self.status, self.documents = 200, {}
        self.asked.clear()

    def _document(self, path: str) -> Any:
        if path == "/.well-known/openid-configuration":
            return {"issuer": self.url, "jwks_uri": f"{self.url}/keys"} | {
                f"{name}_endpoint": f"{self.url}/{name}"
                for name in ("authorization", "token", "userinfo", "end_session")
            }
        return {"keys": [key.as_dict(private=False) for key in self.keys]} if path == "/keys" else None


@contextmanager
def running_issuer() -> Iterator[Issuer]:
    """Run an issuer on a free port."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, body = issuer.answer(self.path)
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.do_GET()

        def log_message(self, *_arguments: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        issuer = Issuer(f"http://127.0.0.1:{server.server_port}")
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield issuer
        finally:
            server.shutdown()
            thread.join()
