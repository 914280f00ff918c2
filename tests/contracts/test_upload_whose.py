"""A file that names another borough is remarked on before it is imported."""

import pytest
from django.test import Client

from boroughs.models import Borough
from contracts.actions.uploads.whose import remark_on
from contracts.models import Upload
from tests.contracts.uploading import HEAD, uploaded
from tests.factories import OfficerFactory
from tests.pages import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]

ROW = "C1,Parking permits for Camden Council,Tideline Ltd,01/04/2022,31/03/2027,5000,\n"


@pytest.fixture
def hackney() -> Borough:
    return Borough.objects.get(slug="hackney")


@pytest.mark.parametrize(
    ("name", "title", "named"),
    [
        ("register.csv", "Islington Council contracts register\n", "Islington"),
        ("register.csv", "Contracts over £5k,,London Borough of Camden\n", "Camden"),
        ("LB_Lambeth_contracts-2026.csv", "", "Lambeth"),
        ("register.csv", "Hackney Council contracts\n", ""),
        ("islington road works.csv", "Contracts of the Camden Road depot\n", ""),
        ("register.csv", "", ""),
    ],
)
def test_another_boroughs_name_is_remarked(hackney: Borough, name: str, title: str, named: str) -> None:
    remark = remark_on(uploaded(hackney, title + HEAD + ROW, name=name))
    if named:
        assert remark.startswith(f"The file names {named}. Check that it is the register of Hackney")
    else:
        assert remark == ""


@pytest.mark.parametrize(
    ("councils", "named"),
    [
        (["Ealing Council"] * 3, "The file names Ealing."),
        (["Ealing Council", "Ealing Council", "Hackney Council"], ""),
        (["Hackney Council"] * 3, ""),
        (["Ealing Council"], ""),
    ],
)
def test_a_column_that_names_another_borough_in_every_row_is_remarked(
    hackney: Borough, councils: list[str], named: str
) -> None:
    rows = [
        f"C{number},Parking permits,Tideline Ltd,01/04/2022,31/03/2027,5000,,{council}\n"
        for number, council in enumerate(councils)
    ]
    remark = remark_on(uploaded(hackney, HEAD.strip() + ",Organisation\n" + "".join(rows)))
    assert remark[: len(named) or None] == named


def test_the_preview_says_it_and_the_import_is_still_possible(client: Client, hackney: Borough) -> None:
    client.force_login(OfficerFactory(borough=hackney))
    upload = uploaded(hackney, "Islington Council\n" + HEAD + ROW)
    assert upload.state == Upload.State.CHECKED
    page = client.get(upload.get_absolute_url())
    assert "The file names Islington." in text_of(page)
    assert 'value="apply"' in page.content.decode()
