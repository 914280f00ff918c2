"""Whether a supplier is small or medium-sized: kept where the source says it, else not known."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from contracts.actions import import_notices
from contracts.models import Contract
from suppliers.models import Supplier
from tests.contracts.releases import award, package, release
from tests.factories import BoroughFactory

pytestmark = pytest.mark.django_db


def _release(scale: Any, **changes: Any) -> dict[str, Any]:
    made = release(award(), **changes)
    made["parties"][1]["details"] = {"scale": scale}
    return made


@pytest.mark.parametrize(
    ("scale", "is_sme"),
    [("sme", True), ("micro", True), ("SME", True), ("large", False), ("", None), ("huge", None), ([], None)],
)
def test_the_size_is_what_the_notice_says(tmp_path: Path, scale: Any, is_sme: bool | None) -> None:
    BoroughFactory(slug="camden", name="Camden", official_name="London Borough of Camden")
    import_notices(paths=[package(tmp_path, "a.json", _release(scale))])
    link = Contract.objects.get().supplier_links.get()
    assert (link.is_sme, link.supplier.is_sme) == (is_sme, is_sme)


def test_a_newer_notice_says_it_anew_and_silence_erases_nothing(tmp_path: Path, client: Client) -> None:
    BoroughFactory(slug="camden", name="Camden", official_name="London Borough of Camden")
    import_notices(paths=[package(tmp_path, "a.json", _release("sme"))])
    Supplier.objects.update(is_sme=False)  # LOTI staff know better
    later = {"id": "release-2", "date": "2023-03-01T10:00:00Z"}
    import_notices(paths=[package(tmp_path, "b.json", release(award(), **later))])
    link = Contract.objects.get().supplier_links.get()
    assert (link.is_sme, link.supplier.is_sme) == (True, False)
    last = {"id": "release-3", "date": "2024-03-01T10:00:00Z"}
    import_notices(paths=[package(tmp_path, "c.json", _release("large", **last))])
    link = Contract.objects.get().supplier_links.get()
    assert (link.is_sme, link.supplier.is_sme) == (False, False)
    assert "1 contract" in client.get("/register/", {"sme": "no"}).content.decode()
