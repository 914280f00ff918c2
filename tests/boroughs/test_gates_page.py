"""A borough's gates: what everybody reads, what is answered, what is downloaded, what officers change."""

import csv
import datetime as dt
import io
import threading
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar
from pytest_django import DjangoAssertNumQueries

from boroughs.actions import gates as actions
from boroughs.models import Borough, Event, Gate, Meeting, Person, ProcurementRoute
from boroughs.reference import load_reference
from tests.factories import BoroughFactory, GateFactory, MeetingFactory, OfficerFactory, default_route
from tests.pages import text_of

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 24)
QUESTION = {"value": "£1.2m", "route": "open", "start": "2 April 2040"}
FACTS = actions.GateFacts("Cabinet", "tender_period", 21, "Constitution")


@pytest.fixture
def hackney() -> Borough:
    """A borough with the default route of one stage: a tender period of 60 days."""
    default_route(days=60)
    borough: Borough = BoroughFactory(slug="hackney")
    return borough


@pytest.fixture
def officer(hackney: Borough, client: Client) -> Person:
    """An officer of it, signed in."""
    person: Person = OfficerFactory(borough=hackney)
    client.force_login(person)
    return person


def with_the_reference_data() -> None:
    ProcurementRoute.objects.all().delete()
    load_reference()


def page(client: Client, **asked: str) -> str:
    return text_of(client.get(reverse("borough_gates", args=["hackney"]), asked))


def post(client: Client, name: str, *args: object, **data: Any) -> Any:
    return client.post(reverse(name, args=["hackney", *args]), data)


def test_the_question_of_the_issue_is_answered_in_one_sentence(client: Client) -> None:
    load_reference()
    asked = {"value": "1.2 million", "route": "framework-call-off", "start": "1/4/2028"}
    words = page(client, **asked)
    assert "For £1.2 million by framework call-off without competition, starting 1 April 2028" in words
    assert "Begin by 4 October 2027. assumed" in words
    assert "Cabinet or lead member: award decides by" in words
    assert "reached £207,720 including VAT" in words
    assert "below £5,000,000 including VAT" in words


def test_a_day_that_has_passed_says_so_and_what_is_still_possible(client: Client, hackney: Borough) -> None:
    start = timezone.localdate() + dt.timedelta(days=20)
    words = page(client, **{**QUESTION, "start": start.isoformat()})
    assert "Hackney would have had to begin by" in words
    assert "Begun today, the same steps lead to a start on" in words


def test_bad_input_is_explained_at_its_field_and_kept(client: Client, hackney: Borough) -> None:
    answer = client.get(
        reverse("borough_gates", args=["hackney"]), {"value": "lots", "route": "post", "start": "soon"}
    )
    words = text_of(answer)
    assert answer.status_code == 200
    for message in (
        "Give the value as a number of pounds",
        "Choose one of the routes",
        "Give a day with its year",
    ):
        assert message in words
    assert 'value="lots"' in answer.content.decode()
    assert "1 April 2020 is past" in page(client, **{**QUESTION, "start": "1 April 2020"})


def test_recorded_gates_take_the_place_of_the_usual_ones(client: Client, hackney: Borough) -> None:
    GateFactory(borough=None, body="Usual board")
    assert "Usual board" in page(client)
    assert "has recorded no gates of its own" in page(client)
    GateFactory(borough=hackney, body="Cabinet", value_from=Decimal(500_000))
    GateFactory(borough=hackney, body="Old board", valid_to=TODAY)
    MeetingFactory(borough=hackney, body="cabinet", on=dt.date(2040, 1, 18))
    words = page(client, **QUESTION)
    assert "Usual board" not in words
    assert "assumed" not in words
    assert "Next meets on 18 January 2040" in words
    assert "Decided at the meeting of 18 January 2040" in words
    assert "Begin by 28 December 2039" in words
    assert "What counted before" in words


def test_what_is_much_too_long_is_answered_with_how_to_write_it(client: Client, hackney: Borough) -> None:
    asked = {**QUESTION, "value": "9" * 500, "start": "9" * 500}
    words = text_of(client.get(reverse("borough_gates", args=["hackney"]), asked))
    assert "Give the value as a number of pounds, like 1200000 or £1.2m." in words
    assert "Give a day with its year, like 1 April 2028 or 01/04/2028." in words


def test_the_page_costs_at_most_twelve_queries(
    client: Client, officer: Person, hackney: Borough, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with_the_reference_data()
    for number in range(12):
        gate = GateFactory(
            borough=hackney, body=f"Board {number}", valid_to=TODAY if number % 3 == 0 else None
        )
        for week in range(10):
            MeetingFactory(
                borough=hackney, body=gate.body, on=dt.date(2039, 1, 5) + dt.timedelta(days=7 * week)
            )
    for name, asked in (("borough_gates", QUESTION), ("gates_edit", {}), ("meetings_add", {})):
        with django_assert_max_num_queries(12):
            assert client.get(reverse(name, args=["hackney"]), asked).status_code == 200
    with django_assert_max_num_queries(12):
        assert client.get(reverse("thresholds")).status_code == 200


def test_the_schedule_is_downloaded_as_a_calendar(client: Client, hackney: Borough) -> None:
    GateFactory(borough=hackney, key_decision=True)
    answer = client.get(reverse("borough_schedule_ics", args=["hackney"]), QUESTION)
    assert answer["Content-Type"].startswith("text/calendar")
    events = {str(event["SUMMARY"]): event for event in Calendar.from_ical(answer.content).walk("VEVENT")}
    decided = events["Hackney: Cabinet: decision"].decoded("dtstart")
    assert decided == dt.date(2040, 1, 27)
    assert events["Hackney: Cabinet: papers due"].decoded("dtstart") == decided - dt.timedelta(days=21)
    assert (decided - events["Hackney: Cabinet: on the forward plan"].decoded("dtstart")).days - 1 >= 28
    assert events["Hackney: The contract starts"].decoded("dtstart") == dt.date(2040, 4, 2)
    assert len({event["UID"] for event in events.values()}) == len(events)


def test_the_schedule_is_downloaded_as_a_table_that_runs_no_formula(client: Client, hackney: Borough) -> None:
    GateFactory(borough=hackney, body="=cmd()", source="@there")
    answer = client.get(reverse("borough_schedule_csv", args=["hackney"]), QUESTION)
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [(row["Step"], row["Kind"], row["Decided on"]) for row in rows] == [
        ("'=cmd()", "gate", "2040-01-27"),
        ("Tender period", "stage", ""),
    ]
    assert rows[0]["Source"] == "'@there"


@pytest.mark.parametrize("name", ["borough_schedule_ics", "borough_schedule_csv"])
def test_a_download_that_cannot_be_read_says_why(name: str, client: Client, hackney: Borough) -> None:
    answer = client.get(reverse(name, args=["hackney"]), {"value": "lots"})
    assert answer.status_code == 400
    assert "value: Give the value" in answer.content.decode()


def test_an_officer_starts_from_the_usual_gates_once(
    client: Client, officer: Person, hackney: Borough
) -> None:
    with_the_reference_data()
    post(client, "gates_start")
    assert Gate.objects.filter(borough=hackney).count() == 3
    assert "has recorded gates already" in text_of(
        client.post(reverse("gates_start", args=["hackney"]), follow=True)
    )
    assert Gate.objects.filter(borough=hackney).count() == 3
    event = Event.objects.get(kind="gates_changed")
    assert (event.by, event.data["what"]) == (officer, "3 gates recorded, started from the usual ones")


def form_of(**changes: str) -> dict[str, str]:
    return {
        "body": "Cabinet",
        "before_stage": "tender_period",
        "value_from": "£500k",
        "value_to": "",
        "lead_days": "21",
        "source": "Constitution, part 4",
        "source_url": "",
        "valid_from": "1 April 2026",
        **changes,
    }


def test_an_officer_adds_a_gate_and_is_told_what_to_mend(
    client: Client, officer: Person, hackney: Borough
) -> None:
    words = text_of(post(client, "gate_add", **form_of(value_to="100000", lead_days="soon", source="")))
    for message in ("Give a higher value", "as a whole number", "Say where this is written"):
        assert message in words
    post(client, "gate_add", **form_of())
    gate = Gate.objects.get()
    assert (gate.borough, gate.value_from, gate.valid_from) == (
        hackney,
        Decimal(500_000),
        dt.date(2026, 4, 1),
    )
    assert "Cabinet decides before this stage for some" in text_of(post(client, "gate_add", **form_of()))


def test_a_borough_may_ask_for_more_notice_than_the_law_and_not_for_less(
    client: Client, officer: Person, hackney: Borough
) -> None:
    key = form_of(key_decision="on", forward_plan_days="21")
    assert "at least 28 clear days" in text_of(post(client, "gate_add", **key))
    assert not Gate.objects.exists()
    post(client, "gate_add", **{**key, "forward_plan_days": "35"})
    assert Gate.objects.get().forward_plan_days == 35
    words = text_of(client.get(reverse("borough_gates", args=["hackney"]), QUESTION))
    assert "35 clear days on the forward plan" in words
    assert "35 clear days before" in words


def test_nothing_is_taken_for_the_stage_that_nobody_chose(
    client: Client, officer: Person, hackney: Borough
) -> None:
    words = text_of(post(client, "gate_add", **form_of(before_stage="")))
    assert "Choose the stage that cannot begin without it." in words
    assert not Gate.objects.exists()


@pytest.mark.parametrize("days", ["-3", "2.5", "400"])
def test_the_days_are_refused_in_words_that_name_them(
    client: Client, officer: Person, hackney: Borough, days: str
) -> None:
    words = text_of(post(client, "gate_add", **form_of(lead_days=days)))
    assert "Give the days from papers to decision as a whole number from 0 to 365." in words
    assert not Gate.objects.exists()


def test_a_rule_that_changes_keeps_its_past(client: Client, officer: Person, hackney: Borough) -> None:
    gate = GateFactory(borough=hackney)
    change = form_of(what="change", valid_from="1 April 2027", lead_days="28")
    early = text_of(post(client, "gate_change", gate.pk, **{**change, "valid_from": "1 April 2024"}))
    assert "Give a later day than 1 April 2025" in early
    post(client, "gate_change", gate.pk, **change)
    old, new = Gate.objects.order_by("valid_from")
    assert (old.pk, old.valid_to, old.lead_days) == (gate.pk, dt.date(2027, 4, 1), 21)
    assert (new.valid_from, new.valid_to, new.lead_days) == (dt.date(2027, 4, 1), None, 28)


def test_a_correction_takes_the_meetings_along(client: Client, officer: Person, hackney: Borough) -> None:
    gate = GateFactory(borough=hackney, body="Cabinett")
    MeetingFactory(borough=hackney, body="Cabinett")
    post(client, "gate_change", gate.pk, **form_of(what="correction", valid_from=""))
    gate.refresh_from_db()
    assert (gate.body, gate.valid_to, Meeting.objects.get().body) == ("Cabinet", None, "Cabinet")


def test_a_gate_is_ended_or_after_a_question_removed(
    client: Client, officer: Person, hackney: Borough
) -> None:
    gate, mistake = GateFactory(borough=hackney), GateFactory(borough=hackney, body="Mistake")
    post(client, "gate_end", gate.pk, valid_to="1 April 2026")
    gate.refresh_from_db()
    assert gate.valid_to == dt.date(2026, 4, 1)
    assert client.get(reverse("gate_change", args=["hackney", gate.pk])).status_code == 404
    assert "only if it was recorded by mistake" in text_of(
        client.get(reverse("gate_remove", args=["hackney", mistake.pk]))
    )
    assert Gate.objects.count() == 2
    post(client, "gate_remove", mistake.pk)
    assert Gate.objects.get() == gate


def test_gates_change_places(client: Client, officer: Person, hackney: Borough) -> None:
    first, second = GateFactory(borough=hackney, body="A"), GateFactory(borough=hackney, body="B")
    post(client, "gate_move", second.pk, to="earlier")
    assert [gate.body for gate in Gate.objects.order_by("position")] == ["B", "A"]
    post(client, "gate_move", first.pk, to="later")
    assert [gate.body for gate in Gate.objects.order_by("position")] == ["B", "A"]


def test_a_day_that_is_no_working_day_goes_back_into_the_box_to_be_mended(
    client: Client, officer: Person, hackney: Borough
) -> None:
    GateFactory(borough=hackney)
    page = post(client, "meetings_add", body="Cabinet", pasted="4 April 2040\n7 April 2040")
    assert "7 April 2040 (Saturday): no working day" in text_of(page)
    assert page.context["form"].initial["pasted"] == "7 April 2040"
    saved = post(
        client, "meetings_add", body="Cabinet", save="yes", day=["2040-04-04"], pasted="7 April 2040"
    )
    assert "What could not be used is still in the box below." in text_of(saved)


def test_dates_are_looked_at_before_they_are_recorded(
    client: Client, officer: Person, hackney: Borough
) -> None:
    GateFactory(borough=hackney)
    MeetingFactory(borough=hackney, on=dt.date(2040, 3, 7))
    pasted = "7 March 2040\n4 April 2040\n3 March 2020\nwhenever"
    words = text_of(post(client, "meetings_add", body="Cabinet", pasted=pasted))
    assert "1 new date of Cabinet" in words
    assert "Recorded already: 7 March 2040" in words
    assert "Past, and not recorded: 3 March 2020" in words
    assert Meeting.objects.count() == 1
    saved = post(
        client, "meetings_add", body="Cabinet", save="yes", day=["2040-04-04", "rubbish", "2040-04-07"]
    )
    assert saved.status_code == 302
    assert [meeting.on for meeting in Meeting.objects.order_by("on")] == [
        dt.date(2040, 3, 7),
        dt.date(2040, 4, 4),
    ]
    left = post(client, "meetings_add", body="Cabinet", save="yes", day=["2040-05-02"], pasted="whenever")
    assert "whenever</textarea>" in left.content.decode()


def test_what_holds_no_date_is_refused_with_a_message(
    client: Client, officer: Person, hackney: Borough
) -> None:
    GateFactory(borough=hackney)
    picture = io.BytesIO(b"\x89PNG\x00")
    picture.name = "dates.png"
    assert "neither a CSV nor an ICS" in text_of(post(client, "meetings_add", body="Cabinet", file=picture))
    assert "Paste some dates" in text_of(post(client, "meetings_add", body="Cabinet"))
    assert "None of these could be read: soon" in text_of(
        post(client, "meetings_add", body="Cabinet", pasted="soon")
    )
    assert "Choose one of the bodies" in text_of(
        post(client, "meetings_add", body="Nobody", pasted="7 March 2040")
    )


def test_dates_are_removed_after_a_question(client: Client, officer: Person, hackney: Borough) -> None:
    mine, others = MeetingFactory(borough=hackney), MeetingFactory(borough=BoroughFactory(slug="camden"))
    asked = post(client, "meetings_remove", meeting=[mine.pk, others.pk, "x" * 30])
    assert "Remove 1 meeting date?" in text_of(asked)
    assert Meeting.objects.count() == 2
    post(client, "meetings_remove", meeting=[mine.pk, others.pk], yes="yes")
    assert Meeting.objects.get() == others


def test_an_officer_of_another_borough_cannot(client: Client, hackney: Borough) -> None:
    client.force_login(OfficerFactory(borough=BoroughFactory(slug="camden")))
    assert post(client, "gate_add", **form_of()).status_code == 404
    assert not Gate.objects.exists()


def test_actions_refuse_what_would_falsify_the_past(hackney: Borough) -> None:
    by = OfficerFactory(borough=hackney)
    gate = actions.record_gate(borough=hackney, facts=FACTS, on=TODAY, by=by)
    with pytest.raises(ValueError, match="later than the one"):
        actions.change_gate(gate=gate, facts=FACTS, on=TODAY, by=by)
    with pytest.raises(ValueError, match="later than it begins"):
        actions.end_gate(gate=gate, on=TODAY, by=by)


def test_a_second_click_records_a_gate_once(hackney: Borough) -> None:
    by = OfficerFactory(borough=hackney)
    first = actions.record_gate(borough=hackney, facts=FACTS, on=TODAY, by=by)
    assert actions.record_gate(borough=hackney, facts=FACTS, on=TODAY, by=by) == first
    later = TODAY + dt.timedelta(days=30)
    changes = [
        actions.change_gate(
            gate=Gate.objects.get(pk=first.pk) if number else first, facts=FACTS, on=later, by=by
        )
        for number in range(2)
    ]
    stale = Gate(pk=first.pk, borough=hackney, valid_from=TODAY, position=first.position)
    assert actions.change_gate(gate=stale, facts=FACTS, on=later, by=by) == changes[0] == changes[1]
    assert Gate.objects.count() == 2
    assert Event.objects.filter(kind="gates_changed").count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_record_a_gate_once() -> None:
    hackney = BoroughFactory(slug="hackney")
    by = OfficerFactory(borough=hackney)

    def click() -> None:
        actions.record_gate(borough=hackney, facts=FACTS, on=TODAY, by=by)
        connection.close()

    other = threading.Thread(target=click)
    with transaction.atomic():
        actions.record_gate(borough=hackney, facts=FACTS, on=TODAY, by=by)
        other.start()
        other.join(2)  # it ends only if it does not wait for this transaction
    other.join(30)
    assert Gate.objects.count() == 1


def test_a_newer_length_takes_the_place_of_the_older_one_on_the_page(client: Client) -> None:
    stages = default_route(days=180).stages
    stages.create(stage="tender_period", position=1, days=35, valid_from=dt.date(2026, 1, 1), source="new")
    page = text_of(client.get("/thresholds/"))
    assert "35 days" in page
    assert "180 days" not in page
