"""Facts about data access for tests, said as officers say them."""

import datetime as dt
from typing import Any

from django.utils import timezone

from boroughs.models import Borough, Person
from data_access.actions import Ground, Statement, say
from data_access.models import DataFact
from data_access.questions import BY_CODE
from suppliers.models import Product
from tests.factories.boroughs import OfficerFactory
from tests.factories.contracts import ContractFactory
from tests.factories.suppliers import ProductFactory


def hold(product: Product, borough: Borough) -> None:
    """Give a borough a contract for a product, if it has none."""
    if not product.contracts.filter(borough_links__borough=borough).exists():
        suppliers = [product.supplier] if product.supplier else []
        ContractFactory(boroughs=[borough], suppliers=suppliers, product=product)


def make_fact(
    question: str = "api",
    *answers: str,
    product: Product | None = None,
    borough: Borough | None = None,
    by: Person | None = None,
    true_on: dt.date | None = None,
    ground: dict[str, Any] | None = None,
    **said: Any,
) -> DataFact:
    """Say something for a borough: ``make_fact("api", "read", product=tidewise, borough=camden)``.

    Args:
        question: its code.
        *answers: the codes of the answers; the first of the question where none is given.
        product: a new one where none is given.
        borough: given a contract for it, if it has none; the officer's where none is given.
        by: the officer; a new one where none is given.
        true_on: default today.
        ground: the evidence; default *tried it ourselves*.
        **said: ``system``, ``amount`` and ``note``.
    """
    found = product or ProductFactory()
    officer = by or (OfficerFactory(borough=borough) if borough else OfficerFactory())
    speaks_for: Any = officer.borough
    hold(found, speaks_for)
    statement = Statement(question, answers or (_first(question),), **said)
    day = true_on or timezone.localdate()
    (fact,) = say(
        product=found,
        borough=speaks_for,
        statements=[statement],
        ground=Ground(day, **(ground or {"basis": "tried"})),
        by=officer,
    )
    return fact


def _first(question: str) -> str:
    return BY_CODE[question].answers[0].code
