"""Who has tried something like this? Words, synonyms, typing errors, facets, the download."""

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from pilots.models import Pilot, Synonym
from pilots.terms import groups_by_word, terms_of, words_of
from tests.factories import (
    BoroughFactory,
    OfficerFactory,
    ProductFactory,
    SupplierFactory,
    make_pilot,
    pilot_facet,
)

GROUPS = groups_by_word(["falls sensor, Fall detector", "dementia, Alzheimer's, memory loss", "fall, autumn"])


@pytest.mark.parametrize(
    ("typed", "ways"),
    [
        ("", []),
        ("  ,, ?! ", []),
        ("Falls SENSOR", [("falls sensor", "fall detector")]),
        ("falls sensors", [("falls",), ("sensors",)]),
        (
            "a fall detector for dementia",
            [("a",), ("fall detector", "falls sensor"), ("for",), ("dementia", "alzheimer's", "memory loss")],
        ),
        ('"falls sensor"', [("falls sensor",)]),
        ("alzheimer's", [("alzheimer's", "dementia", "memory loss")]),
        ("fall", [("fall", "autumn")]),
    ],
)
def test_what_words_mean(typed: str, ways: list[tuple[str, ...]]) -> None:
    assert [term.ways for term in terms_of(typed, GROUPS)] == ways


@given(st.text(max_size=80))
def test_every_word_is_asked_for_and_none_is_made_up(typed: str) -> None:
    terms = terms_of(typed, {})
    said = typed.casefold()
    assert len(terms) <= 12
    assert all(word in said for term in terms for word in term.typed.split())
    assert words_of(typed) == list(dict.fromkeys(words_of(typed)))


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def titles(client: Client, address: str) -> set[str]:
    page = client.get(address)
    assert page.status_code == 200
    return {pilot.title for pilot in page.context["shown"].pilots}


@pytest.fixture
def three(db: None) -> None:
    Synonym.objects.create(words="falls sensor, fall detector")
    make_pilot(title="Fall detector in sheltered housing", technology="A pendant.", problem="Falls.")
    make_pilot(
        title="Chatbot for council tax",
        technology="A language model.",
        problem="Calls.",
        outcome="failed",
        failed="It made things up.",
    )
    make_pilot(title="Not yet", technology="A fall detector.", published=False)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=detectors", {"Fall detector in sheltered housing"}),
        ("q=falls+sensor", {"Fall detector in sheltered housing"}),
        ("q=chatbott", {"Chatbot for council tax"}),
        ("q=deteector+housing", {"Fall detector in sheltered housing"}),
        ("q=made+things+up", {"Chatbot for council tax"}),
        ("q=installer", set()),
        ("q=submarine", set()),
        ("q=%27%22%29%3B%3A*%26%21", set()),
        ("outcome=failed", {"Chatbot for council tax"}),
        ("outcome=poem&grade=measured", {"Fall detector in sheltered housing", "Chatbot for council tax"}),
        ("grade=described", set()),
        ("maker=supplier&q=pendant", {"Fall detector in sheltered housing"}),
    ],
)
def test_what_a_visitor_finds(client: Client, three: None, query: str, found: set[str]) -> None:
    assert titles(client, f"/pilots/?{query}") == found


@pytest.mark.django_db
def test_the_page_says_how_words_were_understood(client: Client, three: None) -> None:
    page = text(client.get("/pilots/?q=falls+sensor"))
    assert "For “falls sensor”, also: fall detector." in page
    assert "<mark>" in text(client.get("/pilots/?q=pendant"))
    assert "No pilot mentions “chatbott”: these mention “chatbot”." in text(client.get("/pilots/?q=chatbott"))


@pytest.mark.django_db
def test_candid_words_are_found_by_members_only_and_never_shown_in_lists(client: Client, three: None) -> None:
    assert titles(client, "/pilots/?q=installer") == set()
    client.force_login(OfficerFactory())
    assert len(titles(client, "/pilots/?q=installer")) == 2
    assert "installer was late" not in text(client.get("/pilots/?q=installer"))


@pytest.mark.django_db
def test_the_library_has_its_own_facets(client: Client) -> None:
    falls, memory = pilot_facet("need", "Falls"), pilot_facet("need", "Memory")
    radar = pilot_facet("device", "Radar")
    make_pilot(title="Radar for falls", is_assistive=True, facets=[falls, radar])
    make_pilot(title="Reminders", is_assistive=True, facets=[memory])
    make_pilot(title="A chatbot", facets=[falls])
    address = "/pilots/assistive-technology/"
    assert titles(client, address) == {"Radar for falls", "Reminders"}
    assert titles(client, f"{address}?need=falls&device=radar") == {"Radar for falls"}
    assert titles(client, f"{address}?need=memory&device=radar") == set()
    page = text(client.get(f"{address}?need=falls"))
    assert "Memory (1)" in page  # as if nothing were asked of its kind
    assert "Radar (1)" in page
    assert not Pilot.objects.get(title="A chatbot").facets.exists()


@pytest.mark.django_db
def test_the_download_has_the_public_part_and_no_formulas(client: Client) -> None:
    make_pilot(title="=HYPERLINK(1)", problem="@evil", measures=[("+a", "1", "2")])
    client.force_login(OfficerFactory())
    answer = client.get("/pilots/pilots.csv?q=evil")
    said = answer.content.decode()
    assert "'=HYPERLINK(1)" in said
    assert "'@evil" in said
    assert "'+a | 1 | 2" in said
    assert "installer" not in said
    assert client.get("/pilots/pilots.csv?outcome=poem").status_code == 400


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "/pilots/",
        "/pilots/?q=falls+sensor&area=&outcome=worked",
        "/pilots/?q=chatbottt",
        "/pilots/assistive-technology/?need=falls&q=detector",
        "/pilots/own/",
        "/pilots/{pilot}/",
        "/pilots/{pilot}/check/",
        "/pilots/{pilot}/write/assistive/",
        "/pilots/pilots.csv",
    ],
)
def test_queries(client: Client, three: None, address: str, django_assert_max_num_queries: Any) -> None:
    borough = BoroughFactory()
    facet = pilot_facet()
    for number in range(6):
        made = make_pilot(title=f"Detector {number}", borough=borough, is_assistive=True, facets=[facet])
    client.force_login(OfficerFactory(borough=borough))
    client.get(address.format(pilot=made.pk))
    with django_assert_max_num_queries(12):
        assert client.get(address.format(pilot=made.pk)).status_code == 200


@pytest.mark.django_db
def test_the_api_has_the_public_part_alone(client: Client, three: None) -> None:
    client.force_login(OfficerFactory())
    items = client.get("/api/v1/pilots/?q=falls+sensor").json()["items"]
    assert [one["title"] for one in items] == ["Fall detector in sheltered housing"]
    said = client.get(f"/api/v1/pilots/{items[0]['number']}/")
    assert said.json()["measures"] == [{"name": "Hours until help came", "before": "5", "after": "1"}]
    assert "installer" not in said.content.decode()
    assert client.get("/api/v1/pilots/?q=installer").json()["items"] == []
    draft = Pilot.objects.get(title="Not yet")
    assert client.get(f"/api/v1/pilots/{draft.pk}/").status_code == 404
    assert client.get("/api/v1/pilots/?outcome=poem").status_code == 400


@pytest.mark.django_db
def test_pages_of_products_and_suppliers_lead_to_pilots_with_them(client: Client) -> None:
    product = ProductFactory(name="Oakdesk", supplier=SupplierFactory(name="Brightwater Ltd"))
    make_pilot(title="Desks", product=product, supplier=product.supplier)
    make_pilot(title="Chairs")
    for thing in (product, product.supplier):
        address = re.search(
            r'href="(/pilots/\?[^"]*)"', client.get(thing.get_absolute_url()).content.decode()
        )
        assert address
        assert titles(client, address[1]) == {"Desks"}


@pytest.mark.django_db
def test_more_than_a_file_takes_is_said_and_not_cut_off(
    client: Client, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    make_pilot()
    make_pilot(title="Voice reminders")
    monkeypatch.setattr("pilots.views.reading.MOST", 1)
    answer = client.get("/pilots/pilots.csv")
    assert answer.status_code == 400
    assert "more than 1 pilots: filter them first" in answer.content.decode()
    assert client.get("/pilots/pilots.csv?q=voice").status_code == 200
    cache.clear()
    settings.DOWNLOAD_RATE = "1/min"
    assert [client.get("/pilots/pilots.csv?q=voice").status_code for _ in range(2)] == [200, 429]
    cache.clear()
