"""Template tags that lead to the toolkit from pages of other layers, and what its pages show of them."""

from typing import Any

from django import template
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from boroughs.models import Borough, RouteStage
from boroughs.rights import Permission, has_permission
from contracts.models import Contract
from pilots.models import Pilot
from pipeline.models import Engagement, ProcurementStage
from toolkit.models import Clause

register = template.Library()
Stage = RouteStage.Stage
#: The toolkit's stage, and how its page is called, for each stage of a procurement.
STAGES = {
    Stage.SPECIFICATION: ("specify-and-buy", "Specify and buy"),
    Stage.MARKET_ENGAGEMENT: ("engage-the-market", "Engage the market"),
    Stage.MOBILISATION: ("mobilise-and-manage", "Mobilise and manage"),
}
#: Of each kind so many are shown of what happens now.
MOST_SHOWN = 3
BUY = STAGES[Stage.SPECIFICATION]
PLAN = ("plan", "Plan")


@register.inclusion_tag("toolkit/_for_stage.html")
def guidance_for(present: ProcurementStage | None) -> dict[str, Any]:
    """Lead to the toolkit's pages for the stage in which a procurement is; to planning before the first."""
    slug, name = STAGES.get(Stage(present.stage), BUY) if present else PLAN
    return {"address": reverse("toolkit_stage", args=[slug]), "name": name}


@register.inclusion_tag("toolkit/_for_contract.html", takes_context=True)
def clauses_of(context: template.Context, contract: Contract) -> dict[str, Any]:
    """Lead officers of a contract's borough to the clauses that it has and lacks."""
    reader = context["request"].user
    own = getattr(reader, "borough_id", None)
    keeps = own in contract.borough_ids and has_permission(reader, Permission.EDIT_REGISTER, Borough(pk=own))
    return {"address": reverse("contract_clauses", args=[contract.pk]) if keeps else ""}


@register.inclusion_tag("toolkit/_now.html")
def now_on_the_hub() -> dict[str, Any]:
    """Show what happens now that the guide speaks of: market events, pilots, clauses that contracts have."""
    today = timezone.localdate()
    events = Engagement.objects.published().coming(today).order_by("register_until", "answers_until", "pk")
    adopted = Clause.objects.published().annotate(number=Count("adoptions")).filter(number__gt=0)
    return {
        "events": events.select_related("borough")[:MOST_SHOWN],
        "pilots": Pilot.objects.published().select_related("borough").order_by("-published_at")[:MOST_SHOWN],
        "clauses": adopted.order_by("-number", "title")[:MOST_SHOWN],
    }
