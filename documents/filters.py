"""What a reader may ask of the library of documents, and the page of it that is asked for."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from django import forms
from django.contrib.postgres.search import SearchQuery
from django.db.models import Q
from django.db.models.functions import Left, Lower
from django.http import QueryDict
from django.utils.safestring import SafeString

from boroughs.filters import FilterForm, Question, values_of
from boroughs.keyset import PAGE, Stretch, moment, page, read_cursors
from boroughs.panel import Field, area_choices, borough_choices, choice, typed
from boroughs.places import Places
from contracts.highlights import excerpts, in_one_line
from documents.models import Document
from documents.querysets import DocumentQuerySet

SORTS = {"newest": "Changed last first", "title": "Title, A to Z"}
KINDS = {value: label.capitalize() for value, label in Document.Kind.choices}
STAGES = {value: label.capitalize() for value, label in Document.Stage.choices}
#: Characters of a text in which the words that were found are shown.
LOOKED_THROUGH = 100_000


class DocumentForm(FilterForm):
    """The filter panel of the library."""

    kind = forms.ChoiceField(required=False, choices=KINDS.items())
    stage = forms.ChoiceField(required=False, choices=STAGES.items())
    product = forms.CharField(required=False, max_length=120)
    supplier = forms.CharField(required=False, max_length=200)
    contract = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    used_by = forms.CharField(required=False, max_length=60)
    sort = forms.ChoiceField(required=False, choices=SORTS.items())

    def clean_used_by(self) -> str:
        """Refuse a borough that there is not."""
        slug: str = self.cleaned_data["used_by"]
        if slug and slug not in self.places.boroughs:
            raise forms.ValidationError("There is no borough of that name in London. Choose one of the list.")
        return slug


@dataclass(frozen=True)
class DocumentQuestion(Question):
    """What is asked of the library, after checking."""

    default_sort: ClassVar[str] = "newest"

    def among(self, rows: DocumentQuerySet, places: Places) -> DocumentQuerySet:
        """Return those of some documents that answer the question, in no order yet."""
        if self["q"]:
            rows = rows.mentioning(self["q"])
        if self["borough"]:
            rows = rows.filter(borough=places.boroughs[self["borough"]].pk)
        if self["area"]:
            rows = rows.filter(service_area__in=places.with_children(self["area"]))
        for name in ("kind", "stage", "contract"):
            if self[name]:
                rows = rows.filter(**{name: self[name]})
        if self["product"]:
            rows = rows.filter(product__name__icontains=self["product"])
        if self["supplier"]:
            rows = rows.filter(supplier__name__icontains=self["supplier"])
        if self["used_by"]:
            rows = rows.filter(uses__borough=places.boroughs[self["used_by"]].pk)
        return rows


@dataclass(frozen=True)
class Listed:
    """A page of documents, each with ``used_by`` and ``why``, the words that were found in its text."""

    documents: list[Any] = field(default_factory=list)
    previous: str = ""
    next: str = ""
    count: int = 0
    wrong_page: bool = False


def read(data: QueryDict, places: Places) -> tuple[DocumentForm, DocumentQuestion]:
    """Return the form, bound, and what it asks."""
    form = DocumentForm(data, places)
    return form, DocumentQuestion(values_of(form, DocumentQuestion.default_sort))


def listed(
    question: DocumentQuestion,
    among: DocumentQuerySet,
    places: Places,
    *,
    after: str = "",
    before: str = "",
    size: int = PAGE,
) -> Listed:
    """Return a page of those of some documents that answer a question.

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
    keyed: Any = found.annotate(lower_title=Lower("title"))
    shown = page(keyed, order, ["pk"], after=first, before=last, size=size)
    keys = [row[0] for row in shown.rows]
    by_key: Any = Document.objects.filter(pk__in=keys).with_names().in_bulk()
    reasons = places_in(keys, question["q"]) if question["q"] else {}
    for key, document in by_key.items():
        document.why = reasons.get(key, "")
    rows = [by_key[key] for key in keys if key in by_key]
    return Listed(rows, shown.previous, shown.next, found.order_by().count(), wrong)


def places_in(keys: list[int], words: str) -> dict[int, SafeString | str]:
    """Return where the words stand in the newest text of some documents, as marked HTML."""
    query = SearchQuery(words, config="english", search_type="websearch")
    rows = Document.objects.newest_versions().filter(document__in=keys, search=query)
    texts = rows.annotate(why=excerpts(Left("text", LOOKED_THROUGH), query)).values_list("document", "why")
    return {pk: place for pk, why in texts if (place := in_one_line(why))}


def stretches(sort: str) -> list[Stretch]:
    """Return an order of documents: ``newest`` or ``title``."""
    if sort == "title":
        return [Stretch(Q(), "lower_title")]
    return [Stretch(Q(), "changed", descending=True, read_key=moment)]


def panel(form: DocumentForm, places: Places) -> list[Field]:
    """Return the fields of the panel in the order of the page."""
    used_by = [("", "Anybody or nobody"), *borough_choices(places)[1:]]
    return [
        choice(form, "kind", "What it is", [("", "Anything"), *KINDS.items()]),
        choice(form, "stage", "When it is used", [("", "Any time"), *STAGES.items()]),
        choice(form, "area", "Service area", area_choices(places)),
        typed(form, "product", "Product"),
        typed(form, "supplier", "Supplier"),
        choice(form, "borough", "From", borough_choices(places)),
        choice(form, "used_by", "Used by", used_by),
        choice(form, "sort", "Sort by", list(SORTS.items())),
    ]


def chips(question: DocumentQuestion, places: Places, path: str) -> list[tuple[str, str]]:
    """Return (label, address without it) of each filter in use."""
    labels: dict[str, Any] = {
        "q": f"“{question['q']}”",
        "kind": KINDS.get(question["kind"]),
        "stage": STAGES.get(question["stage"]),
        "area": places.area_name(question["area"]),
        "product": f"Product: {question['product']}",
        "supplier": f"Supplier: {question['supplier']}",
        "contract": "One contract",
        "borough": f"From {places.borough_name(question['borough'])}",
        "used_by": f"Used by {places.borough_name(question['used_by'])}",
    }
    return [(label, question.address(path, without=name)) for name, label in labels.items() if question[name]]
