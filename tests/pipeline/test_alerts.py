"""Saved searches with e-mail: consent, one e-mail with its reason, silence for trifles, stopping for good."""

import datetime as dt
import re
from decimal import Decimal
from typing import Any

import pytest
from django.core import mail as outbox
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from boroughs.models import Borough, Mail
from boroughs.notifications.sending import send_mails
from pipeline.alerts import links
from pipeline.alerts.asking import MOST_LETTERS_A_DAY, MOST_SEARCHES, forget_unconfirmed
from pipeline.alerts.substance import said_of, substance_of
from pipeline.alerts.telling import send_alerts
from pipeline.models import Procurement, SavedSearch, ToldOpportunity
from pipeline.procuring import end_procurement, publish, share
from tests.factories import (
    BoroughFactory,
    OfficerFactory,
    PersonFactory,
    SavedSearchFactory,
    TenderNoticeFactory,
    make_timeline,
)
from tests.pages import text_of

#: A Wednesday at noon in London.
NOON = dt.datetime(2027, 1, 13, 12, tzinfo=dt.UTC)
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
BIDDER = "bidder@supplier.example"


def link_in(mail: Mail, part: str) -> str:
    """Return the path of the first link in an e-mail that has a part in it."""
    found = re.search(rf"https?://[^/\s]+(/\S*{part}\S*)", mail.text)
    assert found, mail.text
    return found[1]


def found_mails() -> list[Mail]:
    """Return the e-mails that saved searches made, the oldest first."""
    return list(Mail.objects.filter(kind="alert_found").order_by("pk"))


@pytest.fixture
def camden() -> Borough:
    return BoroughFactory(slug="camden", name="Camden")


def ask(client: Client, address: str = BIDDER, frequency: str = "at_once", **question: str) -> Any:
    """Ask for a saved search as the page does."""
    query = "&".join(f"{name}={value}" for name, value in question.items())
    return client.post(f"{reverse('alert_new')}?{query}", {"address": address, "frequency": frequency})


@pytest.mark.django_db
class TestConsent:
    """Nobody is written to who did not say yes, and nobody learns whose address is known."""

    def test_a_supplier_without_an_account_subscribes_and_gets_one_mail_with_the_reason(
        self, client: Client, camden: Borough
    ) -> None:
        make_timeline(borough=camden, title="There already", visibility="public")
        assert "Look into your inbox" in text_of(ask(client, "Bidder@Supplier.example", borough="camden"))
        (letter,) = Mail.objects.all()
        assert letter.address == BIDDER
        confirm = link_in(letter, "/confirm/")
        assert "Do you want these e-mails?" in text_of(client.get(confirm))
        assert SavedSearch.objects.get().confirmed_at is None  # opening the link confirms nothing
        assert "Your search is saved" in text_of(client.post(confirm))
        assert send_alerts(now=timezone.now()) == 0  # what was there is not written about

        make_timeline(borough=camden, title="Kiosks", visibility="public")
        make_timeline(title="Another borough’s", visibility="public")
        assert send_alerts(now=timezone.now()) == 1
        (sent,) = found_mails()
        assert sent.subject == "1 new opportunity: Camden"
        assert "Camden: Kiosks" in sent.text
        assert "There already" not in sent.text
        assert "Another borough’s" not in sent.text
        assert "to hear at once about: Camden." in sent.text
        assert sent.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"

        assert send_alerts(now=timezone.now() + 2 * HOUR) == 0  # a second run sends none
        send_mails()
        assert [message.to for message in outbox.outbox] == [[BIDDER], [BIDDER]]

    def test_an_unknown_known_full_and_bounced_address_get_the_same_answer(self, client: Client) -> None:
        for number in range(MOST_SEARCHES):
            SavedSearchFactory(address="full@x.example", question={"q": str(number)})
        SavedSearchFactory(address="known@x.example")
        for _ in range(3):
            Mail.objects.create(address="gone@x.example", kind="x", subject="x", text="x", state="bounced")
        answers = {
            text_of(ask(client, f"{name}@x.example")).replace(f"{name}@", "somebody@")
            for name in ("new", "known", "full", "gone")
        }
        assert len(answers) == 1
        letters = {mail.address.partition("@")[0]: mail for mail in Mail.objects.exclude(kind="x")}
        assert letters.keys() == {"new", "known", "full"}
        assert "You have this saved search already" in letters["known"].text
        assert "which is the most" in letters["full"].text
        assert SavedSearch.objects.filter(address="full@x.example").count() == MOST_SEARCHES

    def test_nobody_can_have_an_address_flooded(self, client: Client) -> None:
        for number in range(MOST_LETTERS_A_DAY + 3):
            ask(client, q=str(number))
        assert Mail.objects.filter(address=BIDDER).count() == MOST_LETTERS_A_DAY

    def test_what_strangers_asked_for_keeps_nobody_from_asking(self, client: Client) -> None:
        now = timezone.now()
        for number in range(MOST_SEARCHES - 1):
            SavedSearchFactory(
                address=BIDDER, question={"q": str(number)}, confirmed_at=None, asked_at=now - number * HOUR
            )
        own = SavedSearchFactory(address=BIDDER, question={"q": "own"}, asked_at=now - 99 * DAY)
        ask(client, q="kiosks")
        (letter,) = Mail.objects.all()
        client.post(link_in(letter, "/confirm/"))
        left = SavedSearch.objects.filter(address=BIDDER)
        assert left.count() == MOST_SEARCHES
        assert left.filter(pk=own.pk).exists()
        assert left.filter(question={"q": "kiosks"}, confirmed_at__isnull=False).exists()
        assert not left.filter(question={"q": str(MOST_SEARCHES - 2)}).exists()  # the oldest went

    def test_one_network_cannot_write_to_many(self, client: Client, settings: Any) -> None:
        cache.clear()
        settings.ALERT_RATE = "2/h"
        answers = [ask(client, f"{number}@x.example").status_code for number in range(4)]
        assert answers == [200, 200, 429, 429]
        assert Mail.objects.count() == 2
        cache.clear()

    @pytest.mark.parametrize(
        ("given", "said"),
        [
            ({"address": "", "frequency": "daily"}, "Write your e-mail address."),
            ({"address": "nobody", "frequency": "daily"}, "Write an e-mail address such as"),
            ({"address": BIDDER}, "Choose how often you want to hear."),
            ({"address": BIDDER, "frequency": "hourly"}, "Choose how often you want to hear."),
        ],
    )
    def test_what_cannot_be_read_is_said_and_kept(
        self, given: dict[str, str], said: str, client: Client, camden: Borough
    ) -> None:
        page = client.post(f"{reverse('alert_new')}?borough=camden", given)
        assert said in text_of(page)
        assert "Camden" in text_of(page)
        if given["address"]:
            assert given["address"] in page.content.decode()
        assert not SavedSearch.objects.exists()

    def test_a_filter_that_cannot_be_read_is_not_saved(self, client: Client) -> None:
        page = ask(client, cpv="software")
        assert "A filter of this address cannot be read" in text_of(page)
        assert not Mail.objects.exists()

    def test_links_that_were_changed_or_are_old_lead_to_a_new_one(self, client: Client) -> None:
        search = SavedSearchFactory(confirmed_at=None)
        token = links.confirm_token(search)
        for name in ("alert_confirm", "alert_stop", "alerts_manage"):
            answer = client.get(reverse(name, args=[token[:-3] + "abc"]))
            assert answer.status_code == 410
            assert "This link no longer works" in answer.content.decode()
        assert client.get(reverse("alert_stop", args=[token])).status_code == 410  # another purpose

    def test_what_nobody_confirms_is_forgotten(self) -> None:
        now = timezone.now()
        old = SavedSearchFactory(confirmed_at=None, asked_at=now - 8 * DAY, compared_at=None)
        SavedSearchFactory(confirmed_at=None, asked_at=now - 6 * DAY, compared_at=None)
        SavedSearchFactory(asked_at=now - 80 * DAY)
        kept = {
            "kind": "alert_confirm",
            "subject": "x",
            "text": "x",
            "state": "sent",
            "made_at": now - 8 * DAY,
        }
        Mail.objects.create(address=old.address, **kept)
        Mail.objects.create(address=SavedSearch.objects.last().address, **kept)  # type: ignore[union-attr]
        assert forget_unconfirmed(now=now) == {"searches": 1, "letters": 1}
        assert forget_unconfirmed(now=now) == {"searches": 0, "letters": 0}
        assert SavedSearch.objects.count() == 2


@pytest.mark.django_db
class TestTelling:
    """What is told, when, and what is not."""

    def test_daily_and_weekly_ones_wait_for_their_hour_and_a_missed_day_is_caught_up(
        self, camden: Borough
    ) -> None:
        for frequency in ("daily", "weekly"):
            SavedSearchFactory(frequency=frequency, address=f"{frequency}@x.example", compared_at=NOON)
        TenderNoticeFactory(
            title="Kiosks",
            borough_ids=[camden.pk],
            bids_due=dt.date(2027, 3, 1),
            open_until=dt.date(2027, 3, 1),
        )
        assert send_alerts(now=NOON + HOUR) == 0
        assert send_alerts(now=NOON + 2 * DAY) == 1  # Thursday was missed; Friday noon catches it up
        assert send_alerts(now=NOON + 2 * DAY + HOUR) == 0
        assert send_alerts(now=NOON + 6 * DAY) == 1  # Tuesday: Monday’s is caught up
        assert [mail.address for mail in found_mails()] == ["daily@x.example", "weekly@x.example"]

    def test_changes_of_substance_are_told_once_and_say_what_changed(self, camden: Borough) -> None:
        officer = OfficerFactory(borough=camden)
        plan = make_timeline(borough=camden, title="Kiosks", visibility="public", by=officer)
        search = SavedSearchFactory()
        now = timezone.now()
        assert send_alerts(now=now + HOUR) == 1
        Procurement.objects.filter(pk=plan.pk).update(value_to=Decimal(5_000_000), bids_due="2039-02-01")
        assert send_alerts(now=now + 2 * HOUR) == 1
        last = found_mails()[-1]
        assert last.subject == "1 changed: all opportunities"
        assert "Bids due: 1 February 2039; it was" in last.text
        assert "Estimated value: £900,000 to £5 million; it was £900,000 to £1.2 million." in last.text
        end_procurement(procurement=plan, outcome="abandoned", on=timezone.localdate(), by=officer)
        assert send_alerts(now=now + 3 * HOUR) == 1
        assert "It is now given up." in found_mails()[-1].text
        assert send_alerts(now=now + 4 * HOUR) == 0
        assert search.told.get().mail == found_mails()[-1]

    def test_nobody_is_written_to_for_a_trifle(self, camden: Borough) -> None:
        plan = make_timeline(borough=camden, title="Kiosks", visibility="public")
        SavedSearchFactory()
        now = timezone.now()
        assert send_alerts(now=now + HOUR) == 1
        Procurement.objects.filter(pk=plan.pk).update(
            title="Kiosks for all",
            description="More words.",
            role_mailbox="new@camden.example",
            cpv_codes=["48000000"],
        )
        assert send_alerts(now=now + 2 * HOUR) == 0
        share(procurement=plan, with_members=True, by=None)
        assert send_alerts(now=now + 3 * HOUR) == 0
        publish(procurement=plan, mailbox="it@camden.example", by=None)  # withdrawn and back, unchanged
        assert send_alerts(now=now + 4 * HOUR) == 0

    def test_past_ones_demonstrations_and_a_plan_of_a_told_notice_are_no_news(self, camden: Borough) -> None:
        yesterday = timezone.localdate() - DAY
        TenderNoticeFactory(borough_ids=[camden.pk], bids_due=yesterday)
        TenderNoticeFactory(borough_ids=[camden.pk], is_demonstration=True)
        notice = TenderNoticeFactory(title="Official", borough_ids=[camden.pk])
        SavedSearchFactory()
        now = timezone.now()
        assert send_alerts(now=now + HOUR) == 1
        assert found_mails()[0].subject.startswith("1 new opportunity")
        make_timeline(borough=camden, title="Plan", visibility="public", notice_url=notice.notice_url)
        Procurement.objects.update(notice=notice)
        assert send_alerts(now=now + 2 * HOUR) == 0

    def test_demonstrations_are_sent_to_whoever_asks_for_them_alone(self, camden: Borough) -> None:
        TenderNoticeFactory(title="Made up", borough_ids=[camden.pk], is_demonstration=True)
        SavedSearchFactory(question={"demonstration": "only"})
        assert send_alerts(now=timezone.now() + HOUR) == 1
        assert "Made up (demonstration)" in found_mails()[0].text

    def test_many_are_counted_not_all_spelt_out(self, camden: Borough) -> None:
        for number in range(25):
            TenderNoticeFactory(title=f"Notice {number:02}", borough_ids=[camden.pk])
        SavedSearchFactory()
        send_alerts(now=timezone.now() + HOUR)
        (mail,) = found_mails()
        assert mail.subject == "25 new opportunities: all opportunities"
        assert mail.text.count("New on the board.") == 20
        assert "And 5 more on the board" in mail.text
        assert ToldOpportunity.objects.count() == 25

    def test_a_search_that_cannot_be_read_finds_nothing_rather_than_all(self, camden: Borough) -> None:
        TenderNoticeFactory(borough_ids=[camden.pk])
        search = SavedSearchFactory(question={"borough": "atlantis"})
        assert send_alerts(now=timezone.now() + HOUR) == 0
        assert not search.told.exists()

    def test_one_that_fails_keeps_no_other_from_being_told(
        self, camden: Borough, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        TenderNoticeFactory(borough_ids=[camden.pk])
        SavedSearchFactory(question={"q": 7})  # nothing that the page could have kept
        SavedSearchFactory()
        assert send_alerts(now=timezone.now() + HOUR) >= 1

    def test_an_address_that_bounces_is_told_later_nothing_is_lost(self, camden: Borough) -> None:
        search = SavedSearchFactory()
        for _ in range(3):
            Mail.objects.create(address=search.address, kind="x", subject="x", text="x", state="bounced")
        TenderNoticeFactory(borough_ids=[camden.pk])
        assert send_alerts(now=timezone.now() + HOUR) == 0
        Mail.objects.all().delete()
        assert send_alerts(now=timezone.now() + 2 * HOUR) == 1

    def test_what_is_past_by_time_alone_is_no_change(self, camden: Borough) -> None:
        due = timezone.localdate() + 3 * DAY
        TenderNoticeFactory(borough_ids=[camden.pk], bids_due=due)
        SavedSearchFactory()
        assert send_alerts(now=timezone.now() + HOUR) == 1
        assert send_alerts(now=timezone.now() + 10 * DAY) == 0


@pytest.mark.django_db
class TestStopping:
    """One click ends it, for mail programs and for people; a page shows all of one's searches."""

    def test_a_mail_program_stops_it_with_one_post(self, camden: Borough) -> None:
        TenderNoticeFactory(borough_ids=[camden.pk])
        SavedSearchFactory()
        send_alerts(now=timezone.now() + HOUR)
        address = found_mails()[0].headers["List-Unsubscribe"].strip("<>")
        program = Client(enforce_csrf_checks=True)
        path = address[address.index("/opportunities") :]
        assert "Stop these e-mails?" in text_of(program.get(path))
        assert SavedSearch.objects.exists()
        answer = program.post(path, {"List-Unsubscribe": "One-Click"})
        assert "These e-mails are stopped" in text_of(answer)
        assert not SavedSearch.objects.exists()
        assert not ToldOpportunity.objects.exists()
        assert program.post(path).status_code == 410

    def test_a_letter_that_still_waits_is_not_sent_once_it_is_stopped(self, camden: Borough) -> None:
        search, other = (SavedSearchFactory(frequency="at_once") for _ in range(2))
        make_timeline(borough=camden, visibility="public")
        assert send_alerts(now=timezone.now()) == 2
        Client().post(reverse("alert_stop", args=[links.stop_token(search)]))
        assert send_mails() == 1
        assert [message.to for message in outbox.outbox] == [[other.address]]

    def test_the_page_of_an_address_shows_its_own_searches(self, client: Client, camden: Borough) -> None:
        own = SavedSearchFactory(address=BIDDER, question={"borough": "camden"})
        other = SavedSearchFactory(address="other@x.example", question={"q": "secret"})
        SavedSearchFactory(address=BIDDER, question={"q": "unconfirmed"}, confirmed_at=None)
        page = reverse("alerts_manage", args=[links.manage_token(BIDDER)])
        said = text_of(client.get(page))
        assert "1 saved search" in said
        assert "secret" not in said
        assert "unconfirmed" not in said
        assert client.post(page, {"search": other.pk, "stop": "yes"}).status_code == 404
        assert client.post(page, {"search": "x", "stop": "yes"}).status_code == 404
        assert "Choose how often" in text_of(client.post(page, {"search": own.pk, "frequency": "never"}))
        client.post(page, {"search": own.pk, "frequency": "weekly"})
        own.refresh_from_db()
        assert own.frequency == "weekly"
        client.post(page, {"search": own.pk, "stop": "yes"})
        assert "No saved search" in text_of(client.get(page))

    def test_a_link_to_ones_searches_is_sent_to_whoever_has_some(self, client: Client) -> None:
        SavedSearchFactory(address=BIDDER)
        answers = {
            text_of(client.post(reverse("alerts"), {"address": address})).replace(address, "somebody")
            for address in (BIDDER, "nobody@x.example")
        }
        assert len(answers) == 1
        (mail,) = Mail.objects.all()
        assert mail.address == BIDDER
        assert "Your saved searches" in text_of(client.get(link_in(mail, "/manage/")))

    def test_with_an_account_no_confirmation_is_needed(self, client: Client, camden: Borough) -> None:
        person = PersonFactory()
        client.force_login(person)
        answer = client.post(f"{reverse('alert_new')}?borough=camden&sort=value", {"frequency": "at_once"})
        assert answer.headers["Location"] == reverse("alerts")
        search = SavedSearch.objects.get()
        assert (search.person, search.question) == (person, {"borough": "camden"})
        TenderNoticeFactory(borough_ids=[camden.pk])
        send_alerts(now=timezone.now() + HOUR)
        (mail,) = found_mails()
        assert (mail.person, mail.address) == (person, person.email)
        assert reverse("alerts") in mail.text
        client.post(f"{reverse('alert_new')}?borough=camden", {"frequency": "weekly"})
        assert SavedSearch.objects.get().frequency == "weekly"
        for number in range(MOST_SEARCHES):
            page = client.post(f"{reverse('alert_new')}?q=n{number}", {"frequency": "daily"})
        assert "which is the most. End one first." in text_of(page)
        client.post(reverse("alerts"), {"search": search.pk, "stop": "yes"})
        assert SavedSearch.objects.filter(person=person).count() == MOST_SEARCHES - 1

    def test_another_persons_search_is_unknown(self, client: Client) -> None:
        other = SavedSearchFactory(address="", person=PersonFactory())
        client.force_login(PersonFactory())
        assert client.post(reverse("alerts"), {"search": other.pk, "stop": "yes"}).status_code == 404

    def test_somebody_who_left_is_not_written_to(self, camden: Borough) -> None:
        SavedSearchFactory(address="", person=PersonFactory(is_active=False))
        TenderNoticeFactory(borough_ids=[camden.pk])
        assert send_alerts(now=timezone.now() + HOUR) == 0

    def test_searches_are_among_ones_own_data(self, client: Client) -> None:
        person = PersonFactory()
        SavedSearchFactory(address="", person=person, question={"q": "kiosks"})
        client.force_login(person)
        assert "q: kiosks" in client.get(reverse("my_data_section", args=["saved_searches"])).content.decode()


DAYS = st.none() | st.dates(dt.date(2020, 1, 1), dt.date(2060, 1, 1))
MONEY = st.none() | st.decimals(0, 10**9, places=2)
SUBSTANCES = st.builds(
    substance_of,
    status=st.sampled_from(["active", "planned", "complete", "cancelled", "abandoned", "awarded"]),
    bids_due=DAYS,
    start_on=DAYS,
    value_from=MONEY,
    value_to=MONEY,
)


@given(one=SUBSTANCES)
def test_what_stays_the_same_says_nothing(one: dict[str, str]) -> None:
    assert said_of(one, dict(one)) == []


@given(one=SUBSTANCES, other=SUBSTANCES)
def test_another_day_or_status_is_always_said(one: dict[str, str], other: dict[str, str]) -> None:
    said = " ".join(said_of(one, other))
    assert ("It is now" in said) == (one["status"] != other["status"])
    assert ("Bids due:" in said) == (one["bids_due"] != other["bids_due"])
    assert ("Contract starts:" in said) == (one["start_on"] != other["start_on"])
