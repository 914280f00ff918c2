"""What people hear about the performance of contracts: what is late of theirs, an issue where they follow.

Followers hear of what a borough shares with members and of nothing else (R9): no rating, no value, no word.
"""

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from boroughs.models import Event, Follow, Person
from boroughs.notifications import Kind
from boroughs.rights import Permission
from performance.codes import ISSUE_SHARED, OVERDUE
from performance.models import Issue
from suppliers.models import Product, Supplier


def _audience(event: Event) -> Iterable[tuple[int, str]]:
    """Return who of a borough looks after its contract, or its contract managers where nobody of it does."""
    officers = Person.objects.filter(is_active=True, borough=event.data["borough"])
    if keeper := officers.filter(pk=event.data["keeper"] or 0).first():
        return [(keeper.pk, "You look after the contract.")]
    managers = officers.filter(borough_roles__contains=[Person.BoroughRole.CONTRACT_MANAGER])
    return [
        (pk, "You are a contract manager of its borough, and nobody there looks after it.")
        for pk in managers.order_by("pk").values_list("pk", flat=True)
    ]


def _followers(event: Event) -> Iterable[tuple[int, str]]:
    """Yield those who follow a supplier or the product of the contract, while the issue is shared."""
    if not Issue.objects.filter(pk=event.data["issue"], is_shared=True).exists():
        return
    told: set[int] = set()
    for model, keys in ((Supplier, event.data["suppliers"]), (Product, [event.data["product"] or 0])):
        about = ContentType.objects.get_for_model(model)
        rows = Follow.objects.filter(content_type=about, object_id__in=keys).exclude(person__in=told)
        for pk in rows.order_by("pk").values_list("person", flat=True):
            if pk not in told:
                told.add(pk)
                yield pk, f"You follow this {model._meta.verbose_name}."


SHARED_NEWS = Kind(
    code=ISSUE_SHARED,
    label="A borough shares an issue with a supplier or a product that you follow",
    why="When you follow the supplier or the product; what happened is read on the page of the contract.",
    audience=_followers,
    headline=lambda event: f"An issue is shared with members: {event.data['what']}",
    details=lambda event: [f"Contract: {event.data['title']}."],
    address=lambda event: f"{reverse('contract_performance', args=[event.data['contract']])}#issues",
    permission=Permission.SEE_PERFORMANCE,
)
OVERDUE_NEWS = Kind(
    code=OVERDUE,
    label="A KPI reading or a commitment of a contract is late",
    why="Once for each, when you look after the contract or, if nobody does, manage its borough’s.",
    audience=_audience,
    headline=lambda event: f"{event.data['contract']}: {event.data['what']}",
    details=lambda event: [event.data["about"]],
    address=lambda event: reverse("contract_performance", args=[event.data["pk"]]),
    permission=Permission.KEEP_PERFORMANCE,
    quoting=("about",),
    borough=lambda event: int(event.data["borough"]),
)
