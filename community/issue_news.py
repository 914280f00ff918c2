"""What people hear of shared issues. What a supplier's people are told names no borough and nobody."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.urls import reverse

from boroughs.models import Event, Follow, Frequency, Person
from boroughs.notifications import Kind
from boroughs.rights import Permission
from boroughs.words import plain_date
from community import codes
from community.models import Membership, SharedIssue
from contracts.models import Contract
from suppliers.claiming.speaking import people_of
from suppliers.models import Product, Supplier

Named = Iterable[tuple[int, str]]


def _concerned(event: Event) -> Named:
    """Yield who runs a contract with the supplier, and who follows it or the product."""
    issue = SharedIssue.objects.running().filter(pk=event.data["issue"]).first()
    if issue is None:
        return
    told: dict[int, str] = {}
    held = Contract.objects.filter(supplier_links__supplier=issue.supplier_id, is_demonstration=False)
    manages = Q(borough_roles__contains=[Person.BoroughRole.CONTRACT_MANAGER])
    own = Q(borough__in=held.values("borough_links__borough"))
    people = Person.objects.filter(manages & own | Q(contracts_looked_after__in=held), is_active=True)
    for pk in people.order_by("pk").values_list("pk", flat=True).distinct():
        told.setdefault(pk, "Your borough has a contract with it.")
    for model, row in ((Supplier, issue.supplier_id), (Product, issue.product_id)):
        kind = ContentType.objects.get_for_model(model)
        follows = Follow.objects.filter(content_type=kind, object_id=row or 0)
        for pk in follows.values_list("person", flat=True):
            told.setdefault(pk, f"You follow the {model._meta.verbose_name}.")
    groups = Membership.objects.filter(group__product=issue.product_id or 0)
    for pk in groups.values_list("person", flat=True):
        told.setdefault(pk, "You belong to the product’s user group.")
    yield from told.items()


def _confirming(event: Event) -> Named:
    return [(pk, "You said that your borough has this problem.") for pk in event.data["people"]]


def _suppliers_people(event: Event) -> Named:
    return [(pk, "You speak for the supplier.") for pk in people_of([event.data["supplier_id"]])]


def _issue(event: Event) -> str:
    return reverse("issue", args=[event.data["issue"]])


def _theirs(event: Event) -> str:
    return reverse("supplier_issue", args=[event.data["slug"], event.data["issue"]])


def _sent(event: Event) -> str:
    if event.data["what"] == "reminder":
        return f"An answer of yours is due: {event.data['title']}"
    if event.data["what"] == "sent":
        return f"London boroughs ask you together: {event.data['title']}"
    return f"London boroughs take this further up: {event.data['title']}"


def _due(event: Event) -> Sequence[str]:
    return [f"They ask for your answer by {plain_date(dt.date.fromisoformat(event.data['due']))}."]


ISSUE_KINDS = (
    Kind(
        code=codes.ISSUE_RAISED,
        label="A shared issue is raised with a supplier",
        why="When you run a contract with the supplier, or follow it or the product.",
        audience=_concerned,
        headline=lambda event: (
            f"{event.data['from']} raises an issue with {event.data['supplier']}: {event.data['title']}"
        ),
        details=lambda event: ["Does your borough have it too? Confirm it with what happened to you."],
        address=_issue,
        permission=Permission.TAKE_PART,
        quoting=("title",),
    ),
    Kind(
        code=codes.ISSUE_MOVED,
        label="A shared issue that your borough confirmed moves on",
        why="When the supplier answers, it is taken further up, or it ends.",
        audience=_confirming,
        headline=lambda event: f"{event.data['supplier']}, {event.data['what']}: {event.data['title']}",
        address=_issue,
        permission=Permission.TAKE_PART,
        quoting=("title",),
    ),
    Kind(
        code=codes.ISSUE_DUE,
        label="A supplier did not answer a shared issue in time",
        why="When the day passed and your borough confirmed the issue.",
        audience=_confirming,
        headline=lambda event: f"{event.data['supplier']} has not answered in time: {event.data['title']}",
        details=lambda event: ["Take it further up on its page, or ask again."],
        address=_issue,
        permission=Permission.TAKE_PART,
        quoting=("title",),
    ),
    Kind(
        code=codes.ISSUE_SENT,
        label="Boroughs ask your supplier something together",
        why="When several boroughs send you an issue, three days before your answer is due, "
        "and when they take it further up.",
        audience=_suppliers_people,
        headline=_sent,
        details=_due,
        address=_theirs,
        default=Frequency.AT_ONCE,
        permission=Permission.SPEAK_FOR_SUPPLIER,
        quoting=("title",),
    ),
    Kind(
        code=codes.ISSUE_ENDED,
        label="An issue that boroughs sent your supplier ends",
        why="When the boroughs say that it is resolved, or withdraw it.",
        audience=_suppliers_people,
        headline=lambda event: f"The boroughs say that it is {event.data['result']}: {event.data['title']}",
        details=lambda event: [event.data["outcome"]],
        address=lambda event: reverse("supplier_issues", args=[event.data["slug"]]),
        permission=Permission.SPEAK_FOR_SUPPLIER,
        quoting=("title", "outcome"),
    ),
)
