"""Pages that belong to no app: home, and what is said about the hub itself."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    """Say what the hub is for and what is on the register; to an officer, what waits for their borough."""
    return render(request, "home.html")


@require_safe
@login_not_required
def accessibility(request: HttpRequest) -> HttpResponse:
    """Say how accessible the hub is, and what that rests on."""
    return render(request, "accessibility.html")


@require_safe
@login_not_required
def privacy(request: HttpRequest) -> HttpResponse:
    """Say what is kept about people and which cookies there are."""
    return render(request, "privacy.html")
