"""The demonstration set shows what the hub does, is marked everywhere, and leaves nothing behind."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from boroughs.reference import load_reference
from contracts.demonstration_set import AREAS, demonstration_set
from contracts.models import Contract, PaymentFile, PaymentSum
from performance.models import Kpi
from pipeline.actions import flag_boroughs
from pipeline.demonstration_collaborations import load_demonstration_collaborations
from pipeline.models import Collaboration, Flag, Procurement
from suppliers.models import Product, Supplier
from tests.factories import ContractFactory, PersonFactory
from tests.pages import text_of

ANCHOR = dt.date(2026, 11, 22)


class TestSet:
    """What is in it."""

    def test_it_is_the_same_every_time(self) -> None:
        assert demonstration_set() == demonstration_set()

    def test_it_has_the_shape_of_a_register(self) -> None:
        contracts = demonstration_set()
        assert 150 <= len(contracts) <= 250
        assert {one.area for one in contracts} == set(AREAS)
        assert {place for one in contracts for place in one.boroughs} == set(range(33))
        assert any(len(one.boroughs) > 1 for one in contracts)
        assert any(one.break_date for one in contracts)
        gaps = Counter(
            name
            for one in contracts
            for name in ("end", "value", "supplier", "start")
            if getattr(one, name) is None
        )
        assert all(5 <= gaps[name] <= len(contracts) / 4 for name in ("end", "value", "supplier", "start"))

    def test_many_end_on_the_same_day(self) -> None:
        ends = Counter(one.end for one in demonstration_set() if one.end)
        assert ends.most_common(1)[0][1] >= 20

    def test_no_contract_ends_before_it_starts(self) -> None:
        assert all(one.start < one.end for one in demonstration_set() if one.start and one.end)


@pytest.fixture
def reference(db: None) -> None:
    """The boroughs, service areas and routes."""
    load_reference(settings.BASE_DIR / "data" / "reference")


@pytest.fixture(scope="class")
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """The set among the reference data, made once and taken away at the end; what the command said."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_reference(settings.BASE_DIR / "data" / "reference")
        yield load()
        transaction.set_rollback(True)


def load() -> str:
    """Run the command that loads the set."""
    out = StringIO()
    call_command("load_demonstration", stdout=out)
    return out.getvalue()


#: A log line of each run, and the marks by which the landscape follows the register.
NOT_COUNTED = {"pipeline.FlagRun", "contracts.LandscapeChange"}


def counts() -> dict[str, int]:
    """Return the number of rows of every table of ours, history included."""
    ours = {
        *("boroughs", "suppliers", "contracts", "documents", "performance", "data_access"),
        *("pilots", "pipeline", "reviews", "toolkit", "community"),
    }
    return {
        model._meta.label: model._default_manager.count()
        for model in apps.get_models()
        if model._meta.app_label in ours and model._meta.label not in NOT_COUNTED
    }


def test_without_reference_data_it_says_what_to_run(db: None) -> None:
    with pytest.raises(CommandError, match=r"manage\.py load_reference"):
        load()


def test_one_command_removes_all_of_it_and_nothing_else(reference: None) -> None:
    real = ContractFactory()
    Contract.objects.filter(pk=real.pk).update(description="Real.")
    before = counts()
    load()
    flag_boroughs(on=ANCHOR)
    assert Flag.objects.exists()
    assert load_demonstration_collaborations() == 1
    assert load_demonstration_collaborations() == 0
    (joint,) = Collaboration.objects.all()
    assert joint.is_demonstration
    assert joint.members.count() == 3
    assert {row.measure for row in joint.sums.all()} == {"users", "dwellings"}
    out = StringIO()
    call_command("remove_demonstration", stdout=out)
    assert "Removed" in out.getvalue()
    assert counts() == before
    assert Contract.objects.get().pk == real.pk
    out = StringIO()
    call_command("remove_demonstration", stdout=out)
    assert "There were no demonstration records." in out.getvalue()


def test_no_word_of_it_is_left_in_the_database(reference: None) -> None:
    load()
    flag_boroughs(on=ANCHOR)
    load_demonstration_collaborations()
    call_command("remove_demonstration", stdout=StringIO())
    words = {word for _, owned, _ in AREAS.values() for pair in owned for word in pair}
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            table = connection.ops.quote_name(name)
            cursor.execute(f"SELECT t::text FROM {table} t WHERE t::text ~ %s", ["|".join(sorted(words))])  # noqa: S608
            assert cursor.fetchall() == [], name


@pytest.mark.django_db
class TestLoaded:
    """What is there once it was loaded: all of these look at the same rows."""

    def test_every_record_is_marked(self, loaded: str) -> None:
        assert f"{len(demonstration_set())} created" in loaded
        names = {name for _, owned, _ in AREAS.values() for pair in owned for name in pair}
        for model in (Supplier, Product):
            assert (
                set(model._default_manager.filter(is_demonstration=True).values_list("name", flat=True))
                <= names
            )
            assert not model._default_manager.filter(is_demonstration=False, name__in=names).exists()
        assert Contract.objects.exists()
        assert not Contract.objects.filter(is_demonstration=False).exists()
        assert set(Contract.objects.values_list("source", flat=True)) == {"demonstration"}

    def test_a_second_time_changes_nothing(self, loaded: str) -> None:
        before = counts()
        assert f"{len(demonstration_set())} unchanged" in load()
        assert counts() == before

    def test_it_makes_flags_worth_showing(self, loaded: str) -> None:
        flag_boroughs(on=ANCHOR)
        live = Flag.objects.live()
        assert live.filter(kind="renewal_window").count() >= 10
        assert live.filter(kind="shared_supplier").count() >= 5
        assert not live.filter(is_demonstration=False).exists()
        assert live.filter(decide_by__gte=ANCHOR).count() >= 5

    def test_it_has_timelines_that_some_see_and_some_do_not(self, loaded: str, client: Client) -> None:
        timelines = Procurement.objects.all()
        assert timelines.count() >= 10
        assert not timelines.filter(is_demonstration=False).exists()
        assert set(timelines.values_list("visibility", flat=True)) == {"borough", "members", "public"}
        assert timelines.filter(stages__entered_on__isnull=False).exists()
        hidden, shown = timelines.filter(visibility="borough")[0], timelines.filter(visibility="public")[0]
        page = text_of(client.get(reverse("opportunities")))
        assert shown.title in page
        assert hidden.title not in page
        assert "demonstration" in text_of(client.get(reverse("opportunity", args=[shown.slug])))

    def test_pages_mark_them(self, loaded: str, client: Client) -> None:
        flag_boroughs(on=ANCHOR)
        client.force_login(PersonFactory(is_staff=True))
        flag = Flag.objects.live().ranked()[0]
        contract = Contract.objects.filter(suppliers__isnull=False)[0]
        supplier = contract.suppliers.get()
        for address in (
            reverse("flags"),
            flag.get_absolute_url(),
            contract.get_absolute_url(),
            supplier.get_absolute_url(),
            reverse("register"),
        ):
            assert "hub-tag-demonstration" in client.get(address).content.decode(), address

    def test_boroughs_record_how_a_supplier_performs(self, loaded: str, client: Client) -> None:
        client.force_login(PersonFactory(is_staff=True))
        kpi = Kpi.objects.select_related("contract")[0]
        page = text_of(client.get(reverse("contract_performance", args=[kpi.contract_id])))
        assert "Contract, supplier and performance are made up." in page
        supplier = kpi.contract.suppliers.get()
        page = text_of(client.get(reverse("supplier_performance", args=[supplier.slug])))
        assert "boroughs that record its performance report late delivery" in page
        assert "its performance is made up" in page

    def test_products_are_compared_by_their_data_access(self, loaded: str, client: Client) -> None:
        client.force_login(PersonFactory(is_staff=True))
        page = text_of(client.get("/data-access/HSG-HMS/?demonstration=only"))
        for words in (
            "Zibblehouse",
            "Tenantoodle",
            "Rentaflum",
            "boroughs differ",
            "what boroughs say of them",
        ):
            assert words in page
        profile = text_of(client.get("/products/demonstration-zibblehouse/data-access/"))
        assert "This product does not exist, and what boroughs say here is made up." in profile
        assert "Quibblewick Digital answers" in profile
        assert "Zibblehouse" not in text_of(client.get("/data-access/HSG-HMS/"))

    def test_payments_show_what_they_are_for(self, loaded: str, client: Client) -> None:
        file = PaymentFile.objects.select_related("borough").first()
        assert file is not None
        assert not PaymentFile.objects.filter(is_demonstration=False).exists()
        page = text_of(client.get(f"/boroughs/{file.borough.slug}/payments/"))
        assert "– all of it – are payments that were made up to show how the hub works" in page
        assert "More than the register says" in page
        assert PaymentSum.objects.counting().filter(payee__supplier__is_demonstration=False).count() == 0
        assert PaymentSum.objects.counting().to_suppliers().count() == PaymentSum.objects.counting().count()
