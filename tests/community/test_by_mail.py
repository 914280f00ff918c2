"""Replies by e-mail, in the shapes in which mail programs send them, through the mail service's webhook."""

import base64
import itertools
import json
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail as outbox
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from boroughs.models import Mail, Notification, Person
from boroughs.notifications.telling import tell_events
from community.actions import close_discussion, write_post
from community.actions.by_mail import MOST_REFUSALS
from community.mail_files import SMALL, Attached, own_files
from community.mail_text import as_markdown, is_automatic, text_of_html, written
from community.models import Discussion, InboundMail, Post
from community.replying import reply_address
from documents.models import Document
from tests.factories import OfficerFactory, PersonFactory
from tests.factories.community import make_discussion, make_group
from tests.factories.documents import word_file

MAILS = Path(__file__).parent / "mails"
REPLIES = ["outlook", "outlook_html_only", "gmail", "gmail_html_only", "apple", "iphone", "forwarded"]
MACHINES = ["absent_outlook", "absent_gmail", "bounce"]
SECRET = "the-service:posts-here"
_numbers = itertools.count(1)


@pytest.fixture(autouse=True)
def _service(settings: Any) -> None:
    settings.REPLY_DOMAIN = "reply.hub.example"
    settings.INBOUND_MAIL_SERVICE = "postmark"
    settings.ANYMAIL = {"WEBHOOK_SECRET": SECRET}


@pytest.fixture
def ada(db: None) -> Person:
    person: Person = OfficerFactory(name="Ada Okafor", email="ada@hackney.example")
    return person


@pytest.fixture
def talk(ada: Person) -> Discussion:
    return make_discussion(by=OfficerFactory(), group=make_group(name="Housing systems"))


def receive(name: str, *, sender: str, receiver: str, number: int | None = None, secret: str = SECRET) -> int:
    """Post an e-mail as the mail service does; return the status of the answer."""
    raw = (MAILS / f"{name}.eml").read_text()
    return receive_raw(raw, sender=sender, receiver=receiver, number=number, secret=secret)


def receive_raw(
    raw: str, *, sender: str, receiver: str, number: int | None = None, secret: str = SECRET
) -> int:
    """Post an e-mail that names its sender, receiver and number in braces."""
    for word, value in (("sender", sender), ("receiver", receiver), ("number", number or next(_numbers))):
        raw = raw.replace(f"{{{word}}}", str(value))
    answer = Client().post(
        "/mail/inbound/",
        json.dumps({"RawEmail": raw, "OriginalRecipient": receiver, "Headers": []}),
        content_type="application/json",
        headers={"authorization": f"Basic {base64.b64encode(secret.encode()).decode()}"},
    )
    return answer.status_code


def address(talk: Discussion, person: Person) -> str:
    return reply_address(talk.pk, person.pk)


@pytest.mark.parametrize("name", REPLIES)
def test_what_was_written_becomes_a_post_without_what_was_quoted(
    name: str, ada: Person, talk: Discussion
) -> None:
    assert receive(name, sender=ada.email, receiver=address(talk, ada)) == 200
    post = talk.posts.get(author=ada)
    assert post.text.startswith("We asked for CSV, and got it.")
    for word in ("Secret", "Write your answer", "wrote:", "MsoNormal", "From:", ">"):
        assert word not in post.text, word
    if name in ("outlook", "gmail", "apple", "outlook_html_only", "gmail_html_only"):
        assert "It took two months" in post.text
    assert InboundMail.objects.get().outcome == "posted"


def test_the_same_mail_twice_is_one_post(ada: Person, talk: Discussion) -> None:
    for _ in range(2):
        receive("gmail", sender=ada.email, receiver=address(talk, ada), number=99)
    assert talk.posts.filter(author=ada).count() == 1


@pytest.mark.parametrize("name", MACHINES)
def test_machines_are_neither_posted_nor_answered(name: str, ada: Person, talk: Discussion) -> None:
    for _ in range(3):
        assert receive(name, sender=ada.email, receiver=address(talk, ada)) == 200
    assert talk.posts.filter(author=ada).count() == 0
    assert set(InboundMail.objects.values_list("outcome", flat=True)) == {"automatic"}
    assert not Mail.objects.filter(kind="reply_refused").exists()


def test_forged_addresses_are_refused(ada: Person, talk: Discussion) -> None:
    bea = OfficerFactory(email="bea@camden.example")
    good = address(talk, ada)
    local, _, domain = good.partition("@")
    other = address(make_discussion(), ada).partition("@")[0]
    spliced = "-".join([*local.split("-")[:3], other.rpartition("-")[2]])
    for receiver, sender in (
        (good, bea.email),  # somebody else's address in hand
        (address(talk, bea), ada.email),
        (f"{local[:-1]}x@{domain}", ada.email),
        (f"{spliced}@{domain}", ada.email),
        (f"reply-1@{domain}", ada.email),
        (f"reply---@{domain}", ada.email),
    ):
        assert receive("gmail", sender=sender, receiver=receiver) == 200
    assert set(InboundMail.objects.values_list("outcome", flat=True)) == {"forged"}
    assert talk.posts.count() == 1
    assert not Mail.objects.filter(kind="reply_refused").exists()


def test_another_verified_address_of_the_writer_counts_and_capitals_do_not(
    ada: Person, talk: Discussion
) -> None:
    EmailAddress.objects.create(user=ada, email="ada@home.example", verified=True)
    EmailAddress.objects.create(user=ada, email="ada@unproved.example", verified=False)
    receive("gmail", sender="Ada@Home.example", receiver=address(talk, ada).upper())
    receive("gmail", sender="ada@unproved.example", receiver=address(talk, ada))
    assert talk.posts.filter(author=ada).count() == 1


def test_the_service_must_show_its_password_and_one_must_be_configured(
    ada: Person, talk: Discussion, settings: Any
) -> None:
    to = address(talk, ada)
    assert receive("gmail", sender=ada.email, receiver=to, secret="a:guess") == 400
    settings.INBOUND_MAIL_SERVICE = ""
    assert receive("gmail", sender=ada.email, receiver=to) == 404
    assert Post.objects.filter(author=ada).count() == 0


def refusal() -> str:
    mail = Mail.objects.filter(kind="reply_refused").latest("pk")
    assert mail.address == "ada@hackney.example"
    return str(mail.text)


def test_who_may_not_write_any_more_is_told_why_with_their_words(ada: Person, talk: Discussion) -> None:
    close_discussion(discussion=talk)
    receive("apple", sender=ada.email, receiver=address(talk, ada))
    assert "This discussion is closed" in refusal()
    assert "We asked for CSV, and got it." in refusal()
    closed = make_discussion(group=make_group(OfficerFactory(), access="closed"))
    receive("apple", sender=ada.email, receiver=address(closed, ada))
    assert "You cannot read this discussion any more" in refusal()
    assert closed.title not in refusal()


def test_who_wrote_nothing_is_told_and_not_without_end(ada: Person, talk: Discussion) -> None:
    for _ in range(MOST_REFUSALS + 3):
        receive("only_quoted", sender=ada.email, receiver=address(talk, ada))
    assert "nothing above what your mail program quoted" in refusal()
    assert Mail.objects.filter(kind="reply_refused").count() == MOST_REFUSALS
    assert talk.posts.count() == 1


def mail_with(*parts: tuple[str, str, bytes, str], html: str = "", text: str = "Here is ours.") -> str:
    """Return an e-mail with files, each a name, a content type, its bytes and its Content-ID."""
    message = EmailMessage()
    message["From"], message["To"] = "{sender}", "{receiver}"
    message["Subject"], message["Message-ID"] = "Re: Exit terms", "<files-{number}@mail.example>"
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    for name, kind, content, content_id in parts:
        maintype, subtype = kind.split("/")
        cid = f"<{content_id}>" if content_id else None
        message.add_attachment(content, maintype=maintype, subtype=subtype, filename=name, cid=cid)
    return message.as_string()


DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LOGO = ("image001.png", "image/png", b"\x89PNG" + b"x" * 900, "image001@01DA")
SIGNED = '<p>Here is ours.</p><p><img src="cid:image001@01DA"></p>'


def test_files_of_a_reply_become_documents_and_pictures_of_a_signature_do_not(
    ada: Person, talk: Discussion
) -> None:
    proof = ("smime.p7s", "application/pkcs7-signature", b"x", "")
    raw = mail_with(("Exit plan.docx", DOCX, word_file(), ""), LOGO, proof, html=SIGNED)
    assert receive_raw(raw, sender=ada.email, receiver=address(talk, ada)) == 200
    post = talk.posts.get(author=ada)
    assert post.text == "Here is ours."
    document = Document.objects.get(enclosure__post=post)
    assert (document.title, document.borough, document.visibility) == ("Exit plan", ada.borough, "place")
    assert not Mail.objects.filter(kind="reply_refused").exists()


def test_of_files_that_are_not_taken_the_text_stays_and_one_mail_says_why(
    ada: Person, talk: Discussion
) -> None:
    big = ("photo.png", "image/png", b"\x89PNG" + b"\0" * 200_000, "")
    many = [(f"{number}.txt", "text/plain", b"One, two", "") for number in range(6)]
    raw = mail_with(("run.docx", DOCX, b"MZ", ""), big, *many)
    receive_raw(raw, sender=ada.email, receiver=address(talk, ada))
    post = talk.posts.get(author=ada)
    assert post.enclosures.count() == 5
    told = Mail.objects.get(kind="reply_refused")
    assert told.subject == "Your reply was posted, but not all of its files"
    for words in ("“run.docx”: The file is a program", "“photo.png”", "“5.txt”: up to 5 files"):
        assert words in told.text
    assert "What you wrote" not in told.text
    assert InboundMail.objects.get().outcome == "posted"


def test_refused_files_are_told_of_so_many_times_a_day_and_no_more(ada: Person, talk: Discussion) -> None:
    for _ in range(MOST_REFUSALS + 2):
        raw = mail_with(("run.docx", DOCX, b"MZ", ""))
        receive_raw(raw, sender=ada.email, receiver=address(talk, ada))
    assert Mail.objects.filter(kind="reply_refused").count() == MOST_REFUSALS
    assert talk.posts.filter(author=ada).count() == MOST_REFUSALS + 2


def test_a_file_without_words_and_one_of_somebody_of_no_borough_are_told(
    ada: Person, talk: Discussion
) -> None:
    raw = mail_with(
        ("a.txt", "text/plain", b"One, two", ""), text="--- Write your answer above this line ---\nSecret"
    )
    receive_raw(raw, sender=ada.email, receiver=address(talk, ada))
    assert "A file alone makes no post" in refusal()
    loti = PersonFactory(is_facilitator=True)
    raw = mail_with(("a.txt", "text/plain", b"One, two", ""))
    receive_raw(raw, sender=loti.email, receiver=address(talk, loti))
    assert "A file belongs to a borough" in Mail.objects.get(address=loti.email).text
    assert talk.posts.get(author=loti).text == "Here is ours."
    assert not Document.objects.exists()


def test_an_e_mail_may_be_larger_than_a_form_for_the_service_alone(
    ada: Person, talk: Discussion, settings: Any
) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10_000
    raw = mail_with(("a.txt", "text/plain", b"One, two. " * 9_000, ""))
    to = address(talk, ada)
    assert receive_raw(raw, sender=ada.email, receiver=to, secret="a:guess") == 400
    assert receive_raw(raw, sender=ada.email, receiver=to) == 200
    assert talk.posts.get(author=ada).enclosures.count() == 1


def test_an_e_mail_that_is_attached_is_one_file_whatever_is_in_it(ada: Person, talk: Discussion) -> None:
    inner, outer = EmailMessage(), EmailMessage()
    inner.set_content("Inside")
    inner.add_attachment(word_file(), maintype="application", subtype="msword", filename="inner.docx")
    outer["From"], outer["To"], outer["Message-ID"] = "{sender}", "{receiver}", "<outer@x.example>"
    outer.set_content("See below.")
    outer.add_attachment(inner, filename="message.eml")
    receive_raw(outer.as_string(), sender=ada.email, receiver=address(talk, ada))
    assert "“message.eml”" in refusal()
    assert not Document.objects.exists()


def test_which_files_are_the_writers() -> None:
    logo = Attached("image001.png", "image/png", b"x" * 900, "image001@01DA")
    assert own_files([logo], SIGNED) == []
    assert own_files([logo], "<p>No picture</p>") == [logo]
    large = Attached("image001.png", "image/png", b"x" * (SMALL + 1), "image001@01DA")
    assert own_files([large], SIGNED) == [large]
    paper = Attached("plan.pdf", "application/pdf", b"x", "image001@01DA")
    assert own_files([paper], SIGNED) == [paper]


def test_somebody_who_left_and_an_address_that_is_none_of_ours_are_noted(
    ada: Person, talk: Discussion
) -> None:
    to = address(talk, ada)
    receive("gmail", sender=ada.email, receiver="hello@reply.hub.example")
    ada.is_active = False
    ada.save()
    receive("gmail", sender=ada.email, receiver=to)
    assert list(InboundMail.objects.order_by("pk").values_list("outcome", flat=True)) == ["unknown", "forged"]


def test_a_notice_can_be_replied_to_where_mail_comes_in(ada: Person, talk: Discussion, settings: Any) -> None:
    ada.preferences.create(kind="discussion_written", frequency="at_once")
    write_post(discussion=talk, text="I follow.", by=ada)
    write_post(discussion=talk, text="What did they say?", by=OfficerFactory())
    tell_events()
    sent = Notification.objects.get(person=ada, event__kind="discussion_written").mail
    assert sent is not None
    assert sent.headers["Reply-To"] == address(talk, ada)
    assert sent.text.startswith("--- Write your answer above this line")
    settings.REPLY_DOMAIN = ""
    write_post(discussion=talk, text="Well?", by=OfficerFactory())
    tell_events()
    last = Mail.objects.filter(person=ada).latest("pk")
    assert "Reply-To" not in last.headers
    assert "above this line" not in last.text
    assert outbox.outbox == [], "nothing is sent before the commit"


LINES = st.lists(
    st.text(alphabet="abc XYZ.,é", min_size=1, max_size=30).map(str.strip).filter(bool), max_size=6
)


@given(LINES)
def test_the_mark_ends_what_was_written_whatever_follows(lines: list[str]) -> None:
    above = "\n".join(lines)
    for quoted in (
        "> --- Write your answer above this line ---\n> x",
        "--- Write your answer above this line\ny",
    ):
        found = written(f"{above}\n\n{quoted}", "")
        assert found.split() == above.split() or not found


@given(st.text(max_size=400))
def test_any_html_gives_text_and_never_an_error(html: str) -> None:
    assert "<script" not in text_of_html(f"<div>{html}</div>")
    text_of_html(html)
    written(html, "")


def test_lines_stay_lines() -> None:
    assert as_markdown("One\ntwo\n\nthree") == "One  \ntwo\n\nthree"


@pytest.mark.parametrize(
    ("headers", "automatic"),
    [
        ({}, False),
        ({"Auto-Submitted": "no"}, False),
        ({"auto-submitted": "auto-replied"}, True),
        ({"AUTO-SUBMITTED": "auto-generated; x=y"}, True),
        ({"Precedence": "bulk"}, True),
        ({"Precedence": "first-class"}, False),
        ({"Return-Path": "<>"}, True),
        ({"List-Id": "<tech.lists.example>"}, True),
        ({"X-Auto-Response-Suppress": "All", "Subject": "Automatic reply: x"}, True),
        ({"X-Auto-Response-Suppress": "All", "Subject": "RE: x"}, False),
        ({"Content-Type": "multipart/report; report-type=delivery-status"}, True),
    ],
)
def test_who_is_a_machine(headers: dict[str, str], automatic: bool) -> None:
    assert is_automatic(headers) is automatic
