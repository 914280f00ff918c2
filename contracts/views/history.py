"""The history of a contract."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from boroughs.rights import Permission, requires
from boroughs.views.history import history_page
from contracts.history import CONTRACT_HISTORY
from contracts.models import Contract


@require_safe
@requires(Permission.SEE_HISTORY)
def contract_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what was changed of a contract, its boroughs, suppliers and options."""
    contract = get_object_or_404(Contract.objects.defer("search"), pk=pk)
    return history_page(request, contract, CONTRACT_HISTORY, above=("Register", reverse("register")))
