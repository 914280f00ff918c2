"""Middleware of the foundation."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from boroughs.second_factor import must_set_up

#: Where somebody without their second factor may go: to set it up, to sign out, and what pages are made of.
OPEN = ("/account/", "/health/", settings.STATIC_URL)
WHY = (
    "You can change other people’s records, so your account needs a second factor. "
    "Set up an app or a passkey here; it takes two minutes."
)
SIGNED_OUT = (
    "You were no longer signed in, so nothing was changed. Sign in, and you come back to the page "
    "to do it once more."
)


class SignInMiddleware(LoginRequiredMiddleware):
    """Sends the signed-out to sign in, and from there to the page they wanted.

    Whoever sent a form comes back to the page that had the form, since many addresses that take a form
    are no pages, and is told that nothing was changed.
    """

    def handle_no_permission(
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponseRedirect:
        """Lead to the sign-in page, with the page to come back to."""
        if request.method != "POST":
            return super().handle_no_permission(request, view_func)
        messages.warning(request, SIGNED_OUT)
        return redirect_to_login(
            _page_of_the_form(request), self.get_login_url(view_func), self.get_redirect_field_name(view_func)
        )


def _page_of_the_form(request: HttpRequest) -> str:
    """Return the page of this hub from which a form was sent; the home page where that is not known."""
    sent_from = request.headers.get("Referer", "")
    here = url_has_allowed_host_and_scheme(sent_from, {request.get_host()}, request.is_secure())
    if not here:
        return reverse("home")
    page = urlsplit(sent_from)
    return f"{page.path}?{page.query}" if page.query else page.path


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
