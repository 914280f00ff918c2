"""Channels of Microsoft Teams: what is posted, where to, and what becomes of failures."""

import datetime as dt
import io
import json
from typing import Any

import pytest
import requests
import time_machine
from django.test import Client
from django.utils import timezone

from boroughs.models import Notification, Person
from boroughs.notifications.telling import tell_events
from boroughs.refusals import Refused
from community.actions import change_group, hide_post
from community.actions.teams import MOST_ATTEMPTS, MOST_FAILURES, send_cards, set_channel, try_channel
from community.models import Group, TeamsCard, TeamsChannel
from community.teams import is_allowed, masked
from tests.factories import ContractFactory, FlagFactory, OfficerFactory, PersonFactory
from tests.factories.community import make_discussion, make_group
from tests.pages import text_of

pytestmark = pytest.mark.django_db
SECRET = "sig=very-secret-signature"
ADDRESS = (
    f"https://a1.b2.environment.api.powerplatform.com:443/powerautomate/workflows/7/triggers/manual?{SECRET}"
)


def body_of(request: requests.PreparedRequest) -> bytes:
    assert isinstance(request.body, bytes)
    return request.body


class Teams:
    """Stands at the boundary where requests leave the hub; answers with what it is told to."""

    def __init__(self) -> None:
        self.answers: list[int | Exception] = []
        self.seen: list[tuple[requests.PreparedRequest, dict[str, Any]]] = []

    def send(self, adapter: object, request: requests.PreparedRequest, **kwargs: Any) -> requests.Response:
        self.seen.append((request, kwargs))
        answer = self.answers.pop(0) if self.answers else 202
        if isinstance(answer, Exception):
            raise answer
        response = requests.Response()
        response.status_code, response.request, response.url = answer, request, str(request.url)
        response.raw = io.BytesIO()
        if answer in (301, 302, 307):
            response.headers["Location"] = "https://elsewhere.example/"
        return response

    @property
    def cards(self) -> list[Any]:
        return [json.loads(body_of(request))["attachments"][0]["content"] for request, _ in self.seen]


@pytest.fixture
def teams(monkeypatch: pytest.MonkeyPatch) -> Teams:
    found = Teams()
    monkeypatch.setattr(
        requests.adapters.HTTPAdapter, "send", lambda self, request, **more: found.send(self, request, **more)
    )
    return found


@pytest.fixture
def boss() -> Person:
    person: Person = OfficerFactory()
    return person


@pytest.fixture
def group(boss: Person) -> Group:
    return make_group(boss, name="Housing systems")


@pytest.fixture
def channel(group: Group) -> TeamsChannel:
    return set_channel(group=group, address=ADDRESS)


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def later(minutes: int) -> Any:
    return time_machine.travel(timezone.now() + dt.timedelta(minutes=minutes))


def test_a_new_discussion_is_told_by_title_borough_and_link_never_by_its_words(
    group: Group, channel: TeamsChannel, teams: Teams
) -> None:
    asker = OfficerFactory()
    talk = make_discussion(by=asker, group=group, title="Exit [terms](https://x.example)?", text="Rate £812.")
    assert send_cards() == 1
    assert send_cards() == 0, "each card once"
    request, how = teams.seen[0]
    assert request.url == ADDRESS.replace(":443", "") or request.url == ADDRESS
    assert how["timeout"] == (5, 15)
    assert b"812" not in body_of(request)
    assert asker.name not in str(teams.cards[0])
    card = teams.cards[0]
    assert card["body"][0]["inlines"][0]["text"] == "Exit [terms](https://x.example)?"
    assert card["body"][0]["type"] == "RichTextBlock", "a title is no Markdown"
    assert card["body"][1]["inlines"][0]["text"] == f"Question from {asker.borough} in Housing systems"
    assert card["actions"][0]["url"].endswith(talk.get_absolute_url())
    channel.refresh_from_db()
    assert channel.last_sent_at is not None


def test_what_not_all_may_read_is_not_told(
    boss: Person, group: Group, channel: TeamsChannel, teams: Teams
) -> None:
    make_discussion(by=boss, group=group, subject=FlagFactory(boroughs=[boss.borough]))
    closed = make_group(boss, access="closed")
    make_discussion(by=boss, group=closed)
    make_discussion(by=boss, group=make_group())
    assert not TeamsCard.objects.exists()
    make_discussion(by=boss, group=group, subject=ContractFactory())
    hidden = make_discussion(by=boss, group=group)
    hide_post(post=hidden.posts.get(), why="It names a price.", by=boss)
    assert send_cards() == 1
    assert len(teams.seen) == 1
    with pytest.raises(Refused, match="Only an open group"):
        set_channel(group=closed, address=ADDRESS)
    change_group(group=group, facts={"access": "closed"})
    assert not TeamsChannel.objects.exists(), "a group that closes is told of no more"


@pytest.mark.parametrize(
    "address",
    [
        "http://a.environment.api.powerplatform.com/x",
        "https://environment.api.powerplatform.com.evil.example/x",
        "https://evilenvironment.api.powerplatform.com/x",
        "https://a.environment.api.powerplatform.com:8443/x",
        "https://u:p@a.environment.api.powerplatform.com/x",
        "https://a.environment.api.powerplatform.com@evil.example/x",
        "https://169.254.169.254/x",
        "https://[::1",
        "https://hub.webhook.office.com/x",
        "a.logic.azure.com",
        "",
    ],
)
def test_other_addresses_are_refused(address: str, group: Group, teams: Teams) -> None:
    assert not is_allowed(address)
    with pytest.raises(Refused, match="no address of a Teams workflow"):
        set_channel(group=group, address=address)
    TeamsChannel.objects.create(group=group, address=address)
    make_discussion(group=group)
    assert send_cards() == 0
    assert teams.seen == []


def test_redirects_are_not_followed_and_count_as_failures(
    group: Group, channel: TeamsChannel, teams: Teams
) -> None:
    teams.answers = [302]
    make_discussion(group=group)
    send_cards()
    assert len(teams.seen) == 1
    channel.refresh_from_db()
    assert (channel.failures, channel.last_error) == (1, "Teams answered 302.")


def test_a_card_is_tried_again_with_growing_pauses_and_then_given_up(
    group: Group, channel: TeamsChannel, teams: Teams
) -> None:
    teams.answers = [429, requests.ConnectTimeout(f"https://x/?{SECRET}"), 503, 202]
    make_discussion(group=group)
    assert send_cards() == 0
    assert send_cards() == 0
    assert len(teams.seen) == 1, "not at once"
    for minutes in (3, 8, 20):
        with later(minutes):
            send_cards()
    assert len(teams.seen) == 4
    channel.refresh_from_db()
    assert (channel.failures, channel.last_error) == (0, "")
    teams.answers = [500] * MOST_ATTEMPTS
    make_discussion(group=group)
    for minutes in (0, 3, 8, 20, 40, 100, 200):
        with later(minutes):
            send_cards()
    assert len(teams.seen) == 4 + MOST_ATTEMPTS
    channel.refresh_from_db()
    assert channel.failures == 1
    assert channel.off_at is None


def test_after_several_in_a_row_it_is_switched_off_and_said_until_a_trial(
    boss: Person, group: Group, channel: TeamsChannel, teams: Teams
) -> None:
    teams.answers = [requests.ConnectionError(f"https://x/?{SECRET}"), *[404] * (MOST_FAILURES + 2)]
    for _ in range(MOST_FAILURES + 1):
        make_discussion(group=group)
    send_cards()
    with later(5):
        send_cards()
    channel.refresh_from_db()
    assert channel.off_at is not None
    assert len(teams.seen) <= MOST_FAILURES + 1, "nothing more goes out"
    make_discussion(group=group)
    assert not channel.cards.filter(ended_at=None).exists()
    tell_events()
    told = Notification.objects.get(person=boss, event__kind="teams_off")
    assert SECRET not in json.dumps(told.event.data)
    page = signed_in(boss)
    shown = text_of(page.get(f"/community/{group.slug}/teams/"))
    assert "Switched off on" in shown
    assert "Teams answered 404." in shown
    teams.answers = []
    page.post(f"/community/{group.slug}/teams/", {"try": "1"})
    assert send_cards() == 1
    assert "This is a trial" in str(teams.cards[-1])
    assert "Switched off" not in text_of(page.get(f"/community/{group.slug}/teams/"))


def test_who_looks_after_the_group_sets_it_and_nobody_reads_it_again(
    boss: Person, group: Group, caplog: pytest.LogCaptureFixture
) -> None:
    page, address = signed_in(boss), f"/community/{group.slug}/teams/"
    assert "Paste the address that Teams shows" in text_of(page.post(address, {}))
    assert "Addresses of the older connectors" in text_of(
        page.post(address, {"address": "https://x.example"})
    )
    with caplog.at_level("DEBUG"):
        page.post(address, {"address": f" {ADDRESS} "})
        shown = page.get(address).content.decode()
    assert TeamsChannel.objects.get().address == ADDRESS
    assert SECRET not in shown
    assert "workflows/7" not in shown
    assert "powerplatform.com/…" in shown
    assert SECRET not in caplog.text
    assert SECRET not in signed_in(PersonFactory(is_staff=True)).get(address).content.decode()
    outsider = signed_in(OfficerFactory())
    assert outsider.get(address).status_code == 403
    assert outsider.post(address, {"remove": "1"}).status_code == 403
    page.post(address, {"remove": "1"})
    assert not TeamsChannel.objects.exists()
    closed = make_group(boss, access="closed")
    assert "Only an open group" in text_of(page.get(f"/community/{closed.slug}/teams/"))
    answer = page.post(f"/community/{closed.slug}/teams/", {"address": ADDRESS})
    assert answer.status_code == 200
    assert not TeamsChannel.objects.exists()


def test_trials_do_not_pile_up(channel: TeamsChannel, teams: Teams) -> None:
    for _ in range(4):
        try_channel(channel=channel)
    assert send_cards() == 1
    assert masked(ADDRESS).count("…") == 2
