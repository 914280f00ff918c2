"""Shared issues: raised, confirmed, sent, answered, escalated, ended; what the supplier learns."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from boroughs.models import Event, Notification, Person
from boroughs.notifications.telling import tell_events
from boroughs.refusals import Refused
from community.actions.issues import (
    answer_issue,
    confirm_issue,
    end_issue,
    escalate_issue,
    remind_of_issues,
    send_issue,
)
from community.issue_page import affected, for_supplier
from community.models import SharedIssue
from contracts.models import Contract
from suppliers.models import Supplier
from tests.factories import (
    BoroughFactory,
    ContractFactory,
    OfficerFactory,
    PersonFactory,
    ProductFactory,
    SupplierFactory,
    speak_for,
)
from tests.factories.community import make_group, make_issue
from tests.pages import text_of

pytestmark = pytest.mark.django_db


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def in_days(days: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


def speaker_of(supplier: Supplier) -> Person:
    person: Person = PersonFactory(is_suppliers_person=True)
    speak_for(person, supplier)
    return person


def told(person: Person, kind: str) -> int:
    tell_events()
    return Notification.objects.filter(person=person, event__kind=kind).count()


def test_from_a_borough_alone_to_an_answer_that_resolves_it() -> None:
    supplier = SupplierFactory(name="Brightwater Systems")
    ada, bea = (OfficerFactory(borough=BoroughFactory(slug=slug)) for slug in ("hackney", "camden"))
    contracts = [ContractFactory(boroughs=[one.borough], suppliers=[supplier]) for one in (ada, bea)]
    bea.borough_roles = ["contract_manager"]
    bea.save()
    seller = speaker_of(supplier)
    page, peer, theirs = signed_in(ada), signed_in(bea), signed_in(seller)
    new = f"/community/issues/new/{supplier.slug}/"
    wrong = page.post(new, {"title": "", "contract": contracts[1].pk})
    assert "Choose one of the list." in text_of(wrong)
    assert "Say whether the supplier may know." in text_of(wrong)
    facts = {
        "title": "Exports come late",
        "text": "Send them within five days.",
        "contract": contracts[0].pk,
        "evidence": "We waited for six weeks.",
        "named": "yes",
    }
    page.post(new, facts)
    issue = SharedIssue.objects.get()
    assert told(bea, "issue_raised") == 1
    assert "1 borough has it" in text_of(page.get(issue.get_absolute_url()))
    assert theirs.get(f"/my-suppliers/{supplier.slug}/issues/{issue.pk}/").status_code == 404
    sending = {"answer_by": in_days(14).isoformat()}
    early = page.post(f"{issue.get_absolute_url()}send/", sending)
    assert "At least 2 boroughs confirm an issue" in text_of(early)
    said = {"contract": contracts[1].pk, "evidence": "Three times since May.", "named": "no"}
    peer.post(f"{issue.get_absolute_url()}confirm/", said)
    assert "2 boroughs have it" in text_of(peer.get(issue.get_absolute_url()))
    assert peer.post(f"{issue.get_absolute_url()}send/", sending).status_code == 403
    assert "Give the supplier from 5 to 90 days" in text_of(
        page.post(f"{issue.get_absolute_url()}send/", {"answer_by": in_days(2).isoformat()})
    )
    page.post(f"{issue.get_absolute_url()}send/", sending)
    assert told(seller, "issue_sent") == 1
    shown = text_of(theirs.get(f"/my-suppliers/{supplier.slug}/issues/{issue.pk}/"))
    assert "2 boroughs have it." in shown
    assert "We waited for six weeks." in shown
    for word in ("Camden", "Three times since May", contracts[1].title, "a year"):
        assert word not in shown, word
    theirs.post(f"/my-suppliers/{supplier.slug}/issues/{issue.pk}/", {"text": "From Monday on."})
    assert told(bea, "issue_moved") == 1
    assert "From Monday on." in text_of(peer.get(issue.get_absolute_url()))
    end = {"result": "resolved", "outcome": "Exports come in two days now."}
    page.post(f"{issue.get_absolute_url()}end/", end)
    assert told(seller, "issue_ended") == 1
    assert "Exports come in two days now." in text_of(peer.get(issue.get_absolute_url()))
    assert "is resolved, so that this cannot be done now" in text_of(
        theirs.post(f"/my-suppliers/{supplier.slug}/issues/{issue.pk}/", {"text": "One more thing."})
    )


def test_without_a_contract_there_is_no_issue() -> None:
    supplier, ada = SupplierFactory(), OfficerFactory()
    text = text_of(signed_in(ada).get(f"/community/issues/new/{supplier.slug}/"))
    assert "has no contract with it on the register" in text
    issue = make_issue(supplier=supplier)
    assert signed_in(ada).get(f"{issue.get_absolute_url()}confirm/").status_code == 404
    assert "We have it too" not in text_of(signed_in(ada).get(issue.get_absolute_url()))
    other = ContractFactory(boroughs=[ada.borough], suppliers=[SupplierFactory()])
    with pytest.raises(Refused, match="no contract of"):
        confirm_issue(issue=issue, contract=other, text="We do.", is_named=True, by=ada)


def test_a_borough_changes_what_it_said_and_takes_it_back_but_not_the_one_that_raised_it() -> None:
    ada, bea = OfficerFactory(), OfficerFactory()
    issue = make_issue(by=ada, confirmed_by=[bea])
    contract = issue.confirmations.get(borough=bea.borough).contract_id
    page = signed_in(bea)
    assert "waited, too" in text_of(page.get(f"{issue.get_absolute_url()}confirm/"))
    page.post(
        f"{issue.get_absolute_url()}confirm/",
        {"contract": contract, "evidence": "Every month.", "named": "yes"},
    )
    own = issue.confirmations.get(borough=bea.borough)
    assert (own.text, own.is_named) == ("Every month.", True)
    page.post(f"{issue.get_absolute_url()}confirm/", {"take-back": "1"})
    assert issue.confirmations.count() == 1
    answer = signed_in(ada).post(f"{issue.get_absolute_url()}confirm/", {"take-back": "1"}, follow=True)
    assert "Your borough raised it" in text_of(answer)
    assert issue.confirmations.count() == 1


def test_the_value_counts_a_joint_contract_once_and_says_what_is_not_known() -> None:
    supplier, ada, bea, cid = SupplierFactory(), *(OfficerFactory() for _ in range(3))
    joint = ContractFactory(boroughs=[ada.borough, bea.borough], suppliers=[supplier])
    assert joint.annual_value
    issue = make_issue(by=cid, supplier=supplier)
    first = issue.confirmations.get()
    Contract.objects.filter(pk=first.contract_id or 0).update(annual_value=None)
    for person in (ada, bea):
        confirm_issue(issue=issue, contract=joint, text="So do we.", is_named=False, by=person)
    found = affected(list(issue.confirmations.select_related("contract")))
    assert (found.boroughs, found.value, found.unknown) == (3, joint.annual_value, 1)


@pytest.mark.parametrize("named", [True, False])
def test_the_supplier_learns_the_value_only_where_all_agreed_to_be_named(named: bool) -> None:
    issue = make_issue(confirmed_by=[OfficerFactory()], is_named=True)
    issue.confirmations.filter(borough=issue.borough).update(is_named=named)
    seen = for_supplier(issue)
    assert (seen.affected is not None) == named
    assert len(seen.named) == 1 + named
    assert seen.boroughs == 2


def test_what_the_supplier_is_told_names_no_borough_and_nobody() -> None:
    ada = OfficerFactory(name="Ada Okafor", borough=BoroughFactory(slug="hackney"))
    bea = OfficerFactory(name="Bea Lindqvist", borough=BoroughFactory(slug="camden"))
    issue = make_issue(by=ada, confirmed_by=[bea])
    seller = speaker_of(issue.supplier)
    send_issue(issue=issue, answer_by=in_days(14), by=ada)
    escalate_issue(issue=issue, to="The managing director", why="No answer.", answer_by=in_days(30), by=ada)
    end_issue(issue=issue, is_resolved=True, outcome="It works.", by=ada)
    tell_events()
    events = Event.objects.filter(notifications__person=seller)
    assert set(events.values_list("kind", flat=True)) == {"issue_sent", "issue_ended"}
    page = signed_in(seller)
    texts = [str(one.data) for one in events]
    for address in ("/notifications/", f"/my-suppliers/{issue.supplier.slug}/issues/{issue.pk}/"):
        texts.append(text_of(page.get(address)))
    for text in texts:
        for word in ("Ada", "Okafor", "Bea", "Hackney", "Camden"):
            assert word not in text
    assert page.get(issue.get_absolute_url()).status_code == 403
    assert page.get("/community/issues/").status_code == 403


def test_reminders_come_three_days_before_and_the_boroughs_hear_when_the_day_has_passed() -> None:
    ada, bea = OfficerFactory(), OfficerFactory()
    issue = make_issue(by=ada, confirmed_by=[bea])
    seller = speaker_of(issue.supplier)
    send_issue(issue=issue, answer_by=in_days(14), by=ada)
    assert remind_of_issues(today=in_days(10)) == 0
    assert remind_of_issues(today=in_days(11)) == 1
    remind_of_issues(today=in_days(11))
    assert told(seller, "issue_sent") == 2
    assert remind_of_issues(today=in_days(15)) == 1
    remind_of_issues(today=in_days(16))
    assert told(bea, "issue_due") == 1
    answer_issue(issue=issue, text="Sorry.", by=seller)
    assert remind_of_issues(today=in_days(17)) == 0


def test_whoever_looks_after_the_products_group_leads_its_issues() -> None:
    boss, ada, bea = OfficerFactory(), OfficerFactory(), OfficerFactory()
    supplier = SupplierFactory()
    product = ProductFactory(supplier=supplier)
    make_group(boss, kind="users", product=product)
    issue = make_issue(by=ada, supplier=supplier, product=product, confirmed_by=[bea])
    assert "Send it to the supplier" in text_of(signed_in(boss).get(issue.get_absolute_url()))
    assert "Send it to the supplier" not in text_of(signed_in(bea).get(issue.get_absolute_url()))
    text = text_of(signed_in(boss).get(f"/community/issues/?supplier={supplier.slug}&state=running"))
    assert "Data arrives late" in text
    assert "1 shared issue" in text
    assert "No issue matches" in text_of(signed_in(boss).get("/community/issues/?state=resolved"))


def test_pages_ask_few_queries(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    ada = OfficerFactory()
    issue = make_issue(by=ada, confirmed_by=[OfficerFactory() for _ in range(6)])
    for _ in range(6):
        make_issue(supplier=issue.supplier)
    page = signed_in(ada)
    for address in ("/community/issues/", issue.get_absolute_url(), f"{issue.get_absolute_url()}confirm/"):
        with django_assert_max_num_queries(12):
            assert page.get(address).status_code == 200
