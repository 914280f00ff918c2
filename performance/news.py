"""What people hear about the performance of contracts: something of theirs is late, and nothing else."""

from collections.abc import Iterable

from django.urls import reverse

from boroughs.models import Event, Person
from boroughs.notifications import Kind
from boroughs.rights import Permission
from performance.codes import OVERDUE


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
