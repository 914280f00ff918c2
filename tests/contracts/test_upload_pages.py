"""The pages of an upload, as an officer goes through them without scripts."""

import re
from typing import Any

import hypothesis
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import strategies as st

from boroughs.models import Borough
from contracts.models import Contract, SourceRecord, Upload
from tests.contracts.uploading import HEAD, NEXT_REGISTER, REGISTER, imported, settled, uploaded
from tests.factories import OfficerFactory, UploadFactory


@pytest.fixture
def camden(reference: None) -> Borough:
    """The borough whose register it is."""
    return Borough.objects.get(slug="camden")


@pytest.fixture
def officer(camden: Borough, client: Client) -> Client:
    """A browser of an officer of Camden."""
    client.force_login(OfficerFactory(borough=camden))
    return client


def send(client: Client, content: bytes, name: str = "register.csv") -> Any:
    """Choose a file on the page and send it."""
    return client.post(reverse("upload_add", args=["camden"]), {"file": SimpleUploadedFile(name, content)})


def fields_of(page: str) -> dict[str, str]:
    """Return what the form about columns would post as it stands."""
    posted = dict(re.findall(r'name="(shown-\d+)" value="(\d+)"', page))
    for name, inside in re.findall(r'<select[^>]* name="([^"]+)">(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', inside)
        posted[name] = chosen[1] if chosen else ""
    return posted


def test_an_officer_goes_from_a_file_to_the_register_and_back(officer: Client) -> None:
    answer = send(officer, REGISTER.encode("cp1252"))
    upload = Upload.objects.get()
    address = answer["Location"]
    page = officer.get(address).content.decode()
    assert "£500,000.00" in page
    posted = fields_of(page)
    assert posted["header-0"] == "4"
    assert posted["field-0-1"] == "title"
    assert officer.post(address, posted)["Location"] == upload.get_absolute_url()
    waiting = officer.get(upload.get_absolute_url()).content.decode()
    assert "The hub is reading the file" in waiting
    assert "See how far it is" in waiting
    settled(upload)
    preview = officer.get(upload.get_absolute_url()).content.decode()
    assert "What would change" in preview
    assert "1 row that cannot be read" in preview
    step = reverse("upload_step", args=["camden", upload.pk])
    officer.post(step, {"step": "apply"})
    settled(upload)
    done = officer.get(upload.get_absolute_url()).content.decode()
    assert "What has changed" in done
    assert Contract.objects.count() == 3
    officer.post(reverse("upload_undo", args=["camden", upload.pk]))
    settled(upload)
    undone = officer.get(upload.get_absolute_url()).content.decode()
    assert "3 contracts were taken off the register" in undone
    assert not Contract.objects.exists()


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "a.csv", "empty"),
        (b"%PDF-1.7", "a.pdf", "is a PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "a.xlsx", "password"),
        (b"PK\x05\x06" + b"\0" * 18, "a.xlsx", "ZIP"),
    ],
)
def test_a_file_that_is_no_register_gets_a_message_at_its_field(
    officer: Client, content: bytes, name: str, words: str
) -> None:
    answer = send(officer, content, name)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "There is a problem" in page
    assert words in page
    assert not Upload.objects.exists()


def test_a_file_that_is_too_large_is_refused(officer: Client, settings: Any) -> None:
    settings.UPLOAD_MOST_MB = 0
    assert "divide it" in send(officer, REGISTER.encode()).content.decode()
    assert "Choose a file" in officer.post(reverse("upload_add", args=["camden"])).content.decode()


def test_another_row_of_headings_shows_its_columns(officer: Client) -> None:
    address = send(officer, b"Ref,Title,Supplier\nNr,Sache,Wer\nX1,Street lights,Lumen Ltd\n")["Location"]
    posted = fields_of(officer.get(address).content.decode())
    page = officer.post(address, {**posted, "header-0": "2", "look": "0"}).content.decode()
    assert 'for="field-0-1">Sache</label>' in page
    refused = officer.post(address, fields_of(page)).content.decode()
    assert "Choose which column has the titles of the contracts." in refused
    officer.post(address, {**fields_of(page), "field-0-1": "title", "field-0-0": "reference"})
    upload = settled(Upload.objects.get())
    assert (upload.state, upload.counts["read"]) == ("checked", 1)


@pytest.mark.parametrize("odd", ["", "title\0", "no_such_field", "9" * 400])
def test_odd_answers_about_columns_are_no_error(officer: Client, odd: str) -> None:
    address = send(officer, REGISTER.encode())["Location"]
    for name in ("header-0", "shown-0", "field-0-0", "read-0", "look"):
        assert officer.post(address, {name: odd}).status_code in (200, 302)


def test_rows_are_mended_in_the_page(officer: Client, camden: Borough) -> None:
    upload = uploaded(camden, REGISTER)
    address = reverse("upload_rows", args=["camden", upload.pk])
    row = upload.rows.get(outcome="unreadable")
    page = officer.get(address).content.decode()
    assert "It has no title." in page
    assert f'name="cell-{row.pk}-1"' in page
    officer.post(
        address, {f"cell-{row.pk}-0": "C9", f"cell-{row.pk}-1": "Gullies", "cell-99999999999-3": "x"}
    )
    settled(upload)
    assert upload.counts["unreadable"] == 0
    new = officer.get(reverse("upload_contracts", args=["camden", upload.pk]) + "?which=new").content.decode()
    assert "Gullies" in new


def test_a_changed_contract_shows_both_values(officer: Client, camden: Borough) -> None:
    imported(camden, REGISTER)
    upload = uploaded(camden, NEXT_REGISTER)
    address = reverse("upload_contracts", args=["camden", upload.pk])
    page = officer.get(f"{address}?which=changed").content.decode()
    assert "31 March 2027" in page
    assert "31 March 2028" in page
    missing = officer.get(reverse("upload_missing", args=["camden", upload.pk])).content.decode()
    assert "Parking permits" in missing
    assert officer.get(f"{address}?which=nothing").status_code == 404


def test_the_download_accounts_for_every_row_and_runs_no_formula(officer: Client, camden: Borough) -> None:
    upload = uploaded(camden, HEAD + "C1,=cmd|calc,Tideline Ltd,,,,\n" + ",,Nobody Ltd,,,,\n")
    answer = officer.get(reverse("upload_csv", args=["camden", upload.pk]))
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()  # type: ignore[attr-defined]
    assert len(lines) == 3
    assert "'=cmd|calc" in lines[1]
    assert "could not be read,It has no title.,no" in lines[2]


def test_another_boroughs_upload_is_unknown(officer: Client) -> None:
    other = UploadFactory(borough=Borough.objects.get(slug="hackney"))
    assert officer.get(other.get_absolute_url()).status_code == 404
    assert officer.get(reverse("upload", args=["camden", other.pk])).status_code == 404


def test_a_page_that_asks_for_progress_is_told_when_it_is_over(officer: Client, camden: Borough) -> None:
    working = UploadFactory(borough=camden, state="checking", done=400, total=1000)
    part = officer.get(working.get_absolute_url(), HTTP_HX_REQUEST="true").content.decode()
    assert "400 of 1,000 contracts" in part
    assert "<html" not in part
    done = officer.get(UploadFactory(borough=camden).get_absolute_url(), HTTP_HX_REQUEST="true")
    assert done["HX-Refresh"] == "true"


def test_an_upload_that_stopped_says_so_and_can_be_tried_again(officer: Client, camden: Borough) -> None:
    stopped = UploadFactory(borough=camden, state="applying", problem="The hub could not go on.")
    assert "Try again" in officer.get(stopped.get_absolute_url()).content.decode()
    officer.post(reverse("upload_step", args=["camden", stopped.pk]), {"step": "go_on"})
    stopped.refresh_from_db()
    assert stopped.problem == ""


def test_lists_of_many_rows_ask_few_questions(
    officer: Client, camden: Borough, django_assert_max_num_queries: Any
) -> None:
    rows = "".join(f"D{n},Contract {n},Supplier {n} Ltd,01/04/2022,31/03/2027,{n + 5},\n" for n in range(60))
    imported(camden, HEAD + rows)
    odd = "".join(f",,Nobody {n} Ltd,,,,\n" for n in range(15))
    upload = uploaded(camden, HEAD + rows.replace("2027", "2028").replace("D59", "E59") + odd)
    at = ["camden", upload.pk]
    addresses = [
        reverse("uploads", args=["camden"]),
        upload.get_absolute_url(),
        reverse("upload_contracts", args=at) + "?which=changed",
        reverse("upload_contracts", args=at) + "?which=new",
        reverse("upload_rows", args=at),
        reverse("upload_missing", args=at),
        reverse("upload_columns", args=at),
    ]
    for address in addresses:
        with django_assert_max_num_queries(12):
            assert officer.get(address).status_code == 200, address
    page = officer.get(addresses[2]).content.decode()
    following = re.search(r'href="([^"]+after=[^"]+)"', page)
    assert following
    assert "Contract 58" in officer.get(following[1].replace("&amp;", "&")).content.decode()


@hypothesis.settings(
    max_examples=12, deadline=None, suppress_health_check=[hypothesis.HealthCheck.function_scoped_fixture]
)
@hypothesis.given(
    content=st.one_of(
        st.binary(min_size=1, max_size=300),
        st.text(min_size=1, max_size=300).map(lambda text: text.encode("utf-8", "replace")),
        st.text(alphabet='",;\n\r\x00=T0/', min_size=1).map(lambda text: ("Title,To\n" + text).encode()),
    ),
    name=st.sampled_from(["a.csv", "a.xlsx", "a.ods", "a"]),
)
def test_garbage_never_ends_in_an_error(officer: Client, content: bytes, name: str) -> None:
    """It is refused with a message, or goes all the way with every row accounted for."""
    answer = send(officer, content, name)
    if answer.status_code == 200:
        assert "There is a problem" in answer.content.decode()
        return
    upload = Upload.objects.latest("pk")
    page = officer.get(answer["Location"]).content.decode()
    officer.post(answer["Location"], {**fields_of(page), "field-0-0": "title"})
    settled(upload)
    assert upload.state in ("choosing", "checked", "failed")
    assert officer.get(upload.get_absolute_url()).status_code in (200, 302)
    if upload.state == "checked":
        assert sum(upload.counts[name] for name in SourceRecord.Outcome.values) == upload.rows.count()
        assert officer.get(reverse("upload_rows", args=["camden", upload.pk])).status_code == 200
