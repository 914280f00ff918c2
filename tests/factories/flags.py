"""Flags for tests that are about pages, not about finding flags."""

from collections.abc import Sequence

import factory
from django.utils import timezone

from boroughs.models import Borough
from pipeline.models import Flag, FlagBorough
from tests.factories.suppliers import SupplierFactory


class FlagFactory(factory.django.DjangoModelFactory):
    """A shared-supplier flag: ``FlagFactory(boroughs=[camden, hackney])``."""

    class Meta:
        model = Flag
        skip_postgeneration_save = True

    kind = Flag.Kind.SHARED_SUPPLIER
    supplier = factory.SubFactory(SupplierFactory)
    sentence = "Two boroughs could buy together."
    reasons = factory.LazyFunction(lambda: ["Both have a contract with one supplier."])
    borough_count = 2
    changed = factory.LazyFunction(timezone.now)

    @factory.post_generation
    def boroughs(self: Flag, create: bool, extracted: Sequence[Borough] | None, **kwargs: object) -> None:
        """Link the boroughs, with no contracts named."""
        if create:
            for borough in extracted or ():
                FlagBorough.objects.create(flag=self, borough=borough, contract_ids=[])
