"""Template tags that show interest and market engagement on pages of procurements."""

from typing import Any

from django import template
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from boroughs.rights import Permission, has_permission, is_of_borough
from pipeline.engaging.listing import standing_of
from pipeline.models import Engagement, Interest, InterestShown, Procurement
from suppliers.claiming.speaking import suppliers_of

register = template.Library()


@register.inclusion_tag("pipeline/_interest.html", takes_context=True)
def interest_in(context: template.Context, timeline: Procurement) -> dict[str, Any]:
    """Show who is interested in a procurement, as far as the reader may know, and its market engagement.

    ``{% interest_in timeline %}``: at most four queries. The number is told to the borough, and to everybody
    where the borough wants that.
    """
    reader = getattr(context.get("request"), "user", None) or AnonymousUser()
    inside = has_permission(reader, Permission.KEEP_TIMELINES, timeline.borough) and is_of_borough(
        reader, timeline.borough
    )
    standing = Interest.objects.standing().filter(procurement=timeline)
    own = suppliers_of(reader)
    told = inside or InterestShown.objects.filter(procurement=timeline).exists()
    rows = list(standing) if told or own else []
    mine = {row.supplier_id: row for row in rows}
    today = timezone.localdate()
    published = Engagement.objects.published().filter(procurement=timeline).order_by("pk")
    return {
        "timeline": timeline,
        "inside": inside,
        "number": len(rows) if told else None,
        "mine": [(one, mine.get(one.pk)) for one in own],
        "offered": not reader.is_authenticated
        or (bool(own) and any(one.pk not in mine for one in own))
        or (not own and has_permission(reader, Permission.SPEAK_FOR_SUPPLIER)),
        "open": timeline.is_public and timeline.ended_on is None,
        "engagements": [(row, standing_of(row, today)) for row in published],
        "csrf_token": context.get("csrf_token"),
    }
