"""Pages of suppliers' people: claiming a supplier, leaving it, and what it says of itself."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from boroughs.refusals import Refused
from boroughs.rights import Permission, has_permission, requires
from boroughs.views.parts import person_of, posted
from suppliers.actions.claims import claim_supplier, leave_supplier, proof_at
from suppliers.actions.profiles import facts_of_profile, save_profile
from suppliers.claiming.forms import ClaimForm, ProfileForm
from suppliers.claiming.speaking import for_own_supplier, speaks_for
from suppliers.models import Supplier, SupplierClaim, SupplierProfile

MAY = ["GET", "HEAD", "POST"]


@require_safe
@requires(Permission.CLAIM_SUPPLIER)
def my_suppliers(request: HttpRequest) -> HttpResponse:
    """Show for which suppliers somebody speaks, which claims wait, and what became of the others."""
    claims = list(SupplierClaim.objects.of(person_of(request)).with_names())
    states = SupplierClaim.State
    context = {
        "held": [one for one in claims if one.state == states.ACCEPTED],
        "waiting": [one for one in claims if one.state == states.WAITING],
        "over": [one for one in claims if one.state not in (states.ACCEPTED, states.WAITING)],
        "speaks": has_permission(request.user, Permission.SPEAK_FOR_SUPPLIER),
    }
    return render(request, "suppliers/claims/mine.html", context)


@require_http_methods(MAY)
@requires(Permission.CLAIM_SUPPLIER)
def supplier_claim(request: HttpRequest, slug: str) -> HttpResponse:
    """Let somebody claim a supplier: at once where an address proves it, else for LOTI staff to decide."""
    supplier = get_object_or_404(Supplier.objects.select_related("merged_into"), slug=slug).standing()
    person = person_of(request)
    if speaks_for(person, supplier):
        return redirect("my_suppliers")
    proof = proof_at(person, supplier)
    form = ClaimForm(posted(request), proof=proof)
    if form.is_valid():
        try:
            claim = claim_supplier(person=person, supplier=supplier, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _said_of(claim))
            return redirect("my_suppliers")
    waits = SupplierClaim.objects.waiting().of(person).about(supplier).exists()
    context = {"supplier": supplier, "form": form, "proof": proof, "waits": waits}
    return render(request, "suppliers/claims/claim.html", context)


def _said_of(claim: SupplierClaim) -> str:
    if claim.state == SupplierClaim.State.ACCEPTED:
        return f"Your address proves it: you speak for {claim.supplier} now."
    return "LOTI staff have your claim. They tell you by e-mail what they decide."


@require_http_methods(MAY)
@requires(Permission.CLAIM_SUPPLIER)
def claim_leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whether somebody means to take their claim back, then do it. Another's claim answers 404."""
    open_claims = SupplierClaim.objects.filter(state__in=["waiting", "accepted"])
    claim = get_object_or_404(open_claims.of(person_of(request)).with_names(), pk=pk)
    if request.method == "POST":
        try:
            leave_supplier(claim=claim)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, f"You do not speak for {claim.supplier} any more.")
        return redirect("home" if claim.state == SupplierClaim.State.ACCEPTED else "my_suppliers")
    return render(request, "suppliers/claims/leave.html", {"claim": claim})


@require_http_methods(MAY)
@for_own_supplier(or_staff=True)
def supplier_profile_edit(request: HttpRequest, supplier: Supplier) -> HttpResponse:
    """Change what a supplier says of itself, as one of its people or as LOTI staff in its place."""
    profile = SupplierProfile.objects.filter(supplier=supplier).first()
    form = ProfileForm(posted(request), facts=facts_of_profile(profile))
    staff = not speaks_for(request.user, supplier)
    if form.is_valid():
        save_profile(
            supplier=supplier,
            facts=form.facts(),
            on=timezone.localdate(),
            by=person_of(request),
            for_staff=staff,
        )
        messages.success(request, "The profile is saved. Everybody sees it on this page.")
        return redirect(supplier)
    context = {"supplier": supplier, "form": form, "staff": staff}
    return render(request, "suppliers/claims/profile.html", context)
