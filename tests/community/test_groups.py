"""Groups: who reads which, joining, letting in, founding, closing down (R9)."""

import pytest
from django.test import Client

from boroughs.models import Event, Person
from boroughs.refusals import Refused
from community.actions import add_member, end_group, join_group, leave_group
from community.models import Discussion, Group, Membership
from tests.factories import OfficerFactory, PersonFactory, ProductFactory
from tests.factories.community import make_discussion, make_group
from tests.pages import text_of

pytestmark = pytest.mark.django_db


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_anyone_reads_the_names_of_open_groups_and_nothing_else(client: Client) -> None:
    group = make_group(name="Housing systems", about="Only members read this.")
    make_group(name="Secret plans", access="closed")
    make_discussion(group=group, title="Our supplier is late")
    text = text_of(client.get("/community/"))
    assert "Housing systems" in text
    for word in ("Secret plans", "Only members read this", "Our supplier is late"):
        assert word not in text
    assert client.get(group.get_absolute_url()).status_code == 302
    supplier = signed_in(PersonFactory(is_suppliers_person=True))
    assert "Our supplier is late" not in text_of(supplier.get("/community/"))
    assert supplier.get(group.get_absolute_url()).status_code == 403


def test_a_closed_group_is_unknown_to_whoever_does_not_belong_to_it() -> None:
    ada, bea, facilitator = OfficerFactory(), OfficerFactory(), PersonFactory(is_facilitator=True)
    group = make_group(ada, name="Scoping", access="closed")
    talk = make_discussion(by=ada, group=group, title="What we would pay")
    outside = signed_in(bea)
    for address in (group.get_absolute_url(), talk.get_absolute_url(), f"{group.get_absolute_url()}new/"):
        assert outside.get(address).status_code == 404
    post = talk.posts.get()
    assert outside.get(f"/community/posts/{post.pk}/report/").status_code == 404
    for page in ("/community/", "/community/discussions/", "/search/?q=would+pay"):
        assert "What we would pay" not in text_of(outside.get(page))
    assert "What we would pay" in text_of(signed_in(facilitator).get("/community/"))
    add_member(group=group, person=bea, by=ada)
    assert "What we would pay" in text_of(outside.get("/community/"))
    assert "What we would pay" in text_of(outside.get("/search/?q=would+pay"))


def test_one_joins_an_open_group_and_leaves_it() -> None:
    ada = OfficerFactory()
    group = make_group()
    page = signed_in(ada)
    answer = page.post(f"{group.get_absolute_url()}join/", follow=True)
    assert "you hear of what begins in it" in text_of(answer)
    assert Membership.objects.filter(group=group, person=ada).count() == 1
    join_group(group=group, by=ada)
    assert group.memberships.count() == 1
    page.post(f"{group.get_absolute_url()}join/", {"leave": "1"})
    assert group.memberships.count() == 0


def test_nobody_joins_a_closed_group_by_themselves_and_who_looks_after_one_stays() -> None:
    ada = OfficerFactory()
    group = make_group(ada, access="closed")
    with pytest.raises(Refused, match="let you in"):
        join_group(group=group, by=OfficerFactory())
    with pytest.raises(Refused, match="name another facilitator"):
        leave_group(group=group, person=ada)


def test_who_looks_after_a_group_lets_members_in_by_their_address_and_takes_them_out() -> None:
    ada, bea = OfficerFactory(), OfficerFactory(name="Bea Lindqvist")
    group = make_group(ada, access="closed")
    address = f"{group.get_absolute_url()}members/"
    page = signed_in(ada)
    assert "No member of the hub signs in" in text_of(page.post(address, {"email": "who@example.org"}))
    stranger = PersonFactory(is_suppliers_person=True)
    assert "No member of the hub signs in" in text_of(page.post(address, {"email": stranger.email}))
    assert "Bea Lindqvist belongs to the group now" in text_of(
        page.post(address, {"email": bea.email.upper()}, follow=True)
    )
    assert Event.objects.get(kind="group_let_in").data["person"] == bea.pk
    assert signed_in(bea).post(address, {"remove": str(ada.pk)}).status_code == 403
    assert "taken out" in text_of(page.post(address, {"remove": str(bea.pk)}, follow=True))
    assert page.post(address, {"remove": "many"}).status_code == 404


def test_a_facilitator_founds_a_group_and_changes_it() -> None:
    boss, ada = PersonFactory(is_facilitator=True), OfficerFactory()
    product = ProductFactory(name="Brightwater Homes")
    page = signed_in(boss)
    facts = {
        "name": "Care",
        "kind": "users",
        "access": "closed",
        "about": "Who uses it.",
        "facilitator": ada.email,
    }
    assert "Say of which product" in text_of(page.post("/community/new/", facts))
    page.post("/community/new/", {**facts, "product": "brightwater homes"})
    group = Group.objects.get(name="Care")
    assert (group.product, group.facilitator, group.access) == (product, ada, "open")
    again = page.post("/community/new/", {**facts, "name": "Other", "product": "brightwater homes"})
    assert "has a user group already" in text_of(again)
    assert "There is a group of this name already" in text_of(
        page.post("/community/new/", {**facts, "name": "care"})
    )
    assert "New words" in text_of(
        signed_in(ada).post(
            f"{group.get_absolute_url()}change/",
            {**facts, "product": product.name, "about": "New words"},
            follow=True,
        )
    )
    assert signed_in(OfficerFactory()).get(f"{group.get_absolute_url()}change/").status_code == 403


def test_in_a_group_that_is_closed_down_one_reads_and_writes_nothing() -> None:
    ada = OfficerFactory()
    group = make_group(ada)
    talk = make_discussion(by=ada, group=group)
    end_group(group=group)
    page = signed_in(ada)
    assert "nobody writes in it any more" in text_of(page.get(group.get_absolute_url()))
    answer = page.post(talk.get_absolute_url(), {"text": "Still here?"})
    assert "This discussion is closed" in text_of(answer)
    facts = {"kind": "question", "title": "New", "text": "One"}
    assert "closed down" in text_of(page.post(f"{group.get_absolute_url()}new/", facts))
    assert Discussion.objects.count() == 1


def test_addresses_of_groups_do_not_hide_the_hubs_own_pages() -> None:
    assert make_group(name="Care").slug == "care-2"
    assert make_group(name="New").slug == "new-2"
    assert make_group(name="???").slug == "group"
