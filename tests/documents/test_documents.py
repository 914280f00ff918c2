"""Documents: sharing, looking into files, who sees them, serving them (R9)."""

import datetime as dt
import socket
import struct
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from boroughs.models import Borough, Event, Person
from boroughs.refusals import Refused
from documents import actions
from documents.demonstration import load_demonstration_documents, remove_demonstration_documents
from documents.extracting import text_of
from documents.models import Document, DocumentVersion
from documents.scanning import ScannerAway
from pipeline.models import Collaboration
from tests.factories import (
    BoroughFactory,
    ContractFactory,
    OfficerFactory,
    PersonFactory,
    SupplierFactory,
    make_collaboration,
)
from tests.factories.documents import archive, make_document, pdf_file, uploaded, word_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def camden() -> Person:
    person: Person = OfficerFactory(borough=BoroughFactory(slug="camden"))
    return person


@pytest.fixture
def hackney() -> Person:
    person: Person = OfficerFactory(borough=BoroughFactory(slug="hackney"))
    return person


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def content_of(answer: Any) -> bytes:
    """Return what was sent, to its end."""
    return b"".join(answer.streaming_content)


# --- Looking into files --------------------------------------------------------------------------------


def test_a_file_is_seen_by_others_once_it_was_looked_into(camden: Person, hackney: Person) -> None:
    document = make_document(borough=camden.borough, looked_into=False)
    assert not Document.objects.visible_to(hackney).exists()
    actions.check_version(version_id=document.versions.get().pk)
    assert Document.objects.visible_to(hackney).get() == document
    assert "exports all data" in document.versions.get().text


def test_what_turns_out_to_be_broken_is_refused_and_does_not_stay(
    camden: Person, django_capture_on_commit_callbacks: Any
) -> None:
    entities = b'<!DOCTYPE d [<!ENTITY a "b">]><d>&a;</d>'
    evil = archive({"[Content_Types].xml": b"<T/>", "word/document.xml": entities})
    document = make_document(borough=camden.borough, content=evil, looked_into=False)
    version = document.versions.get()
    assert version.file.storage.exists(str(version.file.name))
    with django_capture_on_commit_callbacks(execute=True):
        actions.check_version(version_id=version.pk)
    version.refresh_from_db()
    assert version.state == DocumentVersion.State.REFUSED
    assert "defines entities" in version.reason
    assert not version.file.storage.exists(str(version.file.name))


def test_looking_twice_changes_nothing(camden: Person) -> None:
    version = make_document(borough=camden.borough).versions.get()
    assert actions.check_version(version_id=version.pk) is None
    assert actions.check_version(version_id=0) is None


@pytest.fixture
def clamd(settings: Any) -> Iterator[list[bytes]]:
    """A scanner that answers as clamd does; what it finds is the first of the list."""
    answers = [b"stream: OK\n"]
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            with connection, connection.makefile("rb") as stream:
                command = stream.read(1)
                while not command.endswith((b"\0", b"\n")):
                    command += stream.read(1)
                while size := struct.unpack("!L", stream.read(4))[0]:
                    stream.read(size)
                connection.sendall(answers[0])

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    settings.CLAMAV_ADDRESS = f"127.0.0.1:{listening.getsockname()[1]}"
    yield answers
    listening.shutdown(socket.SHUT_RDWR)
    listening.close()
    thread.join(timeout=5)


def test_a_scanner_that_finds_nothing_lets_it_be_seen(clamd: list[bytes], camden: Person) -> None:
    version = make_document(borough=camden.borough).versions.get()
    assert (version.state, version.scanned) == (DocumentVersion.State.READY, True)


def test_what_a_scanner_finds_is_refused(clamd: list[bytes], camden: Person) -> None:
    clamd[0] = b"stream: Win.Test.EICAR_HDB-1 FOUND\n"
    version = make_document(borough=camden.borough).versions.get()
    assert version.state == DocumentVersion.State.REFUSED
    assert "Win.Test.EICAR_HDB-1" in version.reason


def test_while_the_scanner_is_away_files_wait(settings: Any, clamd: list[bytes], camden: Person) -> None:
    address = settings.CLAMAV_ADDRESS
    settings.CLAMAV_ADDRESS = "127.0.0.1:1"
    document = make_document(borough=camden.borough, looked_into=False)
    version = document.versions.get()
    with pytest.raises(ScannerAway):
        actions.check_version(version_id=version.pk)
    assert actions.check_waiting() == 0
    version.refresh_from_db()
    assert version.state == DocumentVersion.State.WAITING
    settings.CLAMAV_ADDRESS = address
    assert actions.check_waiting() == 1
    version.refresh_from_db()
    assert version.state == DocumentVersion.State.READY


def test_a_file_that_was_lost_or_fails_keeps_no_other_one_waiting(
    camden: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost, failing, third = (
        make_document(borough=camden.borough, looked_into=False).versions.get() for _ in range(3)
    )
    lost.file.storage.delete(str(lost.file.name))

    def fails_once(file: Any, kind: str) -> str:
        monkeypatch.setattr(actions, "text_of", text_of)
        raise MemoryError

    monkeypatch.setattr(actions, "text_of", fails_once)
    actions.check_waiting()
    for version in (lost, failing, third):
        version.refresh_from_db()
    assert (lost.state, failing.state, third.state) == ("refused", "waiting", "ready")
    assert "give it again" in lost.reason


# --- Versions ------------------------------------------------------------------------------------------


def test_a_new_version_takes_the_place_and_followers_are_told(
    client: Client, camden: Person, hackney: Person
) -> None:
    document = make_document(borough=camden.borough, by=camden)
    client.force_login(hackney)
    assert "exports all data" in text(client.get(document.get_absolute_url()))
    file = uploaded(pdf_file("Availability is 99.9 per cent"), "schedule.pdf")
    second = actions.add_version(document=document, file=file, note="As signed", by=camden)
    assert "99.9" not in text(client.get(document.get_absolute_url()))  # it waits
    actions.check_version(version_id=second.pk)
    page = text(client.get(document.get_absolute_url()))
    assert "Availability is 99.9 per cent" in page
    assert "As signed" in page
    assert Event.objects.get(kind="document_version").data["title"] == "Exit schedule"


def test_the_same_file_again_is_refused(camden: Person) -> None:
    content = word_file()
    document = make_document(borough=camden.borough, content=content)
    with pytest.raises(Refused, match="newest version already"):
        actions.add_version(document=document, file=uploaded(content), note="Again", by=camden)


# --- Who sees what -------------------------------------------------------------------------------------


def test_who_sees_a_document(camden: Person, hackney: Person) -> None:
    shared = make_document(borough=camden.borough)
    own = make_document(borough=camden.borough, visibility="borough")
    staff, stranger = PersonFactory(is_staff=True), PersonFactory()
    assert set(Document.objects.visible_to(camden)) == {shared, own}
    assert set(Document.objects.visible_to(hackney)) == {shared}
    assert set(Document.objects.visible_to(staff)) == {shared, own}
    assert not Document.objects.visible_to(stranger).exists()
    actions.withdraw_document(document=shared, why="Out of date", by=camden)
    assert not Document.objects.visible_to(hackney).exists()
    actions.put_back(document=shared, by=camden)
    assert set(Document.objects.visible_to(hackney)) == {shared}


def test_documents_of_a_collaboration_are_for_its_members(
    client: Client, camden: Person, hackney: Person, django_capture_on_commit_callbacks: Any
) -> None:
    assert camden.borough
    assert hackney.borough
    joint = make_collaboration(lead=camden.borough, others=[hackney.borough])
    client.force_login(hackney)
    address = f"/collaborations/{joint.slug}/documents/"
    wrong = {"title": "Specification", "kind": "specification", "file": uploaded(b"MZ", "a.docx")}
    refused = text(client.post(address, wrong))
    assert "Read this and tick it" in refused
    refused = text(client.post(address, {**wrong, "file": uploaded(b"MZ", "a.docx"), "declared": "on"}))
    assert "is a program" in refused
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address, {**wrong, "file": uploaded(word_file(), "a.docx"), "declared": "on"})
    document = Document.objects.get()
    client.force_login(camden)
    assert "Specification" in text(client.get(address))
    assert content_of(client.get(f"{document.get_absolute_url()}versions/1/"))[:2] == b"PK"
    client.force_login(OfficerFactory(borough=BoroughFactory(slug="sutton")))
    for path in (address, document.get_absolute_url(), f"{document.get_absolute_url()}versions/1/"):
        assert client.get(path).status_code == 404


def test_whoever_gives_a_document_sees_how_far_it_is(
    client: Client, camden: Person, hackney: Person, django_capture_on_commit_callbacks: Any
) -> None:
    assert camden.borough
    assert hackney.borough
    joint = make_collaboration(lead=camden.borough, others=[hackney.borough])
    client.force_login(hackney)
    address = f"/collaborations/{joint.slug}/documents/"
    form = {"title": "Specification", "kind": "specification", "declared": "on"}
    client.post(address, {**form, "file": uploaded(word_file(), "a.docx")})  # nobody looks into it yet
    assert "being checked" in text(client.get(address))
    version = DocumentVersion.objects.get()
    version.file.storage.delete(str(version.file.name))
    actions.check_version(version_id=version.pk)
    assert "refused" in text(client.get(address))
    assert not Document.objects.get().is_demonstration


def test_what_is_given_to_a_made_up_collaboration_is_marked(client: Client, camden: Person) -> None:
    assert camden.borough
    joint = make_collaboration(lead=camden.borough)
    Collaboration.objects.update(is_demonstration=True)
    client.force_login(camden)
    address = f"/collaborations/{joint.slug}/documents/"
    form = {"title": "Specification", "kind": "specification", "declared": "on"}
    page = text(client.post(address, {**form, "file": uploaded(word_file(), "a.docx")}, follow=True))
    assert "hub-tag-demonstration" in page
    assert Document.objects.get().is_demonstration


# --- Pages ---------------------------------------------------------------------------------------------


def test_an_officer_shares_a_document(
    client: Client, camden: Person, django_capture_on_commit_callbacks: Any
) -> None:
    client.force_login(camden)
    supplier = SupplierFactory(name="Brightwater Systems Ltd")
    form = {"title": "SLA", "kind": "sla", "visibility": "members", "supplier": "Brightwatr Systems"}
    shown = text(client.post("/documents/new/", {**form, "declared": "on"}))
    assert "Choose a file." in shown
    assert "Did you mean Brightwater Systems Ltd?" in shown
    assert 'value="SLA"' in shown  # nothing that was typed is lost
    form |= {"supplier": "brightwater systems ltd", "declared": "on"}
    with django_capture_on_commit_callbacks(execute=True):
        page = client.post("/documents/new/", {**form, "file": uploaded(word_file())}, follow=True)
    document = Document.objects.get()
    assert document.supplier == supplier
    assert (document.redaction_words, document.declared_by) == (1, camden)
    assert "It is looked into now" in text(page)
    assert "Download schedule.docx" in text(client.get(document.get_absolute_url()))


def test_the_library_finds_words_in_texts_and_says_where(
    client: Client, camden: Person, hackney: Person
) -> None:
    make_document(borough=camden.borough, title="Schedule 3", content=word_file("Escrow of code."))
    make_document(borough=camden.borough, title="Another")
    client.force_login(hackney)
    shown = text(client.get("/documents/?q=escrow"))
    assert "1 document" in shown
    assert "<mark>Escrow</mark>" in shown
    assert "No document matches" in text(client.get("/documents/?q=nothing-like-it"))
    assert "Choose one of the list" in text(client.get("/documents/?kind=poem"))


def test_a_full_library_asks_few_queries(
    client: Client, camden: Person, hackney: Person, django_assert_max_num_queries: Any
) -> None:
    assert hackney.borough
    for number in range(30):
        document = make_document(borough=camden.borough, title=f"Schedule {number}")
        actions.say_used(document=document, borough=hackney.borough, used=True, by=hackney)
    client.force_login(hackney)
    with django_assert_max_num_queries(12):
        assert "30 documents" in text(client.get("/documents/?q=data"))
    with django_assert_max_num_queries(12):
        client.get(document.get_absolute_url())


def test_a_file_is_an_attachment_and_comes_in_parts(client: Client, camden: Person, hackney: Person) -> None:
    content = pdf_file()
    document = make_document(borough=camden.borough, content=content, name='Exit "plan".pdf')
    client.force_login(hackney)
    address = f"{document.get_absolute_url()}versions/1/"
    whole = client.get(address)
    assert content_of(whole) == content
    assert whole["Content-Disposition"] == 'attachment; filename="Exit plan.pdf"'
    assert whole["X-Content-Type-Options"] == "nosniff"
    for asked, part in (("bytes=0-9", content[:10]), ("bytes=10-", content[10:]), ("bytes=-5", content[-5:])):
        answer = client.get(address, headers={"Range": asked})
        assert answer.status_code == 206
        assert content_of(answer) == part
        assert answer["Content-Range"].endswith(f"/{len(content)}")
        assert answer["Content-Disposition"].startswith("attachment")
    beyond = client.get(address, headers={"Range": f"bytes={len(content)}-"})
    assert (beyond.status_code, beyond["Content-Range"]) == (416, f"bytes */{len(content)}")
    for unread in ("lines=1-2", f"bytes={'9' * 5_000}-", "bytes=٣-"):
        assert content_of(client.get(address, headers={"Range": unread})) == content


def test_using_withdrawing_and_changing(client: Client, camden: Person, hackney: Person) -> None:
    document = make_document(borough=camden.borough)
    address = document.get_absolute_url()
    client.force_login(hackney)
    client.post(f"{address}use/", {"used": "yes"})
    assert "Take back that Hackney used it" in text(client.get(address))
    for path in ("change/", "versions/new/", "withdraw/"):
        assert client.get(f"{address}{path}").status_code == 404
    client.force_login(camden)
    assert "Say why it is withdrawn" in text(client.post(f"{address}withdraw/", {"why": ""}))
    client.post(f"{address}withdraw/", {"why": "Out of date"})
    assert "Out of date" in text(client.get(address))
    client.post(f"{address}withdraw/")
    form = {"title": "Exit plan", "kind": "exit", "visibility": "borough"}
    client.post(f"{address}change/", form)
    document.refresh_from_db()
    assert (document.title, document.visibility, document.withdrawn_at) == ("Exit plan", "borough", None)
    assert "Exit plan" in text(client.get(f"{address}history/"))


def test_pages_of_a_contract_and_a_supplier_lead_to_its_documents(
    client: Client, camden: Person, hackney: Person
) -> None:
    supplier = SupplierFactory(name="Brightwater Systems Ltd")
    contract = ContractFactory(boroughs=[camden.borough], suppliers=[supplier])
    make_document(borough=camden.borough, supplier=supplier, contract=contract)
    client.force_login(hackney)
    assert "1 document that boroughs share about it" in text(client.get(contract.get_absolute_url()))
    shown = text(client.get(supplier.get_absolute_url()))
    assert f"{reverse('documents')}?supplier=Brightwater+Systems+Ltd" in shown
    client.logout()
    assert "boroughs share about it" not in text(client.get(contract.get_absolute_url()))


def test_a_document_follows_its_supplier_when_that_is_merged(camden: Person) -> None:
    from suppliers.actions.merge import merge_suppliers, undo_merge

    kept, gone = SupplierFactory(), SupplierFactory()
    document = make_document(borough=camden.borough, supplier=gone)
    merge = merge_suppliers(kept=kept, gone=gone, by=None, reason="test")
    document.refresh_from_db()
    assert document.supplier == kept
    undo_merge(merge=merge, by=None)
    document.refresh_from_db()
    assert document.supplier == gone


def test_another_boroughs_documents_cannot_be_shared_by_a_stranger(client: Client) -> None:
    client.force_login(PersonFactory())
    assert client.get("/documents/").status_code == 403
    assert client.get("/documents/new/").status_code in (403, 404)
    assert Borough.objects.count() == 0


def test_demonstration_documents_are_marked_and_go_with_their_files(
    client: Client, hackney: Person, django_capture_on_commit_callbacks: Any
) -> None:
    for slug in ("camden", "lewisham", "sutton", "islington", "brent"):
        BoroughFactory(slug=slug)
    assert load_demonstration_documents() == 3
    assert load_demonstration_documents() == 0
    client.force_login(hackney)
    shown = text(client.get("/documents/?q=rehearsal"))
    assert "1 document" in shown
    assert "demonstration" in shown
    document = Document.objects.get(kind="exit")
    page = text(client.get(document.get_absolute_url()))
    assert "made up to show how the hub works" in page
    files = [(one.file.storage, str(one.file.name)) for one in DocumentVersion.objects.order_by("pk")]
    with django_capture_on_commit_callbacks(execute=True):
        remove_demonstration_documents()
    assert not Document.objects.exists()
    assert not any(storage.exists(name) for storage, name in files)


def test_a_file_whose_version_was_undone_is_swept_up_after_a_day(camden: Person) -> None:
    kept = make_document(borough=camden.borough).versions.get()
    with transaction.atomic():
        gone = make_document(borough=camden.borough, looked_into=False).versions.get()
        transaction.set_rollback(True)
    storage, lost, stays = gone.file.storage, str(gone.file.name), str(kept.file.name)
    assert storage.exists(lost)
    assert actions.sweep_files() == 0
    later = timezone.now() + dt.timedelta(days=2)
    assert actions.sweep_files(now=later) >= 1
    assert not storage.exists(lost)
    assert storage.exists(stays)
    assert actions.sweep_files(now=later) == 0


def test_why_a_file_was_refused_is_in_the_history_for_its_borough_alone(
    client: Client, camden: Person, hackney: Person
) -> None:
    document = make_document(borough=camden.borough)
    version = actions.add_version(
        document=document, file=uploaded(pdf_file("Again"), "Bid of Oakmere.pdf"), note="Their bid", by=camden
    )
    version.state, version.reason = "refused", "The PDF has a password: save it without one."
    version.save()
    page = reverse("document_history", args=[document.pk])
    for person, reads in ((camden, True), (hackney, False)):
        client.force_login(person)
        shown = text(client.get(page))
        assert [words in shown for words in ("has a password", "Bid of Oakmere", "Their bid")] == [reads] * 3
