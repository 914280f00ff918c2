"""The history of a thing, in words; the pages of suppliers and contracts use it too."""

from collections.abc import Sequence
from typing import cast

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from boroughs.history import Part, chronicle
from boroughs.history.of_borough import BOROUGH_HISTORY
from boroughs.models import Borough, Person
from boroughs.rights import Permission, requires


@require_safe
@requires(Permission.SEE_HISTORY)
def borough_history(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what was changed of a borough, its domains, gates, meetings and identifiers."""
    borough = get_object_or_404(Borough, slug=slug)
    return history_page(request, borough, BOROUGH_HISTORY, above=("Boroughs", reverse("boroughs")))


def history_page(
    request: HttpRequest, thing: models.Model, parts: Sequence[Part], *, above: tuple[str, str]
) -> HttpResponse:
    """Show the history of a thing.

    Args:
        request: of a member; ``?before=`` and ``?after=`` are the cursors of older and newer pages.
        thing: whose history it is, a model with an address of its own.
        parts: what belongs to it.
        above: label and address of the list in which it is found.
    """
    told = chronicle(
        thing,
        parts,
        cast(Person, request.user),
        before=request.GET.get("before", ""),
        after=request.GET.get("after", ""),
    )
    address = thing.get_absolute_url()  # type: ignore[attr-defined]
    context = {"thing": thing, "chronicle": told, "parents": [above, (str(thing), address)]}
    return render(request, "history.html", context)
