"""Sending: tried again where that may help, given up where it does not, the same Message-ID always."""

import datetime as dt
import email
import io
import smtplib
from typing import Any

import pytest
from django.core import mail as outbox
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from boroughs.models import Event, Mail
from boroughs.notifications.bounces import read_bounce, record_bounce
from boroughs.notifications.reach import is_unreachable, send_trial
from boroughs.notifications.sending import pause_after, send_again, send_mails
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
ADDRESS = "you@example.org"


@pytest.fixture
def mail() -> Mail:
    return Mail.objects.create(
        address=ADDRESS, kind="bell", subject="News", text="News.", html="<p>News.</p>", headers={"X-Y": "z"}
    )


def failing_with(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """Let the mail server answer so."""

    def send(self: EmailMessage, fail_silently: bool = False) -> int:
        raise error

    monkeypatch.setattr(EmailMessage, "send", send)


def test_it_goes_out_once_in_both_forms_with_its_headers(mail: Mail, settings: Any) -> None:
    settings.HUB_ORIGIN = "https://hub.example.org"
    assert [send_mails(), send_mails()] == [1, 0]
    (sent,) = outbox.outbox
    message = sent.message()
    assert message["Message-ID"] == f"<{mail.message_id}@hub.example.org>"
    assert (message["Auto-Submitted"], message["X-Y"]) == ("auto-generated", "z")
    assert [part.get_content_type() for part in message.walk()][1:] == ["text/plain", "text/html"]
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == (Mail.State.SENT, 1)


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (smtplib.SMTPRecipientsRefused({ADDRESS: (550, b"no such user")}), Mail.State.BOUNCED),
        (smtplib.SMTPRecipientsRefused({ADDRESS: (450, b"try later")}), Mail.State.WAITING),
        (smtplib.SMTPDataError(554, b"we think it is spam"), Mail.State.FAILED),
        (smtplib.SMTPDataError(451, b"try later"), Mail.State.WAITING),
        (smtplib.SMTPAuthenticationError(535, b"wrong password"), Mail.State.WAITING),
        (smtplib.SMTPServerDisconnected("gone"), Mail.State.WAITING),
        (ConnectionRefusedError("nobody there"), Mail.State.WAITING),
    ],
)
def test_what_becomes_of_it_when_it_is_not_accepted(
    mail: Mail, monkeypatch: pytest.MonkeyPatch, error: Exception, state: str
) -> None:
    failing_with(monkeypatch, error)
    send_mails()
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == (state, 1)
    assert mail.error
    assert (mail.due_at > timezone.now()) == (state == Mail.State.WAITING)
    assert Event.objects.filter(kind="mail_trouble").exists() == (state != Mail.State.WAITING)


def test_it_is_given_up_after_the_last_attempt(
    mail: Mail, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.MAIL_MOST_ATTEMPTS = 3
    failing_with(monkeypatch, ConnectionRefusedError("nobody there"))
    for _ in range(4):
        Mail.objects.filter(state=Mail.State.WAITING).update(due_at=timezone.now())
        send_mails()
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == (Mail.State.FAILED, 3)
    assert send_again([mail.pk]) == 1
    monkeypatch.undo()
    assert send_mails() == 1


def test_pauses_grow_to_six_hours() -> None:
    assert [pause_after(number) for number in (1, 2, 3)] == [dt.timedelta(minutes=n) for n in (1, 2, 4)]
    assert pause_after(30) == dt.timedelta(hours=6)


REPORT = """\
From: mailer-daemon@example.org
Content-Type: multipart/report; report-type=delivery-status; boundary="b"
MIME-Version: 1.0

--b
Content-Type: text/plain

It could not be delivered.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; you@example.org
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 no such user

--b
Content-Type: text/rfc822-headers

Message-ID: <{message_id}@hub.example.org>
Subject: News

--b--
"""


def written(mail: Mail, action: str = "failed", status: str = "5.1.1") -> str:
    """Return a delivery status message as a mail server writes it."""
    return REPORT.format(action=action, status=status, message_id=mail.message_id)


def report(mail: Mail, action: str = "failed", status: str = "5.1.1") -> Any:
    return read_bounce(email.message_from_string(written(mail, action, status)))


@pytest.mark.parametrize(("status", "state"), [("5.1.1", "bounced"), ("4.4.7", "failed")])
def test_a_report_marks_the_mail(mail: Mail, status: str, state: str) -> None:
    assert record_bounce(bounce=report(mail, status=status)) == mail
    mail.refresh_from_db()
    assert mail.state == state
    assert "no such user" in mail.error


def test_a_mail_servers_pipe_marks_the_mail(
    mail: Mail, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for said, words in (
        (written(mail), f"The e-mail to {ADDRESS} is marked: bounced."),
        ("From: a@example.org\n\nHello", "This is no report of an e-mail of ours"),
        ("\x00\xff not a message", "This is no report of an e-mail of ours"),
    ):
        piped = io.TextIOWrapper(io.BytesIO(said.encode("latin-1")))
        monkeypatch.setattr("sys.stdin", piped)
        call_command("record_bounce")
        assert words in capsys.readouterr().out
    mail.refresh_from_db()
    assert mail.state == Mail.State.BOUNCED


def test_a_delay_or_a_letter_is_no_bounce(mail: Mail) -> None:
    assert report(mail, action="delayed") is None
    assert read_bounce(email.message_from_string("From: a@example.org\n\nHello")) is None


def test_three_in_a_row_cut_an_address_off_until_a_trial_arrives() -> None:
    person = PersonFactory()
    for number in range(3):
        assert not is_unreachable(person)
        Mail.objects.create(
            address=person.email, kind="bell", subject=str(number), text="", state=Mail.State.BOUNCED
        )
    assert is_unreachable(person)
    send_trial(person=person)
    send_mails()
    assert not is_unreachable(person)


def test_a_trial_is_sent_once_however_often_it_is_asked_for(client: Client) -> None:
    person = PersonFactory(email=ADDRESS)
    for _ in range(3):
        Mail.objects.create(address=ADDRESS, kind="bell", subject="x", text="x", state=Mail.State.BOUNCED)
    client.force_login(person)
    for _ in range(3):
        client.post("/account/notifications/trial/")
    assert Mail.objects.filter(kind="trial").count() == 1
