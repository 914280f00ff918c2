"""The officer's own report: what a board reads, on a page, in Word and as a table."""

import csv
import datetime as dt
import io
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from docx import Document
from pytest_django import DjangoAssertNumQueries

from boroughs.models import Borough, Person
from boroughs.words import plain_date
from pipeline.models import Milestone, Procurement
from pipeline.procuring import change_dates, end_procurement, enter_stage, take_back_move
from tests.factories import BoroughFactory, OfficerFactory, make_timeline
from tests.pages import text_of

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
WHY = "The evaluation panel was ill."


@pytest.fixture
def camden() -> Borough:
    return BoroughFactory(slug="camden")


@pytest.fixture
def officer(camden: Borough) -> Person:
    return OfficerFactory(borough=camden, name="Ada Okafor")


@pytest.fixture
def camdens(client: Client, officer: Person) -> Client:
    client.force_login(officer)
    return client


@pytest.fixture
def timeline(camden: Borough, officer: Person) -> Procurement:
    """A timeline of which one date slipped, one gate is near and one risk has no response."""
    made = make_timeline(borough=camden, title="Housing system", by=officer)
    stages = list(made.stages.order_by("position"))
    last = stages[-1]
    moved = (last.planned_start, last.planned_end + dt.timedelta(days=33))
    change_dates(procurement=made, stages={last.pk: moved}, days={}, by=officer, why=WHY)
    near = TODAY + dt.timedelta(days=20)
    made.milestones.create(
        kind=Milestone.Kind.GATE, name="Cabinet", planned_on=near, first_on=near, papers_on=TODAY
    )
    past = TODAY - dt.timedelta(days=9)
    made.milestones.create(name="Market day", planned_on=past, first_on=past)
    made.risks.create(text="Nobody bids.", level="high")
    return made


def word_of(response: Any) -> str:
    """Return the words of a Word document, tables too, in one line."""
    document = Document(io.BytesIO(response.content))
    words = [paragraph.text for paragraph in document.paragraphs]
    words += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return " ".join(words)


class TestReport:
    """Of one timeline."""

    def test_it_says_what_a_board_asks(self, camdens: Client, timeline: Procurement) -> None:
        said = text_of(camdens.get(reverse("timeline_report", args=[timeline.slug])))
        near = plain_date(TODAY + dt.timedelta(days=20))
        assert "No stage has begun yet." in said
        assert "1 date is overdue." in said
        assert (
            f"“Mobilisation ends” moved 33 days later. The contract starts on {plain_date(timeline.start_on)}"
            in said
        )
        assert WHY in said
        assert f"Cabinet decides on {near}. Papers by {plain_date(TODAY)}." in said
        assert "Market day was forecast for" in said
        assert "A high risk has no response: Nobody bids." in said
        assert "no digital lead" in said

    def test_word_and_table_say_the_same(self, camdens: Client, timeline: Procurement) -> None:
        word = camdens.get(reverse("timeline_report_word", args=[timeline.slug]))
        assert word["Content-Disposition"].endswith('.docx"')
        said = word_of(word)
        for part in (
            "Highlight report: Housing system",
            "33 days later",
            WHY,
            "Cabinet",
            "Nobody bids.",
            "overdue",
        ):
            assert part in said
        table = camdens.get(reverse("timeline_report_csv", args=[timeline.slug]))
        rows = list(csv.DictReader(io.StringIO(table.content.decode("utf-8-sig"))))
        slip = next(row for row in rows if row["Part"] == "Moved since the last report")
        assert (slip["What"], slip["Stands"], slip["Words"]) == ("Mobilisation ends", "33 days later", WHY)
        late = next(row for row in rows if row["What"] == "Market day")
        assert late["Stands"] == "overdue forecast"
        assert {row["Page in the hub"] for row in rows} == {f"http://testserver{timeline.get_absolute_url()}"}

    def test_no_cell_is_a_formula_and_no_sign_breaks_the_word_file(
        self, camdens: Client, camden: Borough
    ) -> None:
        made = make_timeline(borough=camden, title='=HYPERLINK("https://evil.example")')
        made.risks.create(text="@SUM(A1)\x0b", level="high")
        table = camdens.get(reverse("timeline_report_csv", args=[made.slug])).content.decode("utf-8-sig")
        for row in csv.reader(io.StringIO(table)):
            assert not any(cell.startswith(("=", "+", "@")) for cell in row)
        assert "=HYPERLINK" in word_of(camdens.get(reverse("timeline_report_word", args=[made.slug])))

    def test_what_moved_before_the_last_report_is_old_news(
        self, camdens: Client, timeline: Procurement
    ) -> None:
        timeline.changes.update(at=timezone.now() - dt.timedelta(days=50))
        address = reverse("timeline_report", args=[timeline.slug])
        assert "No date has moved." in text_of(camdens.get(address))
        since = plain_date(TODAY - dt.timedelta(days=60))
        assert "33 days later" in text_of(camdens.get(address, {"since": since}))

    @pytest.mark.parametrize(
        ("since", "message"), [("someday", "like 1 April 2028"), ("1 May 2090", "is to come")]
    )
    def test_a_day_that_cannot_be_is_said_at_the_field(
        self, camdens: Client, timeline: Procurement, since: str, message: str
    ) -> None:
        page = camdens.get(reverse("timeline_report", args=[timeline.slug]), {"since": since})
        said = text_of(page)
        assert message in said
        assert "There is a problem" in said
        assert f'value="{since}"' in page.content.decode()
        assert "33 days later" in said, "The report of the last month is shown all the same."
        word = camdens.get(reverse("timeline_report_word", args=[timeline.slug]), {"since": since})
        assert word.status_code == 200

    def test_what_was_taken_back_did_not_slip(
        self, camdens: Client, camden: Borough, officer: Person
    ) -> None:
        made = make_timeline(borough=camden, on=TODAY)
        enter_stage(procurement=made, stage=made.stages.all()[0], on=TODAY, by=officer)
        address = reverse("timeline_report", args=[made.slug])
        assert "days earlier" in text_of(camdens.get(address))
        take_back_move(procurement=made, by=officer)
        assert "No date has moved." in text_of(camdens.get(address))

    def test_an_ended_one_says_how(self, camdens: Client, timeline: Procurement, officer: Person) -> None:
        end_procurement(procurement=timeline, outcome="abandoned", on=TODAY, by=officer)
        said = text_of(camdens.get(reverse("timeline_report", args=[timeline.slug])))
        assert f"It ended on {plain_date(TODAY)}: it was given up." in said
        assert "Decisions needed" not in said


class TestBoroughReport:
    """Of all of a borough's timelines."""

    def test_what_slipped_is_told_of_all_the_largest_first(
        self, camdens: Client, camden: Borough, officer: Person, timeline: Procurement
    ) -> None:
        other = make_timeline(borough=camden, title="Parking permits")
        stage = other.stages.get(stage="evaluation")
        moved = (stage.planned_start, stage.planned_end + dt.timedelta(days=70))
        change_dates(procurement=other, stages={stage.pk: moved}, days={}, by=officer)
        make_timeline(borough=BoroughFactory(slug="hackney"), title="Somebody else’s")
        said = text_of(camdens.get(reverse("borough_report", args=["camden"])))
        assert "2 timelines: 1 overdue, 1 slipped." in said
        assert said.index("Parking permits Evaluation ends") < said.index("Housing system Mobilisation ends")
        assert "Somebody else’s" not in said
        word = word_of(camdens.get(reverse("borough_report_word", args=["camden"])))
        assert "Housing system" in word
        assert "Parking permits" in word
        table = camdens.get(reverse("borough_report_csv", args=["camden"])).content.decode()
        assert {"Housing system", "Parking permits"} <= {row[0] for row in csv.reader(io.StringIO(table))}

    def test_with_no_timeline_it_says_what_to_do(self, camdens: Client) -> None:
        said = text_of(camdens.get(reverse("borough_report", args=["camden"])))
        assert "Nothing to report" in said
        assert camdens.get(reverse("borough_report_word", args=["camden"])).status_code == 200

    def test_queries_do_not_grow_with_the_timelines(
        self,
        camdens: Client,
        camden: Borough,
        officer: Person,
        django_assert_max_num_queries: DjangoAssertNumQueries,
    ) -> None:
        made = [make_timeline(borough=camden, title=f"System {number}", by=officer) for number in range(12)]
        for one in made:
            one.risks.create(text="Nobody bids.")
        for name, key in (("borough_report", "camden"), ("timeline_report", made[0].slug)):
            for ending in ("", "_word", "_csv"):
                with django_assert_max_num_queries(12):
                    assert camdens.get(reverse(f"{name}{ending}", args=[key])).status_code == 200

    def test_a_page_has_a_bound_and_says_what_it_leaves_out(
        self, camdens: Client, camden: Borough, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("pipeline.reporting.MOST_TIMELINES", 2)
        for number in range(3):
            make_timeline(borough=camden, title=f"System {number}")
        said = text_of(camdens.get(reverse("borough_report", args=["camden"])))
        assert "1 more, which start later, are left out" in said


class TestMailbox:
    """A mailbox that is not at the borough's domain is asked about before suppliers are sent there."""

    def publisher(self, camden: Borough) -> Client:
        client = Client()
        client.force_login(OfficerFactory(borough=camden, borough_roles=["publisher"]))
        return client

    def test_one_elsewhere_is_published_only_after_a_tick(
        self, camden: Borough, timeline: Procurement
    ) -> None:
        client = self.publisher(camden)
        address = reverse("timeline_visibility", args=[timeline.slug])
        sent = {"visibility": "public", "role_mailbox": "bids@agency.example"}
        page = client.post(address, sent)
        assert "bids@agency.example is not an address of your borough." in text_of(page)
        assert 'value="bids@agency.example"' in page.content.decode()
        timeline.refresh_from_db()
        assert not timeline.is_public
        client.post(address, {**sent, "mailbox_is_right": "on"})
        timeline.refresh_from_db()
        assert (timeline.is_public, timeline.role_mailbox) == (True, "bids@agency.example")
        assert "everybody finds it" in text_of(client.post(address, sent, follow=True)), (
            "Nobody is asked twice."
        )

    @pytest.mark.parametrize(
        "mailbox", ["it@camden.gov.uk", "IT@Camden.gov.uk", "shared@procurement.example"]
    )
    def test_the_boroughs_own_are_not_asked_about(
        self, camden: Borough, timeline: Procurement, mailbox: str
    ) -> None:
        Borough.objects.filter(pk=camden.pk).update(role_mailbox="shared@procurement.example")
        client = self.publisher(camden)
        sent = {"visibility": "public", "role_mailbox": mailbox}
        client.post(reverse("timeline_visibility", args=[timeline.slug]), sent)
        timeline.refresh_from_db()
        assert timeline.is_public

    def test_sharing_with_members_asks_nothing(self, camdens: Client, timeline: Procurement) -> None:
        sent = {"visibility": "members", "role_mailbox": "bids@agency.example"}
        camdens.post(reverse("timeline_visibility", args=[timeline.slug]), sent)
        timeline.refresh_from_db()
        assert timeline.visibility == "members"
