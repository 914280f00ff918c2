"""Where reviews meet other parts of the hub, and what becomes of a review after it was published (R6, R9)."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from boroughs.models import Event, Person
from boroughs.notifications import kinds
from reviews import actions
from reviews.dimensions import DIMENSIONS
from reviews.drawing import distribution
from reviews.figures import Batch, figure
from reviews.models import Complaint, Review
from suppliers.actions.merge import merge_suppliers, undo_merge
from suppliers.models import Supplier
from tests.factories import (
    BoroughFactory,
    ContractFactory,
    OfficerFactory,
    PersonFactory,
    ServiceAreaFactory,
    SupplierFactory,
    make_document,
    speaker,
)
from tests.factories.reviews import figures_about, fill_in, make_review, medians_about, start
from tests.pages import text_of

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def ada() -> Person:
    person: Person = OfficerFactory(borough=BoroughFactory(slug="camden"), name="Ada Okafor")
    return person


@pytest.fixture
def oakmere() -> Supplier:
    supplier: Supplier = SupplierFactory(name="Oakmere Systems")
    return supplier


@pytest.fixture
def staff() -> Person:
    person: Person = PersonFactory(is_staff=True, name="Lou Staff")
    return person


def signed_in(client: Client, person: Person) -> Client:
    client.force_login(person)
    return client


# --- Evidence -------------------------------------------------------------------------------------


def cited(ada: Person, **about: Any) -> Review:
    """Publish a review that cites a document of its author's borough."""
    paper = make_document(borough=ada.borough, title="Minutes with the price list", **about)
    version = fill_in(start(by=ada).versions.get())
    actions.keep_evidence(version=version, rows=[("document", "The minutes of May", paper)])
    return actions.publish(version=actions.submit(version=version, by=ada), by=None).review


def test_a_document_that_only_its_borough_sees_is_not_named_to_others(client: Client, ada: Person) -> None:
    found = cited(ada, visibility="borough")
    page = text_of(signed_in(client, OfficerFactory()).get(found.get_absolute_url()))
    assert "The minutes of May" in page
    assert "Minutes with the price list" not in page
    assert "Minutes with the price list" in text_of(signed_in(client, ada).get(found.get_absolute_url()))


def test_a_document_that_members_see_is_linked(client: Client, ada: Person) -> None:
    found = cited(ada)
    page = text_of(signed_in(client, OfficerFactory()).get(found.get_absolute_url()))
    assert "Minutes with the price list" in page


def test_a_document_without_words_is_not_lost(client: Client, ada: Person) -> None:
    paper = make_document(borough=ada.borough)
    found = start(by=ada)
    page = reverse("review_step", args=[found.pk, "evidence"])
    said = {"kind_1": "kpi", "text_1": "Calls in May", "document_2": paper.pk}
    assert "Say what it is" in text_of(signed_in(client, ada).post(page, said))
    assert not found.versions.get().evidence.exists()


# --- Writing --------------------------------------------------------------------------------------


def test_why_something_does_not_apply_is_kept_and_shown(
    client: Client, ada: Person, oakmere: Supplier
) -> None:
    version = fill_in(start(by=ada, supplier=oakmere).versions.get())
    page = reverse("review_step", args=[version.review_id, "exit"])
    signed_in(client, ada).post(page, {"score": "none", "words": "We only signed in May."})
    assert "We only signed in May." in text_of(client.get(page))
    assert "We only signed in May." in text_of(
        client.get(reverse("review_step", args=[version.review_id, "check"]))
    )
    actions.publish(version=actions.submit(version=version, by=ada), by=None)
    assert "We only signed in May." in text_of(client.get(version.review.get_absolute_url()))


def test_a_second_supplier_of_the_contract_is_not_taken_for_the_first(
    client: Client, ada: Person, oakmere: Supplier
) -> None:
    other = SupplierFactory(name="Larkfield Ltd")
    contract = ContractFactory(boroughs=[ada.borough], suppliers=[oakmere, other])
    actions.start_review(contract=contract, supplier=oakmere, by=ada)
    page = f"{reverse('review_new')}?contract={contract.pk}"
    answer = text_of(signed_in(client, ada).post(page, {"supplier": other.pk}, follow=True))
    assert "You review Oakmere Systems from this contract already" in answer


def test_what_the_author_checks_says_whether_peers_may_ask(client: Client, ada: Person) -> None:
    version = fill_in(start(by=ada).versions.get(), may_be_asked=False)
    page = text_of(signed_in(client, ada).get(reverse("review_step", args=[version.review_id, "check"])))
    assert "Peers may not ask you" in page


def test_a_name_is_not_told_before_the_version_that_says_so_is_published(
    client: Client, ada: Person, oakmere: Supplier
) -> None:
    found = make_review(by=ada, supplier=oakmere)
    version = actions.begin_version(review=found)
    said = actions.ReviewFacts(again="yes", advice="Ask.", hides_author=False, may_be_asked=True)
    actions.keep_advice(version=version, facts=said)
    page = reverse("supplier_review", args=[oakmere.slug, found.pk])
    theirs = speaker(oakmere)
    assert "Ada Okafor" not in text_of(signed_in(client, theirs).get(page))
    actions.publish(version=actions.submit(version=version, by=ada), by=None)
    assert "Ada Okafor" in text_of(client.get(page))


def test_a_name_is_taken_back_at_once(client: Client, ada: Person, oakmere: Supplier) -> None:
    found = make_review(by=ada, supplier=oakmere, facts={"hides_author": False})
    version = actions.begin_version(review=found)
    said = actions.ReviewFacts(again="yes", advice="Ask.", hides_author=True, may_be_asked=True)
    actions.keep_advice(version=version, facts=said)
    page = reverse("supplier_review", args=[oakmere.slug, found.pk])
    assert "Ada Okafor" not in text_of(signed_in(client, speaker(oakmere)).get(page))


def test_a_new_version_is_thrown_away_and_the_published_one_stands(client: Client, ada: Person) -> None:
    found = make_review(by=ada)
    actions.begin_version(review=found)
    write = reverse("review_write", args=[found.pk])
    assert "Throw this version away" in text_of(signed_in(client, ada).get(write))
    page = reverse("review_give_up", args=[found.pk])
    assert "The published version stays" in text_of(client.get(page))
    client.post(page)
    assert found.versions.get().state == "published"


def test_what_was_sent_back_after_a_complaint_is_mended_or_withdrawn(
    client: Client, ada: Person, staff: Person
) -> None:
    found = make_review(by=ada)
    made = actions.complain(
        review=found, about="review", kind="personal", text="It names me.", by=OfficerFactory()
    )
    actions.decide_complaint(complaint=made, result="author", answer="Take it out.", by=staff)
    signed_in(client, ada)
    assert "Throw this version away" not in text_of(client.get(reverse("review_write", args=[found.pk])))
    assert client.get(reverse("review_give_up", args=[found.pk])).status_code == 404


# --- After publication ------------------------------------------------------------------------------


def address_of(event: Event) -> str:
    """Return the page to which people are led who are told of an event."""
    kind = kinds.kind_of(event.kind)
    assert kind is not None
    return kind.address(event)


@pytest.mark.parametrize("result", ["stands", "author", "removed"])
def test_what_both_sides_are_told_of_a_complaint_leads_to_a_page(
    result: str,
    client: Client,
    ada: Person,
    staff: Person,
    oakmere: Supplier,
    django_capture_on_commit_callbacks: Any,
) -> None:
    member, theirs = OfficerFactory(), speaker(oakmere)
    found = make_review(by=ada, supplier=oakmere)
    with django_capture_on_commit_callbacks(execute=True):
        for who, supplier in ((member, None), (theirs, oakmere)):
            actions.complain(
                review=found, about="review", kind="personal", text="It names me.", by=who, supplier=supplier
            )
        for made in Complaint.objects.all():
            actions.decide_complaint(complaint=made, result=result, answer="So it is.", by=staff)
    for person in (ada, member, theirs):
        signed_in(client, person)
        told = Event.objects.filter(notifications__person=person, kind__startswith="review_complaint_decided")
        assert told.exists()
        for event in told:
            assert client.get(address_of(event), follow=True).status_code == 200


def test_the_author_is_led_from_a_review_that_is_not_shown_to_where_it_stands(
    client: Client, ada: Person
) -> None:
    found = make_review(by=ada)
    actions.withdraw(review=found, why="Mine.", by=ada)
    answer = signed_in(client, ada).get(found.get_absolute_url())
    assert answer.url == reverse("review_write", args=[found.pk])  # type: ignore[attr-defined]


def test_a_new_version_gives_the_supplier_its_time_again(
    client: Client, ada: Person, oakmere: Supplier
) -> None:
    long_ago = TODAY - dt.timedelta(days=200)
    found = make_review(by=ada, supplier=oakmere, day=long_ago)
    theirs = speaker(oakmere)
    actions.reply(review=found, text="We have doubled the desk.", by=theirs)
    version = actions.begin_version(review=found)
    actions.publish(version=actions.submit(version=version, by=ada), by=None)
    found.reply.refresh_from_db()
    assert found.reply.due_on == TODAY + dt.timedelta(days=14)
    event = Event.objects.filter(kind="review_about_supplier").latest("pk")
    kind = kinds.kind_of(event.kind)
    assert kind is not None
    assert kind.headline(event) == "A borough changed its review of Oakmere Systems"
    beside = text_of(signed_in(client, OfficerFactory()).get(found.get_absolute_url()))
    assert "It replied to an earlier version" in beside
    page = text_of(signed_in(client, theirs).get(reverse("supplier_review", args=[oakmere.slug, found.pk])))
    assert "The review was changed after your reply" in page


# --- Figures ----------------------------------------------------------------------------------------


def test_a_service_area_counts_those_below_it(client: Client) -> None:
    housing = ServiceAreaFactory(name="Housing")
    repairs = ServiceAreaFactory(name="Housing repairs", parent=housing)
    supplier = SupplierFactory()
    for score in (1, 3, 5):
        make_review({one.code: score for one in DIMENSIONS}, supplier=supplier, service_area=repairs)
    page = text_of(signed_in(client, OfficerFactory()).get(reverse("area_figures", args=[housing.code])))
    assert "3.0 on average of 3 reviews" in page
    assert "3 reviews to read" in page


def test_a_review_from_a_made_up_contract_is_made_up(client: Client, ada: Person, staff: Person) -> None:
    fictional = SupplierFactory(is_demonstration=True)
    area = ServiceAreaFactory()
    for _ in range(3):
        contract = ContractFactory(
            boroughs=[BoroughFactory()], suppliers=[fictional], is_demonstration=True, service_area=area
        )
        by = OfficerFactory(borough=contract.boroughs.get())
        version = fill_in(actions.start_review(contract=contract, supplier=fictional, by=by).versions.get())
        actions.publish(version=actions.submit(version=version, by=by), by=staff)
    assert set(Review.objects.values_list("is_demonstration", flat=True)) == {True}
    assert medians_about(service_area=area) == {}
    assert figures_about(demonstration=True, supplier=fictional) != {}
    assert Event.objects.filter(kind="review_published").count() == 3


def test_scores_that_were_shown_before_a_merge_was_undone_are_never_new_again(
    ada: Person, oakmere: Supplier, staff: Person
) -> None:
    gone: Supplier = SupplierFactory(name="Oak Mere Systems Ltd")
    area = ServiceAreaFactory()
    theirs = [make_review(supplier=gone, service_area=area) for _ in range(2)]
    make_review(supplier=oakmere, service_area=area)
    merge = merge_suppliers(kept=oakmere, gone=gone, by=staff, reason="A test.")
    make_review(supplier=oakmere, service_area=area)
    assert figures_about(supplier=oakmere)["exit"].reviews == 4
    undo_merge(merge=merge, by=staff)
    gone.refresh_from_db()
    actions.withdraw(review=theirs[0], why="Mine.", by=ada)
    for _ in range(3):
        make_review(supplier=gone, service_area=area)
    assert figures_about(supplier=gone)["exit"].reviews == 4
    make_review(supplier=oakmere, service_area=area)
    assert figures_about(supplier=oakmere) == {}


def test_where_average_and_median_are_the_same_both_are_seen() -> None:
    shown = figure([Batch((2, 3, 4), frozenset({1, 2}), TODAY)], TODAY)
    assert shown is not None
    drawn = distribution(shown, shown.mean, label="Support")
    assert drawn.index("Median of the area: 3.0") < drawn.index("Mean: 3.0")
