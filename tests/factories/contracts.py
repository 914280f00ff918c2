"""Contracts for tests, with what follows from their fields worked out."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

import factory

from boroughs.models import Borough
from contracts.actions import derive
from contracts.models import Contract, ContractBorough, ContractSupplier, ExtensionOption
from suppliers.models import Supplier
from tests.factories.boroughs import BoroughFactory
from tests.factories.suppliers import SupplierFactory


class ContractFactory(factory.django.DjangoModelFactory):
    """A contract: ``ContractFactory(boroughs=[camden, hackney], suppliers=[…], options=[24, 24])``.

    The first borough leads. ``options`` are months of unused options; one borough and one supplier are
    made where none is given, ``suppliers=[]`` leaves the supplier unknown. Window, annual value and the
    other derived fields are worked out; a decide-by date needs ``default_route()`` first.
    """

    class Meta:
        model = Contract
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"Housing management system {n}")
    reference = factory.Sequence(lambda n: f"REF-{n:04}")
    source = Contract.Source.NOTICE
    value = Decimal("700000.00")
    start_date = dt.date(2022, 4, 1)
    end_date = dt.date(2027, 3, 31)

    @factory.post_generation
    def boroughs(self: Contract, create: bool, extracted: Sequence[Borough] | None, **kwargs: object) -> None:
        """Link the boroughs, the first as lead."""
        if create:
            linked: Sequence[Borough] = [BoroughFactory()] if extracted is None else extracted
            for place, borough in enumerate(linked):
                ContractBorough.objects.create(contract=self, borough=borough, is_lead=place == 0)

    @factory.post_generation
    def suppliers(
        self: Contract, create: bool, extracted: Sequence[Supplier] | None, **kwargs: object
    ) -> None:
        """Link the suppliers under their own names."""
        if create:
            for supplier in [SupplierFactory()] if extracted is None else extracted:
                ContractSupplier.objects.create(
                    contract=self, supplier=supplier, name_as_written=supplier.name, reason="A test."
                )

    @factory.post_generation
    def options(self: Contract, create: bool, extracted: Sequence[int] | None, **kwargs: object) -> None:
        """Add unused extension options, then work out what follows from everything."""
        if not create:
            return
        for number, months in enumerate(extracted or (), start=1):
            ExtensionOption.objects.create(contract=self, number=number, months=months)
        derive([self])
