"""A small OpenID provider that speaks the protocol over HTTP: discovery, authorize, token, keys."""

import base64
import datetime as dt
import hashlib
import html
import json
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

CLIENT, SECRET = "the-hub", "a secret that both know"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class Provider:
    """The provider's state: who signs in there, and what it does wrong.

    Args:
        address: where it listens, which is its issuer.
        claims: what its tokens say beside the usual.
        key: what it signs with; ``KEY`` is the one that it publishes.
        algorithm: how it signs.
        discovery: what it says otherwise about itself than it should.
        refuses: an error with which it sends people back.
        answers: the status of all its answers to the hub.
        asked: the paths that the hub has asked for.
    """

    address: str
    claims: dict[str, Any] = field(default_factory=dict)
    key: Any = KEY
    algorithm: str = "RS256"
    discovery: dict[str, Any] = field(default_factory=dict)
    refuses: str = ""
    answers: int = 200
    asked: list[str] = field(default_factory=list)
    visits: dict[str, dict[str, str]] = field(default_factory=dict)

    def configuration(self) -> dict[str, Any]:
        """Return the discovery document."""
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
            **self.discovery,
        }

    def keys(self) -> dict[str, Any]:
        """Return the published key."""
        published = json.loads(RSAAlgorithm.to_jwk(KEY.public_key()))
        return {"keys": [{**published, "kid": "1", "alg": "RS256", "use": "sig"}]}

    def way_back(self, visit: dict[str, str]) -> str:
        """Return where the browser goes after signing in, or refusing to."""
        if self.refuses:
            answer = {"error": self.refuses}
        else:
            answer = {"code": secrets.token_urlsafe(16)}
            self.visits[answer["code"]] = visit
        return f"{visit['redirect_uri']}?{urlencode({**answer, 'state': visit['state']})}"

    def token(self, form: dict[str, str]) -> dict[str, Any] | None:
        """Return tokens for a code, once, to the client who proves that it began the visit."""
        visit = self.visits.pop(form.get("code", ""), None)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        proved = (form.get("client_id"), form.get("client_secret")) == (CLIENT, SECRET)
        if visit is None or not proved or challenge != visit.get("code_challenge"):
            return None
        now = dt.datetime.now(dt.UTC)
        claims = {
            "iss": self.address,
            "aud": CLIENT,
            "sub": "ada-at-work",
            "iat": now,
            "exp": now + dt.timedelta(minutes=5),
            "nonce": visit["nonce"],
            **self.claims,
        }
        token = jwt.encode(claims, self.key, algorithm=self.algorithm, headers={"kid": "1"})
        return {"access_token": "opaque", "token_type": "Bearer", "id_token": token}


@contextmanager
def running() -> Iterator[Provider]:
    """Run a provider on this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider = server.provider = Provider(f"http://127.0.0.1:{server.server_port}")  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class Handler(BaseHTTPRequestHandler):
    """Answers the hub and the browser."""

    def do_GET(self) -> None:
        """Answer discovery, keys, and the page on which one signs in."""
        provider: Provider = self.server.provider  # type: ignore[attr-defined]
        parts = urlsplit(self.path)
        provider.asked.append(parts.path)
        if parts.path == "/.well-known/openid-configuration":
            self._json(provider.configuration())
        elif parts.path == "/keys":
            self._json(provider.keys())
        elif parts.path == "/authorize":
            back = provider.way_back({name: values[0] for name, values in parse_qs(parts.query).items()})
            page = f'<!DOCTYPE html><title>Work</title><a href="{html.escape(back)}">Sign in as Ada</a>'
            self._send(200, "text/html", page.encode())
        else:
            self._send(404, "text/plain", b"")

    def do_POST(self) -> None:
        """Answer with tokens."""
        provider: Provider = self.server.provider  # type: ignore[attr-defined]
        provider.asked.append(self.path)
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        tokens = provider.token({name: values[0] for name, values in parse_qs(body).items()})
        self._json(tokens or {"error": "invalid_grant"}, 200 if tokens else 400)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (the name that it has there)
        """Say nothing."""

    def _json(self, content: dict[str, Any], status: int = 200) -> None:
        provider: Provider = self.server.provider  # type: ignore[attr-defined]
        wrong = provider.answers != 200
        self._send(
            provider.answers if wrong else status,
            "application/json",
            b"{}" if wrong else json.dumps(content).encode(),
        )

    def _send(self, status: int, kind: str, content: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        if 300 <= status < 400:
            self.send_header("Location", "http://127.0.0.1:1/")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
