"""Pages on which LOTI staff decide which words of contracts are products."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from boroughs.models import Borough
from boroughs.refusals import Refused
from boroughs.rights import Permission, requires
from boroughs.views.parts import person_of, posted
from suppliers.actions.product_terms import accept_as_name, accept_as_product, dismiss_term
from suppliers.forms_terms import DecideTermForm
from suppliers.models import ProductTerm

A_PAGE = 30
#: Boroughs named in a row of the list; of more the number is said.
NAMED = 6


@require_safe
@requires(Permission.CURATE)
def product_terms(request: HttpRequest) -> HttpResponse:
    """List the words that may be products, those of most boroughs first, and what was decided before."""
    offered = ProductTerm.objects.offered()
    page = Paginator(ProductTerm.objects.decided(), A_PAGE).get_page(request.GET.get("page"))
    names = dict(Borough.objects.values_list("pk", "short_name"))
    waiting = list(offered[:A_PAGE])
    context = {
        "waiting": [(term, _places(term, names, NAMED)) for term in waiting],
        "more_waiting": max(0, offered.count() - len(waiting)),
        "page": page,
        "previous": f"?page={page.previous_page_number()}" if page.has_previous() else "",
        "next": f"?page={page.next_page_number()}" if page.has_next() else "",
    }
    return render(request, "suppliers/terms.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CURATE)
def product_term(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one word with the contracts that have it, and take the decision."""
    term = get_object_or_404(ProductTerm.objects.select_related("product", "decided_by"), pk=pk)
    form = DecideTermForm(posted(request), term=term)
    if request.method == "POST" and form.is_valid():
        try:
            messages.success(request, _decide(request, term, form.cleaned_data))
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect("product_term", pk=pk)
        return redirect("product_terms")
    context = {
        "term": term,
        "form": form,
        "places": _places(term, dict(Borough.objects.values_list("pk", "short_name"))),
        "accepted": term.status == ProductTerm.Status.ACCEPTED,
    }
    return render(request, "suppliers/term.html", context)


def _decide(request: HttpRequest, term: ProductTerm, given: dict[str, Any]) -> str:
    """Do what was decided, and return what to say of it."""
    by, again = person_of(request), "Contracts are being searched for it."
    if given["decision"] == DecideTermForm.PRODUCT:
        product = accept_as_product(
            term=term,
            by=by,
            name=given["name"],
            owner=given["owner"],
            area=given["area"],
            is_word=given["is_word"],
        )
        return f"{product.name} is a product now. {again}"
    if given["decision"] == DecideTermForm.NAME:
        accept_as_name(term=term, by=by, product=given["product"], is_word=given["is_word"])
        return f"“{term.term}” is a name of {given['product'].name} now. {again}"
    dismiss_term(term=term, by=by)
    return f"“{term.term}” is no product, and will not be offered again."


def _places(term: ProductTerm, names: dict[int, str], most: int = 33) -> str:
    """Return the boroughs that have a term, by name; where they are more than so many, how many more."""
    places = sorted(names[pk] for pk in term.borough_ids if pk in names)
    more = [f"{len(places) - most} more"] if len(places) > most else []
    return ", ".join(places[:most] + more)
