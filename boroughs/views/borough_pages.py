"""Pages of the boroughs."""

from typing import Any

from dateutil.relativedelta import relativedelta
from django.contrib.auth.decorators import login_not_required
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from boroughs.models import Borough, Profile
from boroughs.register_totals import totals_of
from boroughs.tile_map import TileMap, tile_map
from boroughs.words import money, plain_date

#: Contracts and suppliers shown on a borough's page; the register has the rest.
SHOWN = 10


@require_safe
@login_not_required
def borough_list(request: HttpRequest) -> HttpResponse:
    """Show all boroughs with what is on their registers, as a map and as a table."""
    boroughs = list(Borough.objects.with_live_contracts(timezone.localdate()))
    return render(
        request, "boroughs/borough_list.html", {"boroughs": boroughs, "tiles": live_contracts_map(boroughs)}
    )


def live_contracts_map(boroughs: list[Any]) -> TileMap:
    """Draw how many live contracts each borough has.

    Args:
        boroughs: from ``Borough.objects.with_live_contracts(day)``.
    """
    figures = {borough.pk: borough.live_contracts for borough in boroughs}
    return tile_map(
        boroughs, figures, caption="Live contracts on each borough’s register", unit="live contracts"
    )


@require_safe
@login_not_required
def borough(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one borough: what it has, what must be decided next, whom it buys from, what it has not told."""
    the_borough = get_object_or_404(Borough, slug=slug)
    today = timezone.localdate()
    live = the_borough.contracts.live_on(today)
    totals = totals_of(live, ending_by=today + relativedelta(years=1))
    return render(
        request,
        "boroughs/borough.html",
        {
            "borough": the_borough,
            "totals": totals,
            "facts": _facts(the_borough),
            "figures": [
                (f"{totals.contracts:,}", "live contract" if totals.contracts == 1 else "live contracts"),
                (f"{totals.ending:,}", f"of them end by {plain_date(today + relativedelta(years=1))}"),
                (money(totals.annual_value), "a year together"),
            ],
            "next_decisions": _shown(live.filter(decide_by__gte=today).order_by("decide_by", "pk")),
            "next_ends": _shown(live.filter(end_date__gte=today).order_by("end_date", "pk")),
            "suppliers": _suppliers(live),
            "freshness": live.freshness_on(today),
            "people": Profile.objects.named_on_page_of(the_borough),
            "without_end_date": the_borough.contracts.filter(end_date__isnull=True).count(),
        },
    )


def _facts(the_borough: Borough) -> list[tuple[str, object]]:
    population = the_borough.population
    source = f" ({the_borough.population_source})" if the_borough.population_source else ""
    return [
        ("Official name", the_borough.official_name),
        ("Population", f"{population:,}{source}" if population else None),
        ("GSS code", the_borough.gss),
    ]


def _shown(contracts: Any) -> list[Any]:
    return list(contracts[:SHOWN])


def _suppliers(live: Any) -> list[dict[str, Any]]:
    """The suppliers with most live contracts here: name, slug and number."""
    return list(
        live.order_by()
        .filter(suppliers__isnull=False)
        .values("suppliers__name", "suppliers__slug", "suppliers__is_demonstration")
        .annotate(number=Count("pk"))
        .order_by("-number", "suppliers__name")[:SHOWN]
    )
