"""Published procurements as OCDS planning releases: valid, complete, without people and fiction."""

import datetime as dt
import json
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.release import Organisation, package_head
from pipeline.models import Procurement
from pipeline.planning_release import FIELDS, METHODS, Planned, Step, planning_release
from pipeline.procuring import end_procurement
from tests.contracts.ocds_check import errors_of
from tests.contracts.test_downloads import _paths
from tests.factories import (
    BoroughFactory,
    OfficerFactory,
    ServiceAreaFactory,
    TenderNoticeFactory,
    make_timeline,
)

NOW = dt.datetime(2027, 1, 2, 3, 4, 5, tzinfo=dt.UTC)
HEAD = package_head(
    address="https://hub.example/p.json",
    now=NOW,
    publisher="Hub",
    home="https://hub.example",
    licence="https://hub.example/licence",
    policy="https://hub.example/data",
)
WHOLE = {"contactPoint", "minValue", "tenderPeriod"}


def sent(client: Client, address: str, **question: str) -> dict[str, Any]:
    answer = client.get(address, question)
    assert answer.status_code == 200
    package: dict[str, Any] = json.loads(b"".join(answer))
    return package


@pytest.mark.django_db
class TestPackages:
    """What the addresses send."""

    def test_every_published_plan_is_valid_and_the_others_are_left_out(self, client: Client) -> None:
        camden = BoroughFactory(slug="camden")
        notice = TenderNoticeFactory(ocid="ocds-h6vhtk-0abc", borough_ids=[camden.pk])
        full = make_timeline(
            borough=camden,
            title="Full",
            description="All of it.",
            visibility="public",
            cpv_codes=("48000000", "72000000"),
            service_area=ServiceAreaFactory(code="HSG-1"),
            notice_url="https://notices.example/1",
        )
        Procurement.objects.filter(pk=full.pk).update(notice=notice)
        make_timeline(title="Bare", visibility="public", value_from=None, value_to=None)
        ended = make_timeline(title="Ended", visibility="public")
        end_procurement(
            procurement=ended,
            outcome="awarded",
            on=timezone.localdate(),
            by=OfficerFactory(borough=ended.borough),
        )
        make_timeline(title="Fiction", visibility="public", is_demonstration=True)
        make_timeline(title="Members’", visibility="members")
        package = sent(client, reverse("opportunities_ocds"))
        assert errors_of(package) == []
        by_title = {release["tender"]["title"]: release for release in package["releases"]}
        assert by_title.keys() == {"Full", "Bare", "Ended"}
        assert by_title["Full"]["ocid"] == "ocds-h6vhtk-0abc"
        assert by_title["Full"]["tag"] == ["planning"]
        assert by_title["Full"]["tender"]["value"] == {"amount": 1_200_000, "currency": "GBP"}
        assert by_title["Full"]["parties"][0]["contactPoint"] == {
            "email": "digital.procurement@borough.example"
        }
        assert "value" not in by_title["Bare"]["tender"]
        assert by_title["Ended"]["tender"]["status"] == "complete"
        stages = {one["id"]: one for one in by_title["Full"]["planning"]["milestones"]}
        assert stages["tender_period"]["status"] == "scheduled"
        told = {path for release in package["releases"] for path in paths(release)}
        assert told <= {path for path, _ in FIELDS}

    def test_one_plan_and_a_filter_have_packages_of_their_own(self, client: Client) -> None:
        one = make_timeline(borough=BoroughFactory(slug="camden"), title="One", visibility="public")
        make_timeline(title="Two", visibility="public")
        single = sent(client, reverse("opportunity_ocds", args=[one.slug]))
        assert errors_of(single) == []
        filtered = sent(client, reverse("opportunities_ocds"), borough="camden")
        assert [release["tender"]["title"] for release in filtered["releases"]] == ["One"]

    def test_what_has_no_package_says_why(self, client: Client) -> None:
        made_up = make_timeline(visibility="public", is_demonstration=True)
        hidden = make_timeline()
        for timeline in (made_up, hidden):
            assert client.get(reverse("opportunity_ocds", args=[timeline.slug])).status_code == 404
        nothing = client.get(reverse("opportunities_ocds"))
        assert nothing.status_code == 400
        assert "No real published plan" in nothing.content.decode()
        assert client.get(reverse("opportunities_ocds"), {"cpv": "x"}).status_code == 400

    def test_names_of_people_risks_and_notes_are_not_in_it(self, client: Client) -> None:
        officer = OfficerFactory(name="Ada Quill")
        plan = make_timeline(
            borough=officer.borough, visibility="public", by=officer, responsible=officer, notes="Inside only"
        )
        plan.risks.create(text="Nobody bids")
        text = json.dumps(sent(client, reverse("opportunity_ocds", args=[plan.slug])))
        assert not any(word in text for word in ("Ada", "Quill", "Inside only", "Nobody bids"))


def paths(release: dict[str, Any]) -> set[str]:
    """Return the paths of a release, those told as a whole cut off below it."""
    found = set()
    for path in _paths(release):
        parts = path.split("/")
        cut = next((place for place, part in enumerate(parts) if part in WHOLE), len(parts) - 1)
        found.add("/".join(parts[: cut + 1]))
    return found - {"tender/items/id"}


TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=20
).filter(lambda text: text.strip() != "")
DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2060, 1, 1))


@settings(max_examples=15, deadline=None)
@given(
    title=TEXTS,
    description=st.just("") | TEXTS,
    outcome=st.sampled_from(["", "awarded", "abandoned"]),
    route=st.sampled_from(["", "new", *METHODS]),
    value=st.none() | st.decimals(0, 10**9, places=2),
    starts=DAYS,
    bids=st.none() | st.tuples(DAYS, DAYS).map(lambda days: (min(days), max(days))),
    steps=st.lists(st.tuples(TEXTS, DAYS, st.none() | DAYS, st.booleans()), max_size=3),
)
def test_whatever_is_known_the_release_is_valid(
    title: str,
    description: str,
    outcome: str,
    route: str,
    value: Decimal | None,
    starts: dt.date,
    bids: tuple[dt.date, dt.date] | None,
    steps: list[tuple[str, dt.date, dt.date | None, bool]],
) -> None:
    planned = Planned(
        pk=1,
        title=title,
        changed=NOW,
        page="https://hub.example/opportunities/one/",
        buyer=Organisation("camden", "London Borough of Camden", [("GB-LAE", "CMD")]),
        mailbox="it@camden.example",
        route=route,
        route_name=route,
        starts=starts,
        description=description,
        outcome=outcome,
        value_from=value,
        value_to=value,
        bids=bids,
        steps=[Step(f"step-{place}", *step) for place, step in enumerate(steps)],
    )
    release = planning_release(planned, prefix="ocds-abc123")
    assert errors_of({**HEAD, "releases": [release]}) == []
