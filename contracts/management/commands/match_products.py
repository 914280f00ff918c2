"""``manage.py match_products``: which product and service area each contract of the register has."""

from typing import Any

from boroughs.commands import HubCommand
from boroughs.words import counted
from contracts.actions.products import counted_outcomes
from contracts.actions.register_search import search_register
from contracts.models import Contract


class Command(HubCommand):
    """Looks for products in every contract, then works out areas; run it after names or owners changed."""

    help = "Find the products and service areas of contracts. What officers or sources said stays."

    def handle(self, *args: Any, **options: Any) -> None:
        """Match all contracts and say what changed."""
        found = search_register()
        for what, outcomes in (("product", found.products), ("service area", found.areas)):
            for outcome, number in sorted(counted_outcomes(outcomes).items()):
                self.stdout.write(f"  {counted(number, 'contract')}: {what} {outcome}")
        having = Contract.objects.filter(is_demonstration=False, product__isnull=False).count()
        self.stdout.write(f"  {counted(having, 'contract')} with a known product")
        self.stdout.write(f"  {counted(found.terms, 'term')} that may be products to decide")
