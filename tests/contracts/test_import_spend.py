"""``import_spend`` takes spend files and accounts for their rows."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from boroughs.models import Borough
from contracts.models import PaymentFile
from tests.contracts.spending import JUNE, paid_by
from tests.factories import BoroughFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def camden() -> Any:
    return BoroughFactory(slug="camden")


def test_files_and_folders_are_taken_and_rows_that_cannot_be_read_are_named(
    camden: Borough, tmp_path: Path, capsys: Any
) -> None:
    (tmp_path / "June.csv").write_bytes(JUNE.encode("cp1252"))
    (tmp_path / "May 2026.csv").write_text("Supplier,Amount\nTideline Ltd,100\n")
    with pytest.raises(SystemExit) as ended:
        call_command("import_spend", str(tmp_path), borough="camden")
    assert ended.value.code == 1, "a row of June has no amount"
    said = capsys.readouterr().out
    assert "14 rows: 5 payments, 3 to private persons, 1 totals" in said
    assert "row 13: It has no amount that can be read." in said
    assert len(paid_by(camden)) == 5
    call_command("import_spend", str(tmp_path), borough="camden")
    assert "nothing has changed" in capsys.readouterr().out


def test_a_dry_run_stores_nothing(camden: Borough, tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "spend.csv"
    path.write_text("Supplier,Amount\nTideline Ltd,100\n")
    call_command("import_spend", str(path), borough="camden", month="2026-04", dry_run=True)
    assert "£100 to 1 payees in 2026-04" in capsys.readouterr().out
    assert not PaymentFile.objects.exists()


@pytest.mark.parametrize(
    ("options", "says"),
    [({"borough": "atlantis"}, "Known are camden"), ({"borough": "camden", "month": "soon"}, "like 2026-04")],
)
def test_wrong_options_say_what_to_do(
    camden: Borough, tmp_path: Path, options: dict[str, str], says: str
) -> None:
    with pytest.raises(CommandError, match=says):
        call_command("import_spend", str(tmp_path / "a.csv"), **options)


def test_a_file_that_is_none_is_named_and_the_others_are_taken(
    camden: Borough, tmp_path: Path, capsys: Any
) -> None:
    good, bad = tmp_path / "June.csv", tmp_path / "page.csv"
    good.write_text("Supplier,Date,Amount\nTideline Ltd,01/06/2026,100\n")
    bad.write_text("<html>")
    with pytest.raises(SystemExit):
        call_command("import_spend", str(bad), str(tmp_path / "none.csv"), str(good), borough="camden")
    said = capsys.readouterr()
    assert "web page" in said.err
    assert "none.csv" in said.err
    assert len(paid_by(camden)) == 1
