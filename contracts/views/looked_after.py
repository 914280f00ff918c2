"""Saying who looks after a contract."""

from collections.abc import Iterable, Mapping

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from boroughs.models import Borough, Person
from boroughs.refusals import Refused
from boroughs.rights import Permission, requires_on
from contracts.actions.keepers import look_after
from contracts.models import Contract


def find(pk: int) -> tuple[Contract, Iterable[Borough]]:
    """Return a contract and its boroughs."""
    contract = get_object_or_404(Contract.objects.defer("search"), pk=pk)
    return contract, contract.boroughs.all()


class KeeperForm(forms.Form):
    """Which officer looks after a contract."""

    person = forms.ModelChoiceField(
        label="Who looks after it?",
        help_text="Officers of the boroughs whose contract it is.",
        queryset=Person.objects.none(),
        required=False,
        empty_label="Nobody in particular: ask the borough’s mailbox",
        error_messages={"invalid_choice": "Choose somebody from the list."},
    )

    def __init__(self, data: Mapping[str, object] | None = None, *, contract: Contract) -> None:
        super().__init__(data, initial={"person": contract.looked_after_by_id})
        field = self.fields["person"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 (declared so above)
        officers = Person.objects.filter(borough__in=contract.borough_ids, is_active=True)
        field.queryset = officers.order_by("name", "email")


@require_http_methods(["GET", "HEAD", "POST"])
@requires_on(Permission.EDIT_REGISTER, find)
def looked_after(request: HttpRequest, contract: Contract) -> HttpResponse:
    """Let an officer say that they, a colleague or nobody in particular looks after a contract."""
    if request.method == "POST":
        form = KeeperForm(_given(request), contract=contract)
        if form.is_valid():
            try:
                look_after(contract=contract, person=form.cleaned_data["person"])
                messages.success(request, "Saved who looks after it.")
            except Refused as refused:
                messages.error(request, str(refused))
            return redirect(contract)
    else:
        form = KeeperForm(contract=contract)
    person = request.user
    context = {
        "contract": contract,
        "form": form,
        "parents": [("Register", reverse("register")), (contract.title, contract.get_absolute_url())],
        "may_take_it": isinstance(person, Person) and person.borough_id in contract.borough_ids,
    }
    return render(request, "contracts/looked_after.html", context)


def _given(request: HttpRequest) -> dict[str, object]:
    """Return what was chosen; the button *I look after it* chooses the reader."""
    if "me" in request.POST:
        return {"person": request.user.pk}
    return {"person": request.POST.get("person", "")}
