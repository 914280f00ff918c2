"""Pure: which identity providers there are, as ``OPENID_PROVIDERS`` says, and what is wrong with it."""

import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

NEEDED = ("id", "name", "issuer", "client_id", "client_secret", "domains")
KNOWN = {*NEEDED, "second_factor"}
PLAIN_ID = re.compile(r"[a-z0-9-]{1,40}")
DOMAIN = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")


@dataclass(frozen=True)
class IdentityProvider:
    """A borough's identity provider.

    Args:
        id: a short word, part of the address that the provider sends people back to.
        name: what the button says.
        issuer: its address; everything asked of it is asked of this host.
        client_id: how the provider knows the hub.
        client_secret: proves the hub to the provider.
        domains: what follows the @ in the addresses that it may vouch for.
        second_factor: whether it always asks for a second factor itself.
    """

    id: str
    name: str
    issuer: str
    client_id: str
    client_secret: str
    domains: tuple[str, ...]
    second_factor: bool = False

    @property
    def as_allauth(self) -> dict[str, Any]:
        """The provider in the form that django-allauth takes."""
        return {
            "provider_id": self.id,
            "name": self.name,
            "client_id": self.client_id,
            "secret": self.client_secret,
            "settings": {
                "server_url": self.issuer,
                "domains": list(self.domains),
                "second_factor": self.second_factor,
                "oauth_pkce_enabled": True,
            },
        }


def read(text: str, *, plain_http: bool) -> tuple[list[IdentityProvider], list[str]]:
    """Read the environment variable.

    Args:
        text: a JSON list of objects with the fields of :class:`IdentityProvider`; may be empty.
        plain_http: whether issuers without TLS will do, which they do on a developer's machine only.

    Returns:
        the providers that can be used, and for each of the others a sentence that says what is wrong.
    """
    if not text.strip():
        return [], []
    try:
        entries = json.loads(text)
    except ValueError as problem:
        return [], [f"OPENID_PROVIDERS is not JSON: {problem}."]
    if not isinstance(entries, list):
        return [], ["OPENID_PROVIDERS is not a list: put its object in square brackets."]
    providers: dict[str, IdentityProvider] = {}
    complaints = []
    for number, entry in enumerate(entries, start=1):
        wrong = _wrong_with(entry, plain_http, taken=set(providers))
        if wrong:
            complaints.append(f"Provider {number} of OPENID_PROVIDERS {wrong}.")
        else:
            domains = tuple(domain.lower() for domain in entry["domains"])
            issuer = entry["issuer"].rstrip("/")
            providers[entry["id"]] = IdentityProvider(**{**entry, "domains": domains, "issuer": issuer})
    return list(providers.values()), complaints


def _wrong_with(entry: Any, plain_http: bool, taken: set[str]) -> str:
    """Return what is wrong with one provider, as the rest of a sentence; nothing if it is right."""
    if not isinstance(entry, dict):
        return "is not an object"
    missing = [name for name in NEEDED if not entry.get(name)]
    unknown = sorted(entry.keys() - KNOWN)
    texts = [name for name in NEEDED if name != "domains" and not isinstance(entry.get(name), str)]
    if missing or unknown or texts:
        return (missing and f"has no {', '.join(missing)}") or (
            f"has what nobody knows: {', '.join(unknown)}"
            if unknown
            else f"should have text in {', '.join(texts)}"
        )
    return _wrong_values(entry, plain_http, taken)


def _wrong_values(entry: dict[str, Any], plain_http: bool, taken: set[str]) -> str:
    domains, issuer = entry["domains"], urlsplit(entry["issuer"])
    schemes = {"https", "http"} if plain_http else {"https"}
    checks = [
        (not PLAIN_ID.fullmatch(entry["id"]), "has an id that is not of small letters, digits and hyphens"),
        (entry["id"] in taken, "has the id of one before it"),
        (
            issuer.scheme not in schemes or not issuer.hostname or bool(issuer.query),
            "has an issuer that is not an https address",
        ),
        (
            not isinstance(domains, list)
            or not all(isinstance(name, str) and DOMAIN.fullmatch(name.lower()) for name in domains),
            "should have a list of domains such as hackney.gov.uk",
        ),
        (
            not isinstance(entry.get("second_factor", False), bool),
            "should have true or false in second_factor",
        ),
    ]
    return next((wrong for is_wrong, wrong in checks if is_wrong), "")
