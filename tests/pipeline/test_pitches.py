"""Suppliers pitch once, and boroughs take up, ask, pass on or decline."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from boroughs.following import follow
from boroughs.models import Borough, Notification, Person
from boroughs.notifications.telling import tell_events
from boroughs.refusals import Refused
from pipeline.models import Pitch, PitchCase
from pipeline.pitch_rules import MOST_OPEN_QUESTIONS, MOST_PITCHES
from pipeline.pitching import (
    AlreadyPitched,
    answer_question,
    ask,
    decline,
    pass_on,
    take_up,
    withdraw_pitch,
)
from pipeline.pitching.times import response_times
from suppliers.actions import merge_suppliers
from suppliers.models import Supplier
from tests.factories import (
    BoroughFactory,
    OfficerFactory,
    PersonFactory,
    ProductFactory,
    ServiceAreaFactory,
    SupplierFactory,
    make_pitch,
    speaker,
)
from tests.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def camden() -> Borough:
    """A borough."""
    borough: Borough = BoroughFactory(slug="camden")
    return borough


@pytest.fixture
def officer(camden: Borough) -> Person:
    """An officer of it, who looks after contracts."""
    person: Person = OfficerFactory(borough=camden, borough_roles=["contract_manager"], name="Nia Officer")
    return person


@pytest.fixture
def brightwater() -> Supplier:
    """A supplier."""
    supplier: Supplier = SupplierFactory(name="Brightwater Ltd")
    return supplier


def age(pitch: Pitch, days: int) -> None:
    """Let a pitch be some days old."""
    then = timezone.now() - dt.timedelta(days=days)
    Pitch.objects.filter(pk=pitch.pk).update(sent_at=then)
    pitch.cases.update(arrived_at=then)


def form_of(supplier: Supplier, boroughs: list[Borough], **changes: Any) -> dict[str, Any]:
    """Return what the form of a pitch sends."""
    return {
        "supplier": supplier.pk,
        "title": "Damp sensors for homes",
        "what": "Sensors.",
        "evidence": "Two associations measured it.",
        "price_model": "subscription",
        "price": "£12 a home and year",
        "references": "",
        "product": "",
        "boroughs": [one.pk for one in boroughs],
        **changes,
    }


def test_a_pitch_is_written_once_and_reaches_the_boroughs(
    client: Client, camden: Borough, officer: Person, brightwater: Supplier
) -> None:
    hackney = BoroughFactory(slug="hackney")
    area = ServiceAreaFactory(parent=ServiceAreaFactory())
    follower = OfficerFactory(borough=camden)
    follow(person=follower, target=area)
    client.force_login(speaker(brightwater))
    answer = client.post(reverse("pitch_new"), form_of(brightwater, [camden, hackney], service_area=area.pk))
    pitch = Pitch.objects.get()
    assert answer["Location"] == pitch.get_absolute_url()
    assert "0 of 2 answered" in text_of(client.get(reverse("pitches")))
    tell_events()
    told = Notification.objects.filter(event__kind="pitch_arrived").values_list("person", flat=True)
    assert set(told) == {officer.pk, follower.pk}
    client.force_login(officer)
    inbox = text_of(client.get(reverse("pitch_inbox", args=["camden"])))
    assert "To answer (1)" in inbox
    assert "Damp sensors for homes" in inbox


def test_the_same_thing_is_not_pitched_twice_and_the_earlier_answer_is_shown(
    client: Client, camden: Borough, officer: Person, brightwater: Supplier
) -> None:
    area = ServiceAreaFactory(parent=ServiceAreaFactory())
    pitch = make_pitch(brightwater, [camden], service_area=area, title="Damp sensors: homes")
    decline(case=pitch.cases.get(), reason="We have one until 2029.", by=officer)
    hackney = BoroughFactory(slug="hackney")
    client.force_login(speaker(brightwater))
    sent = form_of(brightwater, [camden, hackney], service_area=area.pk)
    page = text_of(client.post(reverse("pitch_new"), sent))
    assert "These boroughs know it already" in page
    assert "We have one until 2029." in page
    assert "Two associations measured it." in page
    assert Pitch.objects.count() == 1
    client.post(reverse("pitch_new"), {**sent, "boroughs": [hackney.pk]})
    assert Pitch.objects.count() == 2


def test_after_a_year_it_may_be_pitched_again(camden: Borough, brightwater: Supplier) -> None:
    area = ServiceAreaFactory()
    pitch = make_pitch(brightwater, [camden], service_area=area)
    age(pitch, 364)
    with pytest.raises(AlreadyPitched):
        make_pitch(brightwater, [camden], service_area=area)
    age(pitch, 368)
    make_pitch(brightwater, [camden], service_area=area)


def test_another_title_for_the_same_product_is_the_same(camden: Borough, brightwater: Supplier) -> None:
    area, product = ServiceAreaFactory(), ProductFactory(supplier=brightwater)
    make_pitch(brightwater, [camden], service_area=area, product=product)
    with pytest.raises(AlreadyPitched):
        make_pitch(brightwater, [camden], service_area=area, product=product, title="Moisture alarms")
    make_pitch(brightwater, [camden], service_area=ServiceAreaFactory(), product=product)


def test_a_merge_makes_nobody_forget(camden: Borough, brightwater: Supplier) -> None:
    area, other = ServiceAreaFactory(), SupplierFactory()
    make_pitch(other, [camden], service_area=area)
    merge_suppliers(kept=brightwater, gone=other, by=PersonFactory(is_staff=True), reason="One company.")
    with pytest.raises(AlreadyPitched):
        make_pitch(brightwater, [camden], service_area=area)


def test_what_was_withdrawn_before_an_answer_may_be_mended_and_sent(
    camden: Borough, officer: Person, brightwater: Supplier
) -> None:
    area = ServiceAreaFactory()
    first = make_pitch(brightwater, [camden], service_area=area)
    withdraw_pitch(pitch=first)
    second = make_pitch(brightwater, [camden], service_area=area)
    ask(case=second.cases.get(), question="Who uses it?", by=officer)
    withdraw_pitch(pitch=second)
    with pytest.raises(AlreadyPitched):
        make_pitch(brightwater, [camden], service_area=area)


def test_a_supplier_sends_a_few_pitches_in_a_month(camden: Borough, brightwater: Supplier) -> None:
    for number in range(MOST_PITCHES):
        make_pitch(brightwater, [camden], title=f"Offer {number}")
    with pytest.raises(Refused, match="as many as officers can read"):
        make_pitch(brightwater, [camden], title="One more")


def test_another_suppliers_product_is_refused(camden: Borough, brightwater: Supplier) -> None:
    with pytest.raises(Refused, match="not a product of"):
        make_pitch(brightwater, [camden], product=ProductFactory())


def test_an_officer_takes_it_up_and_the_supplier_reads_the_borough_not_the_name(
    client: Client, camden: Borough, officer: Person, brightwater: Supplier
) -> None:
    pitch, person = make_pitch(brightwater, [camden]), speaker(brightwater)
    case = pitch.cases.get()
    client.force_login(officer)
    client.post(reverse("pitch_answer", args=["camden", case.pk, "take-up"]), {"word": "We call you in May."})
    case.refresh_from_db()
    assert (case.state, case.handled_by) == ("claimed", officer)
    with pytest.raises(Refused, match="already"):
        take_up(case=case, by=officer)
    tell_events()
    assert Notification.objects.filter(person=person, event__kind="pitch_answered").count() == 1
    client.force_login(person)
    page = text_of(client.get(pitch.get_absolute_url()))
    assert "We call you in May." in page
    assert "taken up" in page
    assert "Nia Officer" not in page


def test_a_question_is_asked_and_answered(
    client: Client, camden: Borough, officer: Person, brightwater: Supplier
) -> None:
    pitch, person = make_pitch(brightwater, [camden]), speaker(brightwater)
    case = pitch.cases.get()
    client.force_login(officer)
    client.post(reverse("pitch_answer", args=["camden", case.pk, "ask"]), {"question": "Who uses it?"})
    client.force_login(person)
    assert "1 question for you" in text_of(client.get(reverse("pitches")))
    question = case.questions.get()
    address = reverse("pitch_question", args=[pitch.pk, question.pk])
    assert "Write your answer." in text_of(client.post(address, {"answer": " "}))
    client.post(address, {"answer": "Three councils."})
    with pytest.raises(Refused):
        answer_question(question=question, answer="Four.", by=person)
    tell_events()
    assert Notification.objects.filter(person=officer, event__kind="pitch_replied").count() == 1
    client.force_login(officer)
    assert "Three councils." in text_of(client.get(case.get_absolute_url()))


def test_not_too_many_questions_at_once(camden: Borough, officer: Person) -> None:
    case = make_pitch(None, [camden]).cases.get()
    for number in range(MOST_OPEN_QUESTIONS):
        ask(case=case, question=f"Question {number}?", by=officer)
    with pytest.raises(Refused, match="let it answer first"):
        ask(case=case, question="One more?", by=officer)


def test_it_is_passed_on_to_a_borough_that_does_not_know_it(
    client: Client, camden: Borough, officer: Person
) -> None:
    pitch = make_pitch(None, [camden])
    case, hackney = pitch.cases.get(), BoroughFactory(slug="hackney")
    colleague = OfficerFactory(borough=hackney)
    address = reverse("pitch_answer", args=["camden", case.pk, "pass-on"])
    client.force_login(officer)
    client.post(address, {"to": hackney.pk, "word": "You look for this."})
    case.refresh_from_db()
    assert case.state == "passed"
    passed = pitch.cases.get(borough=hackney)
    client.force_login(colleague)
    assert "Camden passed it on to you: “You look for this.”" in text_of(
        client.get(passed.get_absolute_url())
    )
    with pytest.raises(Refused, match="not asked twice"):
        pass_on(case=passed, to=camden, by=colleague)


def test_declining_needs_a_reason(client: Client, camden: Borough, officer: Person) -> None:
    case = make_pitch(None, [camden]).cases.get()
    client.force_login(officer)
    page = text_of(client.post(reverse("pitch_answer", args=["camden", case.pk, "decline"]), {"reason": ""}))
    assert "Say why" in page
    case.refresh_from_db()
    assert case.state == "new"


def test_a_withdrawn_pitch_leaves_the_inbox_and_takes_no_answer(
    client: Client, camden: Borough, officer: Person, brightwater: Supplier
) -> None:
    pitch = make_pitch(brightwater, [camden])
    client.force_login(speaker(brightwater))
    client.post(reverse("pitch_withdraw", args=[pitch.pk]))
    with pytest.raises(Refused, match="withdrawn"):
        take_up(case=pitch.cases.get(), by=officer)
    client.force_login(officer)
    inbox = text_of(client.get(reverse("pitch_inbox", args=["camden"])))
    assert "Nothing to answer" in inbox
    assert "Withdrawn (1)" in inbox


def test_another_suppliers_pitch_is_unknown(client: Client, camden: Borough) -> None:
    pitch = make_pitch(None, [camden])
    question = pitch.cases.get().questions.create(question="Who?")
    client.force_login(speaker())
    for address in (
        pitch.get_absolute_url(),
        reverse("pitch_withdraw", args=[pitch.pk]),
        reverse("pitch_question", args=[pitch.pk, question.pk]),
    ):
        assert client.get(address).status_code == 404
        assert client.post(address, {"answer": "Mine"}).status_code in (404, 405)
    pitch.refresh_from_db()
    assert pitch.withdrawn_at is None


def test_the_inbox_is_narrowed_by_words_and_area(client: Client, camden: Borough, officer: Person) -> None:
    area = ServiceAreaFactory(code="HSG-DMP")
    make_pitch(None, [camden], title="Damp sensors", service_area=area)
    make_pitch(None, [camden], title="Kerbside space")
    client.force_login(officer)
    address = reverse("pitch_inbox", args=["camden"])
    assert "1 pitch," in text_of(client.get(address, {"q": "kerb"}))
    found = text_of(client.get(address, {"area": "HSG-DMP"}))
    assert "Damp sensors" in found
    assert "Kerbside" not in found
    assert "Nothing fits" in text_of(client.get(address, {"q": "\0nobody"}))
    assert client.get(address, {"state": "odd", "page": "9999"}).status_code == 200


def test_response_times_are_medians_from_enough_cases(client: Client, camden: Borough) -> None:
    for days in (1, 2, 3, 10, 30):
        case = make_pitch(None, [camden], title=f"Offer {days}").cases.get()
        case.arrived_at = timezone.now() - dt.timedelta(days=60)
        case.first_answered_at = case.arrived_at + dt.timedelta(days=days)
        case.save()
    make_pitch(None, [camden], title="Waiting")
    few = BoroughFactory(slug="hackney")
    PitchCase.objects.create(
        pitch=make_pitch(None, [BoroughFactory(slug="barnet")]), borough=few, first_answered_at=timezone.now()
    )
    times = {row.borough.slug: row for row in response_times(timezone.now())}
    assert (times["camden"].usual, times["camden"].answered, times["camden"].waiting) == ("3 days", 5, 1)
    assert times["hackney"].usual.startswith("not enough answers")
    assert "3 days" in text_of(client.get(reverse("pitch_times")))


def test_the_inbox_costs_the_same_however_full_it_is(
    client: Client,
    camden: Borough,
    officer: Person,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(15):
        make_pitch(None, [camden], title=f"Offer {number}")
    client.force_login(officer)
    with django_assert_max_num_queries(12):
        assert "15 pitches" in text_of(client.get(reverse("pitch_inbox", args=["camden"])))


def test_the_suppliers_own_list_costs_the_same_however_long_it_is(
    client: Client, brightwater: Supplier, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    boroughs: list[Borough] = [BoroughFactory() for _ in range(4)]
    for number in range(12):
        age(make_pitch(brightwater, boroughs, title=f"Offer {number}"), 40)
    client.force_login(speaker(brightwater))
    with django_assert_max_num_queries(12):
        assert "12 pitches" in text_of(client.get(reverse("pitches")))


def test_without_a_supplier_the_pages_say_what_to_do(client: Client) -> None:
    client.force_login(PersonFactory(is_suppliers_person=True))
    for name in ("pitches", "pitch_new"):
        assert "You speak for no supplier yet" in text_of(client.get(reverse(name)))
