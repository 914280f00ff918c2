"""Pictures of the toolkit: looked into, drawn anew, shown with what they say, and only where they may be."""

import datetime as dt
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from docx import Document
from PIL import Image
from pytest_django import DjangoAssertNumQueries

from boroughs.models import Person
from tests.factories import OfficerFactory, PersonFactory
from tests.factories.toolkit import (
    make_clause,
    make_consultation,
    make_page,
    make_picture,
    picture_file,
)
from tests.pages import text_of
from toolkit.link_check import find_broken_links
from toolkit.markdown import render
from toolkit.models import BrokenLink, Picture
from toolkit.pictures import drawn_anew, shown_in

pytestmark = pytest.mark.django_db
SHOWS = "## What\n\n![](picture:five-stages)\n"


@pytest.fixture
def staff() -> Person:
    person: Person = PersonFactory(is_staff=True)
    return person


def given(client: Client, content: bytes, **fields: Any) -> Any:
    """Add a picture in the admin."""
    file = SimpleUploadedFile("stages.png", content)
    values = {"slug": "five-stages", "alternative": "Five stages.", "caption": "", "source": "", "file": file}
    return client.post(reverse("admin:toolkit_picture_add"), {**values, **fields})


class TestDrawing:
    def test_nothing_but_the_pixels_is_kept(self) -> None:
        image = Image.new("RGB", (300, 200), "navy")
        where = Image.Exif()
        where[0x010E] = "Taken at 1 Quill Street"
        target = io.BytesIO()
        image.save(target, "JPEG", exif=where, comment=b"<script>alert(1)</script>")
        drawn = drawn_anew(target.getvalue() + b"PK\x03\x04 a file behind the picture")
        assert (drawn.kind, drawn.width, drawn.height) == ("jpeg", 300, 200)
        for kept in (b"Quill", b"script", b"PK\x03\x04"):
            assert kept in target.getvalue() + b"PK\x03\x04"
            assert kept not in drawn.content

    def test_a_picture_is_turned_upright_and_no_wider_than_a_page(self) -> None:
        image = Image.new("RGB", (2_400, 3_200), "navy")
        turned = Image.Exif()
        turned[0x0112] = 6
        target = io.BytesIO()
        image.save(target, "JPEG", exif=turned)
        drawn = drawn_anew(target.getvalue())
        assert (drawn.width, drawn.height) == (1_600, 1_200)

    def test_what_can_be_seen_through_stays_so(self) -> None:
        target = io.BytesIO()
        Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(target, "WEBP")
        drawn = drawn_anew(target.getvalue())
        assert drawn.kind == "png"
        assert Image.open(io.BytesIO(drawn.content)).convert("RGBA").getpixel((5, 5)) == (0, 0, 0, 0)

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "no PNG, JPEG or WebP"),
            (b"MZ\x90\x00 an executable", "no PNG, JPEG or WebP"),
            (picture_file()[:60], "no PNG, JPEG or WebP"),
            (picture_file(kind="GIF"), "no PNG, JPEG or WebP"),
            (b"", "no PNG, JPEG or WebP"),
            (b"x" * (8 * 1024 * 1024 + 1), "more than 8 MB"),
            (picture_file((6_000, 5_001)), "more than 30 million pixels"),
        ],
        ids=["svg", "executable", "damaged", "gif", "empty", "large file", "many pixels"],
    )
    def test_what_is_no_picture_or_too_large_is_refused_with_what_to_do(
        self, content: bytes, said: str
    ) -> None:
        with pytest.raises(ValueError, match=said):
            drawn_anew(content)


class TestShowing:
    def test_a_page_shows_it_with_its_own_words_and_size(self, client: Client) -> None:
        make_picture(alternative='Stages "one" to five', caption="The <five> stages", source="LOTI")
        page = make_page(text=f"{SHOWS}\nBefore ![not these words](picture:five-stages) after.\n")
        shown = client.get(page.get_absolute_url()).content.decode()
        assert shown.count('<img src="/toolkit/pictures/five-stages/') == 2
        assert 'alt="Stages &quot;one&quot; to five"' in shown
        assert "not these words" not in shown
        assert "<figcaption>The &lt;five&gt; stages (LOTI)</figcaption>" in shown
        assert 'width="400" height="120"' in shown or 'height="120"' in shown

    @pytest.mark.parametrize(
        "text",
        [
            "![a](picture:another)",
            "![a](https://elsewhere.example/track.png)",
            "![a](/static/x.png)",
            "![a](data:image/png;base64,AAAA)",
            '<img src="/toolkit/pictures/five-stages/" onerror="alert(1)">',
        ],
    )
    def test_nothing_else_becomes_a_picture(self, text: str) -> None:
        make_picture()
        assert "<img" not in render(text, shown_in(SHOWS))
        assert "<img" not in render(text, shown_in(text))

    def test_its_queries_do_not_grow_with_pictures(
        self, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        for number in range(6):
            make_picture(f"stage-{number}")
        page = make_page(text="\n\n".join(f"![](picture:stage-{number})" for number in range(6)))
        client.get(page.get_absolute_url())
        with django_assert_max_num_queries(12):
            assert client.get(page.get_absolute_url()).content.count(b"<img src=") >= 6

    def test_who_may_read_a_page_that_shows_it_gets_it(self, client: Client, staff: Person) -> None:
        picture = make_picture()
        address = picture.get_absolute_url()
        officer = OfficerFactory()

        def answers() -> list[int]:
            found = []
            for person in (None, officer, staff):
                client.logout()
                if person is not None:
                    client.force_login(person)
                found.append(client.get(address).status_code)
            return found

        assert answers() == [404, 404, 200]
        draft = make_page(text=SHOWS, state="draft")
        assert answers() == [404, 404, 200]
        today = timezone.localdate()
        asked = make_consultation(page=draft, opens_on=today + dt.timedelta(days=1))
        assert answers() == [404, 404, 200]
        asked.opens_on = today
        asked.save()
        assert answers() == [404, 200, 200]
        client.force_login(officer)
        assert b"<img src=" in client.get(asked.get_absolute_url()).content
        assert client.get(address)["Cache-Control"] == "private, max-age=0"
        draft.state = "published"
        draft.save()
        assert answers() == [200, 200, 200]
        client.logout()
        sent = client.get(address)
        assert (sent["Content-Type"], sent["Cache-Control"]) == ("image/png", "public, max-age=86400")
        assert sent["X-Content-Type-Options"] == "nosniff"
        assert sent.content == bytes(picture.content)

    def test_code_that_mentions_a_picture_does_not_publish_it(self, client: Client) -> None:
        picture = make_picture()
        make_page(text="Write `![](picture:five-stages)` to show it.")
        assert client.get(picture.get_absolute_url()).status_code == 404

    def test_print_and_word_have_it_too(self, client: Client) -> None:
        make_picture(alternative="Stages", caption="The five stages", source="LOTI")
        page = make_page(text=SHOWS)
        assert b"<img src=" in client.get(reverse("toolkit_guide")).content
        answer = client.get(reverse("toolkit_page_word", args=[page.stage.slug, page.slug]))
        document: Any = Document(io.BytesIO(answer.content))
        (shown,) = document.inline_shapes
        assert shown._inline.docPr.get("descr") == "Stages"
        assert shown.width < document.sections[0].page_width
        assert "The five stages (LOTI)" in [one.text for one in document.paragraphs]


class TestAdmin:
    def test_staff_add_one_and_read_how_to_show_it(self, client: Client, staff: Person) -> None:
        client.force_login(staff)
        assert given(client, picture_file()).status_code == 302
        made = Picture.objects.get()
        assert (made.kind, made.width, made.height, made.added_by) == ("png", 400, 120, staff)
        page = text_of(client.get(reverse("admin:toolkit_picture_change", args=[made.pk])))
        assert "![](picture:five-stages)" in page

    @pytest.mark.parametrize(
        ("content", "fields", "said"),
        [
            (picture_file(), {"alternative": " "}, "This field is required"),
            (b"<svg/>", {}, "This is no PNG, JPEG or WebP picture"),
            (picture_file(), {"file": ""}, "Choose the file of the picture."),
        ],
        ids=["no alternative text", "svg", "no file"],
    )
    def test_what_is_missing_or_wrong_is_said_at_its_field(
        self, content: bytes, fields: dict[str, Any], said: str, client: Client, staff: Person
    ) -> None:
        client.force_login(staff)
        answer = given(client, content, **fields)
        assert answer.status_code == 200
        assert said in text_of(answer)
        assert not Picture.objects.exists()

    def test_one_that_a_page_shows_keeps_its_name_and_is_not_deleted(
        self, client: Client, staff: Person
    ) -> None:
        picture, page = make_picture(), make_page(title="Know what you have", text=SHOWS)
        client.force_login(staff)
        change = reverse("admin:toolkit_picture_change", args=[picture.pk])
        words = {"slug": "stages", "alternative": "Five.", "caption": "", "source": ""}
        assert "“Know what you have” shows it" in text_of(client.post(change, words))
        delete = reverse("admin:toolkit_picture_delete", args=[picture.pk])
        assert client.post(delete, {"post": "yes"}).status_code == 403
        page.text = "Nothing."
        page.save()
        assert client.post(change, words).status_code == 302
        assert client.post(delete, {"post": "yes"}).status_code == 302
        assert not Picture.objects.exists()

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("![](picture:missing)", "There is no picture missing"),
            ("![x](https://elsewhere.example/a.png)", "is no picture of the hub"),
        ],
    )
    def test_a_page_is_not_saved_with_a_picture_that_there_is_not(
        self, text: str, said: str, client: Client, staff: Person
    ) -> None:
        page = make_page()
        client.force_login(staff)
        names = ("slug", "title", "summary", "collaboration", "position", "state")
        fields = {**{name: getattr(page, name) for name in names}, "stage": page.stage_id, "text": text}
        answer = client.post(reverse("admin:toolkit_page_change", args=[page.pk]), fields)
        assert said in text_of(answer)
        assert text in answer.content.decode()

    def test_a_clause_takes_none(self, client: Client, staff: Person) -> None:
        clause = make_clause()
        client.force_login(staff)
        answer = client.post(
            reverse("admin:toolkit_clause_change", args=[clause.pk]), {"text": "1. ![](picture:five-stages)"}
        )
        assert "A clause shows no pictures" in text_of(answer)


def test_a_picture_that_went_is_among_the_broken_links() -> None:
    picture, page = make_picture(), make_page(text=SHOWS)
    find_broken_links()
    assert not BrokenLink.objects.exists()
    picture.delete()
    find_broken_links()
    (found,) = BrokenLink.objects.all()
    assert (found.page, found.address, found.why) == (
        page,
        "picture:five-stages",
        "There is no such picture.",
    )
