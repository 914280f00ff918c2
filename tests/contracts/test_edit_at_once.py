"""Two officers save the same contract at the same moment: the second one is told, and nothing is lost."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, transaction
from django.test import Client

from boroughs.models import Borough
from contracts.actions.areas import assign_service_areas
from contracts.actions.products import match_products
from contracts.models import Contract
from tests.factories import BoroughFactory, ContractFactory, OfficerFactory, default_route
from tests.pages import text_of
from tests.waiting import eventually

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def somebody_waits() -> bool:
    """Tell whether another connection waits for a row that this one holds."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'transactionid'")
        return bool(cursor.fetchone()[0])


@contextmanager
def holding(contract: Contract, change: Callable[[Contract], None]) -> Iterator[threading.Event]:
    """Hold a contract's row in another connection until somebody waits for it, then change it and let go."""
    held = threading.Event()

    def other() -> None:
        try:
            with transaction.atomic():
                row = Contract.objects.select_for_update().defer("search").get(pk=contract.pk)
                held.set()
                eventually(somebody_waits, seconds=30)
                change(row)
                row.save()
        finally:
            connection.close()

    thread = threading.Thread(target=other)
    thread.start()
    assert held.wait(30)
    try:
        yield held
    finally:
        thread.join(60)
        assert not thread.is_alive()


@pytest.fixture
def camden() -> Borough:
    default_route()
    borough: Borough = BoroughFactory(slug="camden")
    return borough


def test_a_change_that_is_saved_while_one_saves_is_a_clash(client: Client, camden: Borough) -> None:
    contract = ContractFactory(boroughs=[camden], title="Parking permits", reference="")
    client.force_login(OfficerFactory(borough=camden))
    address = f"/register/{contract.pk}/change/"
    page = client.get(address)
    form = page.context["form"]
    sent = {name: form[name].value() or "" for name in form.fields if form[name].value() not in (False, None)}
    sent |= {"shown": page.context["shown"], "title": "Parking permits and fines"}
    sent = {name: value for name, value in sent.items() if name not in ("not_known", "confirm")}

    def rename(row: Contract) -> None:
        row.title = "Parking system"

    with holding(contract, rename):
        answer = client.post(address, sent)
    assert "changed it to Parking system" in text_of(answer)
    assert Contract.objects.get(pk=contract.pk).title == "Parking system"


@pytest.mark.parametrize("work_out", [assign_service_areas, match_products])
def test_what_the_hub_works_out_keeps_an_officers_word_of_the_same_moment(
    camden: Borough, work_out: Callable[..., object], monkeypatch: pytest.MonkeyPatch
) -> None:
    module = __import__(work_out.__module__, fromlist=["_settle"])
    monkeypatch.setattr(module, "_settle", lambda *arguments: True)  # whatever is found: it is written back
    contract = ContractFactory(boroughs=[camden], title="Parking permits", service_area=None)

    def speak(row: Contract) -> None:
        row.provenance = {**row.provenance, "title": {"source": "officer", "at": "2026-11-26"}}

    with holding(contract, speak):
        work_out([contract.pk])
    assert Contract.objects.get(pk=contract.pk).provenance["title"]["source"] == "officer"
