"""What a reader may ask of pilots and of the assistive technology library, and the page that is asked for."""

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

from django import forms
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, TextField, Value
from django.db.models.functions import Concat, Lower
from django.http import QueryDict

from boroughs.filters import FilterForm, Question, values_of
from boroughs.keyset import PAGE, Stretch, moment, page, read_cursors
from boroughs.models import Person
from boroughs.panel import Field, area_choices, borough_choices, choice, typed
from boroughs.places import Places
from contracts.highlights import excerpts, in_one_line
from pilots.models import EvidenceGrade, Facet, Pilot, PilotFacet
from pilots.querysets import PilotQuerySet
from pilots.searching import Asked, forgiven, understood

SORTS = {"newest": "Published last first", "title": "Title, A to Z"}
OUTCOMES = {value: label.capitalize() for value, label in Pilot.Outcome.choices}
MAKERS = {value: label[:1].upper() + label[1:] for value, label in Pilot.Maker.choices}
KINDS = tuple(Facet.Kind.values)
#: What is searched and shown in a list is the public part, whoever reads: a list may be printed.
SHOWN_TEXT = ("problem", "technology", "people", "setting", "method", "failed")


class PilotForm(FilterForm):
    """The filter panel; the library of assistive technology asks for facets besides."""

    outcome = forms.ChoiceField(required=False, choices=OUTCOMES.items())
    grade = forms.SlugField(required=False, max_length=20)
    maker = forms.ChoiceField(required=False, choices=MAKERS.items())
    supplier = forms.CharField(required=False, max_length=200)
    product = forms.CharField(required=False, max_length=120)
    need = forms.SlugField(required=False, max_length=40)
    setting = forms.SlugField(required=False, max_length=40)
    device = forms.SlugField(required=False, max_length=40)
    service = forms.SlugField(required=False, max_length=40)
    sort = forms.ChoiceField(required=False, choices=SORTS.items())


@dataclass(frozen=True)
class PilotQuestion(Question):
    """What is asked of pilots, after checking."""

    default_sort: ClassVar[str] = "newest"

    def among(self, rows: PilotQuerySet, places: Places) -> PilotQuerySet:
        """Return those of some pilots that answer the filters; words are not asked here."""
        if self["borough"]:
            rows = rows.filter(borough=places.boroughs[self["borough"]].pk)
        if self["area"]:
            rows = rows.filter(service_area__in=places.with_children(self["area"]))
        for name in ("outcome", "maker"):
            if self[name]:
                rows = rows.filter(**{name: self[name]})
        if self["grade"]:
            rows = rows.filter(grade__code=self["grade"])
        for name in ("supplier", "product"):
            if self[name]:
                rows = rows.filter(**{f"{name}__name__icontains": self[name]})
        for kind in KINDS:
            if self[kind]:
                rows = rows.filter(facet_links__facet__code=self[kind], facet_links__facet__kind=kind)
        return rows


@dataclass(frozen=True)
class Listed:
    """A page of pilots, each with ``why``, where its words were found; ``asked`` is what was searched for."""

    pilots: list[Any] = field(default_factory=list)
    previous: str = ""
    next: str = ""
    count: int = 0
    wrong_page: bool = False
    asked: Asked = field(default_factory=Asked)


def read(data: QueryDict, places: Places) -> tuple[PilotForm, PilotQuestion]:
    """Return the form, bound, and what it asks."""
    form = PilotForm(data, places)
    return form, PilotQuestion(values_of(form, PilotQuestion.default_sort))


def found(
    question: PilotQuestion, among: PilotQuerySet, places: Places, person: Person | AnonymousUser
) -> tuple[PilotQuerySet, Asked]:
    """Return the pilots that answer a question, in no order, and how its words were understood.

    Words that find nothing are taken for mistyped ones.
    """
    rows, words = question.among(among, places), question["q"]
    asked = understood(words)
    if asked.query is None:
        return (rows.none() if words.strip() else rows), asked
    answered = rows.mentioning(asked.query, person)
    if not answered.exists() and (meant := forgiven(asked, Pilot.objects.published())):
        return mentioning(rows, meant, person), meant
    return answered, asked


def mentioning(rows: PilotQuerySet, asked: Asked, person: Person | AnonymousUser) -> PilotQuerySet:
    """Return those of some pilots that mention what was asked, as it was understood."""
    return rows if asked.query is None else rows.mentioning(asked.query, person)


def listed(
    question: PilotQuestion,
    among: PilotQuerySet,
    places: Places,
    person: Person | AnonymousUser,
    *,
    after: str = "",
    before: str = "",
    size: int = PAGE,
) -> Listed:
    """Return a page of those of some pilots that answer a question.

    Args:
        question: the filters and the order.
        among: published pilots.
        places: the boroughs and service areas that the filters name.
        person: who reads; candid parts are searched for members.
        after, before: cursors of the neighbours of the page; one that is none of this order gives the first.
        size: rows a page.
    """
    order = stretches(question.sort)
    first, last, wrong = read_cursors(after, before, order)
    rows, asked = found(question, among, places, person)
    keyed: Any = rows.annotate(lower_title=Lower("title"))
    shown = page(keyed, order, ["pk"], after=first, before=last, size=size)
    keys = [row[0] for row in shown.rows]
    by_key: Any = _with_reasons(Pilot.objects.filter(pk__in=keys).with_names(), asked).in_bulk()
    for pilot in by_key.values():
        pilot.why = in_one_line(getattr(pilot, "marks", ""))
    pilots = [by_key[key] for key in keys if key in by_key]
    whole = not (shown.previous or shown.next)
    count = len(pilots) if whole else rows.order_by().count()
    return Listed(pilots, shown.previous, shown.next, count, wrong, asked)


def _with_reasons(rows: PilotQuerySet, asked: Asked) -> Any:
    """Say of each pilot where the words stand in its public part."""
    if asked.query is None:
        return rows
    parts: list[Any] = [part for name in SHOWN_TEXT for part in (name, Value(" "))]
    public = Concat(*parts, output_field=TextField())
    return rows.annotate(marks=excerpts(public, asked.query))


def stretches(sort: str) -> list[Stretch]:
    """Return an order of published pilots: ``newest`` or ``title``."""
    if sort == "title":
        return [Stretch(Q(), "lower_title")]
    return [Stretch(Q(), "published_at", descending=True, read_key=moment)]


def panel(form: PilotForm, places: Places, grades: dict[str, str]) -> list[Field]:
    """Return the fields of the panel in the order of the page."""
    return [
        choice(form, "outcome", "How it turned out", [("", "Any way"), *OUTCOMES.items()]),
        choice(form, "area", "Service area", area_choices(places)),
        choice(form, "grade", "Evidence", [("", "Any"), *grades.items()]),
        choice(form, "maker", "Whose it is", [("", "Anybody’s"), *MAKERS.items()]),
        typed(form, "supplier", "Supplier"),
        typed(form, "product", "Product"),
        choice(form, "borough", "Borough", borough_choices(places)),
        choice(form, "sort", "Sort by", list(SORTS.items())),
    ]


@dataclass(frozen=True)
class FacetCount:
    """A facet as the library offers it: how many pilots answer what is asked and have it."""

    kind: str
    code: str
    name: str
    number: int


def facet_counts(
    question: PilotQuestion,
    asked: Asked,
    among: PilotQuerySet,
    places: Places,
    person: Person | AnonymousUser,
) -> list[FacetCount]:
    """Return every facet with its number of pilots, as if nothing were asked of its kind. Two queries.

    Args:
        question: the filters.
        asked: its words as they were understood.
        among: the published pilots of the library.
        places: the boroughs and service areas that the filters name.
        person: who reads.
    """
    facets = list(Facet.objects.all())
    kinds = {facet.code: facet.kind for facet in facets}
    chosen = {kind: question[kind] for kind in KINDS if question[kind]}
    open_question = replace(question, values={**question.values, **dict.fromkeys(KINDS, "")})
    rows = mentioning(open_question.among(among, places), asked, person)
    codes_of: dict[int, set[str]] = {}
    links = PilotFacet.objects.filter(pilot__in=rows.values("pk")).order_by()
    for pilot, code in links.values_list("pilot", "facet__code"):
        codes_of.setdefault(pilot, set()).add(code)
    numbers = Counter(
        code
        for codes in codes_of.values()
        for code in codes
        if all(wanted in codes for kind, wanted in chosen.items() if kind != kinds[code])
    )
    return [FacetCount(one.kind, one.code, one.name, numbers[one.code]) for one in facets]


def library_panel(form: PilotForm, facets: list[FacetCount]) -> list[Field]:
    """Return the panel of the assistive technology library: its facets, with how many there are."""
    labels = {"need": "Need addressed", "setting": "Setting", "device": "Device", "service": "Service"}
    fields = [
        choice(
            form,
            kind,
            label,
            [
                ("", "Any"),
                *((one.code, f"{one.name} ({one.number})") for one in facets if one.kind == kind),
            ],
        )
        for kind, label in labels.items()
    ]
    return [
        *fields,
        choice(form, "outcome", "How it turned out", [("", "Any way"), *OUTCOMES.items()]),
        choice(form, "sort", "Sort by", list(SORTS.items())),
    ]


def grades_by_code() -> dict[str, str]:
    """Return the names of the grades of evidence, the weakest first."""
    return dict(EvidenceGrade.objects.values_list("code", "name"))


def chips(question: PilotQuestion, places: Places, path: str, names: dict[str, str]) -> list[tuple[str, str]]:
    """Return (label, address without it) of each filter in use.

    Args:
        question: the filters.
        places: names of boroughs and areas.
        path: of the list.
        names: of grades and facets, by code.
    """
    labels: dict[str, Any] = {
        "q": f"“{question['q']}”",
        "outcome": OUTCOMES.get(question["outcome"]),
        "area": places.area_name(question["area"]),
        "grade": names.get(question["grade"], question["grade"]),
        "maker": MAKERS.get(question["maker"]),
        "supplier": f"Supplier: {question['supplier']}",
        "product": f"Product: {question['product']}",
        "borough": places.borough_name(question["borough"]),
        **{kind: names.get(question[kind], question[kind]) for kind in KINDS},
    }
    return [(label, question.address(path, without=name)) for name, label in labels.items() if question[name]]
