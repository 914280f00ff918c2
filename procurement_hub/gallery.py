"""The component gallery: every component of templates/components with its states."""

from decimal import Decimal
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from boroughs.filters import FilterForm
from boroughs.models import Borough
from boroughs.panel import Field, choice, several, typed
from boroughs.places import Places
from boroughs.tile_map import Figure, tile_map


@require_safe
@login_not_required
def components(request: HttpRequest) -> HttpResponse:
    """Show the components, for those who build pages and those who check them."""
    return render(request, "components.html", {**_examples(), "tiles": _tiles()})


def _examples() -> dict[str, Any]:
    here = "/components/"
    return {
        "summary_rows": [
            ("Ends on", "3 August 2027"),
            ("Annual value", "£1.3 million"),
            ("Options", 0),
            ("Break date", None),
            ("Notice", mark_safe('<a class="govuk-link" href="/components/">Official notice</a>')),
        ],
        "figures": [("1,204", "contracts"), ("33", "boroughs"), ("£1.3 million", "a year")],
        "chips": [("Camden", f"{here}?borough=hackney"), ("Hackney", f"{here}?borough=camden")],
        "tabs": [("Overview", here, True), ("History", f"{here}?page=2", False)],
        "filter_fields": _filter_fields(),
        "here": here,
        "pages": [
            ("The first page", "", f"{here}?page=2"),
            ("A page between", f"{here}?page=1", f"{here}?page=3"),
            ("The last page", f"{here}?page=2", ""),
        ],
        "colours": ["grey", "green", "turquoise", "blue", "purple", "yellow", "orange", "red"],
        "amounts": [None, Decimal(950), Decimal(12_300), Decimal(1_312_450), Decimal(2_100_000_000)],
    }


def _filter_fields() -> list[Field]:
    """A field of each kind; one could not be read."""
    form = FilterForm(QueryDict("borough=camden&area=ZZZ"), Places({}, {}, {}, {}))
    return [
        several(form, "borough", "Boroughs", [("camden", "Camden"), ("hackney", "Hackney")]),
        choice(form, "area", "Service area", [("", "All service areas"), ("HSG", "Housing")]),
        typed(form, "supplier", "Supplier", hint="A name, or part of one"),
    ]


def _tiles() -> Any:
    """A map with every shade, a chosen borough and one whose figure is not known."""
    boroughs = list(Borough.objects.all())
    figures: dict[int, Figure | None] = {borough.pk: number for number, borough in enumerate(boroughs)}
    for borough in boroughs[4:5]:
        figures[borough.pk] = None
    chosen = [borough.pk for borough in boroughs[11:12]]
    return tile_map(boroughs, figures, caption="Example figures by borough", unit="examples", chosen=chosen)
