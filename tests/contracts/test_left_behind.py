"""What a killed process leaves behind is removed: files of no upload, copies of spend files."""

import datetime as dt
import os
import tempfile
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from boroughs.models import Borough
from contracts.actions.payment_retention import tidy_payments
from contracts.actions.uploads import tidy_uploads
from contracts.models.uploads import private_storage
from tests.contracts.uploading import REGISTER, begun
from tests.factories import BoroughFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def camden() -> Borough:
    borough: Borough = BoroughFactory(slug="camden")
    return borough


def grown_old(path: Path) -> Path:
    """Let a file be two days old."""
    then = timezone.now().timestamp() - 2 * 24 * 3600
    os.utime(path, (then, then))
    return path


def test_a_file_that_no_upload_names_is_removed_after_a_day(camden: Borough) -> None:
    kept = grown_old(Path(begun(camden, REGISTER).file.path))
    storage = private_storage()
    orphan = grown_old(Path(storage.path(storage.save(f"{camden.pk}/0a0b", ContentFile(b"a")))))
    fresh = Path(storage.path(storage.save(f"{camden.pk}/0c0d", ContentFile(b"b"))))
    assert tidy_uploads(now=timezone.now())["files of none"] == 1
    assert (kept.exists(), orphan.exists(), fresh.exists()) == (True, False, True)


def test_a_copy_of_a_spend_file_is_removed_after_a_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    copy, fresh, other = (tmp_path / name for name in ("hub-spend-abc", "hub-spend-def", "other"))
    for path in (copy, fresh, other):
        path.write_text("Mr A Example,650\n")
    grown_old(copy), grown_old(other)
    assert tidy_payments(now=timezone.now())["copies"] == 1
    assert [path.exists() for path in (copy, fresh, other)] == [False, True, True]
    assert tidy_payments(now=timezone.now() + dt.timedelta(days=2))["copies"] == 1
