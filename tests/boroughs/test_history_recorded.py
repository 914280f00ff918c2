"""Whatever writes, the database records it, with what is behind it (pghistory's triggers)."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from boroughs.history import Part, chronicle, recorded_as
from boroughs.history.of_borough import BOROUGH_HISTORY
from boroughs.models import Borough, BoroughDomain, Person, ServiceArea
from contracts.actions import import_register
from contracts.history import CONTRACT_HISTORY
from contracts.models import Contract
from procurement_hub.celery import app
from tests.factories import BoroughFactory, OfficerFactory, PersonFactory, ServiceAreaFactory
from tests.pages import text_of

pytestmark = pytest.mark.django_db(transaction=True)


def told(thing: Any, parts: Any) -> list[tuple[str, str]]:
    """Return (how, sentence) of everything in a thing's history, as LOTI staff read it."""
    staff = PersonFactory.build(is_staff=True)
    return [(entry.how, line) for entry in chronicle(thing, parts, staff).entries for line in entry.lines]


def test_bulk_writes_of_the_orm_are_recorded_with_their_cause() -> None:
    camden = BoroughFactory(slug="camden", population=210_136)
    with recorded_as(command="first"):
        BoroughDomain.objects.bulk_create([BoroughDomain(borough=camden, domain="a.example")])
    with recorded_as(command="second"):
        BoroughDomain.objects.filter(domain="a.example").update(domain="b.example")
    camden.population = 1000
    with recorded_as(command="third"):
        Borough.objects.bulk_update([camden], ["population"])
    with recorded_as(command="fourth"):
        BoroughDomain.objects.filter(domain="b.example").delete()
    assert told(camden, BOROUGH_HISTORY)[:4] == [
        ("by the command “fourth”", "Took away e-mail domain “b.example”."),
        ("by the command “third”", "Changed the population from 210,136 to 1,000."),
        (
            "by the command “second”",
            "Changed the domain of e-mail domain “b.example” from “a.example” to “b.example”.",
        ),
        ("by the command “first”", "Added e-mail domain “a.example”."),
    ]


def test_raw_sql_and_copy_are_recorded_with_their_cause() -> None:
    camden = BoroughFactory(slug="camden", population=210_136)
    with recorded_as(command="by_hand"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE boroughs_borough SET population = 7 WHERE id = %s", [camden.pk])
        rows = io.StringIO(f"{camden.pk},copied.example\n")
        cursor.copy_expert("COPY boroughs_boroughdomain (borough_id, domain) FROM STDIN (FORMAT csv)", rows)
    assert told(camden, BOROUGH_HISTORY)[:2] == [
        ("by the command “by_hand”", "Changed the population from 210,136 to 7."),
        ("by the command “by_hand”", "Added e-mail domain “copied.example”."),
    ]


def test_what_has_no_cause_is_said_to_be_done_in_the_database() -> None:
    camden = BoroughFactory(slug="camden", population=210_136)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE boroughs_borough SET population = NULL WHERE id = %s", [camden.pk])
    assert told(camden, BOROUGH_HISTORY)[0] == (
        "directly in the database",
        "Changed the population from 210,136 to not known.",
    )


def test_an_import_and_a_command_inside_each_other_are_told_apart(tmp_path: Path) -> None:
    camden = BoroughFactory(slug="camden")
    files = []
    for number in (1, 2):
        file = tmp_path / f"register{number}.csv"
        file.write_text(
            f"Reference,Title,Supplier,End date\nR{number},Parking,,31/03/2030\n", encoding="utf-8"
        )
        files.append(file)
    with recorded_as(command="load_sample"):
        for file in files:
            import_register(path=file, borough=camden, flags=False)
        camden.population = 5
        camden.save()
    causes = [
        {how for how, _ in told(contract, CONTRACT_HISTORY)} for contract in Contract.objects.order_by("pk")
    ]
    assert [len(cause) for cause in causes] == [1, 1]
    assert "register1.csv" in causes[0].pop()
    assert "register2.csv" in causes[1].pop()
    assert told(camden, BOROUGH_HISTORY)[0][0] == "by the command “load_sample”"


def test_a_command_names_itself() -> None:
    call_command("load_reference", stdout=io.StringIO())
    assert (
        told(Borough.objects.get(slug="camden"), BOROUGH_HISTORY)[-1][0] == "by the command “load_reference”"
    )


def test_a_task_names_itself() -> None:
    camden = BoroughFactory(slug="camden")

    @app.task(name="boroughs.test_history")
    def rename() -> None:
        Borough.objects.update(population=9)

    rename.delay()
    app.tasks.pop("boroughs.test_history")
    assert told(camden, BOROUGH_HISTORY)[0][0] == "by the task “test history”"


def test_a_change_in_the_admin_says_who_and_where(client: Client) -> None:
    staff = PersonFactory(name="Sam Loti", is_staff=True)
    area = ServiceAreaFactory(name="Parking")
    client.force_login(staff)
    address = reverse("admin:boroughs_servicearea_change", args=[area.pk])
    form = {"code": area.code, "name": "Parking permits", "parent": area.parent_id, "technology": "yes"}
    answer = client.post(address, form)
    assert answer.status_code == 302
    entry = chronicle(area, [Part(ServiceArea)], staff).entries[0]
    assert (entry.who, entry.how) == ("Sam Loti (LOTI)", "in the admin")
    assert (entry.address, entry.request) == (address, answer["X-Request-ID"])
    page = text_of(client.get(reverse("admin:boroughs_servicearea_history", args=[area.pk])))
    assert f"Sam Loti (LOTI), in the admin · {address} · request {answer['X-Request-ID']}" in page
    assert "Changed the name from “Parking” to “Parking permits”." in page


def test_no_password_is_ever_in_the_history(client: Client) -> None:
    person = Person.objects.create_user("ada@camden.example", "correct horse battery")
    person.set_password("another horse battery")
    person.save()
    events = [model for model in apps.get_models() if getattr(model, "pgh_tracked_model", None) is Person]
    assert events
    for model in events:
        assert not {field.name for field in model._meta.fields} & {"password", "last_login"}
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(to_jsonb(e)::text, '') FROM boroughs_personevent e")
        (recorded,) = cursor.fetchone()
    assert "ada@camden.example" in recorded
    assert person.password not in recorded
    assert "md5$" not in recorded


def test_a_key_in_an_address_is_not_written_down(client: Client) -> None:
    client.force_login(OfficerFactory())
    client.post("/account/confirm-email/NDI:1sXyZ:secret/")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pghistory_context WHERE metadata::text LIKE '%%secret%%'")
        assert cursor.fetchone() == (0,)
