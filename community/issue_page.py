"""What pages of shared issues show: to members all of it, to the supplier what it may know."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.http import QueryDict

from boroughs.filters import Question, values_of
from boroughs.keyset import Stretch, moment, page, read_cursors
from boroughs.models import Person
from boroughs.panel import Field, borough_choices, choice, typed
from boroughs.places import Places
from boroughs.rights import Permission, has_permission
from community.forms_issues import IssueFilter
from community.models import Confirmation, Group, SharedIssue

Reader = Person | AnonymousUser
ORDER = [Stretch(Q(), "raised_at", descending=True, read_key=moment)]
STATES = {"running": "Not ended", **{value: label.capitalize() for value, label in SharedIssue.State.choices}}


@dataclass(frozen=True)
class Affected:
    """How many boroughs have the problem, and what their contracts are worth together.

    Attributes:
        boroughs: how many confirm it.
        value: the annual value of their contracts, GBP excluding VAT; ``None`` where none is known.
        unknown: how many contracts' value is not known, and is left out (R1).
    """

    boroughs: int
    value: Decimal | None
    unknown: int


def affected(confirmations: Sequence[Confirmation]) -> Affected:
    """Return how much an issue concerns; a joint contract counts once."""
    contracts = {one.contract_id: one.contract for one in confirmations if one.contract}
    values = [one.annual_value for one in contracts.values()]
    known = [value for value in values if value is not None]
    return Affected(len(confirmations), sum(known, Decimal(0)) if known else None, len(values) - len(known))


def leads(reader: Reader, issue: SharedIssue) -> bool:
    """Tell whether somebody sends an issue, takes it further up and ends it.

    Officers of the borough that raised it, who looks after the product's user group, facilitators.
    """
    if has_permission(reader, Permission.FACILITATE):
        return True
    if not isinstance(reader, Person) or not has_permission(reader, Permission.TAKE_PART):
        return False
    if reader.borough_id == issue.borough_id:
        return True
    groups = Group.objects.running().filter(product=issue.product_id, product__isnull=False)
    return groups.filter(facilitator=reader).exists()


@dataclass(frozen=True)
class ForSupplier:
    """An issue as the supplier's people see it.

    ``named`` are the boroughs that agreed, with their words; of the others there is a number alone. The value
    shows only where all agreed: else the others' could be worked out from the public register.
    """

    boroughs: int
    named: list[tuple[str, str, str]]
    affected: Affected | None


def for_supplier(issue: SharedIssue) -> ForSupplier:
    """Return what the supplier may know of who has the problem."""
    rows = list(issue.confirmations.select_related("borough", "contract").order_by("borough__name"))
    named = [one for one in rows if one.is_named]
    shown = [(str(one.borough), one.contract.title if one.contract else "", one.text) for one in named]
    return ForSupplier(len(rows), shown, affected(rows) if len(named) == len(rows) else None)


@dataclass(frozen=True)
class IssueQuestion(Question):
    """What is asked of the list, after checking."""

    def among(self, rows: Any, places: Places) -> Any:
        """Return those of some issues that answer the question, in no order yet."""
        if self["q"]:
            rows = rows.filter(Q(title__icontains=self["q"]) | Q(text__icontains=self["q"]))
        if self["supplier"]:
            named = Q(supplier__name__icontains=self["supplier"]) | Q(supplier__slug=self["supplier"])
            rows = rows.filter(named)
        if self["state"] == "running":
            rows = rows.running()
        elif self["state"]:
            rows = rows.filter(state=self["state"])
        if self["borough"]:
            rows = rows.filter(confirmations__borough=places.boroughs[self["borough"]].pk)
        return rows


def read(data: QueryDict, places: Places) -> tuple[IssueFilter, IssueQuestion]:
    """Return the form, bound, and what it asks."""
    form = IssueFilter(data, places)
    return form, IssueQuestion(values_of(form, ""))


@dataclass(frozen=True)
class Listed:
    """A page of issues."""

    issues: list[Any]
    previous: str
    next: str
    count: int
    wrong_page: bool


def listed(question: IssueQuestion, among: Any, places: Places, *, after: str, before: str) -> Listed:
    """Return a page of those of some issues that answer a question, the last raised first."""
    first, last, wrong = read_cursors(after, before, ORDER)
    found = question.among(among, places)
    shown = page(found, ORDER, ["pk"], after=first, before=last)
    ids = [pk for (pk,) in shown.rows]
    rows = {one.pk: one for one in SharedIssue.objects.filter(pk__in=ids).with_names()}
    return Listed([rows[pk] for pk in ids], shown.previous, shown.next, found.order_by().count(), wrong)


def panel(form: IssueFilter, places: Places) -> list[Field]:
    """Return the fields of the panel in the order of the page."""
    return [
        typed(form, "supplier", "Supplier"),
        choice(form, "state", "How it stands", [("", "All"), *STATES.items()]),
        choice(form, "borough", "Confirmed by", borough_choices(places)),
    ]


def chips(question: IssueQuestion, places: Places, path: str) -> list[tuple[str, str]]:
    """Return (label, address without it) of each filter in use."""
    labels: dict[str, Any] = {
        "q": f"“{question['q']}”",
        "supplier": f"Supplier: {question['supplier']}",
        "state": STATES.get(question["state"], ""),
        "borough": f"Confirmed by {places.borough_name(question['borough'])}",
    }
    return [(label, question.address(path, without=name)) for name, label in labels.items() if question[name]]
