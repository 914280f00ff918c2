"""Template tags that show timelines on pages of the layers below, which may not import them."""

from typing import Any

from django import template
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, Q
from django.urls import reverse
from django.utils import timezone

from boroughs.models import Borough, ServiceArea
from boroughs.places import AreaName
from boroughs.rights import Permission, has_permission
from contracts.models import Contract
from pipeline.models import Procurement
from pipeline.procurement_list import line
from suppliers.models import Supplier

register = template.Library()

#: Procurements that a panel shows; the list has the rest.
SHOWN = 5


@register.inclusion_tag("pipeline/_plan_replacement.html", takes_context=True)
def plan_replacement(context: template.Context, contract: Contract) -> dict[str, Any]:
    """Let officers plan a contract's replacement, and show visitors what is published of it.

    ``{% plan_replacement contract %}``. Officers of the contract's boroughs get a button that leads to the
    timeline if there is one already, and else proposes it: no query, for their page has many already. Whoever
    is not signed in sees the published timeline, with one query.

    Args:
        context: the page's.
        contract: with its ``borough_ids``.
    """
    reader = _reader(context)
    may = any(
        has_permission(reader, Permission.KEEP_TIMELINES, Borough(pk=pk)) for pk in contract.borough_ids
    )
    rows = Procurement.objects.public().filter(contract=contract).only("slug", "title", "ended_on")
    found = [] if reader.is_authenticated else list(rows[:SHOWN])
    return {"found": found, "plan": f"{reverse('timeline_new')}?contract={contract.pk}" if may else ""}


@register.inclusion_tag("pipeline/_coming_procurements.html", takes_context=True)
def coming_procurements(context: template.Context, thing: Model | AreaName) -> dict[str, Any]:
    """Show what is going to be bought by a borough, in a service area, or where a supplier is now.

    One query: ``{% coming_procurements borough %}``. Nothing is shown where there is nothing to see.

    Args:
        context: the page's.
        thing: a borough, a service area (those inside it count too) or a supplier.
    """
    reader, today = _reader(context), timezone.localdate()
    member = has_permission(reader, Permission.SEE_SHARED_TIMELINES)
    which, heading, query = _panel(thing)
    rows = Procurement.objects.visible_to(reader).coming(today).filter(which)
    shown = list(rows.with_names().order_by("start_on", "pk")[: SHOWN + 1])
    path = reverse("timelines" if member else "opportunities")
    more = f"{path}?{query}" if query and len(shown) > SHOWN else ""
    lines = [line(row, today) for row in shown[:SHOWN]]
    drawn = query.removesuffix("&state=coming")  # the chart knows no past ones
    chart = f"{reverse('timelines_chart')}?{drawn}" if member and drawn else ""
    return {"lines": lines, "heading": heading, "more": more, "chart": chart, "for_suppliers": not member}


def _panel(thing: Model | AreaName) -> tuple[Q, str, str]:
    """Return the condition of a thing's procurements, the heading, the query of the list."""
    if isinstance(thing, Borough):
        return Q(borough=thing), "Going to be bought", f"borough={thing.slug}&state=coming"
    if isinstance(thing, ServiceArea | AreaName):
        inside = Q(service_area=thing.pk) | Q(service_area__parent=thing.pk)
        return inside, "Going to be bought", f"area={thing.code}&state=coming"
    if isinstance(thing, Supplier):
        return Q(incumbent=thing), "Going to be bought anew", ""
    raise TypeError(f"Nothing is known of procurements of a {type(thing).__name__}.")


def _reader(context: template.Context) -> Any:
    return getattr(context.get("request"), "user", None) or AnonymousUser()
