"""Domains by which suppliers' people are known. Pure but for :func:`why_not`, which asks for boroughs'."""

import re
from collections.abc import Iterable

from boroughs.models import BoroughDomain
from boroughs.vouching import PERSONAL

#: A host name with at least two labels, in lower case: what follows the @ of an address.
DOMAIN = re.compile(r"(?=.{4,253}\Z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]\Z")
NOT_A_DOMAIN = "Write a domain such as example.co.uk: what follows the @ in an address."


def tidy_domain(written: str) -> str:
    """Return a domain as it is kept, from what somebody wrote: an address, a web address or a domain.

    Args:
        written: such as ``Anna@Example.co.uk``, ``https://www.example.co.uk/about`` or ``example.co.uk``.
    """
    text = written.strip().lower().rpartition("@")[2]
    text = re.sub(r"^[a-z]+://", "", text).partition("/")[0].partition(":")[0]
    return text.removeprefix("www.").strip(".")


def domain_of(address: str) -> str:
    """Return what follows the @ of an e-mail address, in lower case; empty where there is none."""
    before, _, domain = address.lower().rpartition("@")
    return domain if before else ""


def matching(addresses: Iterable[str], domains: Iterable[str]) -> str:
    """Return the first of some addresses that is at one of some domains, subdomains apart; empty if none is.

    A domain at which anybody can have an address matches nothing, whoever registered it.
    """
    known = set(domains) - PERSONAL
    return next((address for address in addresses if domain_of(address) in known), "")


def why_not(domain: str) -> str:
    """Return why a domain cannot stand for a supplier; empty if it can.

    Args:
        domain: as :func:`tidy_domain` returns it.
    """
    if not DOMAIN.match(domain):
        return NOT_A_DOMAIN
    if domain in PERSONAL:
        return f"Anybody can have an address at {domain}: it shows nobody’s employer."
    parts = domain.split(".")
    above = [".".join(parts[place:]) for place in range(len(parts))]
    theirs = BoroughDomain.objects.filter(domain__in=above).select_related("borough").first()
    if theirs:
        return f"{theirs.domain} is {theirs.borough}’s domain: its people are officers."
    return ""
