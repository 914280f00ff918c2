"""The digest of flags: new, changed, back, near, each told once, whatever happens to the runs."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from boroughs.models import Borough, Event, Notification
from boroughs.notifications import announcing
from boroughs.notifications.kinds import kind_of
from boroughs.notifications.reading import in_words
from boroughs.notifications.telling import tell_events
from pipeline.actions import flag_boroughs
from pipeline.answering import answer_flag, digests, mute_subject
from pipeline.answering.digests import tell_of_flags
from pipeline.digest import Answered, News, Present, Told, is_near, news_of
from pipeline.models import Flag, FlagAnswer, FlagBorough
from pipeline.substance import Substance
from pipeline.tasks import tell_of_flags_task
from tests.factories import (
    BoroughFactory,
    ContractFactory,
    FlagFactory,
    OfficerFactory,
    SupplierFactory,
    default_route,
)
from tests.factories.boroughs import ServiceAreaFactory

TODAY = timezone.localdate()
SUBSTANCES = st.builds(
    Substance,
    st.frozensets(st.integers(1, 4), max_size=4),
    st.none() | st.dates(TODAY, TODAY + dt.timedelta(days=400)),
)
DAYS = st.none() | st.dates(TODAY - dt.timedelta(days=200), TODAY + dt.timedelta(days=200))
MOMENTS = st.datetimes(
    dt.datetime(2027, 1, 1),  # noqa: DTZ001 (Hypothesis adds the zone)
    dt.datetime(2028, 1, 1),  # noqa: DTZ001
    timezones=st.just(dt.UTC),
)
ANSWERS = st.none() | st.builds(Answered, st.booleans(), st.booleans(), st.none() | MOMENTS)


def headline(event: Event) -> str:
    kind = kind_of(event.kind)
    assert kind
    return kind.headline(event)


def events() -> list[Event]:
    return list(Event.objects.filter(kind="flag_new").order_by("pk"))


@given(
    st.builds(Present, SUBSTANCES, DAYS, st.booleans()),
    st.none() | st.builds(Told, SUBSTANCES, DAYS, MOMENTS),
    ANSWERS,
)
def test_nothing_is_told_twice(now: Present, told: Told | None, answered: Answered | None) -> None:
    """Whatever was told, remembering it leaves nothing to tell."""
    if news_of(now, told, answered, TODAY) is None:
        return
    near = now.decide_by if is_near(now.decide_by, TODAY) else told.near_on if told else None
    later = Told(now.substance, near, dt.datetime(2029, 1, 1, tzinfo=dt.UTC))
    assert news_of(now, later, answered, TODAY) is None


@given(st.builds(Present, SUBSTANCES, DAYS), st.none() | st.builds(Told, SUBSTANCES, DAYS, MOMENTS))
def test_after_a_no_there_is_silence(now: Present, told: Told | None) -> None:
    assert news_of(now, told, Answered(declined=True, stands=True), TODAY) is None


def test_while_a_not_now_holds_a_near_decision_is_not_told() -> None:
    same = Substance(frozenset({1, 2}))
    told = Told(same, None, dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    held = Answered(declined=False, stands=True)
    soon = TODAY + dt.timedelta(days=20)
    assert news_of(Present(same, soon, put_off=True), told, held, TODAY) is None
    assert news_of(Present(same, soon, put_off=False), told, held, TODAY) is News.NEAR


@pytest.mark.django_db
class TestDigest:
    """Runs, one after the other, at once and ended in the middle."""

    @pytest.fixture
    def camden(self) -> Borough:
        return BoroughFactory(slug="camden")

    @pytest.fixture
    def hackney(self) -> Borough:
        return BoroughFactory(slug="hackney")

    def test_it_counts_what_is_new_changed_and_near_and_says_it_once(
        self, camden: Borough, hackney: Borough
    ) -> None:
        ada = OfficerFactory(borough=camden)
        known = [FlagFactory(boroughs=[camden, hackney]) for _ in range(3)]
        tell_of_flags(on=TODAY)
        FlagBorough.objects.filter(flag__in=known[:2]).update(decide_by=TODAY + dt.timedelta(days=30))
        sutton = BoroughFactory(slug="sutton")
        FlagBorough.objects.create(flag=known[2], borough=sutton, contract_ids=[])
        for _ in range(3):
            FlagFactory(boroughs=[camden, hackney])
        assert tell_of_flags(on=TODAY) == 3
        said = [headline(event) for event in events() if event.data["slug"] == "camden"]
        assert said == [
            "Camden could buy with others: 3 new",
            "Camden could buy with others: 3 new, 1 that changed, 2 whose decision is near",
        ]
        assert tell_of_flags(on=TODAY) == 0
        assert tell_of_flags(on=TODAY + dt.timedelta(days=5)) == 0
        tell_events()
        told = [in_words(one, ada) for one in Notification.objects.filter(person=ada).order_by("pk")]
        assert [one.headline for one in told if one] == said
        last = events()[-3] if events()[-3].data["slug"] == "camden" else events()[-2]
        kind = kind_of("flag_new")
        assert kind
        details = " ".join(kind.details(last))
        assert "and 1 more" in details
        assert "Sutton came in." in details

    def test_what_was_missed_is_made_up_for(self, camden: Borough, hackney: Borough) -> None:
        flag = FlagFactory(boroughs=[camden, hackney])
        FlagBorough.objects.filter(flag=flag).update(decide_by=TODAY + dt.timedelta(days=95))
        tell_of_flags(on=TODAY)
        # Nothing ran on the day on which the decision came near.
        tell_of_flags(on=TODAY + dt.timedelta(days=40))
        assert headline(events()[-1]).endswith("1 whose decision is near")

    def test_a_run_that_ends_in_the_middle_loses_and_repeats_nothing(
        self, camden: Borough, hackney: Borough, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        FlagFactory(boroughs=[camden, hackney])
        announce = announcing.announce

        def once(**said: Any) -> None:
            announce(**said)
            if said["data"]["slug"] == "hackney":
                raise SystemExit("killed after the writes, before the commit")

        monkeypatch.setattr(digests, "announce", once)
        with pytest.raises(SystemExit):
            tell_of_flags(on=TODAY)
        assert [event.data["slug"] for event in events()] == ["camden"]
        monkeypatch.undo()
        tell_of_flags_task()
        assert [event.data["slug"] for event in events()] == ["camden", "hackney"]

    def test_one_borough_that_fails_does_not_stop_the_others(
        self, camden: Borough, hackney: Borough, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        FlagFactory(boroughs=[camden, hackney])
        announce = announcing.announce

        def refuse(**said: Any) -> None:
            if said["data"]["slug"] == "camden":
                raise ValueError("a fault")
            announce(**said)

        monkeypatch.setattr(digests, "announce", refuse)
        assert tell_of_flags(on=TODAY) == 1
        monkeypatch.undo()
        assert tell_of_flags(on=TODAY) == 1

    def test_muted_declined_and_demonstration_flags_are_left_out(
        self, camden: Borough, hackney: Borough
    ) -> None:
        ada = OfficerFactory(borough=camden)
        muted, declined = (FlagFactory(boroughs=[camden, hackney]) for _ in range(2))
        FlagFactory(boroughs=[camden, hackney], is_demonstration=True)
        FlagFactory(boroughs=[camden, hackney], expired=timezone.now())
        mute_subject(flag=muted, borough=camden, by=ada)
        answer_flag(flag=declined, borough=camden, answer=FlagAnswer.Answer.NO, by=ada, on=TODAY, why="No.")
        tell_of_flags(on=TODAY)
        assert [headline(event) for event in events()] == ["Hackney could buy with others: 2 new"]

    def test_what_was_put_off_comes_back_once(self, camden: Borough, hackney: Borough) -> None:
        flag, ada = FlagFactory(boroughs=[camden, hackney]), OfficerFactory(borough=camden)
        tell_of_flags(on=TODAY)
        until = TODAY + dt.timedelta(days=10)
        answer_flag(
            flag=flag,
            borough=camden,
            answer=FlagAnswer.Answer.NOT_NOW,
            by=ada,
            on=TODAY,
            until=until,
            why="A merger.",
        )
        assert tell_of_flags(on=TODAY + dt.timedelta(days=9)) == 0
        assert tell_of_flags(on=until) == 1
        assert headline(events()[-1]) == "Camden could buy with others: 1 that comes back"
        assert tell_of_flags(on=until) == 0


@pytest.mark.django_db
def test_officers_hear_of_what_the_flag_job_found() -> None:
    default_route(days=182)
    camden, hackney, islington = (BoroughFactory(slug=slug) for slug in ("camden", "hackney", "islington"))
    ada, ben, cleo = (OfficerFactory(borough=borough) for borough in (camden, hackney, islington))
    supplier, area = SupplierFactory(), ServiceAreaFactory(code="HSG-T1")

    def contract(borough: Borough) -> None:
        ContractFactory(
            boroughs=[borough],
            suppliers=[supplier],
            service_area=area,
            start_date=TODAY - dt.timedelta(days=400),
            end_date=TODAY + dt.timedelta(days=500),
        )

    contract(camden)
    contract(hackney)
    flag_boroughs(on=TODAY)
    tell_of_flags(on=TODAY)
    tell_events()
    assert {one.person for one in Notification.objects.all()} == {ada, ben}
    flag_boroughs(on=TODAY)
    assert tell_of_flags(on=TODAY) == 0
    contract(islington)
    flag_boroughs(on=TODAY)
    tell_of_flags(on=TODAY)
    tell_events()
    newest = {event.data["slug"]: event for event in events()}
    assert Notification.objects.filter(event=newest["islington"]).get().person == cleo
    assert set(newest["islington"].data["counts"]) == {"new"}
    assert "changed" in newest["camden"].data["counts"]
    assert {flag["id"] for flag in newest["islington"].data["flags"]} <= set(
        Flag.objects.of_borough(islington).values_list("pk", flat=True)
    )
