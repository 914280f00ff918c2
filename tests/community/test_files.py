"""Files of posts and groups: taken as documents are, seen by who may read there and by nobody else (R9)."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from boroughs.models import Person
from boroughs.notifications.telling import tell_events
from boroughs.privacy import all_sections
from community.actions import FilesNotTaken, give_file, hide_post, show_post, write_post
from community.actions.files import MOST_FILES
from community.models import Discussion, Enclosure, Group, Post
from documents.actions import add_version, check_version
from documents.models import Document, DocumentVersion
from reviews.forms import EvidenceForm
from tests.factories import FlagFactory, OfficerFactory, PersonFactory
from tests.factories.community import make_discussion, make_group
from tests.factories.documents import archive, pdf_file, uploaded, word_file
from tests.pages import text_of

pytestmark = pytest.mark.django_db
SECRET = "The quiet export clause"


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def look_into_all() -> None:
    for version in DocumentVersion.objects.filter(state="waiting"):
        check_version(version_id=version.pk)


def with_file(talk: Discussion, by: Person, name: str = "Handover plan.docx") -> Document:
    """Write in a discussion with a file that was looked into."""
    post = write_post(discussion=talk, text="Here is ours.", by=by, files=[uploaded(word_file(SECRET), name)])
    look_into_all()
    return Document.objects.get(enclosure__post=post)


def addresses(document: Document) -> list[str]:
    """Return every address that shows something of a document."""
    own = document.get_absolute_url()
    return [
        own,
        f"{own}history/",
        f"{own}versions/1/",
        f"{own}change/",
        f"{own}versions/new/",
        f"{own}withdraw/",
    ]


@pytest.fixture
def boss() -> Person:
    person: Person = OfficerFactory()
    return person


@pytest.fixture
def closed(boss: Person) -> Group:
    return make_group(boss, access="closed", name="Market scoping")


# --- Sending ---------------------------------------------------------------------------------------------


def test_a_question_and_its_answer_come_with_files(boss: Person) -> None:
    group = make_group(boss)
    page = signed_in(boss)
    said = {"kind": "question", "title": "Exit terms?", "text": "Who has them?", "declared": "on"}
    files = [uploaded(word_file(), "Handover plan.docx"), uploaded(pdf_file(), "levels.pdf")]
    page.post(f"/community/{group.slug}/new/", {**said, "files": files})
    talk = Discussion.objects.get()
    assert {one.document.title for one in Enclosure.objects.filter(post__discussion=talk)} == {
        "Handover plan",
        "levels",
    }
    document = Document.objects.get(title="Handover plan")
    assert (document.visibility, document.borough, document.declared_by) == ("place", boss.borough, boss)
    assert "Handover plan.docx being checked" in text_of(page.get(talk.get_absolute_url()))
    look_into_all()
    reader = signed_in(OfficerFactory())
    told = reader.get(talk.get_absolute_url())
    assert "Handover plan.docx, " in text_of(told)
    assert document.get_absolute_url() in told.content.decode()
    answer = {"text": "Ours.", "files": [uploaded(b"One, two", "notes.txt")], "declared": "on"}
    reader.post(talk.get_absolute_url(), answer)
    assert "notes.txt" in text_of(page.get(talk.get_absolute_url()))
    about = text_of(reader.get(document.get_absolute_url()))
    assert "Readers where it belongs" in about
    assert "The discussion Exit terms?" in about
    served = reader.get(f"{document.get_absolute_url()}versions/1/")
    assert served.headers["Content-Disposition"].startswith("attachment")
    assert b"".join(served.streaming_content).startswith(b"PK")  # type: ignore[attr-defined]


def test_a_page_that_is_only_opened_complains_of_nothing(boss: Person) -> None:
    talk = make_discussion(by=boss)
    assert talk.group is not None
    talk.group.memberships.create(person=boss)
    page = signed_in(boss)
    for address in (
        talk.get_absolute_url(),
        f"/community/{talk.group.slug}/new/",
        f"/community/{talk.group.slug}/files/",
    ):
        assert "There is a problem" not in text_of(page.get(address))


def test_what_is_wrong_with_a_file_is_said_at_it_and_the_text_is_kept(boss: Person) -> None:
    talk = make_discussion()
    page, address = signed_in(boss), talk.get_absolute_url()
    good = uploaded(word_file(), "good.docx")
    said = page.post(
        address, {"text": "Look.", "files": [good, uploaded(b"MZ", "run.docx")], "declared": "on"}
    )
    assert "“run.docx”: The file is a program" in text_of(said)
    assert "Choose your files again" in text_of(said)
    assert "Look.</textarea>" in said.content.decode()
    many = [uploaded(b"text", f"{number}.txt") for number in range(MOST_FILES + 1)]
    said = page.post(address, {"text": "Look.", "files": many, "declared": "on"})
    assert "Choose up to 5 files: you chose 6" in text_of(said)
    said = page.post(address, {"text": "Look.", "files": [uploaded(word_file(), "good.docx")]})
    assert "take out first what may not be shared. Choose your files again" in text_of(said)
    assert not Document.objects.exists()
    assert talk.posts.count() == 1
    page.post(address, {"text": "No file."})
    assert talk.posts.count() == 2


def test_the_action_keeps_nothing_where_one_file_is_not_taken(boss: Person) -> None:
    talk = make_discussion()
    evil = archive(
        {"word/document.xml": b"<x/>", "word/vbaProject.bin": b"x", "[Content_Types].xml": b"<T/>"}
    )
    with pytest.raises(FilesNotTaken, match=r"“evil.docx”.*macros"):
        write_post(
            discussion=talk,
            text="x",
            by=boss,
            files=[uploaded(word_file(), "good.docx"), uploaded(evil, "evil.docx")],
        )
    with pytest.raises(FilesNotTaken, match="these are 6"):
        write_post(discussion=talk, text="x", by=boss, files=[uploaded(b"text", "a.txt")] * 6)
    with pytest.raises(FilesNotTaken, match="belongs to a borough"):
        write_post(
            discussion=talk, text="x", by=PersonFactory(is_facilitator=True), files=[uploaded(b"t", "a.txt")]
        )
    assert (Post.objects.count(), Document.objects.count()) == (1, 0)
    loti = signed_in(PersonFactory(is_facilitator=True)).get(talk.get_absolute_url())
    assert 'type="file"' not in loti.content.decode(), "nobody is asked for what would be refused"


def test_who_gave_a_file_reads_why_it_was_refused_later(boss: Person) -> None:
    entities = b'<!DOCTYPE d [<!ENTITY a "b">]><d>&a;</d>'
    evil = archive({"[Content_Types].xml": b"<T/>", "word/document.xml": entities})
    talk = make_discussion()
    write_post(discussion=talk, text="Here.", by=boss, files=[uploaded(evil, "odd.docx")])
    look_into_all()
    assert "Only you see this. " in text_of(signed_in(boss).get(talk.get_absolute_url()))
    assert "odd.docx" not in text_of(signed_in(OfficerFactory()).get(talk.get_absolute_url()))


# --- Who sees them ---------------------------------------------------------------------------------------


def test_a_file_of_a_closed_group_is_there_for_its_readers_alone(boss: Person, closed: Group) -> None:
    document = with_file(make_discussion(by=boss, group=closed), boss)
    member, same_borough, outsider = OfficerFactory(), OfficerFactory(borough=boss.borough), OfficerFactory()
    closed.memberships.create(person=member)
    for person in (same_borough, outsider):
        page = signed_in(person)
        for address in addresses(document):
            assert page.get(address).status_code == 404 or person is outsider, address
            assert page.get(address).status_code in (403, 404), address
        for address in (
            "/documents/",
            "/documents/?q=quiet",
            "/search/?q=quiet+export",
            "/search/?q=Handover+plan",
        ):
            assert "Handover plan" not in text_of(page.get(address)), address
        assert page.post(f"{document.get_absolute_url()}use/", {"used": "yes"}).status_code == 404
        assert not Document.objects.visible_to(person).exists()
    insiders: list[Any] = [boss, member, PersonFactory(is_staff=True), PersonFactory(is_facilitator=True)]
    for person in insiders:
        page = signed_in(person)
        assert page.get(document.get_absolute_url()).status_code == 200
        assert "Handover plan" in text_of(page.get("/search/?q=quiet+export"))
    closed.memberships.filter(person=member).delete()
    assert signed_in(member).get(document.get_absolute_url()).status_code == 404
    assert Client().get(document.get_absolute_url()).status_code == 302
    for address in ("/api/v1/openapi.json", "/data/"):
        assert "Handover plan" not in Client().get(address).content.decode()


def test_a_file_about_a_thing_is_seen_where_the_thing_is(boss: Person) -> None:
    flag = FlagFactory(boroughs=[boss.borough])
    document = with_file(make_discussion(by=boss, subject=flag), boss)
    assert signed_in(OfficerFactory(borough=boss.borough)).get(document.get_absolute_url()).status_code == 200
    assert signed_in(OfficerFactory()).get(document.get_absolute_url()).status_code == 404


def test_no_list_of_a_borough_offers_what_belongs_to_a_place(boss: Person, closed: Group) -> None:
    with_file(make_discussion(by=boss, group=closed), boss)
    same = OfficerFactory(borough=boss.borough)
    form: Any = EvidenceForm(person=same)
    assert "Handover plan" not in str(form)
    assert not Document.objects.of_borough(boss.borough).exists()


def test_a_hidden_post_hides_its_files_but_from_its_author_and_facilitators(boss: Person) -> None:
    author, reader = OfficerFactory(), OfficerFactory()
    talk = make_discussion(group=make_group(boss))
    document = with_file(talk, author)
    post = Post.objects.get(enclosures__document=document)
    hide_post(post=post, why="It names a price.", by=boss)
    for person, sees in ((reader, False), (author, True), (boss, True), (PersonFactory(is_staff=True), True)):
        page = signed_in(person)
        assert (page.get(document.get_absolute_url()).status_code == 200) is sees
        assert ("Handover plan.docx" in text_of(page.get(talk.get_absolute_url()))) is sees
        assert ("Handover plan" in text_of(page.get("/search/?q=quiet+export"))) is sees
    show_post(post=post)
    assert signed_in(reader).get(document.get_absolute_url()).status_code == 200


def test_a_file_has_versions_and_is_withdrawn_by_its_borough(boss: Person, closed: Group) -> None:
    document = with_file(make_discussion(by=boss, group=closed), boss)
    member = OfficerFactory()
    closed.memberships.create(person=member)
    add_version(
        document=document, file=uploaded(word_file("Better."), "Handover plan 2.docx"), note="x", by=boss
    )
    look_into_all()
    page = signed_in(boss)
    form = page.get(f"{document.get_absolute_url()}change/")
    assert form.status_code == 200
    assert "Who may see it" not in text_of(form), "what belongs to a discussion stays there"
    assert "Handover plan 2.docx" in text_of(signed_in(member).get(f"/community/{closed.slug}/files/"))
    page.post(f"{document.get_absolute_url()}withdraw/", {"why": "Wrong file."})
    assert signed_in(member).get(document.get_absolute_url()).status_code == 404
    assert "Handover plan" not in text_of(signed_in(member).get(f"/community/{closed.slug}/files/"))
    assert page.get(document.get_absolute_url()).status_code == 200
    page.post(f"{document.get_absolute_url()}withdraw/")
    assert signed_in(member).get(document.get_absolute_url()).status_code == 200


def test_own_data_name_the_files(boss: Person) -> None:
    with_file(make_discussion(), boss)
    section = next(one for one in all_sections() if one.code == "posts")
    assert [section.entry(row)["files"] for row in section.rows(boss)] == [["Handover plan"]]


def test_followers_are_told_that_there_are_files(boss: Person) -> None:
    boss.preferences.create(kind="discussion_written", frequency="at_once")
    talk = make_discussion(by=boss)
    with_file(talk, OfficerFactory())
    tell_events()
    mail = boss.mails.get(kind="discussion_written")
    assert "With 1 file, to be read on the page." in mail.text


def test_files_cost_no_query_each(
    boss: Person, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    group = make_group(boss)
    talk = make_discussion(by=boss, group=group)
    for number in range(8):
        with_file(talk, boss, f"plan {number}.docx")
    page = signed_in(OfficerFactory())
    for address in (talk.get_absolute_url(), f"/community/{group.slug}/files/", "/documents/"):
        page.get(address)
        with django_assert_max_num_queries(12):
            assert "plan 7" in text_of(page.get(address))


# --- Files of a group ------------------------------------------------------------------------------------


def test_a_group_has_its_own_files_and_those_of_its_discussions(boss: Person, closed: Group) -> None:
    with_file(make_discussion(by=boss, group=closed, title="Terms"), boss)
    with_file(make_discussion(by=boss, group=make_group()), boss, "elsewhere.docx")
    member = OfficerFactory()
    closed.memberships.create(person=member)
    page, address = signed_in(member), reverse("group_files", args=[closed.slug])
    assert "Give it a title that members recognise" in text_of(page.post(address, {}))
    said = {"title": "Notes of May", "file": uploaded(b"One, two", "notes.txt"), "declared": "on"}
    assert page.post(address, said).status_code == 302
    assert "being checked" in text_of(page.get(address))
    assert "Notes of May" not in text_of(signed_in(boss).get(address))
    look_into_all()
    listed = text_of(signed_in(boss).get(address))
    assert "Notes of May" in listed
    assert "in Terms" in listed
    assert "elsewhere" not in listed
    document = Document.objects.get(title="Notes of May")
    assert "The group Market scoping" in text_of(page.get(document.get_absolute_url()))
    outside = signed_in(OfficerFactory(borough=member.borough))
    assert outside.get(address).status_code == 404
    assert outside.get(document.get_absolute_url()).status_code == 404
    bad = page.post(address, {"title": "x", "file": uploaded(b"MZ", "x.txt"), "declared": "on"})
    assert "The file is a program" in text_of(bad)
    assert page.get(f"{address}?after=nonsense").status_code == 200


def test_who_looks_after_a_group_takes_a_file_away(boss: Person) -> None:
    group, member = make_group(boss), OfficerFactory()
    outsider = signed_in(OfficerFactory())
    address = reverse("group_files", args=[group.slug])
    said = {"title": "Notes", "file": uploaded(b"One, two", "notes.txt"), "declared": "on"}
    assert outsider.post(address, said).status_code == 403, "only members give"
    assert "belong to the group" in text_of(outsider.get(address))
    group.memberships.create(person=member)
    document = give_file(group=group, title="Notes", file=uploaded(b"One, two", "notes.txt"), by=member)
    look_into_all()
    remove = reverse("group_file_remove", args=[group.slug, document.pk])
    assert signed_in(member).post(remove).status_code == 403
    assert signed_in(boss).post(remove).status_code == 302
    assert outsider.get(document.get_absolute_url()).status_code == 404
    assert signed_in(member).get(document.get_absolute_url()).status_code == 200
    other = with_file(make_discussion(group=group), member)
    assert signed_in(boss).post(reverse("group_file_remove", args=[group.slug, other.pk])).status_code == 404
