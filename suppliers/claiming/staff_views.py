"""Pages on which LOTI staff decide claims, and keep a supplier's people and domains."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boroughs.refusals import Refused
from boroughs.rights import Permission, requires
from boroughs.views.parts import person_of, posted
from boroughs.vouching import evidence_about
from suppliers.actions.claims import accept_claim, add_domain, decline_claim, end_claim, remove_domain
from suppliers.claiming.forms import DecideClaimForm, DomainForm, EndClaimForm
from suppliers.models import Supplier, SupplierClaim, SupplierDomain

MAY = ["GET", "HEAD", "POST"]
A_PAGE = 30


@require_safe
@requires(Permission.DECIDE_JOINING)
def claims(request: HttpRequest) -> HttpResponse:
    """List the claims that wait, the longest first, and those that were decided, which can be searched."""
    waiting = SupplierClaim.objects.waiting().with_names()
    words = request.GET.get("q", "").replace("\0", "").strip()[:100]
    over = SupplierClaim.objects.decided().with_names()
    if words:
        over = over.filter(supplier__name__icontains=words)
    paginator = Paginator(over, A_PAGE)
    page = paginator.get_page(request.GET.get("page"))
    query = f"?{urlencode({'q': words})}"
    context = {
        "waiting": waiting[:A_PAGE],
        "number": waiting.count(),
        "page": page,
        "decided": paginator.count,
        "words": words,
        "previous": f"{query}&page={page.previous_page_number()}" if page.has_previous() else "",
        "next": f"{query}&page={page.next_page_number()}" if page.has_next() else "",
    }
    return render(request, "suppliers/claims/queue.html", context)


@require_http_methods(MAY)
@requires(Permission.DECIDE_JOINING)
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one claim with what speaks for it, and take the decision."""
    found = get_object_or_404(SupplierClaim.objects.with_names(), pk=pk)
    form = DecideClaimForm(posted(request))
    if form.is_valid():
        try:
            _decide(request, found, form.cleaned_data)
        except Refused as refused:
            messages.error(request, str(refused))
        return redirect("claims")
    earlier = SupplierClaim.objects.of(found.person).exclude(pk=pk).with_names()
    context = {
        "claim": found,
        "form": form,
        "known": evidence_about(found.person),
        "domains": found.supplier.domains.all(),
        "others": SupplierClaim.objects.accepted().about(found.supplier).exclude(pk=pk).with_names(),
        "earlier": earlier,
        "waits": found.state == SupplierClaim.State.WAITING,
    }
    return render(request, "suppliers/claims/decide.html", context)


def _decide(request: HttpRequest, found: SupplierClaim, given: dict[str, str]) -> None:
    by = person_of(request)
    if given["decision"] == DecideClaimForm.ACCEPT:
        accept_claim(claim=found, by=by, reason=given["reason"])
        messages.success(request, f"{found.person} speaks for {found.supplier} now.")
    else:
        decline_claim(claim=found, by=by, reason=given["reason"])
        messages.success(request, f"{found.person} is told that the answer is no, and why.")


@require_http_methods(MAY)
@requires(Permission.DECIDE_JOINING)
def claim_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End an accepted claim, with a reason that the person is told."""
    found = get_object_or_404(SupplierClaim.objects.accepted().with_names(), pk=pk)
    form = EndClaimForm(posted(request))
    if form.is_valid():
        try:
            end_claim(claim=found, by=person_of(request), reason=form.cleaned_data["reason"])
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, f"{found.person} no longer speaks for {found.supplier}, and is told.")
        return redirect("supplier_people", slug=found.supplier.standing().slug)
    return render(request, "suppliers/claims/end.html", {"claim": found, "form": form})


@require_http_methods(MAY)
@requires(Permission.DECIDE_JOINING)
def supplier_people(request: HttpRequest, slug: str) -> HttpResponse:
    """Show who speaks for a supplier and by which domains its people are known; register a domain."""
    supplier = get_object_or_404(Supplier.objects.select_related("merged_into"), slug=slug).standing()
    form = DomainForm(posted(request))
    if form.is_valid():
        try:
            made = add_domain(supplier=supplier, **form.cleaned_data)
        except Refused as refused:
            form.add_error("domain", str(refused))
        else:
            messages.success(request, f"Whoever has confirmed an address at {made} may speak for {supplier}.")
            return redirect("supplier_people", slug=supplier.slug)
    context = {
        "supplier": supplier,
        "form": form,
        "people": SupplierClaim.objects.accepted().about(supplier).with_names(),
        "domains": supplier.domains.all(),
    }
    return render(request, "suppliers/claims/people.html", context)


@require_POST
@requires(Permission.DECIDE_JOINING)
def supplier_domain_remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take a domain of a supplier away."""
    domain = get_object_or_404(SupplierDomain.objects.select_related("supplier"), pk=pk, supplier__slug=slug)
    remove_domain(domain=domain)
    messages.success(request, f"{domain} proves nothing from now on. Who speaks for the supplier still does.")
    return redirect("supplier_people", slug=slug)
