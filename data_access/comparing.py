"""Products of a service area side by side: what boroughs say of each, question by question."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q
from django.db.models.functions import Lower

from boroughs.models import Person, ServiceArea
from boroughs.rights import Permission, has_permission
from data_access.models import DataFact
from data_access.page import Row, Subject, rows_of
from data_access.querysets import DataFactQuerySet
from data_access.questions import QUESTIONS, THEMES, Question
from suppliers.models import Product

#: Products beside each other: more cannot be read.
MOST_COLUMNS = 5
#: Products of one service area that may be chosen.
MOST_PRODUCTS = 200


@dataclass(frozen=True)
class Column:
    """A product of the comparison; ``may_say`` where the reader's borough holds or held it."""

    product: Any
    may_say: bool


@dataclass(frozen=True)
class Line:
    """A question with what is said of each product, in the order of the columns."""

    question: Question
    cells: list[tuple[Column, list[Subject]]]


@dataclass(frozen=True)
class Comparison:
    """Products side by side, and those from which they were chosen."""

    columns: list[Column]
    themes: list[tuple[str, list[Line]]]
    products: list[Any]
    chosen: frozenset[str]
    too_many: bool


def areas_of(area: ServiceArea) -> list[ServiceArea]:
    """Return a service area with those below it."""
    return list(ServiceArea.objects.filter(Q(pk=area.pk) | Q(parent=area)))


def products_of(areas: Sequence[ServiceArea], *, demonstration: bool) -> list[Any]:
    """Return the products of some service areas, those of which most is said first, with ``said``."""
    said = Count("data_facts", filter=Q(data_facts__replaced_at=None, data_facts__hidden_at=None))
    rows = Product.objects.filter(service_area__in=areas, is_demonstration=demonstration)
    found = rows.select_related("supplier").annotate(said=said)
    return list(found.order_by("-said", Lower("name"), "pk")[:MOST_PRODUCTS])


def facts_of(products: Sequence[Any]) -> DataFactQuerySet:
    """Return what is said of some products at present and shown, with names."""
    return DataFact.objects.current().shown().filter(product__in=products).with_names()


def compared(
    products: list[Any], slugs: Sequence[str], reader: Person | AnonymousUser, today: dt.date
) -> Comparison:
    """Return the products that somebody chose beside each other, or else those of which most is said.

    Args:
        products: of the service area, in their order.
        slugs: of the chosen ones; others than those of the service area are passed over.
        reader: who may be led to say what is not known.
        today: from which the age of facts is counted.
    """
    chosen = [one for one in products if one.slug in set(slugs)]
    shown = (chosen or products)[:MOST_COLUMNS]
    held = _held(shown, reader)
    columns = [Column(one, one.pk in held) for one in shown]
    by_product: dict[int, list[DataFact]] = {one.pk: [] for one in shown}
    for fact in facts_of(shown):
        by_product[fact.product_id].append(fact)
    rows = {one.pk: rows_of(by_product[one.pk], today) for one in shown}
    lines = [_line(place, question, columns, rows) for place, question in enumerate(QUESTIONS)]
    return Comparison(
        columns=columns,
        themes=[(name, [one for one in lines if one.question.theme == code]) for code, name in THEMES],
        products=products,
        chosen=frozenset(one.slug for one in chosen),
        too_many=len(chosen) > MOST_COLUMNS,
    )


def _line(place: int, question: Question, columns: list[Column], rows: dict[int, list[Row]]) -> Line:
    return Line(question, [(one, rows[one.product.pk][place].subjects) for one in columns])


def _held(products: Sequence[Any], reader: Person | AnonymousUser) -> set[int]:
    """Return which of some products the reader can speak about for their borough."""
    own = reader.borough if isinstance(reader, Person) else None
    if own is None or not has_permission(reader, Permission.KEEP_DATA_ACCESS, own):
        return set()
    among = Product.objects.filter(pk__in=[one.pk for one in products])
    return set(among.used_by(own.pk).values_list("pk", flat=True))
