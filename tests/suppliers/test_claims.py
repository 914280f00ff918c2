"""Who speaks for a supplier, and what a supplier says of itself."""

import datetime as dt
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from boroughs.models import BoroughDomain, Event, JoinRequest, Notification
from boroughs.notifications.telling import tell_events
from boroughs.refusals import Refused
from boroughs.rights import Permission, has_permission
from suppliers.actions import merge_suppliers, undo_merge
from suppliers.actions.claims import (
    MOST_A_DAY,
    accept_claim,
    add_domain,
    claim_supplier,
    decline_claim,
    end_claim,
    leave_supplier,
)
from suppliers.claiming.domains import matching, tidy_domain
from suppliers.claiming.speaking import speaks_for, suppliers_of
from suppliers.models import Supplier, SupplierClaim, SupplierProfile
from tests.factories import (
    BoroughFactory,
    OfficerFactory,
    PersonFactory,
    ServiceAreaFactory,
    SupplierFactory,
    speak_for,
    speaker,
)
from tests.pages import text_of

pytestmark = pytest.mark.django_db
HOW = "Our page names me: see the team there."


@pytest.fixture
def brightwater() -> Supplier:
    """A supplier whose domain is registered."""
    supplier: Supplier = SupplierFactory(name="Brightwater Ltd", slug="brightwater")
    add_domain(supplier=supplier, domain="brightwater.example", source="Its notices.")
    return supplier


def somebody(address: str, *, confirmed: bool = True) -> Any:
    """Make a newcomer with an address."""
    person = PersonFactory(email=address)
    EmailAddress.objects.filter(user=person).delete()
    EmailAddress.objects.create(user=person, email=address, verified=confirmed, primary=True)
    return person


def test_a_confirmed_address_at_the_domain_proves_it_at_once(client: Client, brightwater: Supplier) -> None:
    person = somebody("ada@brightwater.example")
    client.force_login(person)
    asked = text_of(client.get(reverse("supplier_claim", args=["brightwater"])))
    assert "Your confirmed address ada@brightwater.example" in asked
    assert "How can LOTI staff check it?" not in asked
    client.post(reverse("supplier_claim", args=["brightwater"]), {"job": "Sales"})
    person.refresh_from_db()
    assert suppliers_of(person) == [brightwater]
    assert person.organisation == "Brightwater Ltd"
    assert "You speak for it as Sales" in text_of(client.get(reverse("my_suppliers")))


@pytest.mark.parametrize(
    "address", ["ada@mail.brightwater.example", "ada@brightwater.example.org", "ada@notbrightwater.example"]
)
def test_an_address_that_only_looks_like_it_waits_for_staff(brightwater: Supplier, address: str) -> None:
    claim = claim_supplier(person=somebody(address), supplier=brightwater, job="Sales", evidence=HOW)
    assert claim.state == "waiting"


def test_an_unconfirmed_address_proves_nothing(brightwater: Supplier) -> None:
    person = somebody("ada@brightwater.example", confirmed=False)
    claim = claim_supplier(person=person, supplier=brightwater, job="Sales", evidence=HOW)
    assert claim.state == "waiting"
    assert not speaks_for(person, brightwater)


def test_without_proof_the_form_asks_how_it_can_be_checked(client: Client, brightwater: Supplier) -> None:
    client.force_login(somebody("ada@elsewhere.example"))
    answer = client.post(
        reverse("supplier_claim", args=["brightwater"]), {"job": "Head of sales", "evidence": ""}
    )
    page = text_of(answer)
    assert "Say how LOTI staff can check that you work there." in page
    assert 'value="Head of sales"' in answer.content.decode()
    assert not SupplierClaim.objects.exists()


@pytest.mark.parametrize(
    "domain",
    ["gmail.com", "ada@hotmail.co.uk", "camden.example", "it.camden.example", "nodots", "a b.example"],
)
def test_domains_that_show_no_employer_are_refused(brightwater: Supplier, domain: str) -> None:
    BoroughDomain.objects.get_or_create(
        domain="camden.example", defaults={"borough": BoroughFactory(slug="camden")}
    )
    with pytest.raises(Refused):
        add_domain(supplier=brightwater, domain=domain, source="A guess.")
    assert [str(one) for one in brightwater.domains.all()] == ["brightwater.example"]


@given(
    st.sampled_from(["gmail.com", "outlook.com", "yahoo.co.uk"]),
    st.from_regex(r"[a-z]{1,12}", fullmatch=True),
)
def test_public_mail_never_proves_anything(domain: str, name: str) -> None:
    assert matching([f"{name}@{domain}"], [domain]) == ""
    assert (
        matching([f"{name}@{domain}", f"{name}@own.example"], [domain, "own.example"])
        == f"{name}@own.example"
    )


@given(st.from_regex(r"[a-z][a-z0-9]{1,20}\.(co\.uk|com|example)", fullmatch=True))
def test_a_domain_is_read_from_whatever_was_written(domain: str) -> None:
    for written in (domain, f" {domain.upper()} ", f"https://www.{domain}/about?x=1", f"Ada@{domain}"):
        assert tidy_domain(written) == domain


def test_staff_accept_with_the_evidence_and_the_person_is_told(client: Client, brightwater: Supplier) -> None:
    person = somebody("ada@elsewhere.example")
    request = JoinRequest.objects.create(person=person, wish="suppliers_person", organisation="Brightwater")
    claim = claim_supplier(person=person, supplier=brightwater, job="Sales", evidence=HOW)
    client.force_login(PersonFactory(is_staff=True))
    assert HOW in text_of(client.get(reverse("claim", args=[claim.pk])))
    client.post(reverse("claim", args=[claim.pk]), {"decision": "accept", "reason": ""})
    person.refresh_from_db()
    assert speaks_for(person, brightwater)
    tell_events()
    assert Notification.objects.filter(person=person, event__kind="claim_decided").count() == 1
    assert not JoinRequest.objects.filter(pk=request.pk).exists()


def test_declining_needs_a_reason_that_the_person_reads(client: Client, brightwater: Supplier) -> None:
    person = somebody("ada@elsewhere.example")
    claim = claim_supplier(person=person, supplier=brightwater, job="Sales", evidence=HOW)
    staff = PersonFactory(is_staff=True)
    client.force_login(staff)
    page = text_of(client.post(reverse("claim", args=[claim.pk]), {"decision": "decline", "reason": ""}))
    assert "Say why, so that the person can do something about it." in page
    decline_claim(claim=claim, by=staff, reason="The page names nobody.")
    client.force_login(person)
    assert "The page names nobody." in text_of(client.get(reverse("my_suppliers")))
    assert not has_permission(person, Permission.SPEAK_FOR_SUPPLIER)


def test_several_speak_for_a_supplier_and_hear_of_each_other(brightwater: Supplier) -> None:
    first = somebody("ada@brightwater.example")
    claim_supplier(person=first, supplier=brightwater, job="Sales")
    tell_events()
    second = somebody("ben@brightwater.example")
    claim_supplier(person=second, supplier=brightwater, job="Sales")
    tell_events()
    told = Notification.objects.filter(event__kind="claim_joined").values_list("person", flat=True)
    assert list(told) == [first.pk]


def test_one_leaves_and_the_other_stays(brightwater: Supplier) -> None:
    first, second = somebody("ada@brightwater.example"), somebody("ben@brightwater.example")
    claims = [claim_supplier(person=one, supplier=brightwater, job="Sales") for one in (first, second)]
    leave_supplier(claim=claims[0])
    first.refresh_from_db()
    second.refresh_from_db()
    assert suppliers_of(first) == []
    assert not first.is_suppliers_person
    assert suppliers_of(second) == [brightwater]
    again = claim_supplier(person=first, supplier=brightwater, job="Sales")
    assert again.state == "accepted"


def test_staff_end_it_with_a_reason(brightwater: Supplier) -> None:
    person = somebody("ada@brightwater.example")
    claim = claim_supplier(person=person, supplier=brightwater, job="Sales")
    staff = PersonFactory(is_staff=True)
    with pytest.raises(Refused):
        end_claim(claim=claim, by=staff, reason=" ")
    end_claim(claim=claim, by=staff, reason="They have left the company.")
    person.refresh_from_db()
    assert not speaks_for(person, brightwater)
    told = Event.objects.get(kind="claim_decided", data__state="ended")
    assert told.data["reason"] == "They have left the company."


def test_somebody_let_in_by_staff_keeps_the_role_when_a_claim_ends(brightwater: Supplier) -> None:
    person = somebody("ada@brightwater.example")
    JoinRequest.objects.create(
        person=person, wish="suppliers_person", state="approved", decided_at=timezone.now()
    )
    claim = claim_supplier(person=person, supplier=brightwater, job="Sales")
    leave_supplier(claim=claim)
    person.refresh_from_db()
    assert person.is_suppliers_person


def test_officers_nobody_twice_and_not_too_often(brightwater: Supplier) -> None:
    with pytest.raises(Refused, match="officer"):
        claim_supplier(person=OfficerFactory(), supplier=brightwater, job="x", evidence=HOW)
    person = somebody("ada@elsewhere.example")
    claim_supplier(person=person, supplier=brightwater, job="x", evidence=HOW)
    with pytest.raises(Refused, match="already"):
        claim_supplier(person=person, supplier=brightwater, job="x", evidence=HOW)
    for _ in range(MOST_A_DAY - 1):
        claim_supplier(person=person, supplier=SupplierFactory(), job="x", evidence=HOW)
    with pytest.raises(Refused, match="24 hours"):
        claim_supplier(person=person, supplier=SupplierFactory(), job="x", evidence=HOW)


def test_nobody_decides_about_their_own_claim(brightwater: Supplier) -> None:
    staff = PersonFactory(is_staff=True)
    claim = SupplierClaim.objects.create(person=staff, supplier=brightwater, job="x")
    with pytest.raises(Refused, match="own"):
        accept_claim(claim=claim, by=staff)


def test_a_domain_that_is_registered_later_accepts_who_waits(brightwater: Supplier) -> None:
    person = somebody("ada@bw-group.example")
    claim = claim_supplier(person=person, supplier=brightwater, job="x", evidence=HOW)
    add_domain(supplier=brightwater, domain="bw-group.example", source="Its website says so.")
    claim.refresh_from_db()
    assert (claim.state, claim.proof) == ("accepted", "domain")


def test_a_merge_moves_claims_and_profile_and_an_undo_brings_them_back(brightwater: Supplier) -> None:
    kept = SupplierFactory()
    person = speaker(brightwater)
    SupplierProfile.objects.create(supplier=brightwater, sells="Software")
    staff = PersonFactory(is_staff=True)
    merge = merge_suppliers(kept=kept, gone=brightwater, by=staff, reason="One company.")
    assert suppliers_of(person) == [kept]
    assert kept.profile.sells == "Software"
    undo_merge(merge=merge, by=staff)
    assert suppliers_of(person) == [Supplier.objects.get(pk=brightwater.pk)]
    assert not SupplierProfile.objects.filter(supplier=kept).exists()


def test_whoever_spoke_for_both_speaks_for_what_they_became(brightwater: Supplier) -> None:
    kept = SupplierFactory()
    person = speaker(brightwater)
    speak_for(person, kept)
    SupplierProfile.objects.create(supplier=brightwater, sells="Old")
    SupplierProfile.objects.create(supplier=kept, sells="Kept")
    merge = merge_suppliers(kept=kept, gone=brightwater, by=PersonFactory(is_staff=True), reason="One.")
    assert suppliers_of(person) == [kept]
    assert SupplierProfile.objects.get(supplier=kept).sells == "Kept"
    undo_merge(merge=merge, by=PersonFactory(is_staff=True))
    assert {one.pk for one in suppliers_of(person)} == {kept.pk, brightwater.pk}


def profile_of(**changes: Any) -> dict[str, Any]:
    """Return what the form of the profile sends."""
    return {"sells": "Housing software", "is_sme": "yes", "is_vcse": "", "website": "", **changes}


def test_the_profile_is_marked_as_the_suppliers_own_words_with_their_day(
    client: Client, brightwater: Supplier
) -> None:
    area = ServiceAreaFactory(parent=ServiceAreaFactory())
    client.force_login(speaker(brightwater))
    address = reverse("supplier_profile", args=["brightwater"])
    client.post(address, profile_of(area_codes=[area.code], website="brightwater.example"))
    profile = SupplierProfile.objects.get(supplier=brightwater)
    assert profile.website == "https://brightwater.example"
    SupplierProfile.objects.filter(pk=profile.pk).update(sme_said_on=dt.date(2026, 3, 3))
    client.post(address, profile_of(is_vcse="no"))
    page = text_of(Client().get(brightwater.get_absolute_url()))
    assert "It says that it is a small or medium-sized enterprise (3 March 2026)." in page
    assert "It says that it is not a voluntary, community or social enterprise" in page
    assert "Nobody has checked it." in page
    brightwater.refresh_from_db()
    assert brightwater.is_sme is None


def test_what_loti_staff_correct_is_marked_as_theirs(client: Client, brightwater: Supplier) -> None:
    client.force_login(PersonFactory(is_staff=True))
    client.post(reverse("supplier_profile", args=["brightwater"]), profile_of())
    assert "LOTI staff wrote that it is a small" in text_of(Client().get(brightwater.get_absolute_url()))


def test_bad_input_stays_in_the_form(client: Client, brightwater: Supplier) -> None:
    client.force_login(speaker(brightwater))
    answer = client.post(
        reverse("supplier_profile", args=["brightwater"]),
        profile_of(sells="What we do", contact_email="nonsense", is_sme="perhaps"),
    )
    page = text_of(answer)
    assert "Write an address such as name@example.org." in page
    assert "Choose one of the answers." in page
    assert "What we do" in page
    assert not SupplierProfile.objects.exists()


def test_the_page_asks_whether_it_is_your_company(client: Client, brightwater: Supplier) -> None:
    address = brightwater.get_absolute_url()
    assert "Is this your company?" in text_of(client.get(address))
    client.force_login(OfficerFactory())
    assert "Is this your company?" not in text_of(client.get(address))
    client.force_login(speaker(brightwater))
    mine = text_of(client.get(address))
    assert "Is this your company?" not in mine
    assert "You speak for Brightwater Ltd." in mine


def test_a_claim_of_somebody_else_is_unknown(client: Client, brightwater: Supplier) -> None:
    speaker(brightwater)
    claim = SupplierClaim.objects.get()
    client.force_login(speaker())
    assert client.post(reverse("claim_leave", args=[claim.pk])).status_code == 404
    claim.refresh_from_db()
    assert claim.state == "accepted"


def test_the_queue_costs_the_same_however_long_it_is(
    client: Client, brightwater: Supplier, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(12):
        claim_supplier(
            person=somebody(f"p{number}@elsewhere.example"), supplier=brightwater, job="x", evidence=HOW
        )
        speaker(SupplierFactory())
    client.force_login(PersonFactory(is_staff=True))
    with django_assert_max_num_queries(12):
        page = text_of(client.get(reverse("claims")))
    assert "12 waiting" in page
    assert "12 decided" in page


def test_whom_staff_ended_no_address_lets_in_again(brightwater: Supplier) -> None:
    person = somebody("ada@brightwater.example")
    claim = claim_supplier(person=person, supplier=brightwater, job="Sales")
    end_claim(claim=claim, by=PersonFactory(is_staff=True), reason="The company says that she has left.")
    with pytest.raises(Refused, match="can check"):
        claim_supplier(person=person, supplier=brightwater, job="Sales")
    again = claim_supplier(person=person, supplier=brightwater, job="Sales", evidence=HOW)
    assert again.state == "waiting"
    add_domain(supplier=brightwater, domain="brightwater2.example", source="Its notices.")
    again.refresh_from_db()
    assert again.state == "waiting"


def test_who_left_by_themselves_comes_back_by_their_address(brightwater: Supplier) -> None:
    person = somebody("ada@brightwater.example")
    leave_supplier(claim=claim_supplier(person=person, supplier=brightwater, job="Sales"))
    assert claim_supplier(person=person, supplier=brightwater, job="Sales").state == "accepted"


def test_an_officer_of_a_while_does_not_speak_for_the_former_supplier_again(brightwater: Supplier) -> None:
    person = somebody("ada@brightwater.example")
    claim = claim_supplier(person=person, supplier=brightwater, job="Sales")
    person.refresh_from_db()
    person.borough, person.is_suppliers_person = BoroughFactory(), False
    person.save(update_fields=["borough", "is_suppliers_person"])
    claim.refresh_from_db()
    assert (claim.state, claim.ended_at is None) == ("ended", False)

    person.borough = None
    person.save(update_fields=["borough"])
    other = SupplierFactory()
    add_domain(supplier=other, domain="other.example", source="Its notices.")
    EmailAddress.objects.create(user=person, email="ada@other.example", verified=True)
    claim_supplier(person=person, supplier=other, job="Sales")
    person.refresh_from_db()
    assert suppliers_of(person) == [other]
