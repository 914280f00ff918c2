"""Spend files and payees for tests."""

import factory
from django.utils import timezone

from contracts.models import PaymentFile, PaymentPayee
from suppliers.normalise import normalise_name
from tests.factories.boroughs import BoroughFactory

COUNTS = {
    "rows": 2,
    "paid": 1,
    "private": 0,
    "total": 0,
    "blank": 0,
    "other": 1,
    "unreadable": 0,
    "payees": 1,
    "amount": "100.00",
    "private_amount": "0",
    "headings": {"supplier": "Supplier", "amount": "Amount"},
    "months": {"2026-06-01": 1},
    "periods": ["2026-06-01"],
    "sheets_passed_over": [],
}


class PaymentFileFactory(factory.django.DjangoModelFactory):
    """A spend file that was taken; its payments are to be added."""

    class Meta:
        model = PaymentFile

    borough = factory.SubFactory(BoroughFactory)
    label = factory.Sequence(lambda n: f"spend-{n}.csv")
    digest = factory.Sequence(lambda n: f"{n:064}")
    state = "taken"
    taken_at = factory.LazyFunction(timezone.now)
    counts = COUNTS


class PaymentPayeeFactory(factory.django.DjangoModelFactory):
    """A payee of a borough that is no known supplier."""

    class Meta:
        model = PaymentPayee

    borough = factory.SubFactory(BoroughFactory)
    name = factory.Sequence(lambda n: f"Kestrel Waste {n} Ltd")
    normalised = factory.LazyAttribute(lambda payee: normalise_name(payee.name))
