"""What a reader may ask of a list of discussions."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.http import QueryDict

from boroughs.filters import FilterForm, Question, values_of
from boroughs.keyset import PAGE, Stretch, moment, page, read_cursors
from boroughs.panel import Field, borough_choices, choice, errors
from boroughs.places import Places, read_places
from community.models import Discussion

SHOWN = {"unanswered": "Questions without an answer", "question": "Questions", "discussion": "Discussions"}
ORDER = [Stretch(Q(), "last_post_at", descending=True, read_key=moment)]
#: Discussions are counted up to here: counting more would cost more than it tells.
MOST_COUNTED = 1000


class DiscussionFilter(FilterForm):
    """The filter panel of a list of discussions."""

    show = forms.ChoiceField(required=False, choices=SHOWN.items())


@dataclass(frozen=True)
class DiscussionQuestion(Question):
    """What is asked of the list, after checking."""

    default_sort: ClassVar[str] = ""

    def among(self, rows: Any, places: Places) -> Any:
        """Return those of some discussions that answer the question, in no order yet."""
        if self["q"]:
            rows = rows.mentioning(self["q"])
        if self["show"] == "unanswered":
            rows = rows.unanswered()
        elif self["show"]:
            rows = rows.filter(kind=self["show"])
        if self["borough"]:
            rows = rows.filter(borough=places.boroughs[self["borough"]].pk)
        return rows


@dataclass(frozen=True)
class Listed:
    """A page of discussions; ``number`` is how many there are, in words."""

    discussions: list[Discussion] = field(default_factory=list)
    previous: str = ""
    next: str = ""
    number: str = ""
    wrong_page: bool = False


def read(data: QueryDict, places: Places) -> tuple[DiscussionFilter, DiscussionQuestion]:
    """Return the form, bound, and what it asks."""
    form = DiscussionFilter(data, places)
    return form, DiscussionQuestion(values_of(form, ""))


def listed(
    question: DiscussionQuestion, among: Any, places: Places, *, after: str = "", before: str = ""
) -> Listed:
    """Return a page of those of some discussions that answer a question, the last written in first.

    Args:
        question: the filters.
        among: what the reader may see.
        places: the boroughs that the filters name.
        after, before: cursors of the neighbours of the page; one that is none gives the first page.
    """
    first, last, wrong = read_cursors(after, before, ORDER)
    found, count = _counted(question, among, places)
    shown = page(found, ORDER, ["pk"], after=first, before=last, size=PAGE)
    ids = [pk for (pk,) in shown.rows]
    rows = Discussion.objects.with_names().in_bulk(ids)
    number = "1 discussion" if count == 1 else f"{count:,} discussions"
    if count > MOST_COUNTED:
        number = f"More than {MOST_COUNTED:,} discussions"
    return Listed([rows[pk] for pk in ids], shown.previous, shown.next, number, wrong)


def _counted(question: DiscussionQuestion, among: Any, places: Places) -> tuple[Any, int]:
    """Return those of some discussions that answer a question, and how many; posts are searched once."""
    found = question.among(among, places)
    if not question["q"]:
        return found, found.order_by()[: MOST_COUNTED + 1].count()
    ids = list(found.order_by().values_list("pk", flat=True)[: MOST_COUNTED + 1])
    return (found if len(ids) > MOST_COUNTED else Discussion.objects.filter(pk__in=ids)), len(ids)


def list_context(data: QueryDict, among: Any, path: str) -> dict[str, Any]:
    """Return what a page with a list of discussions shows: the panel, the rows, the neighbouring pages.

    Args:
        data: what the address asks.
        among: the discussions that the reader may see there.
        path: the page's address.
    """
    places = read_places()
    form, question = read(data, places)
    shown = listed(question, among, places, after=data.get("after", ""), before=data.get("before", ""))
    return {
        **around(data, form, question, shown, path),
        "fields": panel(form, places),
        "chips": chips(question, places, path),
    }


def around(data: QueryDict, form: FilterForm, question: Question, shown: Any, path: str) -> dict[str, Any]:
    """Return what stands around a list of discussions or issues: what was asked, and the pages beside it.

    Args:
        data: what the address asks.
        form: bound to it.
        question: what the form makes of it.
        shown: the page of the list, with ``previous`` and ``next``.
        path: the page's address.
    """
    return {
        "words": data.get("q", "").replace("\0", ""),
        "errors": errors(form),
        "form": form,
        "shown": shown,
        "path": path,
        "previous": question.address(path, before=shown.previous) if shown.previous else "",
        "next": question.address(path, after=shown.next) if shown.next else "",
    }


def panel(form: DiscussionFilter, places: Places) -> list[Field]:
    """Return the fields of the panel in the order of the page."""
    return [
        choice(form, "show", "Show", [("", "All"), *SHOWN.items()]),
        choice(form, "borough", "Begun by", borough_choices(places)),
    ]


def chips(question: DiscussionQuestion, places: Places, path: str) -> list[tuple[str, str]]:
    """Return (label, address without it) of each filter in use."""
    labels: dict[str, Any] = {
        "q": f"“{question['q']}”",
        "show": SHOWN.get(question["show"], ""),
        "borough": f"Begun by {places.borough_name(question['borough'])}",
    }
    return [(label, question.address(path, without=name)) for name, label in labels.items() if question[name]]
