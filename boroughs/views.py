"""Pages of the boroughs."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from boroughs.models import Borough
from boroughs.tile_map import tile_map


@require_safe
@login_not_required
def borough_list(request: HttpRequest) -> HttpResponse:
    """Show all boroughs, as a map and as a table."""
    tiles = tile_map(Borough.objects.all(), {}, caption="Boroughs", unit="contracts")
    return render(request, "boroughs/borough_list.html", {"tiles": tiles})


@require_safe
@login_not_required
def borough(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one borough."""
    return render(request, "boroughs/borough.html", {"borough": get_object_or_404(Borough, slug=slug)})
