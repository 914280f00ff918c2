"""What hangs on a contract for tests: suggestions, and pairs of records that may be one."""

import datetime as dt

import factory

from contracts.models import Contract, ContractPair, Suggestion
from tests.factories.contracts import ContractFactory


class SuggestionFactory(factory.django.DjangoModelFactory):
    """A notice says another end date than an officer did: 31 March 2029 for 31 March 2027."""

    class Meta:
        model = Suggestion

    contract = factory.SubFactory(ContractFactory)
    field = "end_date"
    held = "2027-03-31"
    offered = "2029-03-31"
    source = Contract.Source.NOTICE
    said_on = dt.date(2026, 5, 1)


def contract_pair(left: Contract, right: Contract, score: float = 0.7) -> ContractPair:
    """Return the question whether two records are one contract."""
    first, second = sorted((left, right), key=lambda one: one.pk)
    return ContractPair.objects.create(
        left=first, right=second, score=score, reason="They have the same title and supplier."
    )
