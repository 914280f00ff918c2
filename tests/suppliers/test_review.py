"""LOTI staff decide which suppliers are one; what they decide is remembered and can be taken back (R10)."""

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from boroughs.models import Person
from boroughs.parties import Party
from boroughs.refusals import Refused
from suppliers.actions import (
    SupplierBook,
    look_for_pairs,
    propose_pairs,
    say_different,
    say_same,
    undo_decision,
)
from suppliers.actions.merge import merge_suppliers
from suppliers.actions.proposing import remember_linked
from suppliers.models import (
    IdentifierConflict,
    Merge,
    Ownership,
    Supplier,
    SupplierIdentifier,
    SupplierPair,
)
from tests.factories import (
    BoroughFactory,
    ConflictFactory,
    ContractFactory,
    OfficerFactory,
    PairFactory,
    PersonFactory,
    SupplierFactory,
)
from tests.pages import text_of

pytestmark = pytest.mark.django_db
QUEUE = "/suppliers/review/"
ADJECTIVES = ["Amber", "Birch", "Copper", "Dune", "Elm", "Fern", "Granite", "Hazel"]
NOUNS = ["Catering", "Parking", "Roofing", "Payroll", "Gardens"]


@pytest.fixture
def staff() -> Person:
    person: Person = PersonFactory(is_staff=True)
    return person


@pytest.fixture
def signed_in(client: Client, staff: Person) -> Client:
    client.force_login(staff)
    return client


def number(supplier: Supplier, value: str) -> None:
    SupplierIdentifier.objects.create(supplier=supplier, scheme="GB-COH", value=value, source="test")


class TestProposing:
    """Which candidates are stored."""

    def test_a_pair_is_one_row_whatever_the_order_and_keeps_its_answer(self, staff: Person) -> None:
        one, two, three = SupplierFactory.create_batch(3)
        assert propose_pairs([(two.pk, one.pk, 0.7, "Alike."), (one.pk, two.pk, 0.6, "Less.")]) == 1
        pair = SupplierPair.objects.get()
        assert (pair.left, pair.right, pair.score, pair.reason) == (one, two, 0.7, "Alike.")
        assert propose_pairs([(one.pk, two.pk, 0.8, "More."), (two.pk, three.pk, 0.5, "Alike.")]) == 1
        pair.refresh_from_db()
        assert (pair.score, pair.reason) == (0.8, "More.")
        say_different(pair=pair, by=staff)
        assert propose_pairs([(one.pk, two.pk, 0.9, "Again.")]) == 0
        pair.refresh_from_db()
        assert (pair.decision, pair.reason) == ("different", "More.")
        assert SupplierPair.objects.waiting().count() == 1

    def test_merged_fictional_and_unknown_suppliers_are_seen_through(self, staff: Person) -> None:
        one, two, three = SupplierFactory.create_batch(3)
        made_up = SupplierFactory(is_demonstration=True)
        say_same(pair=PairFactory(left=one, right=two), kept=one.pk, by=staff)
        given = [
            (two.pk, three.pk, 0.5, "Alike."),
            (one.pk, two.pk, 0.9, "Alike."),
            (one.pk, made_up.pk, 0.9, "Alike."),
            (one.pk, 0, 0.9, "Alike."),
        ]
        assert propose_pairs(given) == 1
        pair = SupplierPair.objects.waiting().get()
        assert (pair.left, pair.right) == (one, three)


class TestQueue:
    """The list and its bulk decisions."""

    def test_empty_it_says_where_pairs_come_from(self, signed_in: Client) -> None:
        page = text_of(signed_in.get(QUEUE))
        assert "No pair waits" in page
        assert "each night" in page

    def test_several_are_decided_at_once(self, signed_in: Client) -> None:
        pairs = PairFactory.create_batch(3)
        ticked = {"pair": [pairs[0].pk, pairs[1].pk], "decision": "same"}
        page = text_of(signed_in.post(QUEUE, ticked, follow=True))
        assert "2 pairs decided: the same." in page
        assert Merge.objects.count() == 2
        assert list(SupplierPair.objects.waiting()) == [pairs[2]]
        page = text_of(signed_in.post(QUEUE, {"pair": pairs[2].pk, "decision": "different"}, follow=True))
        assert "1 pair decided: different." in page

    def test_what_needs_a_look_is_left_with_the_reason(self, signed_in: Client) -> None:
        doubtful, clear = PairFactory(), PairFactory()
        number(doubtful.left, "04161207")
        number(doubtful.right, "07416120")
        ticked = {"pair": [doubtful.pk, clear.pk], "decision": "same"}
        page = text_of(signed_in.post(QUEUE, ticked, follow=True))
        assert "different Companies House numbers" in page
        assert "They were left as they are." in page
        assert "1 pair decided: the same." in page
        assert SupplierPair.objects.waiting().get() == doubtful

    def test_a_chain_of_three_becomes_one(self, signed_in: Client) -> None:
        one, two, three = SupplierFactory.create_batch(3)
        pairs = [PairFactory(left=one, right=two, score=0.9), PairFactory(left=two, right=three, score=0.8)]
        signed_in.post(QUEUE, {"pair": [pair.pk for pair in pairs], "decision": "same"})
        assert list(Supplier.objects.standing()) == [one]

    @pytest.mark.parametrize(
        "given", [{}, {"decision": "same"}, {"pair": "x", "decision": "same"}, {"pair": "9" * 30}]
    )
    def test_nothing_ticked_says_what_to_do(self, signed_in: Client, given: dict[str, str]) -> None:
        PairFactory()
        assert "Tick the pairs" in text_of(signed_in.post(QUEUE, given, follow=True))

    def test_a_full_list_costs_few_queries(
        self, signed_in: Client, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        for pair in PairFactory.create_batch(35):
            number(pair.left, f"0416{pair.pk:04}")
        with django_assert_max_num_queries(12):
            page = text_of(signed_in.get(QUEUE))
        assert "To decide (35)" in page
        for pair in SupplierPair.objects.all():
            pair.decision = "different"
            pair.decided_at = pair.found_at
            pair.save()
        with django_assert_max_num_queries(12):
            assert "Pairs that were decided" in text_of(signed_in.get(reverse("review_decided")))


class TestPair:
    """One pair side by side."""

    @pytest.fixture
    def pair(self) -> SupplierPair:
        pair: SupplierPair = PairFactory(left__name="Tideline Ltd", right__name="Tidelines Ltd", score=0.9)
        ContractFactory(
            title="Parking permits", boroughs=[BoroughFactory(slug="camden")], suppliers=[pair.right]
        )
        return pair

    def test_the_evidence_is_shown(
        self,
        signed_in: Client,
        pair: SupplierPair,
        django_assert_max_num_queries: DjangoAssertNumQueries,
    ) -> None:
        number(pair.left, "04161207")
        for other in range(7):
            ContractFactory(title=f"Other {other}", suppliers=[pair.left])
        with django_assert_max_num_queries(12):
            answer = signed_in.get(reverse("review_pair", args=[pair.pk]))
        page = text_of(answer)
        for told in ("Tideline Ltd", "GB-COH 04161207", "Parking permits", "Camden", pair.reason):
            assert told in page
        kept = f'id="kept-{pair.left.pk}" value="{pair.left.pk}" data-key="1" checked'
        assert kept in answer.content.decode()

    def test_the_same_merges_and_leads_to_the_next(self, signed_in: Client, pair: SupplierPair) -> None:
        following = PairFactory(score=0.5)
        given = {"decision": "same", "kept": pair.right.pk}
        answer = signed_in.post(reverse("review_pair", args=[pair.pk]), given)
        assert answer.headers["Location"] == reverse("review_pair", args=[following.pk])
        merge = Merge.objects.get()
        assert (merge.kept, merge.gone) == (pair.right, pair.left)
        assert pair.reason in merge.reason
        answer = signed_in.get(pair.left.get_absolute_url())
        assert answer.headers["Location"] == pair.right.get_absolute_url()
        listed = signed_in.get("/suppliers/?q=tideline").content.decode()
        assert pair.right.get_absolute_url() in listed
        assert pair.left.get_absolute_url() not in listed
        page = text_of(signed_in.get(f"/register/?supplier={pair.left.slug}"))
        assert "Parking permits" in page

    def test_different_is_remembered_and_the_last_leads_to_the_list(
        self, signed_in: Client, pair: SupplierPair, staff: Person
    ) -> None:
        address = reverse("review_pair", args=[pair.pk])
        answer = signed_in.post(address, {"decision": "different"})
        assert answer.headers["Location"] == QUEUE
        assert f"{staff} decided on" in text_of(signed_in.get(address))
        page = text_of(signed_in.post(address, {"decision": "same", "kept": pair.left.pk}))
        assert "Undo that first" in page
        assert not Merge.objects.exists()

    def test_what_somebody_decided_who_has_left_is_not_said_to_be_the_hubs(
        self, signed_in: Client, pair: SupplierPair
    ) -> None:
        gone = PersonFactory(is_staff=True)
        say_same(pair=pair, kept=pair.left_id, by=gone)
        gone.delete()
        page = text_of(signed_in.get(reverse("review_decided")))
        assert "somebody who has left" in page
        assert "the hub itself" not in page

    def test_what_the_hub_linked_by_itself_is_said_to_be_so(
        self, signed_in: Client, pair: SupplierPair
    ) -> None:
        left, right, reason = pair.left, pair.right, pair.reason
        pair.delete()
        merge = merge_suppliers(kept=left, gone=right, by=None, reason=reason)
        linked = remember_linked(merge=merge, score=0.97, reason=reason)
        page = text_of(signed_in.get(reverse("review_decided")))
        assert "the hub itself" in page
        assert "somebody who has left" not in page
        assert "The hub itself decided on" in text_of(signed_in.get(reverse("review_pair", args=[linked.pk])))

    def test_different_numbers_need_a_second_word(self, signed_in: Client, pair: SupplierPair) -> None:
        number(pair.left, "04161207")
        number(pair.right, "07416120")
        address = reverse("review_pair", args=[pair.pk])
        assert "Companies House knows them as two companies" in text_of(signed_in.get(address))
        given = {"decision": "same", "kept": pair.left.pk}
        assert "There is a problem" in text_of(signed_in.post(address, given))
        assert not Merge.objects.exists()
        signed_in.post(address, {**given, "despite_numbers": "yes"})
        assert Merge.objects.count() == 1

    @pytest.mark.parametrize(
        ("given", "said"),
        [
            ({}, "Choose what they are."),
            ({"decision": "perhaps"}, "Choose what they are."),
            ({"decision": "same"}, "Choose which of the two stays."),
            ({"decision": "same", "kept": "0"}, "There is a problem"),
            ({"decision": "same", "kept": "x"}, "There is a problem"),
        ],
    )
    def test_half_an_answer_is_asked_for_again(
        self, signed_in: Client, pair: SupplierPair, given: dict[str, str], said: str
    ) -> None:
        assert said in text_of(signed_in.post(reverse("review_pair", args=[pair.pk]), given))
        assert SupplierPair.objects.waiting().count() == 1

    def test_the_keys_can_be_turned_off(self, signed_in: Client, pair: SupplierPair) -> None:
        address = reverse("review_pair", args=[pair.pk])
        assert "keys.js" in signed_in.get(address).content.decode()
        signed_in.post(reverse("review_keys"), {"off": "off", "pair": pair.pk})
        source = signed_in.get(address).content.decode()
        assert "keys.js" not in source
        assert "Turn the keys on" in source
        answer = signed_in.post(reverse("review_keys"), {"pair": pair.pk})
        assert answer.headers["Location"] == address
        assert "keys.js" in signed_in.get(address).content.decode()


class TestGroup:
    """Who owns whom, asked by the review."""

    def post(self, client: Client, pair: SupplierPair, **given: str) -> str:
        return text_of(client.post(reverse("review_group", args=[pair.pk]), given, follow=True))

    def test_one_owns_the_other(self, signed_in: Client) -> None:
        pair = PairFactory()
        answer = signed_in.post(reverse("review_pair", args=[pair.pk]), {"decision": "group"})
        assert answer.headers["Location"] == reverse("review_group", args=[pair.pk])
        self.post(signed_in, pair, owner="right", valid_from="1 April 2023")
        owned = Ownership.objects.get()
        assert (owned.supplier, owned.owner, str(owned.valid_from)) == (pair.left, pair.right, "2023-04-01")
        pair.refresh_from_db()
        assert pair.decision == "group"

    def test_a_third_owns_both_and_is_made_if_it_is_new(self, signed_in: Client) -> None:
        pair, known = PairFactory(), SupplierFactory(name="Oakhaven Group plc")
        self.post(signed_in, pair, owner="other", name="OAKHAVEN GROUP", source_url="example.org/news")
        assert set(Ownership.objects.values_list("supplier", "owner", "source_url")) == {
            (pair.left.pk, known.pk, "https://example.org/news"),
            (pair.right.pk, known.pk, "https://example.org/news"),
        }
        self.post(signed_in, PairFactory(), owner="other", name="Larkfield Holdings")
        assert Supplier.objects.get(name="Larkfield Holdings").ownerships_as_owner.count() == 2

    @pytest.mark.parametrize(
        ("given", "said"),
        [
            ({}, "Choose who owns whom."),
            ({"owner": "other"}, "Give the name of the company that owns both."),
            ({"owner": "other", "name": "TBC"}, "Give the name of the company that owns both."),
            ({"owner": "left", "valid_from": "soon"}, "There is a problem"),
            ({"owner": "left", "source_url": "no address"}, "Give a whole address"),
        ],
    )
    def test_half_an_answer_is_asked_for_again(
        self, signed_in: Client, given: dict[str, str], said: str
    ) -> None:
        assert said in self.post(signed_in, PairFactory(), **given)
        assert not Ownership.objects.exists()

    def test_a_second_owner_at_the_same_time_is_refused(self, signed_in: Client) -> None:
        pair, third = PairFactory(), SupplierFactory()
        Ownership.objects.create(
            supplier=pair.left, owner=third, kind="owned", source_url="https://example.org"
        )
        assert "has an owner without dates already" in self.post(signed_in, pair, owner="right")
        assert SupplierPair.objects.waiting().count() == 1

    def test_a_circle_is_refused(self, signed_in: Client) -> None:
        pair = PairFactory()
        Ownership.objects.create(
            supplier=pair.right, owner=pair.left, kind="owned", source_url="https://example.org"
        )
        assert "belongs to the supplier itself" in self.post(signed_in, pair, owner="right")


class TestUndo:
    """Taking decisions back."""

    def test_the_pair_waits_again_with_everything_as_it_was(self, signed_in: Client, staff: Person) -> None:
        pair = PairFactory()
        say_same(pair=pair, kept=pair.left.pk, by=staff)
        page = text_of(signed_in.post(reverse("review_undo", args=[pair.pk]), follow=True))
        assert "the decision is taken back" in page
        pair.refresh_from_db()
        assert (pair.decision, pair.decided_by, pair.merge) == ("undecided", None, None)
        assert Supplier.objects.standing().count() == 2
        assert Merge.objects.get().undone_by == staff
        assert SupplierPair.objects.waiting().get() == pair

    def test_the_ownership_goes_with_its_decision(self, signed_in: Client) -> None:
        pair = PairFactory()
        signed_in.post(reverse("review_group", args=[pair.pk]), {"owner": "left"})
        assert Ownership.objects.exists()
        signed_in.post(reverse("review_undo", args=[pair.pk]))
        assert not Ownership.objects.exists()

    def test_what_lies_under_a_later_merge_says_which_comes_first(
        self, signed_in: Client, staff: Person
    ) -> None:
        one, two, three = SupplierFactory.create_batch(3)
        first, second = PairFactory(left=one, right=two), PairFactory(left=two, right=three)
        say_same(pair=first, kept=two.pk, by=staff)
        say_same(pair=second, kept=three.pk, by=staff)
        page = text_of(signed_in.post(reverse("review_undo", args=[first.pk]), follow=True))
        assert f"First undo that {two.name} was merged into {three.name}" in page
        undo_decision(pair=second, by=staff)
        undo_decision(pair=first, by=staff)
        assert Supplier.objects.standing().count() == 3
        with pytest.raises(Refused, match="already"):
            undo_decision(pair=first, by=staff)


class TestConflicts:
    """Names and numbers that disagree."""

    def test_an_import_reports_each_once(self, signed_in: Client) -> None:
        for _ in range(2):
            book = SupplierBook.read()
            for value in ("04161207", "07416120"):
                book.resolve(Party("Tideline Ltd", (("GB-COH", value),)), source="a notice")
            book.resolve(Party("Tideline Ltd"), source="a register")
            book.close()
        kinds = IdentifierConflict.objects.order_by("pk").values_list("kind", "source")
        assert list(kinds) == [("another_number", "a notice"), ("name_of_several", "a register")]
        page = text_of(signed_in.get(reverse("review_conflicts")))
        assert "“Tideline Ltd” is known with another number than Companies House number 07416120" in page

    def test_numbers_of_different_suppliers_are_reported(self) -> None:
        book = SupplierBook.read()
        book.resolve(Party("Tideline Ltd", (("GB-COH", "04161207"),)), source="a notice")
        other = book.resolve(Party("Oakhaven Ltd", (("GB-PPON", "ABCD-1234-EFGH"),)), source="a notice")
        both = (("GB-COH", "04161207"), ("GB-PPON", "ABCD-1234-EFGH"))
        first = book.resolve(Party("Tideline Ltd", both), source="a register")
        book.close()
        conflict = IdentifierConflict.objects.get()
        assert (conflict.supplier, conflict.other) == (first.supplier, other.supplier)
        assert conflict.kind == "numbers_of_several"

    def test_one_is_settled_with_a_note_and_waits_again(self, signed_in: Client, staff: Person) -> None:
        conflict = ConflictFactory()
        address = reverse("review_conflict", args=[conflict.pk])
        assert "Say what you found out." in text_of(signed_in.post(address, {"note": " "}))
        signed_in.post(address, {"note": "The second is a typing error."})
        conflict.refresh_from_db()
        assert conflict.settled_by == staff
        assert "No number disagrees" in text_of(signed_in.get(reverse("review_conflicts")))
        page = text_of(signed_in.get(reverse("review_conflicts") + "?settled"))
        assert conflict.sentence in page
        assert "The second is a typing error." in text_of(signed_in.get(address))
        signed_in.post(address, {"reopen": "yes"})
        assert IdentifierConflict.objects.open().get() == conflict

    def test_a_full_list_costs_few_queries(
        self, signed_in: Client, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        ConflictFactory.create_batch(35)
        with django_assert_max_num_queries(12):
            signed_in.get(reverse("review_conflicts"))
        with django_assert_max_num_queries(12):
            signed_in.get(reverse("review_conflict", args=[IdentifierConflict.objects.latest("pk").pk]))


def test_officers_decide_nothing(client: Client) -> None:
    pair = PairFactory()
    client.force_login(OfficerFactory())
    assert client.get(QUEUE).status_code == 403
    assert client.post(reverse("review_undo", args=[pair.pk])).status_code == 403


def test_a_supplier_called_review_has_a_page_of_its_own(client: Client) -> None:
    found = SupplierBook.read().resolve(Party("Review Ltd"), source="a notice")
    another = SupplierBook.read().resolve(Party("Review"), source="a notice")
    assert found.supplier == another.supplier
    assert client.get(found.supplier.get_absolute_url()).status_code == 200
    assert SupplierBook.read().resolve(Party("Review!?"), source="x").supplier.slug != "review"


class TestLooking:
    """Candidates found by the likeness of names."""

    @pytest.fixture
    def alike(self) -> tuple[Supplier, Supplier]:
        """Two suppliers whose names share a rare word, among many that share nothing."""
        for number in range(40):
            SupplierFactory(name=f"{ADJECTIVES[number % 8]} {NOUNS[number // 8]} Ltd")
        return SupplierFactory(name="Tidewater Housing Systems Ltd"), SupplierFactory(
            name="Tidewatter Housing Systems"
        )

    def test_each_is_found_once_and_never_after_it_was_decided(
        self, alike: tuple[Supplier, Supplier], staff: Person
    ) -> None:
        assert look_for_pairs() == SupplierPair.objects.count() > 0
        pair = SupplierPair.objects.get(left=alike[0], right=alike[1])
        assert pair.reason
        assert look_for_pairs() == 0
        say_different(pair=pair, by=staff)
        assert look_for_pairs() == 0
        assert pair not in SupplierPair.objects.waiting()

    def test_different_numbers_are_no_question(self, alike: tuple[Supplier, Supplier]) -> None:
        number(alike[0], "04161207")
        number(alike[1], "07416120")
        look_for_pairs()
        assert not SupplierPair.objects.filter(left=alike[0], right=alike[1]).exists()

    def test_the_command_says_how_many(
        self, alike: tuple[Supplier, Supplier], capsys: pytest.CaptureFixture[str]
    ) -> None:
        call_command("find_supplier_pairs")
        waiting = SupplierPair.objects.waiting().count()
        assert f"{waiting} pair" in capsys.readouterr().out
