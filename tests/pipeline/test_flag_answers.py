"""Boroughs answer flags: answers stay from run to run, come back in time, and are shown."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from boroughs.models import Borough, Person
from boroughs.refusals import Refused
from pipeline.actions import flag_boroughs
from pipeline.answering import answer_flag, mute_subject, return_answers, take_answer_back, unmute
from pipeline.models import Flag, FlagAnswer, FlagBorough, FlagMute
from pipeline.substance import START_MOVES_DAYS, Substance, has_changed, what_changed
from pipeline.summaries import top_flags
from tests.factories import (
    BoroughFactory,
    ContractFactory,
    FlagFactory,
    OfficerFactory,
    PersonFactory,
    ProfileFactory,
    ServiceAreaFactory,
    SupplierFactory,
    default_route,
)

TODAY = timezone.localdate()
INTERESTED, NOT_NOW, NO = FlagAnswer.Answer.INTERESTED, FlagAnswer.Answer.NOT_NOW, FlagAnswer.Answer.NO
LATER = TODAY + dt.timedelta(days=90)


@pytest.fixture
def camden(db: None) -> Borough:
    return BoroughFactory(slug="camden")


@pytest.fixture
def hackney(db: None) -> Borough:
    return BoroughFactory(slug="hackney")


@pytest.fixture
def flag(camden: Borough, hackney: Borough) -> Flag:
    return FlagFactory(boroughs=[camden, hackney])


@pytest.fixture
def officer(camden: Borough) -> Person:
    return OfficerFactory(borough=camden, name="Ada Okafor")


def text(answer: Any) -> str:
    assert answer.status_code == 200, answer.status_code
    return " ".join(answer.content.decode().split())


DAYS = st.none() | st.dates(dt.date(2027, 1, 1), dt.date(2030, 1, 1))
SUBSTANCES = st.builds(Substance, st.frozensets(st.integers(1, 9), max_size=6), DAYS)


class TestSubstance:
    """Other boroughs or another common start are a change of substance, small moves are not."""

    @given(SUBSTANCES, SUBSTANCES)
    def test_there_is_a_sentence_exactly_where_something_changed(
        self, before: Substance, now: Substance
    ) -> None:
        names = {number: f"Borough {number}" for number in range(1, 10)}
        assert bool(what_changed(before, now, names)) == has_changed(before, now)
        assert has_changed(before, now) == has_changed(now, before)
        assert not has_changed(now, now)

    def test_it_says_who_came_who_went_and_how_the_start_moved(self) -> None:
        names = {1: "Camden", 2: "Hackney", 3: "Islington"}
        before = Substance(frozenset({1, 2}), dt.date(2028, 4, 1))
        now = Substance(frozenset({1, 3}), dt.date(2028, 7, 1))
        assert what_changed(before, now, names) == (
            "Islington came in, Hackney left and the common start moved from 1 April 2028 to 1 July 2028."
        )

    @pytest.mark.parametrize(("days", "changed"), [(START_MOVES_DAYS - 1, False), (START_MOVES_DAYS, True)])
    def test_a_start_that_moves_a_little_is_the_same(self, days: int, changed: bool) -> None:
        start = dt.date(2028, 4, 1)
        moved = Substance(frozenset({1, 2}), start + dt.timedelta(days=days))
        assert has_changed(Substance(frozenset({1, 2}), start), moved) is changed


@pytest.mark.django_db
class TestAnswering:
    """The rules of answers."""

    def test_an_answer_is_kept_with_its_history(self, flag: Flag, camden: Borough, officer: Person) -> None:
        first = answer_flag(flag=flag, borough=camden, answer=INTERESTED, by=officer, on=TODAY)
        again = answer_flag(flag=flag, borough=camden, answer=INTERESTED, by=officer, on=TODAY)
        assert again.answered_at == first.answered_at
        answer_flag(flag=flag, borough=camden, answer=NO, by=officer, on=TODAY, why="We build our own.")
        take_answer_back(answer=FlagAnswer.objects.get(), by=officer)
        assert not FlagAnswer.objects.exists()
        history: Any = FlagAnswer.pgh_event_model  # type: ignore[attr-defined]
        said = history.objects.order_by("pgh_id").values_list("pgh_label", "answer")
        assert list(said) == [("insert", "interested"), ("update", "no"), ("delete", "no")]

    @pytest.mark.parametrize(
        ("answer", "until", "why"),
        [(NOT_NOW, None, "Later."), (NOT_NOW, TODAY, "Later."), (NOT_NOW, LATER, ""), (NO, None, " ")],
    )
    def test_what_is_missing_is_refused(
        self, answer: Any, until: Any, why: str, flag: Flag, camden: Borough, officer: Person
    ) -> None:
        with pytest.raises(Refused):
            answer_flag(flag=flag, borough=camden, answer=answer, by=officer, on=TODAY, until=until, why=why)

    def test_only_the_boroughs_own_officers_and_loti_staff_answer(
        self, flag: Flag, camden: Borough, hackney: Borough
    ) -> None:
        for person in (OfficerFactory(borough=hackney), PersonFactory(), PersonFactory(is_facilitator=True)):
            with pytest.raises(Refused):
                answer_flag(flag=flag, borough=camden, answer=INTERESTED, by=person, on=TODAY)
        answer_flag(flag=flag, borough=camden, answer=INTERESTED, by=PersonFactory(is_staff=True), on=TODAY)

    def test_a_borough_that_could_join_answers_and_others_do_not(self, flag: Flag) -> None:
        sutton = BoroughFactory(slug="sutton")
        theirs = OfficerFactory(borough=sutton)
        with pytest.raises(Refused):
            answer_flag(flag=flag, borough=sutton, answer=INTERESTED, by=theirs, on=TODAY)
        ContractFactory(boroughs=[sutton], suppliers=[flag.supplier])
        answer_flag(flag=flag, borough=sutton, answer=INTERESTED, by=theirs, on=TODAY)
        assert FlagAnswer.objects.get().borough == sutton

    def test_an_expired_flag_takes_no_answer(self, flag: Flag, camden: Borough, officer: Person) -> None:
        Flag.objects.update(expired=timezone.now())
        with pytest.raises(Refused):
            answer_flag(flag=flag, borough=camden, answer=INTERESTED, by=officer, on=TODAY)

    def test_the_database_refuses_what_the_action_would(self, flag: Flag, camden: Borough) -> None:
        kept = {"flag": flag, "borough": camden, "boroughs": [], "answered_at": timezone.now()}
        for wrong in (
            {"answer": NO, "why": ""},
            {"answer": NOT_NOW, "why": "Later."},
            {"answer": INTERESTED, "until": LATER},
            {"answer": INTERESTED, "returned_at": timezone.now()},
        ):
            with pytest.raises(IntegrityError), transaction.atomic():
                FlagAnswer.objects.create(**{**kept, **wrong})


@pytest.mark.django_db
class TestComingBack:
    """A *not now* comes back when its day has come or the flag changes in substance; nothing else does."""

    def put_off(self, flag: Flag, borough: Borough, by: Person, answer: Any = NOT_NOW) -> FlagAnswer:
        until = LATER if answer == NOT_NOW else None
        return answer_flag(
            flag=flag, borough=borough, answer=answer, by=by, on=TODAY, until=until, why="No officers."
        )

    def test_the_day_that_has_come_brings_it_back_even_before_the_job_ran(
        self, flag: Flag, camden: Borough, officer: Person
    ) -> None:
        self.put_off(flag, camden, officer)
        assert top_flags(officer, camden, LATER - dt.timedelta(days=1)) == []
        assert [one.flag for one in top_flags(officer, camden, LATER)] == [flag]
        assert return_answers(on=LATER - dt.timedelta(days=1)) == 0
        assert return_answers(on=LATER) == 1
        assert return_answers(on=LATER) == 0
        assert "You put it off until" in FlagAnswer.objects.get().returned_because

    def test_a_borough_that_comes_in_brings_it_back(
        self, flag: Flag, camden: Borough, officer: Person
    ) -> None:
        self.put_off(flag, camden, officer)
        Flag.objects.update(changed=timezone.now())
        assert return_answers(on=TODAY) == 0
        FlagBorough.objects.create(flag=flag, borough=BoroughFactory(slug="sutton"), contract_ids=[])
        assert return_answers(on=TODAY) == 1
        assert FlagAnswer.objects.get().returned_because == "Sutton came in."
        assert [one.flag for one in top_flags(officer, camden, TODAY)] == [flag]
        answer_flag(flag=flag, borough=camden, answer=NO, by=officer, on=TODAY, why="No.")
        assert FlagAnswer.objects.get().returned_at is None
        assert top_flags(officer, camden, TODAY) == []

    @pytest.mark.parametrize("answer", [INTERESTED, NO])
    def test_other_answers_stay(self, answer: Any, flag: Flag, camden: Borough, officer: Person) -> None:
        self.put_off(flag, camden, officer, answer)
        FlagBorough.objects.create(flag=flag, borough=BoroughFactory(slug="sutton"), contract_ids=[])
        Flag.objects.update(changed=timezone.now())
        assert return_answers(on=LATER) == 0

    def test_answers_survive_runs_of_the_flag_job(self) -> None:
        default_route(days=182)
        boroughs = [BoroughFactory(slug=slug) for slug in ("camden", "hackney", "islington")]
        supplier, area = SupplierFactory(), ServiceAreaFactory()

        def contract(borough: Borough) -> None:
            ContractFactory(
                boroughs=[borough],
                suppliers=[supplier],
                service_area=area,
                start_date=TODAY - dt.timedelta(days=400),
                end_date=TODAY + dt.timedelta(days=500),
            )

        for borough in boroughs[:2]:
            contract(borough)
        flag_boroughs(on=TODAY)
        flag = Flag.objects.get(kind="shared_supplier")
        officer = OfficerFactory(borough=boroughs[0])
        kept = self.put_off(flag, boroughs[0], officer)
        flag_boroughs(on=TODAY)
        assert FlagAnswer.objects.get() == kept
        contract(boroughs[0])
        flag_boroughs(on=TODAY)
        assert FlagAnswer.objects.get().returned_at is None
        contract(boroughs[2])
        flag_boroughs(on=TODAY)
        assert FlagAnswer.objects.get().returned_because == "Islington came in."


@pytest.mark.django_db
class TestPages:
    """What officers see and do."""

    def test_one_click_says_interested_and_everybody_concerned_reads_it(
        self, client: Client, flag: Flag, camden: Borough, hackney: Borough, officer: Person
    ) -> None:
        client.force_login(officer)
        page = text(client.get(flag.get_absolute_url()))
        assert "No answer yet from Camden and Hackney." in page
        assert "Camden is interested</button>" in page
        address = reverse("flag_answer", args=[flag.pk, "camden"])
        answered = client.post(address, {"answer": "interested"}, follow=True)
        assert "Saved: Camden says “interested”." in text(answered)
        assert "Ada Okafor" in text(client.get(flag.get_absolute_url()))
        client.force_login(OfficerFactory(borough=hackney))
        theirs = text(client.get(flag.get_absolute_url()))
        assert "No answer yet from Hackney." in theirs
        assert "interested</strong>" in theirs
        assert "Ada Okafor" not in theirs
        assert "1 interested" in text(client.get(reverse("flags")))
        ProfileFactory(person=officer)
        assert "Ada Okafor" in text(client.get(flag.get_absolute_url()))

    def test_what_is_missing_is_said_at_the_field_and_nothing_is_lost(
        self, client: Client, flag: Flag, officer: Person
    ) -> None:
        client.force_login(officer)
        address = reverse("flag_answer", args=[flag.pk, "camden"])
        page = text(client.post(address, {"answer": "not_now", "until": "soon", "why": "We are few."}))
        assert "We are few." in page
        assert 'value="soon"' in page
        assert "There is a problem" in page
        for sent, said in (
            ({"answer": "not_now", "why": "Few."}, "Give the day on which the flag should come back."),
            ({"answer": "not_now", "why": "Few.", "until": "1 May 2020"}, "is not to come"),
            ({"answer": "no"}, "Say why, so that the other boroughs know."),
            ({"answer": "perhaps"}, "Choose one of the answers."),
        ):
            assert said in text(client.post(address, sent))
        assert not FlagAnswer.objects.exists()

    def test_an_answer_is_changed_and_taken_back(self, client: Client, flag: Flag, officer: Person) -> None:
        client.force_login(officer)
        address = reverse("flag_answer", args=[flag.pk, "camden"])
        client.post(address, {"answer": "no", "why": "We build our own."})
        assert "We build our own." in text(client.get(address))
        client.post(address, {"take_back": "1"})
        client.post(address, {"take_back": "1"})
        assert not FlagAnswer.objects.exists()

    def test_another_boroughs_answer_is_not_found(self, client: Client, flag: Flag, officer: Person) -> None:
        client.force_login(officer)
        address = reverse("flag_answer", args=[flag.pk, "hackney"])
        assert client.get(address).status_code == 404
        assert client.post(address, {"answer": "interested"}).status_code == 404
        assert not FlagAnswer.objects.exists()

    def test_the_list_is_filtered_by_answer_and_by_decide_by(
        self, client: Client, camden: Borough, hackney: Borough, officer: Person
    ) -> None:
        client.force_login(officer)
        open_one = FlagFactory(boroughs=[camden, hackney], sentence="The open one.")
        declined = FlagFactory(boroughs=[camden, hackney], sentence="The declined one.")
        answer_flag(flag=declined, borough=camden, answer=NO, by=officer, on=TODAY, why="No.")
        FlagBorough.objects.filter(flag=open_one, borough=camden).update(
            decide_by=TODAY + dt.timedelta(days=100)
        )
        FlagBorough.objects.filter(flag=declined).update(decide_by=TODAY - dt.timedelta(days=1))
        for query, shown, hidden in (
            ({"answer": "unanswered"}, open_one, declined),
            ({"answer": "no"}, declined, open_one),
            ({"decide": "6"}, open_one, declined),
            ({"decide": "passed"}, declined, open_one),
        ):
            page = text(client.get(reverse("flags"), query))
            assert shown.sentence in page, query
            assert hidden.sentence not in page, query
        assert "No flags here" in text(client.get(reverse("flags"), {"decide": "3", "answer": "interested"}))

    def test_a_muted_subject_leaves_list_and_home_until_it_is_undone(
        self, client: Client, flag: Flag, camden: Borough, hackney: Borough, officer: Person
    ) -> None:
        client.force_login(officer)
        asked = text(client.get(reverse("flag_mute", args=[flag.pk, "camden"])))
        assert f"Mute {flag.supplier} for Camden?" in asked
        said = client.post(
            reverse("flag_mute", args=[flag.pk, "camden"]), {"why": "A reseller."}, follow=True
        )
        assert "A reseller." in text(said)
        assert flag.sentence not in text(client.get(reverse("flags")))
        assert flag.sentence not in text(client.get(reverse("home")))
        assert flag.sentence in text(client.get(reverse("flags"), {"answer": "muted"}))
        mute_subject(flag=flag, borough=camden, by=officer)
        (mute,) = FlagMute.objects.all()
        theirs = OfficerFactory(borough=hackney)
        with pytest.raises(Refused):
            unmute(mute=mute, by=theirs)
        other = Client()
        other.force_login(theirs)
        assert flag.sentence in text(other.get(reverse("flags")))
        assert other.post(reverse("flag_unmute", args=["hackney", mute.pk])).status_code == 404
        client.post(reverse("flag_unmute", args=["camden", mute.pk]))
        assert flag.sentence in text(client.get(reverse("flags")))
        assert "Nothing is muted" in text(client.get(reverse("flag_mutes", args=["camden"])))

    def test_a_borough_that_could_join_is_told_how(
        self, client: Client, camden: Borough, hackney: Borough
    ) -> None:
        default_route()
        area, end = ServiceAreaFactory(), TODAY + dt.timedelta(days=700)
        flag = Flag.objects.create(
            kind="renewal_window",
            service_area=area,
            borough_count=2,
            changed=timezone.now(),
            sentence="Two could.",
        )
        for borough in (camden, hackney):
            row = ContractFactory(boroughs=[borough], service_area=area, end_date=end, options=[])
            FlagBorough.objects.create(flag=flag, borough=borough, contract_ids=[row.pk], window=row.window)
        sutton = BoroughFactory(slug="sutton")
        ContractFactory(
            boroughs=[sutton], service_area=area, end_date=end + dt.timedelta(days=500), options=[]
        )
        client.force_login(OfficerFactory(borough=sutton))
        listed = text(client.get(reverse("flags"), {"borough": "could-join"}))
        assert "your borough could join" in listed
        page = text(client.get(flag.get_absolute_url()))
        assert "<strong>Sutton could join.</strong>" in page
        assert "?with=sutton" in page
        panel = page[page.index("could join.</strong>") : page.index("See the plan with Sutton")]
        assert "join" in panel.removeprefix("could join.</strong>").lower()

    def test_queries_stay_bounded_with_answers(
        self,
        client: Client,
        camden: Borough,
        officer: Person,
        django_assert_max_num_queries: Any,
    ) -> None:
        others = [BoroughFactory() for _ in range(5)]
        for _ in range(8):
            flag = FlagFactory(boroughs=[camden, *others])
            for borough in others:
                by = ProfileFactory(person__borough=borough).person
                answer_flag(flag=flag, borough=borough, answer=INTERESTED, by=by, on=TODAY)
        client.force_login(officer)
        for address in (reverse("flags"), reverse("home"), flag.get_absolute_url()):
            with django_assert_max_num_queries(12):
                assert client.get(address).status_code == 200


@pytest.mark.django_db
def test_a_put_off_flag_comes_back_on_the_page_with_the_reason(
    client: Client, flag: Flag, camden: Borough, officer: Person
) -> None:
    answer_flag(flag=flag, borough=camden, answer=NOT_NOW, by=officer, on=TODAY, until=LATER, why="A merger.")
    with time_machine.travel(LATER + dt.timedelta(days=1), tick=False):
        client.force_login(officer)
        page = text(client.get(flag.get_absolute_url()))
    assert "It has come back: It was put off until" in page
    assert "Answer again for Camden" in page
