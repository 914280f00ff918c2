"""Making, changing, moving and publishing timelines."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import InternalError
from django.utils import timezone

from boroughs.models import Borough, Event, Person, RouteStage
from boroughs.refusals import Refused
from pipeline.models import Flow, FlowStage, Milestone, Procurement, Risk
from pipeline.procuring import (
    MilestoneFacts,
    RiskFacts,
    ask_for_publication,
    change_dates,
    change_milestone,
    change_procurement,
    change_risk,
    create_procurement,
    end_procurement,
    enter_stage,
    leave_stage,
    may_publish,
    plan_again,
    publish,
    record_milestone,
    record_risk,
    remove_milestone,
    remove_risk,
    reopen_procurement,
    say_who_publishes,
    share,
    take_back_move,
)
from pipeline.procuring.facts import facts_of, value_in_words
from pipeline.timeline_page import dates_of
from tests.factories import (
    BoroughFactory,
    ContractFactory,
    GateFactory,
    OfficerFactory,
    make_timeline,
    planned_route,
)
from tests.factories.timelines import STAGES, START

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def camden() -> Borough:
    return BoroughFactory(slug="camden")


@pytest.fixture
def officer(camden: Borough) -> Person:
    """An officer of Camden who may not publish."""
    return OfficerFactory(borough=camden)


@pytest.fixture
def timeline(camden: Borough) -> Procurement:
    """A timeline with a gate before the award decision."""
    GateFactory(borough=camden, body="Cabinet", before_stage="award_decision", lead_days=21)
    return make_timeline(borough=camden)


def said(timeline: Procurement) -> list[str]:
    """Return the log, the newest line first."""
    return list(timeline.changes.values_list("sentence", flat=True))


def stage(timeline: Procurement, name: str) -> object:
    """Return a stage of a timeline as it is now."""
    return timeline.stages.get(stage=name)


class TestMaking:
    """A timeline is proposed from the schedule."""

    def test_a_gate_comes_before_the_stage_that_waits_for_it(self, timeline: Procurement) -> None:
        dates = dates_of(timeline, timezone.localdate(), inside=True)
        names = [step.name for step in dates.steps]
        assert names.index("Cabinet") + 1 == names.index("Award decision")
        assert [row.name for row in dates.chart.rows] == names

    def test_it_has_the_stages_of_its_route_and_the_boroughs_gates(self, timeline: Procurement) -> None:
        stages = list(timeline.stages.order_by("position"))
        assert [one.stage for one in stages] == list(STAGES)
        assert stages[-1].planned_end == START
        assert all(one.first_start == one.planned_start for one in stages)
        (gate,) = timeline.milestones.all()
        award = timeline.stages.get(stage="award_decision")
        assert (gate.name, gate.kind, gate.planned_on) == ("Cabinet", "gate", award.planned_start)
        assert not timeline.assumed
        assert timeline.bids_due == timeline.stages.get(stage="tender_period").planned_end

    def test_a_second_click_finds_the_first_timeline(self, camden: Borough) -> None:
        contract = ContractFactory(boroughs=[camden])
        first = make_timeline(borough=camden, contract=contract)
        assert make_timeline(borough=camden, contract=contract) == first
        hackney = BoroughFactory(slug="hackney")
        assert make_timeline(borough=hackney, contract=contract) != first

    def test_a_second_click_finds_the_first_where_nothing_is_replaced(
        self, camden: Borough, officer: Person
    ) -> None:
        first = make_timeline(borough=camden, by=officer)
        assert make_timeline(borough=camden, by=officer) == first
        assert make_timeline(borough=camden, by=officer, title="Parking permits") != first
        Procurement.objects.update(created=timezone.now() - dt.timedelta(hours=1))
        assert make_timeline(borough=camden, by=officer) != first

    def test_its_address_tells_nothing_of_other_timelines(self, camden: Borough) -> None:
        first, second = make_timeline(borough=camden), make_timeline(borough=camden)
        assert first.slug != second.slug
        assert len(first.slug.rpartition("-")[2]) == 8
        assert make_timeline(title="£££ ???").slug.startswith("timeline-")

    def test_a_route_without_stages_is_refused(self, camden: Borough, timeline: Procurement) -> None:
        route = planned_route()
        RouteStage.objects.all().delete()
        facts = replace(facts_of(timeline), route=route)
        with pytest.raises(ValueError, match="choose another route"):
            create_procurement(borough=camden, facts=facts, on=TODAY, by=None)


class TestFlows:
    """The stages of a route are kept as they were when a timeline was planned by them."""

    def test_timelines_share_a_flow_until_the_route_changes(self, timeline: Procurement) -> None:
        assert make_timeline().flow == timeline.flow
        RouteStage.objects.filter(stage="evaluation").update(days=99)
        later = make_timeline()
        old = Flow.objects.get(pk=timeline.flow_id)
        assert later.flow != old
        assert old.archived_on == TODAY
        assert old.stages.get(stage="evaluation").days == STAGES["evaluation"]
        assert plan_again(procurement=timeline, on=TODAY, by=OfficerFactory()) == 0

    def test_the_database_refuses_to_edit_one(self, timeline: Procurement) -> None:
        with pytest.raises(InternalError, match="Cannot update or delete"), transaction.atomic():
            FlowStage.objects.filter(flow=timeline.flow).update(days=1)
        with pytest.raises(InternalError, match="Cannot update or delete"), transaction.atomic():
            FlowStage.objects.filter(flow=timeline.flow).delete()


class TestMoving:
    """Stages are entered and left."""

    def test_entering_a_stage_leaves_the_one_before(self, timeline: Procurement, officer: Person) -> None:
        first, second = timeline.stages.order_by("position")[:2]
        enter_stage(procurement=timeline, stage=first, on=TODAY - dt.timedelta(days=9), by=officer)
        enter_stage(procurement=timeline, stage=second, on=TODAY, by=officer)
        first.refresh_from_db()
        second.refresh_from_db()
        assert (first.left_on, first.left_by) == (TODAY, officer)
        assert (second.entered_on, second.entered_by, second.left_on) == (TODAY, officer, None)
        assert "earlier than planned" in said(timeline)[0]

    def test_twice_is_once(self, timeline: Procurement, officer: Person) -> None:
        first = timeline.stages.get(position=1)
        for _ in range(2):
            enter_stage(procurement=timeline, stage=first, on=TODAY, by=officer)
        assert sum("Specification began" in line for line in said(timeline)) == 1

    def test_a_stage_that_began_late_pushes_what_follows(
        self, timeline: Procurement, officer: Person
    ) -> None:
        first = timeline.stages.get(position=1)
        last = timeline.stages.get(stage="mobilisation")
        gate = timeline.milestones.get()
        late = first.planned_start + dt.timedelta(days=28)
        enter_stage(procurement=timeline, stage=first, on=late, by=officer, push=True)
        moved = timeline.stages.get(stage="mobilisation")
        assert 28 <= (moved.planned_start - last.planned_start).days <= 33
        assert moved.first_start == last.first_start
        assert timeline.milestones.get().planned_on > gate.planned_on
        timeline.refresh_from_db()
        assert timeline.bids_due == timeline.stages.get(stage="tender_period").planned_end

    def test_the_past_cannot_be_entered_after_what_came_later(
        self, timeline: Procurement, officer: Person
    ) -> None:
        first, second = timeline.stages.order_by("position")[:2]
        enter_stage(procurement=timeline, stage=second, on=TODAY, by=officer)
        with pytest.raises(Refused, match="Publication has begun already"):
            enter_stage(procurement=timeline, stage=first, on=TODAY, by=officer)
        third = timeline.stages.get(position=3)
        with pytest.raises(Refused, match="give that day or a later one"):
            enter_stage(procurement=timeline, stage=third, on=TODAY - dt.timedelta(days=1), by=officer)

    def test_a_move_can_be_taken_back(self, timeline: Procurement, officer: Person) -> None:
        first, second = timeline.stages.order_by("position")[:2]
        enter_stage(procurement=timeline, stage=first, on=TODAY, by=officer)
        enter_stage(procurement=timeline, stage=second, on=TODAY, by=officer)
        take_back_move(procurement=timeline, by=officer)
        first.refresh_from_db()
        second.refresh_from_db()
        assert (first.entered_on, first.left_on, second.entered_on) == (TODAY, None, None)
        leave_stage(procurement=timeline, on=TODAY, by=officer)
        take_back_move(procurement=timeline, by=officer)
        take_back_move(procurement=timeline, by=officer)
        first.refresh_from_db()
        assert first.entered_on is None
        with pytest.raises(Refused, match="No stage has been entered"):
            take_back_move(procurement=timeline, by=officer)

    def test_taking_a_move_back_leaves_the_one_before_it_alone(
        self, timeline: Procurement, officer: Person
    ) -> None:
        first, second = timeline.stages.order_by("position")[:2]
        ended = TODAY - dt.timedelta(days=9)
        enter_stage(procurement=timeline, stage=first, on=ended - dt.timedelta(days=5), by=officer)
        leave_stage(procurement=timeline, on=ended, by=officer)
        enter_stage(procurement=timeline, stage=second, on=TODAY, by=officer)
        take_back_move(procurement=timeline, by=officer)
        first.refresh_from_db()
        second.refresh_from_db()
        assert (first.left_on, first.left_by, second.entered_on) == (ended, officer, None)

    def test_nothing_can_be_left_that_was_not_entered(self, timeline: Procurement, officer: Person) -> None:
        with pytest.raises(Refused, match="could be left"):
            leave_stage(procurement=timeline, on=TODAY, by=officer)

    def test_bids_are_due_when_the_tender_period_really_ended(
        self, timeline: Procurement, officer: Person
    ) -> None:
        tender = timeline.stages.get(stage="tender_period")
        enter_stage(procurement=timeline, stage=tender, on=TODAY, by=officer)
        leave_stage(procurement=timeline, on=TODAY, by=officer)
        timeline.refresh_from_db()
        assert timeline.bids_due == TODAY

    def test_no_bids_are_due_after_a_tender_period_that_was_passed_over(
        self, timeline: Procurement, officer: Person
    ) -> None:
        due = timeline.bids_due
        award = timeline.stages.get(stage="award_decision")
        enter_stage(procurement=timeline, stage=award, on=TODAY, by=officer)
        timeline.refresh_from_db()
        assert timeline.bids_due == TODAY
        take_back_move(procurement=timeline, by=officer)
        timeline.refresh_from_db()
        assert timeline.bids_due == due


class TestChanging:
    """Facts and dates change; the log says so, and names nobody."""

    def test_a_later_start_moves_what_has_not_begun(self, timeline: Procurement, officer: Person) -> None:
        first = timeline.stages.get(position=1)
        enter_stage(procurement=timeline, stage=first, on=TODAY, by=officer)
        facts = replace(facts_of(timeline), start_on=START + dt.timedelta(days=70))
        change_procurement(procurement=timeline, facts=facts, on=TODAY, by=officer)
        assert timeline.stages.get(position=1).planned_start == first.planned_start
        tender = timeline.stages.get(stage="tender_period")
        assert 60 <= (tender.planned_start - tender.first_start).days <= 80
        assert any("Cabinet decides" in line for line in said(timeline))

    def test_dates_stay_where_the_officer_wants_that(self, timeline: Procurement, officer: Person) -> None:
        facts = replace(facts_of(timeline), start_on=START + dt.timedelta(days=70))
        change_procurement(procurement=timeline, facts=facts, on=TODAY, by=officer, again=False)
        assert not timeline.stages.exclude(planned_start__in=timeline.stages.values("first_start")).exists()

    def test_a_lower_value_takes_a_gate_away(self, camden: Borough, officer: Person) -> None:
        GateFactory(borough=camden, body="Board", value_from=Decimal(500_000), before_stage="evaluation")
        timeline = make_timeline(borough=camden)
        assert timeline.milestones.filter(name="Board").exists()
        facts = replace(facts_of(timeline), value_from=None, value_to=Decimal(90_000))
        change_procurement(procurement=timeline, facts=facts, on=TODAY, by=officer)
        assert not timeline.milestones.filter(name="Board").exists()
        assert "Board is no longer needed." in said(timeline)
        assert "Estimated total value: up to £90,000." in said(timeline)

    def test_the_log_says_nothing_of_people_and_notes(self, timeline: Procurement, officer: Person) -> None:
        before = len(said(timeline))
        facts = replace(facts_of(timeline), responsible=officer, notes="The supplier may be sold.")
        change_procurement(procurement=timeline, facts=facts, on=TODAY, by=officer)
        assert len(said(timeline)) == before

    def test_the_route_stays_once_a_stage_has_begun(self, timeline: Procurement, officer: Person) -> None:
        enter_stage(procurement=timeline, stage=timeline.stages.get(position=1), on=TODAY, by=officer)
        other = planned_route()
        other.pk, other.code = None, "another"
        other.save()
        with pytest.raises(Refused, match="route cannot change"):
            change_procurement(
                procurement=timeline, facts=replace(facts_of(timeline), route=other), on=TODAY, by=officer
            )

    def test_a_gate_that_moves_takes_its_papers_along(self, timeline: Procurement, officer: Person) -> None:
        gate = timeline.milestones.get()
        assert gate.papers_on
        change_dates(
            procurement=timeline,
            stages={},
            days={gate.pk: gate.planned_on + dt.timedelta(days=7)},
            by=officer,
        )
        moved = Milestone.objects.get(pk=gate.pk)
        assert (moved.papers_on, moved.first_on) == (gate.papers_on + dt.timedelta(days=7), gate.first_on)

    def test_a_passed_gate_is_not_planned_again(self, timeline: Procurement, officer: Person) -> None:
        gate = timeline.milestones.get()
        facts = MilestoneFacts(name="Cabinet", planned_on=gate.planned_on, done_on=TODAY)
        change_milestone(milestone=gate, facts=facts, by=officer)
        later = replace(facts_of(timeline), start_on=START + dt.timedelta(days=200))
        change_procurement(procurement=timeline, facts=later, on=TODAY, by=officer)
        assert timeline.milestones.get().planned_on == gate.planned_on

    def test_a_body_that_decides_twice_keeps_both_decisions(
        self, camden: Borough, timeline: Procurement, officer: Person
    ) -> None:
        GateFactory(borough=camden, body="Cabinet", before_stage="publication", lead_days=21)
        twice = make_timeline(borough=camden)
        before = list(twice.milestones.values_list("pk", "name", "planned_on"))
        assert len(before) == 2
        assert plan_again(procurement=twice, on=TODAY, by=officer) == 0
        assert list(twice.milestones.values_list("pk", "name", "planned_on")) == before
        award = timeline.milestones.get()
        plan_again(procurement=timeline, on=TODAY, by=officer)
        assert sum("Cabinet" in line for line in said(timeline)) == 1  # the new one
        assert timeline.milestones.count() == 2
        assert timeline.milestones.get(pk=award.pk).planned_on == award.planned_on

    def test_the_same_again_is_recorded_once_even_where_two_became_alike(
        self, timeline: Procurement, officer: Person
    ) -> None:
        facts = MilestoneFacts(name="Market day", planned_on=START)
        earlier = replace(facts, planned_on=START - dt.timedelta(days=1))
        first = record_milestone(procurement=timeline, facts=facts, by=officer)
        second = record_milestone(procurement=timeline, facts=earlier, by=officer)
        change_milestone(milestone=second, facts=facts, by=officer)
        assert record_milestone(procurement=timeline, facts=facts, by=officer) == first
        risks = [RiskFacts(text, "high") for text in ("It is late.", "It is dear.")]
        one, other = (record_risk(procurement=timeline, facts=risk, by=officer) for risk in risks)
        change_risk(risk=other, facts=risks[0], by=officer)
        assert record_risk(procurement=timeline, facts=risks[0], by=officer) == one

    def test_what_was_taken_away_meanwhile_does_not_come_back(
        self, timeline: Procurement, officer: Person
    ) -> None:
        facts = MilestoneFacts(name="Market day", planned_on=START)
        day = record_milestone(procurement=timeline, facts=facts, by=officer)
        remove_milestone(milestone=Milestone.objects.get(pk=day.pk), by=officer)
        with pytest.raises(Refused, match="taken away meanwhile"):
            change_milestone(milestone=day, facts=replace(facts, name="Open day"), by=officer)
        risk = record_risk(procurement=timeline, facts=RiskFacts("It is late.", "high"), by=officer)
        remove_risk(risk=Risk.objects.get(pk=risk.pk), by=officer)
        with pytest.raises(Refused, match="taken away meanwhile"):
            change_risk(risk=risk, facts=RiskFacts("It is dear.", "high"), by=officer)
        assert not timeline.risks.exists()
        assert not timeline.milestones.filter(kind="milestone").exists()

    def test_it_ends_and_goes_on(self, camden: Borough, officer: Person) -> None:
        contract = ContractFactory(boroughs=[camden])
        first = make_timeline(borough=camden, contract=contract)
        end_procurement(procurement=first, outcome="abandoned", on=TODAY, by=officer)
        second = make_timeline(borough=camden, contract=contract)
        assert second != first
        with pytest.raises(Refused, match="Another timeline"):
            reopen_procurement(procurement=first, by=officer)
        end_procurement(procurement=second, outcome="awarded", on=TODAY, by=officer)
        assert reopen_procurement(procurement=first, by=officer).ended_on is None


class TestPublishing:
    """Who shows a timeline to whom."""

    def test_publishers_publish_and_officers_ask(self, timeline: Procurement, officer: Person) -> None:
        publisher = OfficerFactory(borough=timeline.borough, borough_roles=["publisher"])
        assert may_publish(publisher, timeline.borough)
        assert not may_publish(officer, timeline.borough)
        assert not may_publish(OfficerFactory(borough_roles=["publisher"]), timeline.borough)
        asked = ask_for_publication(procurement=timeline, mailbox="it@camden.example", by=officer)
        ask_for_publication(procurement=timeline, mailbox="it@camden.example", by=officer)
        assert not asked.is_public
        event = Event.objects.get(kind="timeline_waits")
        assert event.data["title"] == timeline.title
        published = publish(procurement=timeline, mailbox="it@camden.example", by=publisher)
        assert (published.is_public, published.publication_asked_at) == (True, None)

    def test_a_borough_may_let_every_officer_publish(self, timeline: Procurement, officer: Person) -> None:
        say_who_publishes(borough=timeline.borough, any_officer=True, by=officer)
        assert may_publish(officer, timeline.borough)
        assert not may_publish(OfficerFactory(borough=BoroughFactory(slug="hackney")), timeline.borough)
        say_who_publishes(borough=timeline.borough, any_officer=False, by=officer)
        assert not may_publish(officer, timeline.borough)

    def test_a_borough_without_publisher_is_told_so(self, timeline: Procurement, officer: Person) -> None:
        with pytest.raises(Refused, match="no publisher yet"):
            ask_for_publication(procurement=timeline, mailbox="it@camden.example", by=officer)

    def test_nothing_is_published_without_whom_to_ask(self, timeline: Procurement, officer: Person) -> None:
        with pytest.raises(Refused, match="mailbox"):
            publish(procurement=timeline, mailbox="", by=officer)
        published = publish(procurement=timeline, mailbox="it@camden.example", by=officer)
        with pytest.raises(Refused, match="mailbox"):
            change_procurement(
                procurement=published,
                facts=replace(facts_of(published), role_mailbox=""),
                on=TODAY,
                by=officer,
            )
        with pytest.raises(IntegrityError), transaction.atomic():
            Procurement.objects.filter(pk=published.pk).update(role_mailbox="")

    def test_what_is_withdrawn_keeps_when_it_was_published(
        self, timeline: Procurement, officer: Person
    ) -> None:
        first = publish(procurement=timeline, mailbox="it@camden.example", by=officer).published_at
        assert not share(procurement=timeline, with_members=True, by=officer).is_public
        again = publish(procurement=timeline, mailbox="it@camden.example", by=officer)
        assert again.published_at == first
        assert said(timeline)[:3] == ["Published.", "Withdrawn from the public.", "Published."]


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (None, None, "not known"),
        (None, 2_000_000, "up to £2 million"),
        (1_000_000, None, "from £1 million"),
        (1_000_000, 1_000_000, "£1 million"),
        (900_000, 1_200_000, "£900,000 to £1.2 million"),
    ],
)
def test_a_value_band_in_words(low: int | None, high: int | None, words: str) -> None:
    bounds = (None if bound is None else Decimal(bound) for bound in (low, high))
    assert value_in_words(*bounds) == words
