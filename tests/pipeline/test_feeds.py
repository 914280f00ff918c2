"""The check of feeds finds what RFC 4287 does not allow."""

import datetime as dt
from typing import Any

import pytest
from django.utils.feedgenerator import Atom1Feed

from tests.pipeline.feeds import atom_faults, entries_of

NOON = dt.datetime(2026, 11, 26, 12, tzinfo=dt.UTC)


def feed() -> str:
    made = Atom1Feed(
        title="Opportunities",
        link="https://hub.example/opportunities/",
        feed_url="https://hub.example/feed.atom",
        description="What boroughs plan.",
        author_name="The hub",
    )
    for number in range(2):
        address = f"https://hub.example/opportunities/{number}/"
        about: dict[str, Any] = {"link": address, "unique_id": address, "updateddate": NOON}
        made.add_item(title=f"Plan {number}", description="Words.", **about)
    return made.writeString("utf-8")


def test_nothing_is_wrong_with_a_right_one() -> None:
    assert [entry.title for entry in entries_of(feed().encode())] == ["Plan 0", "Plan 1"]


@pytest.mark.parametrize(
    ("right", "wrong", "fault"),
    [
        ("<id>https://hub.example/opportunities/1/", "<id>https://hub.example/opportunities/0/", "one id"),
        ("<title>Plan 0</title>", "", "schema"),
        ("<title>Plan 0</title>", "<title>Plan 0</title><title>Again</title>", "schema"),
        ("<id>https://hub.example/opportunities/1/", "<id>/opportunities/1/", "schema"),
        ('rel="self"', 'rel="via"', "no link to itself"),
        ("<name>The hub</name>", "", "schema"),
        ("<author><name>The hub</name></author>", "", "author"),
        ("<updated>", "<updated>yesterday, ", "schema"),
        ("<summary", "<description/><summary", "schema"),
    ],
)
def test_what_is_wrong_is_found(right: str, wrong: str, fault: str) -> None:
    document = feed()
    assert right in document
    assert any(fault in line for line in atom_faults(document.replace(right, wrong).encode()))
