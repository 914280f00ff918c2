"""Setting out to a borough's identity provider, and coming back."""

from typing import Any

from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from requests import RequestException

from boroughs.openid.provider import BoroughOpenID


class Callback(OAuth2CallbackView):
    """Coming back: the conversation goes on with the nonce with which it began."""

    def _get_state(self, request: HttpRequest, provider: Any) -> tuple[Any, HttpResponse | None]:
        state, answer = super()._get_state(request, provider)
        self.adapter.nonce = str((state or {}).get("nonce", ""))
        return state, answer


@login_not_required
def login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Ask whether to go to the provider, and go; say so if it does not answer."""
    return _conversation(request, provider_id, OAuth2LoginView)


@login_not_required
def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Take in somebody who comes back from the provider; say what went wrong if something did."""
    return _conversation(request, provider_id, Callback)


def _conversation(request: HttpRequest, provider_id: str, view: Any) -> HttpResponse:
    adapter = BoroughOpenID(request, provider_id)
    try:
        provider = adapter.get_provider()
    except SocialApp.DoesNotExist as unknown:
        raise Http404("No identity provider has this name.") from unknown
    answer: HttpResponse
    try:
        answer = view.adapter_view(adapter)(request)
    except (RequestException, OAuth2Error, AttributeError, KeyError, TypeError, ValueError) as problem:
        # The last four: what a provider answers need not have the form that the protocol asks for.
        answer = render_authentication_error(request, provider, exception=problem)
    return answer
