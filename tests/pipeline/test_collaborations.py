"""Collaborations: opening, joining, agreeing, demand in confidence, dates into pipelines, worth."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from boroughs.models import Borough, Event, Person
from boroughs.refusals import Refused
from pipeline import collaborating
from pipeline.answering import answer_flag
from pipeline.collaborating.ending import OutcomeFacts
from pipeline.collaborating.working import TaskFacts
from pipeline.collaboration_plan import plan_case
from pipeline.models import (
    Collaboration,
    DemandSum,
    Figure,
    Flag,
    FlagAnswer,
    FlagBorough,
    Member,
    Post,
    Procurement,
    Proposal,
    Rung,
)
from pipeline.worth import worth_of_collaboration
from tests.factories import (
    BoroughFactory,
    ContractFactory,
    FlagFactory,
    OfficerFactory,
    PersonFactory,
    ProfileFactory,
    ServiceAreaFactory,
    default_route,
    make_collaboration,
)

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
USERS = (Figure.Measure.USERS, None)
State, Part = Member.State, Member.Part


@pytest.fixture
def boroughs() -> list[Borough]:
    """Camden, Hackney and Islington; Sutton stays outside."""
    return [BoroughFactory(slug=slug) for slug in ("camden", "hackney", "islington")]


@pytest.fixture
def officers(boroughs: list[Borough]) -> list[Person]:
    return [OfficerFactory(borough=borough) for borough in boroughs]


@pytest.fixture
def joint(boroughs: list[Borough]) -> Collaboration:
    """A collaboration of the three, led by Camden."""
    return make_collaboration(lead=boroughs[0], others=boroughs[1:])


@pytest.fixture
def outsider() -> Any:
    """An officer of Sutton."""
    return OfficerFactory(borough=BoroughFactory(slug="sutton"))


def text(answer: Any) -> str:
    assert answer.status_code == 200, answer.status_code
    return " ".join(answer.content.decode().split())


def browser(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def give(joint: Collaboration, by: Person, users: int | None) -> None:
    amount = None if users is None else Decimal(users)
    collaborating.give_figures(collaboration=joint, figures={USERS: amount}, by=by)


class TestOpening:
    """From a flag to which two boroughs said *interested*, or by hand."""

    def test_two_interested_boroughs_open_one_from_a_flag_and_a_second_click_finds_it(
        self, boroughs: list[Borough], officers: list[Person]
    ) -> None:
        flag = FlagFactory(boroughs=boroughs)
        camden = browser(officers[0])
        address = f"{reverse('collaboration_new')}?flag={flag.pk}"
        for borough, officer in zip(boroughs[:2], officers[:2], strict=True):
            answer_flag(
                flag=flag,
                borough=borough,
                answer=FlagAnswer.Answer.INTERESTED,
                by=officer,
                on=TODAY,
            )
        assert address in text(camden.get(flag.get_absolute_url()))
        opened = camden.post(address, {"title": "Together", "purpose": ""}, follow=True)
        assert "The collaboration is open." in text(opened)
        camden.post(address, {"title": "Together again"})
        found = Collaboration.objects.get()
        assert [one.borough for one in found.members.filter(state=State.IN)] == boroughs[:2]
        assert found.members.get(is_lead=True).borough == boroughs[0]
        assert "Go to the collaboration" in text(browser(officers[1]).get(flag.get_absolute_url()))

    def test_one_interested_borough_is_not_enough(
        self, boroughs: list[Borough], officers: list[Person]
    ) -> None:
        flag = FlagFactory(boroughs=boroughs)
        said: dict[str, Any] = {"flag": flag, "borough": boroughs[0], "by": officers[0], "on": TODAY}
        answer_flag(answer=FlagAnswer.Answer.INTERESTED, **said)
        address = f"{reverse('collaboration_new')}?flag={flag.pk}"
        page = text(browser(officers[0]).post(address, {"title": "Alone"}))
        assert "once two boroughs have said that they are interested" in page
        assert 'value="Alone"' in page
        assert not Collaboration.objects.exists()

    def test_whoever_is_invited_by_hand_accepts_or_declines(
        self, boroughs: list[Borough], officers: list[Person]
    ) -> None:
        area = ServiceAreaFactory()
        sent = {"title": "Parking", "service_area": area.pk, "invited": [one.pk for one in boroughs[1:]]}
        browser(officers[0]).post(reverse("collaboration_new"), sent)
        found = Collaboration.objects.get()
        place = found.get_absolute_url()
        hackney, islington = browser(officers[1]), browser(officers[2])
        assert "Hackney is invited" in text(hackney.get(place))
        assert hackney.get(reverse("collaboration_demand", args=[found.slug])).status_code == 404
        hackney.post(reverse("collaboration_answer", args=[found.slug]), {"accept": "1"})
        islington.post(reverse("collaboration_answer", args=[found.slug]), {"decline": "1"})
        assert "What you work on" in text(hackney.get(place))
        assert islington.get(place).status_code == 404
        assert {event.data["borough"] for event in Event.objects.filter(kind="collaboration")} >= {
            one.pk for one in boroughs
        }

    def test_the_list_shows_ones_own_and_says_what_to_do_where_there_are_none(
        self, joint: Collaboration, officers: list[Person], outsider: Any
    ) -> None:
        mine = text(browser(officers[1]).get(reverse("collaborations")))
        assert joint.title in mine
        assert "1 collaboration<" in mine
        assert "Camden (leads)" in mine
        theirs = text(browser(outsider).get(reverse("collaborations")))
        assert joint.title not in theirs
        assert "There is no collaboration yet" in theirs
        none = text(browser(officers[1]).get(reverse("collaborations"), {"rung": "procurement"}))
        assert "No collaboration matches" in none
        assert joint.title in text(browser(PersonFactory(is_staff=True)).get(reverse("collaborations")))


class TestOutsiders:
    """Nobody outside learns anything: 404 throughout."""

    PAGES = (
        "collaboration",
        "collaboration_edit",
        "collaboration_members",
        "collaboration_leave",
        "collaboration_rungs",
        "collaboration_demand",
        "collaboration_requirements",
        "collaboration_tasks",
        "collaboration_plan",
        "collaboration_discussion",
        "collaboration_outcome",
    )

    @pytest.mark.parametrize("state", [None, State.ASKED, State.DECLINED, State.REFUSED, State.LEFT])
    def test_a_borough_that_is_not_in_it_finds_nothing(
        self, state: Any, joint: Collaboration, outsider: Any
    ) -> None:
        if state:
            Member.objects.create(
                collaboration=joint, borough_id=outsider.borough_id, state=state, since=timezone.now()
            )
        for person in (outsider, PersonFactory(is_facilitator=True), PersonFactory()):
            client = browser(person)
            for name in self.PAGES:
                address = reverse(name, args=[joint.slug])
                assert client.get(address).status_code == 404, name
                assert client.post(address, {"text": "Hello."}).status_code in {404, 405}, name
        assert not Post.objects.exists()

    def test_members_who_watch_read_and_change_nothing(
        self, joint: Collaboration, outsider: Any, officers: list[Person]
    ) -> None:
        asked = collaborating.ask_to_join(
            collaboration=joint,
            borough=outsider.borough,
            part=Part.WATCHES,
            by=outsider,
        )
        collaborating.answer_request(member=asked, accepts=True, by=officers[0])
        client = browser(outsider)
        for name in self.PAGES:
            assert client.get(reverse(name, args=[joint.slug])).status_code == 200, name
        page = text(client.post(reverse("collaboration_demand", args=[joint.slug]), {"users": "5"}))
        assert "Sutton watches: ask the lead to let it contribute." in page
        assert not Figure.objects.exists()
        collaborating.propose_rung(collaboration=joint, rung=Rung.COMPARING, by=officers[0])
        for officer in officers[1:]:
            collaborating.vote(proposal=Proposal.objects.get(), agrees=True, by=officer)
        joint.refresh_from_db()
        assert joint.rung == Rung.COMPARING


def test_a_collaboration_is_called_by_the_last_part_of_its_service_area(
    boroughs: list[Borough], officers: list[Person]
) -> None:
    area = ServiceAreaFactory(name="Payroll", parent=ServiceAreaFactory(name="Workforce"))
    flag = FlagFactory(boroughs=boroughs, kind="renewal_window", supplier=None, service_area=area)
    for borough, officer in zip(boroughs, officers, strict=True):
        answer_flag(flag=flag, borough=borough, answer=FlagAnswer.Answer.INTERESTED, by=officer, on=TODAY)
    page = text(browser(officers[0]).get(f"{reverse('collaboration_new')}?flag={flag.pk}"))
    assert 'value="Payroll together"' in page


class TestJoining:
    """An officer of another borough asks; the lead answers; the plan counts the borough from then on."""

    def test_from_the_flag_to_the_plan(
        self, boroughs: list[Borough], officers: list[Person], outsider: Any
    ) -> None:
        default_route()
        area, end = ServiceAreaFactory(), TODAY + dt.timedelta(days=900)
        flag = Flag.objects.create(
            kind="renewal_window", service_area=area, borough_count=2, changed=timezone.now(), sentence="Two."
        )
        sutton = outsider.borough
        assert sutton
        for borough in (*boroughs[:2], sutton):
            row = ContractFactory(boroughs=[borough], service_area=area, end_date=end, options=[12])
            if borough != sutton:
                FlagBorough.objects.create(flag=flag, borough=borough, contract_ids=[row.pk])
        joint = make_collaboration(lead=boroughs[0], flag=flag)
        before = plan_case(joint, boroughs[:2], TODAY)
        assert before
        assert set(before[1].boroughs) == {"camden", "hackney"}

        theirs, leads = browser(outsider), browser(officers[0])
        assert "Ask to join it" in text(theirs.get(flag.get_absolute_url()))
        address = reverse("collaboration_join", args=[flag.pk, "sutton"])
        sent = {"part": "contributes", "message": "Ours ends in 2029."}
        assert "The lead is asked." in text(theirs.post(address, sent, follow=True))
        theirs.post(address, sent)
        assert theirs.get(joint.get_absolute_url()).status_code == 404
        told = Event.objects.filter(kind="collaboration", data__said__startswith="Sutton asks")
        assert [event.data["borough"] for event in told] == [boroughs[0].pk]
        page = text(leads.get(joint.get_absolute_url()))
        assert "Sutton asks to contribute" in page
        assert "Ours ends in 2029." in page
        member = joint.members.get(borough=sutton)
        answered = reverse("collaboration_member", args=[joint.slug, member.pk])
        refused = browser(officers[1]).post(answered, {"accept": "1"}, follow=True)
        assert "Camden leads this collaboration and decides that." in text(refused)
        assert "the plan counts it" in text(leads.post(answered, {"accept": "1"}, follow=True))
        plan = text(theirs.get(reverse("collaboration_plan", args=[joint.slug])))
        assert "The dates of 3 boroughs." in plan

    def test_a_member_that_watches_asks_for_a_voice(
        self, joint: Collaboration, officers: list[Person], outsider: Any
    ) -> None:
        ask: dict[str, Any] = {"collaboration": joint, "borough": outsider.borough, "by": outsider}
        member = collaborating.ask_to_join(**ask, part=Part.WATCHES)
        address = reverse("collaboration_member", args=[joint.slug, member.pk])
        members = reverse("collaboration_members", args=[joint.slug])
        theirs, leads = browser(outsider), browser(officers[0])
        assert "Sutton is let in and watches." in text(leads.post(address, {"accept": "1"}, follow=True))
        assert not Event.objects.filter(kind="collaboration", data__said__contains="plan counts").exists()

        assert "Ask to contribute" in text(theirs.get(members))
        assert "The lead is asked" in text(theirs.post(address, {"ask": "1"}, follow=True))
        asked = Event.objects.get(data__said__startswith="Sutton, which watches, asks to contribute")
        assert asked.data["borough"] == officers[0].borough_id
        refused = text(theirs.post(address, {"voice": "1"}, follow=True))
        assert "Camden leads this collaboration and decides that." in refused
        assert "Let Sutton contribute" in text(leads.get(members))
        assert "Sutton contributes now" in text(leads.post(address, {"voice": "1"}, follow=True))
        collaborating.give_figures(collaboration=joint, figures={USERS: Decimal(5)}, by=outsider)
        again = text(theirs.post(address, {"ask": "1"}, follow=True))
        assert "Sutton does not watch this collaboration." in again

    def test_the_lead_takes_an_invitation_back(
        self, joint: Collaboration, officers: list[Person], outsider: Any
    ) -> None:
        collaborating.invite(collaboration=joint, borough=outsider.borough, by=officers[0])
        member = joint.members.get(borough=outsider.borough)
        address = reverse("collaboration_member", args=[joint.slug, member.pk])
        assert browser(outsider).get(joint.get_absolute_url()).status_code == 200
        refused = text(browser(officers[1]).post(address, {"take_back": "1"}, follow=True))
        assert "Camden leads this collaboration and decides that." in refused
        leads = browser(officers[0])
        members = text(leads.get(reverse("collaboration_members", args=[joint.slug])))
        assert "Take the invitation of Sutton back" in members
        assert "is taken back" in text(leads.post(address, {"take_back": "1"}, follow=True))
        assert browser(outsider).get(joint.get_absolute_url()).status_code == 404
        told = Event.objects.get(data__said="An invitation to a collaboration was taken back")
        assert told.data["slug"] == ""
        officer = officers[1]
        with pytest.raises(Refused):
            collaborating.take_back_invitation(
                member=joint.members.get(borough=officer.borough), by=officers[0]
            )

    def test_a_request_may_be_refused_and_made_again(
        self, joint: Collaboration, officers: list[Person], outsider: Any
    ) -> None:
        ask: dict[str, Any] = {
            "collaboration": joint,
            "borough": outsider.borough,
            "part": Part.CONTRIBUTES,
            "by": outsider,
        }
        first = collaborating.ask_to_join(**ask)
        collaborating.answer_request(member=first, accepts=False, by=officers[0])
        event = Event.objects.filter(kind="collaboration", data__borough=outsider.borough_id).get()
        assert joint.slug not in str(event.data)
        again = collaborating.ask_to_join(**ask)
        assert again.pk == first.pk
        collaborating.answer_request(member=again, accepts=True, by=officers[0], part=Part.WATCHES)
        with pytest.raises(Refused):
            collaborating.answer_request(member=again, accepts=True, by=officers[0])
        with pytest.raises(Refused):
            collaborating.ask_to_join(**ask)

    def test_a_lead_passes_it_on_before_it_leaves(
        self, joint: Collaboration, boroughs: list[Borough], officers: list[Person]
    ) -> None:
        give(joint, officers[0], 100)
        client = browser(officers[0])
        other = joint.members.get(borough=boroughs[1])
        leave = reverse("collaboration_leave", args=[joint.slug])
        assert "Take Camden out of this collaboration?" in text(client.get(leave))
        refused = text(client.post(leave, {"leave": "1"}, follow=True))
        assert "let another member lead before you leave" in refused
        client.post(reverse("collaboration_member", args=[joint.slug, other.pk]), {"lead": "1"})
        left = client.post(leave, {"leave": "1"}, follow=True)
        assert "Camden has left." in text(left)
        assert client.get(joint.get_absolute_url()).status_code == 404
        assert not Figure.objects.exists()
        assert joint.members.get(is_lead=True).borough == boroughs[1]

    def test_nobody_takes_another_borough_out(
        self, joint: Collaboration, boroughs: list[Borough], officers: list[Person]
    ) -> None:
        theirs = joint.members.get(borough=boroughs[2])
        with pytest.raises(Refused):
            collaborating.leave(collaboration=joint, borough=boroughs[2], by=officers[1])
        theirs.refresh_from_db()
        assert theirs.state == State.IN

    def test_the_database_keeps_one_lead_who_contributes(
        self, joint: Collaboration, boroughs: list[Borough]
    ) -> None:
        for wrong in ({"is_lead": True}, {"is_lead": True, "part": Part.WATCHES}):
            with pytest.raises(IntegrityError), transaction.atomic():
                joint.members.filter(borough=boroughs[1]).update(**wrong)


class TestAgreeing:
    """All members that contribute, or not at all."""

    def test_a_rung_is_reached_when_the_last_member_agrees(
        self, joint: Collaboration, officers: list[Person]
    ) -> None:
        camden, hackney, islington = (browser(one) for one in officers)
        rungs = reverse("collaboration_rungs", args=[joint.slug])
        camden.post(rungs, {"rung": "comparing"})
        proposal = Proposal.objects.get()
        page = text(hackney.get(joint.get_absolute_url()))
        assert "Camden proposes to move to “comparing notes”" in page
        assert "Waits for Hackney and Islington." in page
        vote = reverse("collaboration_proposal", args=[joint.slug, proposal.pk])
        hackney.post(vote, {"agree": "1"})
        joint.refresh_from_db()
        assert joint.rung == Rung.INTERESTED
        islington.post(vote, {"agree": "1"})
        joint.refresh_from_db()
        assert joint.rung == Rung.COMPARING
        assert "you are here" in text(camden.get(rungs))

    def test_one_that_does_not_agree_ends_it(self, joint: Collaboration, officers: list[Person]) -> None:
        proposal = collaborating.propose_rung(collaboration=joint, rung=Rung.NEGOTIATION, by=officers[0])
        with pytest.raises(Refused):
            collaborating.propose_rung(collaboration=joint, rung=Rung.COMPARING, by=officers[1])
        assert collaborating.vote(proposal=proposal, agrees=False, by=officers[2]).state == "refused"
        with pytest.raises(Refused):
            collaborating.vote(proposal=proposal, agrees=True, by=officers[1])
        joint.refresh_from_db()
        assert joint.rung == Rung.INTERESTED

    def test_a_member_that_leaves_is_not_waited_for(
        self, joint: Collaboration, boroughs: list[Borough], officers: list[Person]
    ) -> None:
        day = TODAY + dt.timedelta(days=900)
        proposal = collaborating.propose_start(collaboration=joint, start_on=day, on=TODAY, by=officers[0])
        collaborating.vote(proposal=proposal, agrees=True, by=officers[1])
        collaborating.leave(collaboration=joint, borough=boroughs[2], by=officers[2])
        joint.refresh_from_db()
        assert joint.agreed_start == day

    def test_only_the_proposer_takes_it_back(self, joint: Collaboration, officers: list[Person]) -> None:
        proposal = collaborating.propose_rung(collaboration=joint, rung=Rung.COMPARING, by=officers[0])
        with pytest.raises(Refused):
            collaborating.withdraw(proposal=proposal, by=officers[1])
        collaborating.withdraw(proposal=proposal, by=officers[0])
        proposal.refresh_from_db()
        assert proposal.state == "withdrawn"

    def test_a_wrong_day_is_said_at_the_form(self, joint: Collaboration, officers: list[Person]) -> None:
        client = browser(officers[0])
        address = reverse("collaboration_plan", args=[joint.slug])
        assert "is not to come" in text(client.post(address, {"start_on": "1 May 2020"}))
        assert 'value="some day"' in text(client.post(address, {"start_on": "some day"}))
        assert not Proposal.objects.exists()


class TestDemand:
    """R9: figures are the borough's own; sums show from three boroughs on and give nobody away."""

    def page(self, joint: Collaboration, person: Person) -> str:
        return text(browser(person).get(reverse("collaboration_demand", args=[joint.slug])))

    def test_sums_show_from_three_boroughs_on(self, joint: Collaboration, officers: list[Person]) -> None:
        for officer, users in zip(officers[:2], (4_111, 3_222), strict=True):
            give(joint, officer, users)
        before = self.page(joint, officers[0])
        assert "2 boroughs have given it: the sum shows once three have." in before
        assert "7,333" not in before
        give(joint, officers[2], 5_333)
        for place, officer in enumerate(officers):
            page = self.page(joint, officer)
            assert "12,666" in page
            for other, figure in enumerate(("4,111", "3,222", "5,333")):
                assert (figure in page) == (other == place)
            assert str([4111, 3222, 5333][(place + 1) % 3]) not in page
        staff = self.page(joint, PersonFactory(is_staff=True))
        assert "12,666" in staff
        assert not any(figure in staff for figure in ("4,111", "3,222", "5,333"))

    def test_the_fourth_figure_is_not_read_off_the_difference(
        self, joint: Collaboration, officers: list[Person], outsider: Any
    ) -> None:
        for officer, users in zip(officers, (400, 300, 500), strict=True):
            give(joint, officer, users)
        asked = collaborating.ask_to_join(
            collaboration=joint,
            borough=outsider.borough,
            part=Part.CONTRIBUTES,
            by=outsider,
        )
        collaborating.answer_request(member=asked, accepts=True, by=officers[0])
        give(joint, outsider, 350)
        page = self.page(joint, officers[0])
        assert "1,200" in page
        assert "1,550" not in page
        assert "1 borough has given or changed a figure since." in page
        give(joint, officers[1], 380)
        assert "1,630" not in self.page(joint, officers[0])
        give(joint, officers[2], 400)
        assert "1,530" in self.page(joint, officers[0])

    def test_one_large_figure_is_not_given_away(self, joint: Collaboration, officers: list[Person]) -> None:
        for officer, users in zip(officers, (9_000, 30, 20), strict=True):
            give(joint, officer, users)
        assert "9,050" not in self.page(joint, officers[1])
        assert "could be worked out from it" in self.page(joint, officers[1])
        assert not DemandSum.objects.exists()

    def test_lots_and_prices_are_given_in_one_form_and_errors_lose_nothing(
        self, joint: Collaboration, officers: list[Person]
    ) -> None:
        client = browser(officers[0])
        address = reverse("collaboration_demand", args=[joint.slug])
        added = client.post(
            address, {"add_lot": "1", "new-name": "Licences", "new-unit": "seats"}, follow=True
        )
        assert "Licences (seats)" in text(added)
        lot = joint.lots.get()
        wrong = {"users": "many", "price": "£1.2m", f"lot_{lot.pk}": "-3"}
        page = text(client.post(address, wrong))
        assert "Give a number, like 1200 or 1,200, or leave it empty." in page
        assert 'value="many"' in page
        assert "£1.2m" in page
        assert not Figure.objects.exists()
        client.post(address, {"users": "1,200", "price": "£1.2m", f"lot_{lot.pk}": "35"})
        amounts = {str(one.get_measure_display()): one.amount for one in Figure.objects.all()}
        assert amounts == {
            "users": Decimal(1200),
            "current price a year": Decimal(1_200_000),
            "quantity of a lot": Decimal(35),
        }
        assert 'value="1200"' in text(client.get(address))
        client.post(address, {"users": "", "price": "£1.2m"})
        assert Figure.objects.get().measure == "price"
        for huge in ("9" * 20, "NaN", "Infinity", "1e30"):
            assert client.post(address, {"users": huge}).status_code == 200
        assert "Say what the lot is." in text(client.post(address, {"add_lot": "1"}))

    def test_queries_do_not_grow_with_lots_and_members(self, django_assert_max_num_queries: Any) -> None:
        lead, *others = (BoroughFactory() for _ in range(6))
        joint = make_collaboration(lead=lead, others=others)
        by = OfficerFactory(borough=lead)
        for number in range(8):
            collaborating.add_lot(collaboration=joint, name=f"Lot {number}", unit="days", by=by)
            collaborating.add_requirement(collaboration=joint, text=f"Requirement {number}", by=by)
            facts = TaskFacts(kind="task", text=f"Task {number}", borough=lead)
            collaborating.record_task(collaboration=joint, facts=facts, by=by)
            writer = ProfileFactory(person__borough=others[number % 5]).person
            collaborating.write_post(collaboration=joint, text=f"Post {number}", by=writer)
        for borough in (lead, *others):
            officer = OfficerFactory(borough=borough)
            figures: dict[tuple[str, int | None], Decimal | None] = {
                (Figure.Measure.LOT, lot.pk): Decimal(50) for lot in joint.lots.all()
            }
            collaborating.give_figures(collaboration=joint, figures=figures, by=officer)
            marks = {one.pk: "must" for one in joint.requirements.all()}
            collaborating.mark_requirements(collaboration=joint, marks=marks, by=officer)
        client = browser(by)
        for name in TestOutsiders.PAGES:
            with django_assert_max_num_queries(14 if name == "collaboration" else 12, info=name):
                assert client.get(reverse(name, args=[joint.slug])).status_code == 200
        with django_assert_max_num_queries(12):
            assert client.get(reverse("collaborations")).status_code == 200


class TestWorking:
    """Requirements, tasks, the thread."""

    def test_requirements_show_where_members_differ(
        self, joint: Collaboration, officers: list[Person]
    ) -> None:
        address = reverse("collaboration_requirements", args=[joint.slug])
        camden, hackney, _ = (browser(one) for one in officers)
        camden.post(address, {"add": "1", "text": "It exports all data."})
        camden.post(address, {"add": "1", "text": "It runs in Welsh."})
        export, welsh = joint.requirements.all()
        camden.post(address, {f"mark_{export.pk}": "must", f"mark_{welsh.pk}": "no"})
        hackney.post(address, {f"mark_{export.pk}": "must", f"mark_{welsh.pk}": "should"})
        page = text(hackney.get(address))
        assert "2 requirements, 1 on which you differ" in page
        narrowed = text(hackney.get(address, {"show": "differences"}))
        table = narrowed[narrowed.index("<tbody") : narrowed.index("</tbody>")]
        assert "Welsh" in table
        assert "exports" not in table
        away = reverse("collaboration_requirement_remove", args=[joint.slug, export.pk])
        assert "Another borough has marked" in text(browser(officers[2]).post(away, follow=True))
        assert "Choose one of the list." in text(camden.post(address, {f"mark_{export.pk}": "perhaps"}))

    def test_tasks_have_owners_and_dates(
        self, joint: Collaboration, boroughs: list[Borough], officers: list[Person], outsider: Any
    ) -> None:
        client = browser(officers[0])
        address = reverse("collaboration_tasks", args=[joint.slug])
        sent = {
            "kind": "task",
            "text": "Ask legal.",
            "borough": boroughs[0].pk,
            "owner": officers[0].pk,
            "due_on": "1 May 2020",
        }
        page = text(client.post(address, sent, follow=True))
        assert "Ask legal." in page
        assert "late</strong>" in page
        theirs = text(browser(officers[1]).get(address))
        assert str(officers[0]) not in theirs
        task = joint.tasks.get()
        place = reverse("collaboration_task", args=[joint.slug, task.pk])
        tomorrow = (TODAY + dt.timedelta(days=1)).isoformat()
        assert "is to come" in text(client.post(place, {**sent, "done_on": tomorrow}))
        client.post(place, {**sent, "done_on": TODAY.isoformat()})
        assert "Nothing here" in text(client.get(address, {"show": "open"}))
        assert "Choose one of the list." in text(
            client.post(address, {**sent, "borough": outsider.borough_id})
        )
        facts = TaskFacts(kind="task", text="x", borough=boroughs[1], owner=officers[0])
        with pytest.raises(Refused):
            collaborating.record_task(collaboration=joint, facts=facts, by=officers[0])

    def test_the_thread_names_only_whom_the_reader_may_see(
        self, joint: Collaboration, boroughs: list[Borough]
    ) -> None:
        ada = OfficerFactory(borough=boroughs[0], name="Ada Okafor")
        address = reverse("collaboration_discussion", args=[joint.slug])
        client = browser(ada)
        assert "Write something first." in text(client.post(address, {"text": " "}))
        for _ in range(2):
            client.post(address, {"text": "Our contract ends in 2028."})
        assert Post.objects.count() == 1
        theirs = browser(OfficerFactory(borough=boroughs[1]))
        page = text(theirs.get(address))
        assert "Our contract ends in 2028." in page
        assert "An officer</strong>, Camden" in page
        assert "Ada" not in page
        ProfileFactory(person=ada)
        assert "Ada Okafor" in text(theirs.get(address))


class TestDates:
    """The agreed start goes into each borough's own pipeline, when it says so."""

    @pytest.fixture
    def agreed(self, joint: Collaboration, boroughs: list[Borough], officers: list[Person]) -> Collaboration:
        default_route()
        for borough in boroughs[:2]:
            ContractFactory(
                boroughs=[borough],
                service_area=joint.service_area,
                end_date=TODAY + dt.timedelta(days=900),
                options=[],
                value=Decimal(600_000),
            )
        day = TODAY + dt.timedelta(days=890)
        proposal = collaborating.propose_start(collaboration=joint, start_on=day, on=TODAY, by=officers[0])
        for officer in officers[1:]:
            collaborating.vote(proposal=proposal, agrees=True, by=officer)
        joint.refresh_from_db()
        return joint

    def test_a_borough_makes_a_timeline_of_it_and_another_start_moves_it(
        self, agreed: Collaboration, boroughs: list[Borough], officers: list[Person]
    ) -> None:
        client = browser(officers[0])
        address = reverse("collaboration_plan", args=[agreed.slug])
        assert "Put it into our pipeline" in text(client.get(address))
        for _ in range(2):
            client.post(address, {"take": "1"})
        made = Procurement.objects.get()
        assert (made.borough, made.start_on, made.value_to) == (
            boroughs[0],
            agreed.agreed_start,
            Decimal(600_000),
        )
        assert made.contract
        assert "In its pipeline." in text(browser(officers[1]).get(address))
        assert agreed.agreed_start
        later = agreed.agreed_start + dt.timedelta(days=60)
        proposal = collaborating.propose_start(collaboration=agreed, start_on=later, on=TODAY, by=officers[0])
        for officer in officers[1:]:
            collaborating.vote(proposal=proposal, agrees=True, by=officer)
        assert "Its timeline has another start still." in text(client.get(address))
        client.post(address, {"take": "1"})
        made.refresh_from_db()
        assert made.start_on == later
        browser(officers[2]).post(address, {"take": "1"})
        assert Procurement.objects.get(borough=boroughs[2]).contract is None

    def test_before_a_start_is_agreed_there_is_nothing_to_take(
        self, joint: Collaboration, officers: list[Person]
    ) -> None:
        default_route()
        with pytest.raises(Refused):
            collaborating.take_date(collaboration=joint, contract=None, on=TODAY, by=officers[0])


class TestWorth:
    """The public page adds up evidenced figures only, and shows only what the lead chose to show."""

    def test_only_evidence_counts(self, joint: Collaboration, officers: list[Person], client: Client) -> None:
        browser_of_lead = browser(officers[0])
        address = reverse("collaboration_outcome", args=[joint.slug])
        sent = {"summary": "One tender.", "saving": "£1.2m"}
        assert "Say what the saving is measured against." in text(browser_of_lead.post(address, sent))
        sent |= {"saving_against": "prices of 2026", "is_public": "on"}
        browser_of_lead.post(address, sent)
        page = text(client.get(reverse("collaboration_worth")))
        assert "nothing evidenced yet" in page
        assert "without 1 claimed without evidence" in page
        assert "Camden, Hackney and Islington" in page
        browser_of_lead.post(address, {**sent, "evidence_url": "https://example.org/report"})
        worth = worth_of_collaboration()
        assert (worth.total, worth.counted, worth.without) == (Decimal(1_200_000), 1, 0)
        browser_of_lead.post(address, {**sent, "is_public": ""})
        assert "No outcome is published yet" in text(client.get(reverse("collaboration_worth")))

    def test_a_made_up_outcome_is_not_said_to_be_public(
        self, joint: Collaboration, officers: list[Person], client: Client
    ) -> None:
        Collaboration.objects.filter(pk=joint.pk).update(is_demonstration=True)
        address = reverse("collaboration_outcome", args=[joint.slug])
        lead = browser(officers[0])
        page = text(lead.post(address, {"summary": "One tender.", "is_public": "on"}, follow=True))
        assert "what is made up is not shown to everybody" in page
        assert "One tender." not in text(client.get(reverse("collaboration_worth")))

    def test_it_ends_with_an_outcome_and_can_go_on(
        self, joint: Collaboration, officers: list[Person]
    ) -> None:
        lead = browser(officers[0])
        address = reverse("collaboration_outcome", args=[joint.slug])
        assert "Record what came of it first" in text(lead.post(address, {"end": "1"}, follow=True))
        collaborating.record_outcome(
            collaboration=joint, facts=OutcomeFacts(summary="We learned."), by=officers[0]
        )
        with pytest.raises(Refused):
            collaborating.end_collaboration(collaboration=joint, on=TODAY, by=officers[1])
        assert "It ended on" in text(lead.post(address, {"end": "1"}, follow=True))
        with pytest.raises(Refused):
            give(joint, officers[1], 5)
        lead.post(address, {"reopen": "1"})
        give(joint, officers[1], 5)

    def test_others_than_the_lead_do_not_record_it(
        self, joint: Collaboration, officers: list[Person]
    ) -> None:
        address = reverse("collaboration_outcome", args=[joint.slug])
        page = text(browser(officers[1]).post(address, {"summary": "We won."}))
        assert "Camden leads this collaboration and decides that." in page
