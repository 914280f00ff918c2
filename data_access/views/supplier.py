"""Pages on which a supplier's people read what boroughs say of its products, and answer.

What these pages show comes from :func:`for_supplier` alone: the borough's word, never the officer's name,
and no document of the borough's.
"""

import datetime as dt
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from boroughs.refusals import Refused
from boroughs.views.parts import person_of, posted
from data_access.actions import reply
from data_access.ageing import aged
from data_access.forms import ReplyForm
from data_access.models import DataFact, FactReply
from suppliers.claiming.speaking import for_own_supplier
from suppliers.models import Supplier

MOST = 300


@dataclass(frozen=True)
class ForSupplier:
    """A fact as the supplier of its product sees it."""

    pk: int
    product: str
    question: str
    system: str
    borough: str
    words: str
    note: str
    true_on: dt.date
    age: str
    colour: str
    basis: str
    link: str
    is_demonstration: bool
    reply: FactReply | None


def for_supplier(fact: DataFact, today: dt.date) -> ForSupplier:
    """Return what a supplier may see of a fact."""
    age, colour = aged(fact.true_on, today)
    return ForSupplier(
        pk=fact.pk,
        product=fact.product.name,
        question=fact.get_question_display(),
        system=fact.system,
        borough=str(fact.borough),
        words=fact.in_words(),
        note=fact.note,
        true_on=fact.true_on,
        age=age,
        colour=colour,
        basis=fact.get_basis_display(),
        link=fact.link,
        is_demonstration=fact.is_demonstration,
        reply=getattr(fact, "reply", None),
    )


@require_safe
@for_own_supplier()
def supplier_data_access(request: HttpRequest, supplier: Supplier) -> HttpResponse:
    """List what boroughs say of the products that the reader's supplier sells, those to answer first."""
    today = timezone.localdate()
    rows = DataFact.objects.of_suppliers([supplier.pk]).with_names()
    facts = [for_supplier(one, today) for one in rows.order_by("product__name", "-said_at", "-pk")[:MOST]]
    context = {"supplier": supplier, "facts": sorted(facts, key=lambda one: one.reply is not None)}
    return render(request, "data_access/supplier_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_own_supplier()
def supplier_data_fact(request: HttpRequest, supplier: Supplier, pk: int) -> HttpResponse:
    """Show a fact to the supplier of its product, and take its answer."""
    fact = get_object_or_404(DataFact.objects.of_suppliers([supplier.pk]).with_names(), pk=pk)
    shown = for_supplier(fact, timezone.localdate())
    form = None if shown.reply else ReplyForm(posted(request))
    if form and form.is_valid():
        try:
            reply(fact=fact, supplier=supplier, text=form.cleaned_data["text"], by=person_of(request))
        except Refused as refused:
            form.add_error("text", str(refused))
        else:
            messages.success(request, "Your answer stands beside what the borough says.")
            return redirect("supplier_data_access", supplier.slug)
    context = {"supplier": supplier, "shown": shown, "form": form}
    return render(request, "data_access/supplier_fact.html", context)
