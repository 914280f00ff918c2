"""``manage.py match_products``: which product and service area each contract of the register has."""

from typing import Any

from boroughs.commands import HubCommand
from boroughs.words import counted
from contracts.actions import ask_for_flags, assign_service_areas, match_products
from contracts.actions.products import counted_outcomes
from contracts.models import Contract


class Command(HubCommand):
    """Looks for products in every contract, then works out areas; run it after names or owners changed."""

    help = "Find the products and service areas of contracts. What officers or sources said stays."

    def handle(self, *args: Any, **options: Any) -> None:
        """Match all contracts and say what changed."""
        found = {"product": match_products(), "service area": assign_service_areas()}
        if any(found.values()):
            ask_for_flags()
        for what, outcomes in found.items():
            for outcome, number in sorted(counted_outcomes(outcomes).items()):
                self.stdout.write(f"  {counted(number, 'contract')}: {what} {outcome}")
        having = Contract.objects.filter(is_demonstration=False, product__isnull=False).count()
        self.stdout.write(f"  {counted(having, 'contract')} with a known product")
