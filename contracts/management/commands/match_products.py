"""``manage.py match_products``: which product each contract of the register is for."""

from typing import Any

from boroughs.commands import HubCommand
from boroughs.words import counted
from contracts.actions import ask_for_flags, match_products
from contracts.actions.products import counted_outcomes
from contracts.models import Contract


class Command(HubCommand):
    """Looks for the products' names in every contract; run it after names or owners changed."""

    help = "Find the products that contracts name. What officers or sources said stays."

    def handle(self, *args: Any, **options: Any) -> None:
        """Match all contracts and say what changed."""
        outcomes = match_products()
        if outcomes:
            ask_for_flags()
        for outcome, number in sorted(counted_outcomes(outcomes).items()):
            self.stdout.write(f"  {counted(number, 'contract')}: product {outcome}")
        having = Contract.objects.filter(is_demonstration=False, product__isnull=False).count()
        self.stdout.write(f"  {counted(having, 'contract')} with a known product")
