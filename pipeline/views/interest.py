"""Registering interest in a published procurement, and the borough's list of who did."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from boroughs.refusals import Refused
from boroughs.rights import Permission, requires
from boroughs.views.parts import person_of, posted
from boroughs.words import counted
from pipeline.interest import register_interest, show_interest, withdraw_interest
from pipeline.models import Interest, InterestShown, Procurement
from pipeline.views.timeline_editing import keeps
from suppliers.claiming.speaking import suppliers_of
from suppliers.models import Supplier, SupplierProfile

MAY = ["GET", "HEAD", "POST"]


class InterestForm(forms.Form):
    """For which of one's suppliers, and a word to the borough."""

    supplier = forms.ChoiceField(
        label="In the name of",
        error_messages={
            "required": "Choose the supplier.",
            "invalid_choice": "Choose one of your suppliers.",
        },
    )
    note = forms.CharField(
        label="A word to the borough",
        help_text="The borough alone reads it. It is no bid.",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, suppliers: list[Supplier], **kwargs: Any) -> None:
        """Offer one's suppliers."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["supplier"]
        field.choices = [(str(one.pk), one.name) for one in suppliers]
        if len(suppliers) == 1:
            field.widget, field.initial = forms.HiddenInput(), str(suppliers[0].pk)


@require_http_methods(MAY)
@requires(Permission.SPEAK_FOR_SUPPLIER)
def interest(request: HttpRequest, slug: str) -> HttpResponse:
    """Register the interest of one's supplier in a published procurement."""
    procurement = get_object_or_404(Procurement.objects.public().with_names(), slug=slug)
    suppliers = suppliers_of(request.user)
    form = InterestForm(posted(request), suppliers=suppliers)
    if form.is_valid():
        supplier = {str(one.pk): one for one in suppliers}[form.cleaned_data["supplier"]]
        try:
            register_interest(
                procurement=procurement,
                supplier=supplier,
                by=person_of(request),
                note=form.cleaned_data["note"],
            )
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, f"{procurement.borough} sees that {supplier} is interested.")
        return redirect("opportunity", slug=slug)
    reachable = SupplierProfile.objects.filter(supplier__in=suppliers).exclude(
        contact_email="", contact_phone=""
    )
    told = set(reachable.values_list("supplier_id", flat=True))
    silent = [one for one in suppliers if one.pk not in told]
    context = {"timeline": procurement, "form": form, "suppliers": suppliers, "silent": silent}
    return render(request, "pipeline/interest.html", context)


@require_POST
@requires(Permission.SPEAK_FOR_SUPPLIER)
def interest_withdraw(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take the interest of one's supplier back, with one click; another's answers 404."""
    keys = [one.pk for one in suppliers_of(request.user)]
    rows = Interest.objects.of_suppliers(keys)
    found = get_object_or_404(rows, pk=pk, procurement__slug=slug)
    withdraw_interest(interest=found)
    messages.success(request, "The interest is withdrawn.")
    return redirect("opportunity", slug=slug)


@require_http_methods(MAY)
@keeps
def timeline_interest(request: HttpRequest, procurement: Procurement) -> HttpResponse:
    """Show a borough which suppliers are interested, and let it say whether everybody sees how many."""
    if request.method == "POST":
        shown = request.POST.get("shown") == "yes"
        show_interest(procurement=procurement, shown=shown)
        said = "Everybody sees" if shown else "Only your borough sees"
        messages.success(request, f"{said} how many suppliers are interested.")
        return redirect("timeline_interest", slug=procurement.slug)
    rows = list(procurement.interests.standing().select_related("supplier__merged_into"))
    profiles = SupplierProfile.objects.in_bulk(
        [row.supplier.standing().pk for row in rows], field_name="supplier_id"
    )
    context = {
        "timeline": procurement,
        "rows": [(row, profiles.get(row.supplier.standing().pk)) for row in rows],
        "count": counted(len(rows), "supplier"),
        "shown": InterestShown.objects.filter(procurement=procurement).exists(),
    }
    return render(request, "pipeline/timeline_interest.html", context)
