"""Middleware of the foundation."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from boroughs.second_factor import must_set_up

#: Where somebody without their second factor may go: to set it up, to sign out, and what pages are made of.
OPEN = ("/account/", "/health/", settings.STATIC_URL)
WHY = (
    "You can change other people’s records, so your account needs a second factor. "
    "Set up an app or a passkey here; it takes two minutes."
)


class SecondFactorMiddleware:
    """Sends LOTI staff and borough administrators who have no second factor to set one up (R9).

    It covers the admin too. A page of one's own account and the way out stay open.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request; the check itself waits until Django knows the view."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Lead to the set-up instead of the page, and say why."""
        if request.path.startswith(OPEN) or not must_set_up(request, request.user):
            return None
        messages.warning(request, WHY)
        return HttpResponseRedirect(reverse("mfa_index"))
