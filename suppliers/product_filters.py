"""What a reader may ask of the directory of products, and the page of it that is asked for."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django import forms
from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Q
from django.db.models.functions import Lower
from django.http import QueryDict

from boroughs.filters import FilterForm, Question, values_of
from boroughs.keyset import PAGE, Stretch, page, read_cursors, whole
from boroughs.panel import Field, area_choices, borough_choices, choice
from boroughs.places import Places
from suppliers.filters import DEMONSTRATION, LIVE
from suppliers.models import Product, ProductName
from suppliers.product_querysets import ProductQuerySet
from suppliers.product_words import normalise_product
from suppliers.search import ALIKE, HARDLY_ALIKE

SORTS = {"name": "Name, A to Z", "live": "Most live contracts first"}
#: What is said of a name that is not the one shown.
SAID = {ProductName.Kind.FORMER: "formerly {}", ProductName.Kind.ALIAS: "also called {}"}


class ProductForm(FilterForm):
    """The filter panel of the directory of products."""

    live = forms.ChoiceField(required=False, choices=LIVE.items())
    demonstration = forms.ChoiceField(required=False, choices=DEMONSTRATION.items())
    sort = forms.ChoiceField(required=False, choices=SORTS.items())


@dataclass(frozen=True)
class ProductQuestion(Question):
    """What is asked of the directory of products, after checking."""

    default_sort: ClassVar[str] = "name"

    def products(self, places: Places, today: dt.date) -> ProductQuerySet:
        """Return the products that answer the question, in no order yet."""
        found: ProductQuerySet = Product.objects.all()
        if self["area"]:
            found = found.filter(service_area__in=places.with_children(self["area"]))
        if self["demonstration"]:
            found = found.filter(is_demonstration=self["demonstration"] == "only")
        if self["borough"]:
            live_on = today if self["live"] == "yes" else None
            found = found.used_by(places.boroughs[self["borough"]].pk, live_on=live_on)
        if self["live"]:
            found = found.with_live_contracts_on(today, some=self["live"] == "yes")
        if self["q"]:
            found = found.filter(pk__in=[key for key, _ in found_as(self["q"])])
        return found


@dataclass(frozen=True)
class Listed:
    """Some products in order, each with ``live_contracts``, ``live_boroughs`` and ``found_as``.

    ``previous`` and ``next`` are cursors, empty where there is nothing. ``wrong_page`` tells that the
    cursor was none of this order.
    """

    products: list[Any] = field(default_factory=list)
    previous: str = ""
    next: str = ""
    count: int = 0
    wrong_page: bool = False


def read(data: QueryDict, places: Places) -> tuple[ProductForm, ProductQuestion]:
    """Return the form, bound, and what it asks."""
    form = ProductForm(data, places)
    return form, ProductQuestion(values_of(form, ProductQuestion.default_sort))


def found_as(words: str) -> list[tuple[int, str]]:
    """Return (primary key, why) of the products that words find, typing errors tolerated, the closest first.

    There are some hundred products, so that their names are compared one by one.
    """
    normal = normalise_product(words)
    like = Q(name__icontains=words) | Q(near__gte=HARDLY_ALIKE)
    near = TrigramWordSimilarity(normal or words, "name")
    shown: Any = Product.objects.annotate(near=near).filter(like)
    other = ProductName.objects.annotate(near=near).filter(like).select_related("product")
    found = [(product.near, True, product.pk, "") for product in shown]
    found += [
        (row.near, False, row.product_id, SAID.get(ProductName.Kind(row.kind), "{}").format(row.name))
        for row in other
        if row.name != row.product.name
    ]
    much_alike = [match for match in found if match[0] >= ALIKE]
    best: dict[int, str] = {}
    for _, _, key, reason in sorted(
        much_alike or found, key=lambda match: (-match[0], not match[1], match[2])
    ):
        best.setdefault(key, reason)
    return list(best.items())


def directory(
    question: ProductQuestion,
    places: Places,
    today: dt.date,
    *,
    after: str = "",
    before: str = "",
    size: int = PAGE,
) -> Listed:
    """Return a page of the products that answer a question; the arguments are those of the suppliers'."""
    order = stretches(question.sort)
    first, last, wrong = read_cursors(after, before, order)
    among = question.products(places, today)
    keyed: Any = among.with_number_of_live_contracts(today) if question.sort == "live" else among
    keyed = keyed.annotate(lower_name=Lower("name"))
    shown = page(keyed, order, ["pk"], after=first, before=last, size=size)
    reasons = dict(found_as(question["q"])) if question["q"] else {}
    keys = [row[0] for row in shown.rows]
    rows: Any = (
        Product.objects.filter(pk__in=keys)
        .with_use_on(today)
        .select_related("supplier", "service_area__parent")
    )
    by_key = {product.pk: product for product in rows}
    for key, product in by_key.items():
        product.found_as = reasons.get(key, "")
    products = [by_key[key] for key in keys if key in by_key]
    return Listed(products, shown.previous, shown.next, among.order_by().count(), wrong)


def stretches(sort: str) -> list[Stretch]:
    """Return an order of products: ``name`` or ``live``."""
    if sort == "live":
        return [Stretch(Q(), "live_contracts", descending=True, read_key=whole)]
    return [Stretch(Q(), "lower_name")]


def panel(form: ProductForm, places: Places) -> list[Field]:
    """Return the fields of the panel in the order of the page."""
    records = [("", "Show them too"), *DEMONSTRATION.items()]
    return [
        choice(form, "area", "Service area", area_choices(places)),
        choice(form, "borough", "Used by", borough_choices(places)),
        choice(form, "live", "Live contracts", [("", "With or without"), *LIVE.items()]),
        choice(form, "demonstration", "Demonstration records", records),
        choice(form, "sort", "Sort by", list(SORTS.items())),
    ]


def chips(question: ProductQuestion, places: Places, path: str) -> list[tuple[str, str]]:
    """Return (label, address without it) of each filter in use."""
    labels: dict[str, Any] = {
        "q": f"“{question['q']}”",
        "area": places.area_name(question["area"]),
        "borough": f"Used by {places.borough_name(question['borough'])}",
        "live": LIVE.get(question["live"]),
        "demonstration": DEMONSTRATION.get(question["demonstration"]),
    }
    return [(label, question.address(path, without=name)) for name, label in labels.items() if question[name]]
