"""A contract's performance: recorded by its boroughs, rated on the statutory scale, in part for members."""

import csv
import datetime as dt
import io
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from boroughs.models import Event, Person
from boroughs.notifications.kinds import kind_of
from boroughs.refusals import Refused
from contracts.actions import join_contracts
from contracts.actions.removals import put_back, take_off
from contracts.models import Contract
from performance.actions import change_record, remove_record
from performance.due import last_period, overdue_period
from performance.models import Commitment, Issue, Kpi, KpiReading, ServiceCredit
from performance.reminding import remind_of_overdue
from tests.factories import (
    BoroughFactory,
    ContractFactory,
    OfficerFactory,
    PersonFactory,
    make_issue,
    make_kpi,
    make_performance,
    make_reading,
)
from tests.factories.performance import days_ago
from tests.pages import text_of

pytestmark = pytest.mark.django_db
PRIVATE = (
    "98.2",
    "release came two months late",
    "credit note",
    "1,200",
    "Data is not ready",
    "Reports by ward",
)


@pytest.fixture
def contract() -> Contract:
    """A joint contract of Camden and Hackney."""
    boroughs = [BoroughFactory(slug="camden"), BoroughFactory(slug="hackney")]
    found: Contract = ContractFactory(title="Parking permits", boroughs=boroughs)
    found.refresh_from_db()
    return found


def officer_of(slug: str) -> Person:
    """Return an officer of a borough."""
    officer: Person = OfficerFactory(borough=BoroughFactory(slug=slug))
    return officer


def page_for(client: Client, person: Person, contract: Contract) -> str:
    """Return the words of a contract's performance as somebody reads them."""
    client.force_login(person)
    return text_of(client.get(reverse("contract_performance", args=[contract.pk])))


class TestReading:
    """Who reads what (R9)."""

    @pytest.mark.parametrize("slug", ["camden", "hackney"])
    def test_each_of_its_boroughs_reads_all(
        self,
        contract: Contract,
        client: Client,
        slug: str,
        django_assert_max_num_queries: Callable[[int], object],
    ) -> None:
        make_performance(contract)
        for number in range(8):
            kpi = make_kpi(contract, name=f"KPI {number}")
            make_reading(kpi)
            make_issue(contract)
        client.force_login(officer_of(slug))
        with django_assert_max_num_queries(12):  # type: ignore[attr-defined]
            page = text_of(client.get(reverse("contract_performance", args=[contract.pk])))
        for words in (*PRIVATE, "1 commitment is late", "the highest at 20 of 25", "9 issues are open"):
            assert words in page

    def test_others_read_ratings_and_kinds_and_what_is_shared(
        self, contract: Contract, client: Client
    ) -> None:
        make_performance(contract)
        make_issue(contract, kind="outage", text="Down for a day.", agreed="Shared words", is_shared=True)
        make_reading(make_kpi(contract, name="Uptime"), rating="other", reason="Moved house")
        page = page_for(client, officer_of("brent"), contract)
        for words in ("Calls answered in time", "good", "Late delivery", "Outage", "Shared words", "Camden"):
            assert words in page
        for words in (*PRIVATE, "Moved house", "Risks of mobilisation", "Service credits"):
            assert words not in page
        everything = client.get(reverse("contract_performance_csv", args=[contract.pk])).content.decode()
        for words in (*PRIVATE, "Moved house"):
            assert words not in everything
        assert "Shared words" in everything

    def test_suppliers_people_and_the_public_do_not_learn_that_there_is_such_a_page(
        self, contract: Contract, client: Client
    ) -> None:
        make_performance(contract)
        address = reverse("contract_performance", args=[contract.pk])
        assert address not in client.get(contract.get_absolute_url()).content.decode()
        client.force_login(PersonFactory(is_suppliers_person=True))
        assert client.get(address).status_code == 404
        assert address not in client.get(contract.get_absolute_url()).content.decode()
        client.force_login(officer_of("brent"))
        assert address in client.get(contract.get_absolute_url()).content.decode()

    def test_the_scale_leads_to_the_law(self, contract: Contract, client: Client) -> None:
        make_reading(make_kpi(contract))
        client.force_login(officer_of("camden"))
        page = client.get(reverse("contract_performance", args=[contract.pk])).content.decode()
        assert "https://www.legislation.gov.uk/uksi/2024/692/regulation/39/made" in page
        assert "https://www.legislation.gov.uk/ukpga/2023/54/section/71" in page

    def test_a_file_runs_no_formula(self, contract: Contract, client: Client) -> None:
        make_issue(contract, text='=HYPERLINK("https://example.org")', agreed="@SUM(A1)")
        client.force_login(officer_of("camden"))
        answer = client.get(reverse("contract_performance_csv", args=[contract.pk]))
        rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert not [cell for row in rows for cell in row if cell.startswith(("=", "@", "+"))]
        assert any("'=HYPERLINK" in cell for row in rows for cell in row)


class TestRecording:
    """The forms, and what they refuse."""

    def post(self, client: Client, contract: Contract, slug: str, **said: Any) -> str:
        """Send a form in as an officer of Camden; return the words of the page that follows."""
        client.force_login(officer_of("camden"))
        address = reverse("performance_add", args=[contract.pk, slug])
        return text_of(client.post(address, said, follow=True))

    def test_a_kpi_with_its_reading(self, contract: Contract, client: Client) -> None:
        said = {
            "name": "Uptime",
            "measured": "Hours in which it was there",
            "target": "99.5%",
            "unit": "%",
            "better": "higher",
            "every": "month",
            "begins": "1 April 2026",
        }
        assert "The KPI is recorded." in self.post(client, contract, "kpi", **said)
        assert "called “uptime” already" in self.post(client, contract, "kpi", **{**said, "name": "uptime"})
        kpi = Kpi.objects.get()
        assert kpi.target == Decimal("99.5")
        assert kpi.recorded_by is not None
        address = reverse("reading_add", args=[kpi.pk])
        assert 'value="30 April 2026"' in client.get(address).content.decode()
        reading = {"begins": "1 April 2026", "ends": "30 April 2026", "rating": "other"}
        assert "Say why none of the other ratings fits." in text_of(client.post(address, reading))
        page = text_of(client.post(address, {**reading, "reason": "It was moved."}, follow=True))
        assert "not known" in page
        assert "It was moved." in page
        overlapping = {"begins": "30 April 2026", "ends": "29 May 2026", "rating": "good"}
        assert "for some of these days already" in text_of(client.post(address, overlapping))
        assert 'value="1 May 2026"' in client.get(address).content.decode()

    def test_an_issue_is_opened_and_closed(self, contract: Contract, client: Client) -> None:
        said = {"kind": "outage", "severity": "critical", "opened": "3 March 2026", "text": "Down."}
        assert "1 issue is open, 1 of them critical." in self.post(client, contract, "issue", **said)
        issue = Issue.objects.get()
        address = reverse("performance_change", args=["issue", issue.pk])
        assert "Say how it ended" in text_of(client.post(address, {**said, "closed_on": "5 March 2026"}))
        closing = {**said, "closed_on": "5 March 2026", "outcome": "Mended.", "is_shared": "on"}
        page = text_of(client.post(address, closing, follow=True))
        assert "The issue is saved." in page
        assert "0 issues are open." in page
        history = text_of(client.get(reverse("contract_performance_history", args=[contract.pk])))
        assert "Mended." in history

    @pytest.mark.parametrize(
        ("kind", "said", "words"),
        [
            ("kpi", {"target": "97,5"}, "Write it as a number, like 99.5 or 1,200."),
            ("kpi", {"target": "123,456,789,012"}, "more than the hub can keep"),
            ("credit", {"amount": "0.001"}, "more than nothing"),
            ("credit", {"amount": "5", "state": "waived"}, "Say why it is waived."),
            ("credit", {"begins": "2 May 2026", "ends": "1 May 2026"}, "ends before it begins"),
            ("risk", {"likelihood": "9"}, "Choose one of the list."),
            ("commitment", {"state": "done"}, "Say how you know that it is done."),
            ("issue", {"opened": "2 May 2026", "closed_on": "1 May 2026"}, "closes before it opens"),
            ("issue", {"opened": "yesterday"}, "Give a day with its year"),
        ],
    )
    def test_what_is_wrong_is_said_at_its_field(
        self, contract: Contract, client: Client, kind: str, said: dict[str, str], words: str
    ) -> None:
        assert words in self.post(client, contract, kind, **said)

    def test_other_boroughs_write_nothing(self, contract: Contract, client: Client) -> None:
        made = make_performance(contract)
        client.force_login(officer_of("brent"))
        for kind, row in made.items():
            assert client.get(reverse("performance_change", args=[kind, row.pk])).status_code == 404
            assert client.post(reverse("performance_remove", args=[kind, row.pk])).status_code == 404
            assert type(row).objects.filter(pk=row.pk).exists()
        assert client.get(reverse("performance_add", args=[contract.pk, "issue"])).status_code == 404
        assert client.get(reverse("contract_performance_history", args=[contract.pk])).status_code == 404

    def test_every_kind_can_be_changed_and_taken_away(self, contract: Contract, client: Client) -> None:
        made = make_performance(contract)
        client.force_login(officer_of("hackney"))
        for kind, row in reversed(made.items()):
            assert client.get(reverse("performance_change", args=[kind, row.pk])).status_code == 200
            away = reverse("performance_remove", args=[kind, row.pk])
            assert "The history keeps what it said." in text_of(client.get(away))
            assert "is taken away" in text_of(client.post(away, follow=True))
        assert client.get(reverse("performance_add", args=[contract.pk, "reading"])).status_code == 404
        assert client.get("/performance/poem/1/").status_code == 404

    def test_what_is_gone_is_not_written(self, contract: Contract) -> None:
        issue, officer = make_issue(contract), officer_of("camden")
        remove_record(record=issue, by=officer)
        issue.pk = 10**9
        with pytest.raises(Refused, match="taken this away"):
            change_record(record=issue, said={"text": "x"}, by=officer)
        contract.delete()
        with pytest.raises(Refused, match="not on the register"):
            make_issue(contract)


@pytest.mark.parametrize(
    "change",
    [
        lambda made: KpiReading.objects.update(rating="other"),
        lambda made: KpiReading.objects.update(ends=dt.date(2000, 1, 1)),
        lambda made: ServiceCredit.objects.update(amount=0),
        lambda made: ServiceCredit.objects.update(state="waived", why=""),
        lambda made: Issue.objects.update(closed_on=days_ago(0)),
        lambda made: Issue.objects.update(outcome="Mended."),
        lambda made: type(made["risk"]).objects.update(impact=6),
        lambda made: Commitment.objects.update(state="done"),
    ],
)
def test_the_database_keeps_what_must_hold(contract: Contract, change: Callable[[Any], object]) -> None:
    made = make_performance(contract)
    with pytest.raises(IntegrityError), transaction.atomic():
        change(made)


def test_it_goes_aside_with_its_contract_and_moves_when_records_are_joined(contract: Contract) -> None:
    made, officer = make_performance(contract), officer_of("camden")
    removal = take_off(contract=contract, why="A copy.", by=officer)
    assert not KpiReading.objects.exists()
    put_back(removal=removal, by=officer)
    assert KpiReading.objects.get(pk=made["reading"].pk).kpi_id == made["kpi"].pk
    kept = ContractFactory(boroughs=list(contract.boroughs.all()))
    make_performance(kept)
    join_contracts(kept=kept, gone=Contract.objects.get(pk=contract.pk), by=officer, reason="The same.")
    for row in made.values():
        assert type(row).objects.get(pk=row.pk).contract == kept
    assert kept.kpis.count() == 2


class TestReminding:
    """What is late is told once, to whom it concerns."""

    def test_periods(self) -> None:
        first = dt.date(2026, 1, 1)
        assert last_period(first, "quarter", dt.date(2026, 3, 31)) is None
        assert last_period(first, "quarter", dt.date(2026, 7, 2)) == (
            dt.date(2026, 4, 1),
            dt.date(2026, 6, 30),
        )
        day, march = dt.date(2026, 5, 2), dt.date(2026, 3, 31)
        assert overdue_period(first, "quarter", None, None, day) == (first, march)
        assert overdue_period(first, "quarter", None, march, day) is None
        assert overdue_period(first, "quarter", dt.date(2026, 2, 1), None, day) is None
        assert overdue_period(first, "quarter", None, None, dt.date(2026, 4, 20)) is None

    def test_the_keeper_hears_of_it_once(self, contract: Contract) -> None:
        keeper, other = officer_of("camden"), officer_of("hackney")
        Person.objects.filter(pk=other.pk).update(borough_roles=["contract_manager"])
        Contract.objects.filter(pk=contract.pk).update(looked_after_by=keeper)
        make_performance(contract)
        make_kpi(contract, name="Never read", begins=days_ago(140))
        today = days_ago(0)
        assert remind_of_overdue(today=today) == remind_of_overdue(today=today) == 4
        events = Event.objects.filter(kind="performance_overdue")
        assert events.count() == 4
        kind = kind_of("performance_overdue")
        assert kind is not None
        told = {pk for event in events for pk, _ in kind.audience(event)}
        assert told == {keeper.pk, other.pk}
        event = events.filter(data__borough=keeper.borough_id)[0]
        assert kind.may_be_told(keeper, event)
        assert not kind.may_be_told(other, event)

    def test_what_is_done_or_made_up_is_not_news(self, contract: Contract) -> None:
        made = make_performance(contract)
        change_record(record=made["commitment"], said={"state": "done", "evidence": "Seen."}, by=None)
        make_performance(ContractFactory(is_demonstration=True))
        assert remind_of_overdue(today=days_ago(0)) == 0
