"""What a reader may ask of the list of reviews."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.db.models.functions import Lower
from django.http import QueryDict

from boroughs.filters import FilterForm, Question, values_of
from boroughs.keyset import PAGE, Stretch, moment, page, read_cursors
from boroughs.panel import Field, area_choices, borough_choices, choice, typed
from boroughs.places import Places
from reviews.models import Review, ReviewVersion

SORTS = {"newest": "Published last first", "supplier": "Supplier, A to Z"}
AGAIN = {value: label.capitalize() for value, label in ReviewVersion.Again.choices}


class ReviewForm(FilterForm):
    """The filter panel of the list."""

    supplier = forms.CharField(required=False, max_length=200)
    product = forms.CharField(required=False, max_length=120)
    again = forms.ChoiceField(required=False, choices=AGAIN.items())
    sort = forms.ChoiceField(required=False, choices=SORTS.items())


@dataclass(frozen=True)
class ReviewQuestion(Question):
    """What is asked of the list, after checking."""

    default_sort: ClassVar[str] = "newest"

    def among(self, rows: Any, places: Places) -> Any:
        """Return those of some published reviews that answer the question, in no order yet."""
        if self["q"]:
            words = self["q"]
            rows = rows.filter(
                Q(shown_id__in=_mentioning(words))
                | Q(supplier__name__icontains=words)
                | Q(product__name__icontains=words)
            )
        if self["borough"]:
            rows = rows.filter(borough=places.boroughs[self["borough"]].pk)
        if self["area"]:
            rows = rows.filter(service_area__in=places.with_children(self["area"]))
        if self["supplier"]:
            rows = rows.filter(supplier__name__icontains=self["supplier"])
        if self["product"]:
            rows = rows.filter(product__name__icontains=self["product"])
        if self["again"]:
            rows = rows.filter(shown_id__in=ReviewVersion.objects.filter(again=self["again"]).values("pk"))
        return rows


def _mentioning(words: str) -> Any:
    """Return the published versions in whose words or advice some words stand."""
    rows = ReviewVersion.objects.filter(state="published")
    return rows.filter(Q(advice__icontains=words) | Q(scores__words__icontains=words)).values("pk")


@dataclass(frozen=True)
class Listed:
    """A page of reviews, each with the version that is shown."""

    reviews: list[tuple[Any, ReviewVersion]] = field(default_factory=list)
    previous: str = ""
    next: str = ""
    count: int = 0
    wrong_page: bool = False


def listed(
    question: ReviewQuestion,
    among: Any,
    places: Places,
    *,
    after: str = "",
    before: str = "",
    size: int = PAGE,
) -> Listed:
    """Return a page of those of some published reviews that answer a question.

    Args:
        question: the filters and the order.
        among: what the reader may see.
        places: the boroughs and service areas that the filters name.
        after, before: cursors of the neighbours of the page; one that is none of this order gives the first.
        size: rows a page.
    """
    order = stretches(question.sort)
    first, last, wrong = read_cursors(after, before, order)
    found = question.among(among, places)
    keyed = found.annotate(supplier_name=Lower("supplier__name"))
    shown = page(keyed, order, ["pk", "shown_id"], after=first, before=last, size=size)
    reviews = Review.objects.with_names().in_bulk([pk for pk, _ in shown.rows])
    versions = ReviewVersion.objects.in_bulk([version for _, version in shown.rows])
    rows = [(reviews[pk], versions[version]) for pk, version in shown.rows]
    return Listed(rows, shown.previous, shown.next, found.order_by().count(), wrong)


def stretches(sort: str) -> list[Stretch]:
    """Return an order of published reviews: ``newest`` or ``supplier``."""
    if sort == "supplier":
        return [Stretch(Q(), "supplier_name")]
    return [Stretch(Q(), "published_at", descending=True, read_key=moment)]


def read(data: QueryDict, places: Places) -> tuple[ReviewForm, ReviewQuestion]:
    """Return the form, bound, and what it asks."""
    form = ReviewForm(data, places)
    return form, ReviewQuestion(values_of(form, ReviewQuestion.default_sort))


def panel(form: ReviewForm, places: Places) -> list[Field]:
    """Return the fields of the panel in the order of the page."""
    return [
        typed(form, "supplier", "Supplier"),
        typed(form, "product", "Product"),
        choice(form, "area", "Service area", area_choices(places)),
        choice(form, "borough", "From", borough_choices(places)),
        choice(form, "again", "Would buy it again", [("", "Any answer"), *AGAIN.items()]),
        choice(form, "sort", "Sort by", list(SORTS.items())),
    ]


def chips(question: ReviewQuestion, places: Places, path: str) -> list[tuple[str, str]]:
    """Return (label, address without it) of each filter in use."""
    labels: dict[str, Any] = {
        "q": f"“{question['q']}”",
        "supplier": f"Supplier: {question['supplier']}",
        "product": f"Product: {question['product']}",
        "area": places.area_name(question["area"]),
        "borough": f"From {places.borough_name(question['borough'])}",
        "again": f"Would buy it again: {AGAIN.get(question['again'], '').lower()}",
    }
    return [(label, question.address(path, without=name)) for name, label in labels.items() if question[name]]
