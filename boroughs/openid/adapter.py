"""What a sign-in through a borough's identity provider does to the people of the hub."""

from typing import Any

import requests
import structlog
from allauth.account.models import EmailAddress
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, _build_apps_from_settings
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest

from boroughs.actions import end_sessions, join_borough
from boroughs.models import Person
from boroughs.openid.provider import OtherAddressError, origin_of

PATIENCE = 8  # seconds that a provider has to answer
log = structlog.get_logger(__name__)


class IssuersOnly(requests.Session):
    """Outgoing requests, to the hosts of configured issuers and no further."""

    def request(self, method: str, url: str | bytes, *args: Any, **kwargs: Any) -> requests.Response:
        """Ask without being led elsewhere or kept waiting."""
        return super().request(
            method, url, *args, **{**kwargs, "timeout": PATIENCE, "allow_redirects": False}
        )

    def send(self, request: requests.PreparedRequest, **kwargs: Any) -> requests.Response:
        """Send a request.

        Raises:
            OAuth2Error: when it would go to any other host.
        """
        issuers = {origin_of(provider.issuer) for provider in settings.OPENID_PROVIDERS}
        if origin_of(request.url or "") not in issuers:
            raise OAuth2Error("This address is no configured issuer's.")
        return super().send(request, **kwargs)


class BoroughSignIn(DefaultSocialAccountAdapter):
    """Links sign-ins with people, by addresses that a provider may vouch for and that nobody else proved."""

    error_messages = {
        **DefaultSocialAccountAdapter.error_messages,
        "no_password": "Choose a password before you end this: you could no longer sign in without it.",
    }

    def get_requests_session(self) -> requests.Session:
        """Return a session that is neither led elsewhere nor kept waiting."""
        return IssuersOnly()

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:
        """Note what went wrong, and tell the page what may be told."""
        log.warning("openid_refused", provider=provider.app.provider_id, why=type(exception).__name__)
        if extra_context is not None:
            extra_context["provider"] = provider
            extra_context["domains"] = provider.app.settings["domains"]
            extra_context["not_vouched"] = isinstance(exception, OtherAddressError)
            extra_context["address"] = str(exception)
            extra_context["no_answer"] = isinstance(exception, requests.RequestException)

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """Return the providers of the environment; none can be added in the database."""
        found = _build_apps_from_settings(provider=provider, client_id=client_id)
        return [app for apps in found.values() for app in apps]

    def authenticate_by_email(self, sociallogin: SocialLogin) -> tuple[Person, str] | None:
        """Find whose address a provider vouches for.

        That is who has verified it; or else an account that was made with it and that nobody could ever
        use, because the address was never verified. Its password, chosen by nobody knows whom, is void.
        """
        address = next((found.email for found in sociallogin.email_addresses if found.verified), "")
        known = EmailAddress.objects.filter(email__iexact=address, verified=True).first()
        if known:
            return known.user, address
        unused = Person.objects.filter(email__iexact=address).first()
        if unused and not EmailAddress.objects.filter(user=unused, verified=True).exists():
            return self._take_over(unused, address), address
        # A further address of somebody else's, never verified: it is not theirs.
        EmailAddress.objects.filter(email__iexact=address, verified=False).delete()
        return None

    def can_authenticate_by_email(self, login: SocialLogin, email: str) -> bool:
        """Let a vouched address stand for its account: others have been refused before."""
        return True

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> Person:
        """Fill in somebody new: name and address."""
        person: Person = super().populate_user(request, sociallogin, data)
        person.name = str(data.get("name", ""))[:120]
        return person

    @transaction.atomic
    def save_user(self, request: HttpRequest, sociallogin: SocialLogin, form: Any = None) -> Person:
        """Keep somebody new, an officer if the address is at a borough's domain."""
        person: Person = super().save_user(request, sociallogin, form)
        join_borough(person=person, verified_address=person.email)
        return person

    @transaction.atomic
    def _take_over(self, person: Person, address: str) -> Person:
        person.set_unusable_password()
        person.save(update_fields=["password"])
        end_sessions(person=person)
        EmailAddress.objects.filter(user=person).exclude(email__iexact=address).delete()
        EmailAddress.objects.update_or_create(
            user=person, email=address, defaults={"verified": True, "primary": True}
        )
        join_borough(person=person, verified_address=address)
        return person
