"""What a feed must stand: RFC 4287 to the letter, and a feed reader that many programs are built on."""

from pathlib import Path
from typing import Any

import feedparser
from lxml import etree

ATOM = "{http://www.w3.org/2005/Atom}"
_SCHEMA = etree.RelaxNG(etree.parse(str(Path(__file__).with_name("atom.rng"))))


def entries_of(feed: bytes) -> list[Any]:
    """Return a feed's entries as feedparser reads them, after a strict check that finds nothing.

    Args:
        feed: an Atom document as it was sent.
    """
    assert atom_faults(feed) == []
    parsed = feedparser.parse(feed)
    assert not parsed.bozo, parsed.get("bozo_exception")
    assert parsed.version == "atom10"
    return list(parsed.entries)


def atom_faults(feed: bytes) -> list[str]:
    """Return what RFC 4287 does not allow in a feed, each as a line with its section."""
    root = etree.fromstring(feed)
    faults = [] if _SCHEMA.validate(root) else [f"schema: {error.message}" for error in _SCHEMA.error_log]
    entries = root.findall(f"{ATOM}entry")
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    if len(ids) != len(set(ids)):
        faults.append("4.1.1: two entries have one id")
    if root.find(f"{ATOM}author") is None and any(entry.find(f"{ATOM}author") is None for entry in entries):
        faults.append("4.1.1: neither the feed nor each entry has an author")
    if not [link for link in root.findall(f"{ATOM}link") if link.get("rel") == "self"]:
        faults.append("4.1.1: no link to itself")
    for node in [root, *entries]:
        alternate = [
            (link.get("type"), link.get("hreflang"))
            for link in node.findall(f"{ATOM}link")
            if link.get("rel", "alternate") == "alternate"
        ]
        if len(alternate) != len(set(alternate)):
            faults.append("4.1.1: two alternates of one type")
        if node in entries and not alternate and node.find(f"{ATOM}content") is None:
            faults.append("4.1.2: an entry without content or an alternate")
    return faults
