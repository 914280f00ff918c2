"""Vendor reviews: writing, moderation, reply, complaints, figures, what a supplier never learns (R6)."""

import datetime as dt
import json
from typing import Any

import pytest
from django.apps import apps
from django.core import mail
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from boroughs.actions.messages import CannotWrite
from boroughs.models import Event, Mail, PeerMessage, Person
from boroughs.places import read_places
from boroughs.refusals import Refused
from reviews import actions
from reviews.demonstration import load_demonstration_reviews, remove_demonstration_reviews
from reviews.dimensions import DIMENSIONS, VERSION
from reviews.filters import ReviewQuestion, listed
from reviews.models import Complaint, FigureBatch, Reply, Review, ReviewVersion, Score
from reviews.reminding import remind_of_replies
from suppliers.actions import say_same
from suppliers.models import Supplier
from tests.factories import (
    BoroughFactory,
    ContractFactory,
    OfficerFactory,
    PairFactory,
    PersonFactory,
    ProductFactory,
    ServiceAreaFactory,
    SupplierFactory,
    speaker,
)
from tests.factories.reviews import figures_about, fill_in, make_review, medians_about, sent_in, start
from tests.pages import text_of

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def ada() -> Person:
    person: Person = OfficerFactory(borough=BoroughFactory(slug="camden"), name="Ada Okafor")
    return person


@pytest.fixture
def brightwater() -> Supplier:
    supplier: Supplier = SupplierFactory(name="Oakmere Systems")
    return supplier


@pytest.fixture
def staff() -> Person:
    person: Person = PersonFactory(is_staff=True, name="Lou Staff")
    return person


def signed_in(client: Client, person: Person) -> Client:
    client.force_login(person)
    return client


def three_reviews(supplier: Supplier, *scores: int, **about: Any) -> list[Review]:
    """Publish a review from each of three new boroughs or more, alike in all dimensions."""
    return [
        make_review({one.code: score for one in DIMENSIONS}, supplier=supplier, **about)
        for score in scores or (1, 3, 5)
    ]


# --- Writing --------------------------------------------------------------------------------------


class TestWriting:
    def test_only_an_officer_of_the_contracts_borough_reviews_its_supplier(
        self, ada: Person, brightwater: Supplier
    ) -> None:
        elsewhere = ContractFactory(suppliers=[brightwater])
        with pytest.raises(Refused, match="holds or held"):
            actions.start_review(contract=elsewhere, supplier=brightwater, by=ada)
        own = ContractFactory(boroughs=[ada.borough], suppliers=[brightwater])
        with pytest.raises(Refused, match="not one of the contract"):
            actions.start_review(contract=own, supplier=SupplierFactory(), by=ada)

    def test_one_review_for_each_contract_and_officer(self, ada: Person, brightwater: Supplier) -> None:
        contract = ContractFactory(boroughs=[ada.borough], suppliers=[brightwater])
        first = actions.start_review(contract=contract, supplier=brightwater, by=ada)
        assert actions.start_review(contract=contract, supplier=brightwater, by=ada) == first
        colleague = OfficerFactory(borough=ada.borough)
        assert actions.start_review(contract=contract, supplier=brightwater, by=colleague) != first

    def test_it_cannot_be_sent_in_before_all_is_said(self, ada: Person) -> None:
        version = start(by=ada).versions.get()
        with pytest.raises(Refused, match="Say something on exit"):
            actions.submit(version=version, by=ada)
        fill_in(version, {one.code: None for one in DIMENSIONS})
        with pytest.raises(Refused, match="says nothing"):
            actions.submit(version=version, by=ada)

    def test_what_waits_is_not_changed_by_anybody(self, ada: Person) -> None:
        version = sent_in(by=ada)
        with pytest.raises(Refused, match="wait for their answer"):
            actions.keep_score(version=version, dimension="exit", score=1, words="Bad.")

    def test_the_pages_lead_from_a_contract_to_sending_it_in(
        self, client: Client, ada: Person, brightwater: Supplier
    ) -> None:
        contract = ContractFactory(boroughs=[ada.borough], suppliers=[brightwater], title="Housing system")
        signed_in(client, ada)
        assert "Review the supplier for other boroughs" in text_of(client.get(contract.get_absolute_url()))
        assert "Housing system" in text_of(client.get(reverse("my_reviews")))
        new = f"{reverse('review_new')}?contract={contract.pk}"
        assert "conflict" not in text_of(client.get(new)).split("At the end you declare")[0]
        client.post(new, {"supplier": brightwater.pk})
        found = Review.objects.get()
        for one in DIMENSIONS:
            page = reverse("review_step", args=[found.pk, one.code])
            assert one.five in text_of(client.get(page))
            refused = text_of(client.post(page, {"score": "4", "words": " "}))
            assert "Say in a few words why" in refused
            answer = client.post(page, {"score": "4", "words": f"{one.name} was good."})
            assert answer.status_code == 302
        advice = {"again": "yes", "advice": "Ask early.", "hides_author": "yes", "may_be_asked": "yes"}
        client.post(reverse("review_step", args=[found.pk, "advice"]), advice)
        evidence = reverse("review_step", args=[found.pk, "evidence"])
        assert "Say which one" in text_of(client.post(evidence, {"kind_1": "kpi"}))
        client.post(evidence, {"kind_1": "kpi", "text_1": "Calls in May"})
        check = reverse("review_step", args=[found.pk, "check"])
        page = text_of(client.get(check))
        assert "Support was good." in page
        assert "without your name, your borough" in page
        assert "cannot be sent in" in text_of(client.post(check, {"nothing_confidential": "on"}))
        client.post(check, {"no_conflict": "on", "nothing_confidential": "on"})
        version = found.versions.get()
        assert (version.state, version.words) == ("waiting", VERSION)
        assert "LOTI staff are reading it" in text_of(client.get(reverse("review_write", args=[found.pk])))

    def test_a_step_is_kept_when_one_stops(self, client: Client, ada: Person) -> None:
        found = start(by=ada)
        page = reverse("review_step", args=[found.pk, "support"])
        answer = signed_in(client, ada).post(
            page, {"score": "2", "words": "Slow.", "leave": "yes"}, follow=True
        )
        assert "You can go on whenever you like" in text_of(answer)
        assert "Slow." in text_of(client.get(page))

    def test_somebody_elses_draft_is_unknown_to_everybody(
        self, client: Client, ada: Person, staff: Person
    ) -> None:
        found = start(by=ada)
        for person in (OfficerFactory(borough=ada.borough), OfficerFactory(), staff):
            signed_in(client, person)
            for name, args in (("review_write", []), ("review_step", ["exit"]), ("review_withdraw", [])):
                assert client.get(reverse(name, args=[found.pk, *args])).status_code == 404
            assert client.get(found.get_absolute_url()).status_code == 404

    def test_a_draft_is_thrown_away(self, client: Client, ada: Person) -> None:
        found = start(by=ada)
        page = reverse("review_withdraw", args=[found.pk])
        assert "cannot be undone" in text_of(signed_in(client, ada).get(page))
        client.post(page)
        assert not Review.objects.exists()

    def test_another_boroughs_contract_is_unknown(self, client: Client, ada: Person) -> None:
        other = ContractFactory()
        assert signed_in(client, ada).get(f"{reverse('review_new')}?contract={other.pk}").status_code == 404


# --- Moderation, versions, withdrawal -------------------------------------------------------------


class TestModeration:
    def test_staff_publish_and_all_sides_are_told(
        self, client: Client, ada: Person, staff: Person, brightwater: Supplier
    ) -> None:
        version = sent_in(by=ada, supplier=brightwater)
        page = reverse("review_moderate", args=[version.review_id])
        signed_in(client, staff)
        assert "Oakmere Systems" in text_of(client.get(reverse("review_queue")))
        assert "check that no word says so" in text_of(client.get(page))
        client.post(page, {"publish": "yes"})
        version.refresh_from_db()
        assert version.state == "published"
        assert version.review.reply.due_on == TODAY + dt.timedelta(days=14)
        told = set(Event.objects.values_list("kind", flat=True))
        assert {"review_waiting", "review_published", "review_new", "review_about_supplier"} <= told

    def test_what_is_sent_back_says_why_and_only_its_author_changes_it(
        self, client: Client, ada: Person, staff: Person
    ) -> None:
        version = sent_in(by=ada)
        page = reverse("review_moderate", args=[version.review_id])
        signed_in(client, staff)
        assert "Say what the author should change" in text_of(client.post(page, {"why": ""}))
        client.post(page, {"why": "It names the account manager."})
        assert client.get(reverse("review_step", args=[version.review_id, "exit"])).status_code == 404
        signed_in(client, ada)
        written = text_of(client.get(reverse("review_write", args=[version.review_id])))
        assert "It names the account manager." in written
        version.refresh_from_db()
        actions.keep_score(version=version, dimension="exit", score=2, words="Mended.")
        actions.submit(version=version, by=ada)

    def test_staff_do_not_publish_their_own(self, ada: Person) -> None:
        version = sent_in(by=ada)
        with pytest.raises(Refused, match="Somebody else"):
            actions.publish(version=version, by=ada)

    def test_what_was_decided_is_not_decided_again(self, ada: Person, staff: Person) -> None:
        version = sent_in(by=ada)
        actions.publish(version=version, by=staff)
        with pytest.raises(Refused, match="does not wait"):
            actions.send_back(version=version, why="Late.", by=staff)

    def test_a_change_is_a_new_version_and_the_old_one_stands_until_then(
        self, client: Client, ada: Person, staff: Person
    ) -> None:
        found = make_review({"support": 1}, by=ada)
        signed_in(client, ada).post(reverse("review_change", args=[found.pk]))
        version = found.versions.get(number=2)
        assert version.scores.get(dimension="support").score == 1
        actions.keep_score(version=version, dimension="support", score=4, words="Better since May.")
        assert "Better since May" not in text_of(client.get(found.get_absolute_url()))
        actions.submit(version=version, by=ada)
        actions.publish(version=version, by=staff)
        page = text_of(client.get(found.get_absolute_url()))
        assert "Better since May" in page
        assert "version 2" in page
        assert [one.state for one in found.versions.order_by("number")] == ["replaced", "published"]

    def test_a_withdrawn_review_is_seen_by_nobody_else(self, client: Client, ada: Person) -> None:
        found = make_review(by=ada)
        page = reverse("review_withdraw", args=[found.pk])
        assert "keep your scores until" in text_of(signed_in(client, ada).get(page))
        client.post(page, {"why": "The supplier changed owners."})
        assert "You withdrew it" in text_of(client.get(found.get_absolute_url(), follow=True))
        assert "1 review" not in text_of(client.get(reverse("reviews")))
        assert signed_in(client, OfficerFactory()).get(found.get_absolute_url()).status_code == 404

    def test_a_withdrawn_review_is_written_anew_and_read_before_it_is_shown(
        self, client: Client, ada: Person, staff: Person
    ) -> None:
        found = make_review(by=ada)
        other = OfficerFactory()
        actions.withdraw(review=found, why="Mine.", by=ada)
        with pytest.raises(Refused, match="withdrawn"):
            actions.begin_version(review=found)
        signed_in(client, ada)
        assert "Write it anew" in text_of(client.get(reverse("review_write", args=[found.pk])))
        client.post(reverse("review_change", args=[found.pk]))
        version = found.versions.get(state="draft")
        assert (version.number, version.scores.count()) == (2, found.versions.get(number=1).scores.count())
        assert "Write it anew" not in text_of(client.get(reverse("review_write", args=[found.pk])))
        assert signed_in(client, other).get(found.get_absolute_url()).status_code == 404
        actions.submit(version=version, by=ada)
        assert signed_in(client, other).get(found.get_absolute_url()).status_code == 404
        actions.publish(version=version, by=staff)
        assert signed_in(client, other).get(found.get_absolute_url()).status_code == 200
        assert [one.state for one in found.versions.order_by("number")] == ["replaced", "published"]
        with pytest.raises(Refused, match="not withdrawn"):
            actions.write_anew(review=found)

    def test_what_staff_took_down_comes_back_with_their_reason(
        self, client: Client, ada: Person, staff: Person
    ) -> None:
        found = make_review(by=ada)
        begun = actions.begin_version(review=found)
        made = actions.complain(review=found, about="review", kind="personal", text="No.", by=staff)
        actions.decide_complaint(complaint=made, result="removed", answer="It names a nurse.", by=staff)
        signed_in(client, ada).post(reverse("review_change", args=[found.pk]))
        assert "Sent back to you: It names a nurse." in text_of(
            client.get(reverse("review_write", args=[found.pk]))
        )
        assert found.versions.get(state="returned") == begun
        page = reverse("review_withdraw", args=[found.pk])
        client.post(page, {"why": "Enough."})
        assert "You withdrew it" in text_of(client.get(reverse("review_write", args=[found.pk])))

    def test_somebody_who_left_keeps_nothing_in_the_review(self, client: Client, ada: Person) -> None:
        found = make_review(by=ada)
        ada.delete()
        page = text_of(signed_in(client, OfficerFactory()).get(found.get_absolute_url()))
        assert "Ada Okafor" not in page
        assert "who has left" in page


# --- The supplier ---------------------------------------------------------------------------------


class TestSupplier:
    def test_it_replies_and_the_reply_stands_beside_the_review(
        self, client: Client, ada: Person, brightwater: Supplier
    ) -> None:
        found = make_review(by=ada, supplier=brightwater)
        page = reverse("supplier_review", args=[brightwater.slug, found.pk])
        signed_in(client, speaker(brightwater))
        assert "You have until" in text_of(client.get(page))
        assert "Write your reply" in text_of(client.post(page, {"text": " "}))
        client.post(page, {"text": "We have doubled the desk."})
        beside = text_of(signed_in(client, ada).get(found.get_absolute_url()))
        assert "We have doubled the desk." in beside

    def test_another_supplier_and_everybody_else_is_kept_out(
        self, client: Client, ada: Person, brightwater: Supplier
    ) -> None:
        found = make_review(by=ada, supplier=brightwater)
        page = reverse("supplier_review", args=[brightwater.slug, found.pk])
        other = SupplierFactory()
        assert signed_in(client, speaker(other)).get(page).status_code == 404
        theirs = reverse("supplier_review", args=[other.slug, found.pk])
        assert client.get(theirs).status_code == 404
        assert signed_in(client, ada).get(page).status_code == 403
        assert client.get(reverse("reviews")).status_code == 200
        assert signed_in(client, speaker(brightwater)).get(found.get_absolute_url()).status_code == 403
        client.logout()
        assert client.get(found.get_absolute_url()).status_code == 302

    @pytest.mark.parametrize("hides", [True, False])
    def test_it_never_learns_who_wrote_unless_the_author_said_so(
        self,
        hides: bool,
        client: Client,
        ada: Person,
        staff: Person,
        brightwater: Supplier,
        django_capture_on_commit_callbacks: Any,
    ) -> None:
        """Pages, events, e-mails, own data and API as a supplier's person gets them."""
        theirs = speaker(brightwater, email="sales@brightwater.example")
        with django_capture_on_commit_callbacks(execute=True):
            contract_title = "Housing repairs scheduling 7731"
            version = sent_in(
                by=ada, supplier=brightwater, title=contract_title, facts={"hides_author": hides}
            )
            actions.publish(version=version, by=staff)
            found = version.review
            remind_of_replies(today=found.reply.due_on - dt.timedelta(days=1))
            made = actions.complain(
                review=found, about="review", kind="inaccurate", text="No.", by=theirs, supplier=brightwater
            )
            actions.decide_complaint(complaint=made, result="stands", answer="It is so.", by=staff)
        signed_in(client, theirs)
        pages = [
            client.get(reverse("supplier_reviews", args=[brightwater.slug])),
            client.get(reverse("supplier_review", args=[brightwater.slug, found.pk])),
            client.get(reverse("supplier_complain", args=[brightwater.slug, found.pk])),
            client.get(reverse("notifications")),
            client.get(reverse("my_data")),
            client.get(reverse("my_data_json")),
        ]
        seen = [page.content.decode() for page in pages]
        told = Event.objects.filter(notifications__person=theirs)
        assert {"review_about_supplier", "review_reply_due", "review_complaint_decided_supplier"} == set(
            told.values_list("kind", flat=True)
        )
        seen += [json.dumps(one.data) for one in told]
        seen += [f"{one.subject} {one.text} {one.html}" for one in Mail.objects.filter(person=theirs)]
        seen += [f"{one.subject} {one.body}" for one in mail.outbox if theirs.email in one.to]
        assert ada.borough is not None
        leaks = [
            word
            for word in ("Ada Okafor", ada.email, contract_title)
            if any(word in text for text in (seen if hides else seen[2:]))
        ]
        assert leaks == []
        named = "Ada Okafor" in seen[1] and str(ada.borough) in seen[1]
        assert named is not hides
        if hides:
            about_review = seen[:3] + seen[6:]
            assert not any(str(ada.borough) in text for text in about_review)

    def test_it_reads_words_and_no_scores(self, client: Client, ada: Person, brightwater: Supplier) -> None:
        found = make_review({"support": 2}, by=ada, supplier=brightwater)
        page = text_of(
            signed_in(client, speaker(brightwater)).get(
                reverse("supplier_review", args=[brightwater.slug, found.pk])
            )
        )
        assert "Support: it was so." in page
        assert "of 5" not in page

    def test_its_people_are_reminded_once_three_days_before(self, ada: Person, brightwater: Supplier) -> None:
        found = make_review(by=ada, supplier=brightwater)
        due = found.reply.due_on
        assert remind_of_replies(today=due - dt.timedelta(days=4)) == 0
        assert remind_of_replies(today=due - dt.timedelta(days=3)) == 1
        assert remind_of_replies(today=due - dt.timedelta(days=2)) == 0
        actions.extend_reply(review=found, due_on=due + dt.timedelta(days=7), why="Holidays.")
        assert remind_of_replies(today=due + dt.timedelta(days=5)) == 1

    def test_staff_give_more_time(self, client: Client, ada: Person, staff: Person) -> None:
        found = make_review(by=ada)
        page = reverse("review_time", args=[found.pk])
        signed_in(client, staff)
        refused = client.post(page, {"due_on": TODAY.isoformat(), "why": "Holidays."})
        assert "the present one" in text_of(refused)
        later = found.reply.due_on + dt.timedelta(days=10)
        client.post(page, {"due_on": later.isoformat(), "why": "Holidays."})
        assert Reply.objects.get().due_on == later
        assert "given by LOTI staff: Holidays." in text_of(client.get(found.get_absolute_url()))


# --- Complaints -----------------------------------------------------------------------------------


class TestComplaints:
    def complained(self, found: Review, by: Person, about: str = "review") -> Complaint:
        return actions.complain(review=found, about=about, kind="personal", text="It names me.", by=by)

    def test_a_member_complains_and_staff_decide(self, client: Client, ada: Person, staff: Person) -> None:
        found = make_review(by=ada)
        member = OfficerFactory()
        page = reverse("review_complain", args=[found.pk])
        assert "Choose what is wrong" in text_of(signed_in(client, member).post(page, {"text": "Wrong."}))
        client.post(page, {"about": "review", "kind": "inaccurate", "text": "It was June."})
        refused = client.post(page, {"about": "review", "kind": "inaccurate", "text": "Again."})
        assert "wait for their answer" in text_of(refused)
        made = Complaint.objects.get()
        decide = reverse("review_complaint", args=[made.pk])
        signed_in(client, staff)
        assert "It was June." in text_of(client.get(decide))
        client.post(decide, {"result": "removed", "answer": "It was."})
        assert signed_in(client, member).get(found.get_absolute_url()).status_code == 404
        told = Event.objects.filter(kind="review_complaint_decided")
        assert {(one.data["person"], one.data["own"]) for one in told} == {(ada.pk, True), (member.pk, False)}

    def test_it_goes_back_to_its_author_who_mends_it(self, ada: Person, staff: Person) -> None:
        found = make_review(by=ada)
        actions.decide_complaint(
            complaint=self.complained(found, OfficerFactory()),
            result="author",
            answer="Take it out.",
            by=staff,
        )
        assert not Review.objects.standing().exists()
        version = found.versions.get(state="returned")
        assert (version.number, version.returned_why) == (2, "Take it out.")
        actions.submit(version=version, by=ada)
        actions.publish(version=version, by=staff)
        assert Review.objects.standing().get() == found

    def test_a_reply_is_taken_down(self, ada: Person, staff: Person, brightwater: Supplier) -> None:
        found = make_review(by=ada, supplier=brightwater)
        with pytest.raises(Refused, match="no reply"):
            self.complained(found, ada, "reply")
        actions.reply(review=found, text="It was Ada.", by=speaker(brightwater))
        made = self.complained(found, ada, "reply")
        with pytest.raises(Refused, match="does not go back"):
            actions.decide_complaint(complaint=made, result="author", answer="No.", by=staff)
        actions.decide_complaint(complaint=made, result="removed", answer="It names her.", by=staff)
        assert Reply.objects.get().text == ""
        with pytest.raises(Refused, match="has decided"):
            actions.decide_complaint(complaint=made, result="stands", answer="No.", by=staff)


# --- Asking a peer --------------------------------------------------------------------------------


class TestAsking:
    def test_peers_ask_an_author_who_agreed(self, client: Client, ada: Person) -> None:
        found = make_review(by=ada)
        asking = OfficerFactory()
        page = reverse("review_ask", args=[found.pk])
        assert "Ask the author" in text_of(signed_in(client, asking).get(found.get_absolute_url()))
        client.post(page, {"subject": "Your review", "text": "How long did the move take?"})
        assert PeerMessage.objects.get().recipient == ada

    def test_nobody_asks_one_who_did_not(self, client: Client, ada: Person) -> None:
        found = make_review(by=ada, facts={"may_be_asked": False})
        asking = OfficerFactory()
        assert signed_in(client, asking).get(reverse("review_ask", args=[found.pk])).status_code == 404
        with pytest.raises(CannotWrite):
            actions.ask_author(review=found, subject="Hello", text="?", by=asking)


# --- Figures in the database ----------------------------------------------------------------------


class TestFigures:
    def test_two_reviews_show_no_figure_and_three_do(self, client: Client, brightwater: Supplier) -> None:
        three_reviews(brightwater, 1, 5)
        page = reverse("supplier_figures", args=[brightwater.slug])
        signed_in(client, OfficerFactory())
        assert "No figure yet" in text_of(client.get(page))
        three_reviews(brightwater, 3)
        shown = text_of(client.get(page))
        assert "3.0 on average of 3 reviews from 3 boroughs; they lie between 1 and 5." in shown

    def test_one_borough_alone_makes_no_figure(self, ada: Person, brightwater: Supplier) -> None:
        for _ in range(4):
            make_review(supplier=brightwater, borough=ada.borough)
        assert figures_about(supplier=brightwater) == {}

    def test_a_fourth_review_and_a_withdrawal_change_no_figure(self, brightwater: Supplier) -> None:
        first, *_ = three_reviews(brightwater)
        before = figures_about(supplier=brightwater)
        make_review({"support": 5}, supplier=brightwater)
        assert first.author is not None
        actions.withdraw(review=first, why="Mine.", by=first.author)
        assert figures_about(supplier=brightwater) == before
        three_reviews(brightwater, 5, 5)
        after = figures_about(supplier=brightwater)
        assert after["support"].reviews == 5
        assert FigureBatch.objects.filter(dimension="support", dissolved_at=None).count() == 1

    def test_a_new_version_that_says_the_same_is_nothing_new(
        self, ada: Person, brightwater: Supplier
    ) -> None:
        own = make_review({"support": 1}, by=ada, supplier=brightwater)
        three_reviews(brightwater, 3, 5)
        before = figures_about(supplier=brightwater)
        version = actions.begin_version(review=own)
        actions.keep_score(version=version, dimension="exit", score=5, words="It went well after all.")
        actions.submit(version=version, by=ada)
        actions.publish(version=version, by=None)
        assert figures_about(supplier=brightwater) == before
        held = Score.objects.filter(version__review=own, batch__isnull=False)
        assert held.get(dimension="support").version == version
        assert held.get(dimension="exit").version.state == "replaced"

    def test_the_median_is_of_other_suppliers_in_the_area(
        self, client: Client, brightwater: Supplier
    ) -> None:
        area = ServiceAreaFactory(name="Housing repairs")
        product = ProductFactory(supplier=brightwater, service_area=area)
        three_reviews(brightwater, 1, 2, 3, service_area=area, product=product)
        three_reviews(SupplierFactory(), 4, 4, 4, service_area=area)
        assert medians_about(service_area=area)["support"] == (3.0, 2)
        signed_in(client, OfficerFactory())
        for page in (
            reverse("supplier_figures", args=[brightwater.slug]),
            reverse("product_figures", args=[product.slug]),
        ):
            assert "The median of 2 suppliers in the service area is 3.0." in text_of(client.get(page))
        assert "3.0 on average of 6 reviews" in text_of(client.get(reverse("area_figures", args=[area.code])))

    def test_made_up_ones_are_never_among_the_real(self, brightwater: Supplier) -> None:
        three_reviews(brightwater)
        Review.objects.update(is_demonstration=True)
        FigureBatch.objects.update(is_demonstration=True)
        assert figures_about(supplier=brightwater) == {}
        assert figures_about(demonstration=True, supplier=brightwater) != {}

    def test_a_merge_of_suppliers_takes_reviews_and_figures_along(
        self, client: Client, staff: Person, brightwater: Supplier
    ) -> None:
        gone: Supplier = SupplierFactory(name="Bright Water Systems Ltd")
        three_reviews(gone)
        pair = PairFactory(left=brightwater, right=gone)
        say_same(pair=pair, kept=brightwater.pk, by=staff)
        assert figures_about(supplier=brightwater)["exit"].reviews == 3
        signed_in(client, speaker(brightwater))
        page = text_of(client.get(reverse("supplier_reviews", args=[brightwater.slug])))
        assert page.count("to reply until") == 3

    def test_a_score_needs_words_also_in_the_database(self, ada: Person) -> None:
        version = start(by=ada).versions.get()
        with pytest.raises(IntegrityError, match="score_is_said_in_words_too"):
            Score.objects.create(version=version, dimension="exit", score=4, words="")


# --- The list -------------------------------------------------------------------------------------


def test_the_list_is_filtered_and_its_queries_do_not_grow(
    client: Client, ada: Person, brightwater: Supplier, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    make_review(by=ada, supplier=brightwater, facts={"advice": "Ask for the gazebo module."})
    for _ in range(5):
        make_review()
    signed_in(client, ada)
    path = reverse("reviews")
    with django_assert_max_num_queries(12):
        assert "6 reviews" in text_of(client.get(path))
    assert ada.borough is not None
    for query in ("q=gazebo", "supplier=oakmere", f"borough={ada.borough.slug}", "q=oakmere&again=changed"):
        found = text_of(client.get(f"{path}?{query}"))
        assert "1 review" in found, query
    assert "No review matches" in text_of(client.get(f"{path}?again=no"))


@pytest.mark.parametrize(("sort", "first"), [("newest", "E"), ("supplier", "A")])
def test_the_list_goes_on_page_by_page_in_either_order(sort: str, first: str) -> None:
    for letter in "ABCDE":
        make_review(supplier=SupplierFactory(name=f"Supplier {letter}"))
    among, question, after, seen = Review.objects.standing(), ReviewQuestion({"sort": sort}), "", ""
    for _ in range(3):
        shown = listed(question, among, read_places(), after=after, size=2)
        seen += "".join(str(review.supplier)[-1] for review, _ in shown.reviews)
        after = shown.next
    assert (seen, after) == ("ABCDE" if first == "A" else "EDCBA", "")
    assert listed(question, among, read_places(), after="9~x~1").wrong_page


def test_pages_ask_a_bounded_number_of_queries(
    client: Client,
    brightwater: Supplier,
    staff: Person,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    found = three_reviews(brightwater, 1, 2, 3, 4, 5, 5, 4)[0]
    sent_in(supplier=brightwater)
    pages: list[tuple[Any, str]] = [
        (OfficerFactory(), found.get_absolute_url()),
        (OfficerFactory(), reverse("supplier_figures", args=[brightwater.slug])),
        (found.author, reverse("my_reviews")),
        (staff, reverse("review_queue")),
        (speaker(brightwater), reverse("supplier_reviews", args=[brightwater.slug])),
    ]
    for person, page in pages:
        signed_in(client, person)
        client.get(page)
        with django_assert_max_num_queries(12):
            assert client.get(page).status_code == 200


def test_no_two_versions_of_a_review_are_published(ada: Person) -> None:
    found = make_review(by=ada)
    second = actions.begin_version(review=found)
    with pytest.raises(IntegrityError, match="one_published_version_a_review"):
        ReviewVersion.objects.filter(pk=second.pk).update(
            state="published", published_at=timezone.now(), words=VERSION
        )


def test_the_demonstration_is_marked_made_once_and_goes_without_trace(client: Client) -> None:
    oakmere = SupplierFactory(name="Fictional Ltd", is_demonstration=True)
    area, product = ServiceAreaFactory(), ProductFactory(supplier=oakmere, is_demonstration=True)
    for _ in range(4):
        ContractFactory(suppliers=[oakmere], is_demonstration=True, service_area=area, product=product)
    assert load_demonstration_reviews() == 4
    assert load_demonstration_reviews() == 0
    assert Event.objects.count() == 0
    signed_in(client, OfficerFactory())
    assert "demonstration" in text_of(client.get(Review.objects.earliest("pk").get_absolute_url())).lower()
    figures = text_of(client.get(reverse("supplier_figures", args=[oakmere.slug])))
    assert "These figures are made up" in figures
    assert "of 4 reviews" not in figures  # the fourth waits for two more
    assert "of 3 reviews from 3 boroughs" in figures
    remove_demonstration_reviews()
    left = [model for model in apps.get_app_config("reviews").get_models() if model._default_manager.exists()]
    assert left == []
