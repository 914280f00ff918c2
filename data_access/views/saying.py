"""Saying for a borough how a product gives access to its data, several questions in one page."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from boroughs.models import Borough
from boroughs.refusals import Refused
from boroughs.rights import Permission, requires_own_borough
from boroughs.views.parts import person_of, posted
from boroughs.words import counted
from contracts.models import Contract
from data_access.actions import held, say
from data_access.forms import SayForm
from data_access.models import DataFact
from data_access.views.reading import product_of
from suppliers.models import Product

NONE_HELD = (
    "Only officers of a borough that holds or held a contract for this product can say how it gives access "
    "to its data. If yours does, name the product on the contract first."
)


@require_http_methods(["GET", "HEAD", "POST"])
@requires_own_borough(Permission.KEEP_DATA_ACCESS)
def data_access_say(request: HttpRequest, borough: Borough | None, slug: str) -> HttpResponse:
    """Say it for the reader's borough; LOTI staff say first for which one of those that have a contract."""
    product = product_of(slug)
    if borough is None:
        return _choose(request, product)
    if not held(product, borough).exists():
        raise PermissionDenied(NONE_HELD)
    present = list(DataFact.objects.filter(product=product, borough=borough).current().with_names())
    about = request.GET.get("about", "")
    form = SayForm(posted(request), product=product, borough=borough, present=present, about=about)
    if form.is_valid():
        try:
            new = say(
                product=product,
                borough=borough,
                statements=form.statements(),
                ground=form.ground(),
                by=person_of(request),
            )
        except Refused as refused:
            form.add_error("true_on", str(refused))  # the form has asked for everything else
        else:
            kept = f"Kept: {counted(len(new), 'answer')} of {borough}. Members see them."
            messages.success(request, kept if new else f"{borough} says just that already.")
            return redirect("data_access", product.slug)
    return render(request, "data_access/say.html", {"product": product, "borough": borough, "form": form})


def _choose(request: HttpRequest, product: Product) -> HttpResponse:
    """Let LOTI staff say for which borough they do it."""
    ids: set[Any] = set()
    for row in Contract.objects.filter(product=product).values_list("borough_ids", flat=True):
        ids.update(row)
    boroughs = Borough.objects.filter(pk__in=ids).order_by("name")
    return render(request, "data_access/choose.html", {"product": product, "boroughs": boroughs})
