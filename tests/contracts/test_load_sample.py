"""The sample that lies in the repository loads through the importers, and each row keeps its source."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from contracts.models import Contract, SourceRecord

pytestmark = pytest.mark.django_db


@pytest.mark.slow
def test_the_sample_loads_completely_and_only_once(reference: None) -> None:
    out = StringIO()
    call_command("load_sample", stdout=out)
    assert "383 notices and rows, of which 364 new" in out.getvalue()
    assert not SourceRecord.objects.filter(outcome="unreadable").exists()
    technology = Contract.objects.filter(source="fact")
    assert not technology.filter(notice_url="").exists()
    assert technology.exclude(service_area=None).count() > 130
    framework = Contract.objects.get(title__startswith="Shared Oracle R12")
    assert framework.boroughs.count() == 6
    assert not Contract.objects.filter(title__icontains="recommended").exists()
    again = StringIO()
    call_command("load_sample", stdout=again)
    assert "383 notices and rows, of which 0 new" in again.getvalue()


def test_the_sample_needs_the_boroughs() -> None:
    with pytest.raises(CommandError, match="load_reference"):
        call_command("load_sample")
