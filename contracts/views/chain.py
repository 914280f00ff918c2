"""Saying which contracts one replaced."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from boroughs.refusals import Refused
from boroughs.rights import Permission, requires_on
from boroughs.views.parts import person_of
from contracts.actions.links import say_replaced, take_back_replaced
from contracts.chain import chain_of, may_have_replaced
from contracts.forms_parts import ReplacedForm
from contracts.models import Contract, Replacement
from contracts.views.finding import find, number_in, parents


@require_http_methods(["GET", "HEAD", "POST"])
@requires_on(Permission.EDIT_REGISTER, find)
def contract_chain(request: HttpRequest, contract: Contract) -> HttpResponse:
    """Show the renewal chain and what may belong to it; add a link, take one away."""
    form = ReplacedForm()
    if request.method == "POST" and "remove" in request.POST:
        mine = Replacement.objects.filter(successor=contract) | Replacement.objects.filter(
            predecessor=contract
        )
        take_back_replaced(replacement=get_object_or_404(mine, pk=number_in(request, "remove")))
        messages.success(request, "The link is removed.")
        return redirect("contract_chain", contract.pk)
    if request.method == "POST":
        form = ReplacedForm(request.POST)
        if form.is_valid():
            earlier = form.cleaned_data["contract"]
            try:
                say_replaced(successor=contract, predecessor=earlier, by=person_of(request))
            except Refused as refused:
                form.add_error("contract", str(refused))
            else:
                messages.success(request, f"Saved: it replaced “{earlier}”.")
                return redirect("contract_chain", contract.pk)
    context = {
        "contract": contract,
        "chain": chain_of(contract),
        "suggested": may_have_replaced(contract),
        "form": form,
        "parents": parents(contract),
    }
    return render(request, "contracts/chain.html", context)
