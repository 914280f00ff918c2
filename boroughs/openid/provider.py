"""OpenID Connect as the hub does it: all of a token is checked, and only the issuer's host is asked."""

import secrets
from typing import Any
from urllib.parse import urlsplit

import jwt
from allauth.account.models import EmailAddress
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

#: How identity providers sign; never by a secret that both sides know, and never not at all.
SIGNED_BY = ["RS256", "RS384", "RS512", "PS256", "ES256", "ES384"]
CLOCKS_DIFFER = 60  # seconds by which the provider's clock may be another one


class OtherAddressError(OAuth2Error):
    """Somebody came with an address for which their provider may not vouch."""


class BoroughOpenID(OpenIDConnectOAuth2Adapter):
    """The conversation with one provider."""

    nonce = ""  # given to the provider when somebody set out; it must come back in the token

    @property
    def openid_config(self) -> dict[str, Any]:
        """What the provider says about itself, if it is who it should be and names no other host.

        Raises:
            OAuth2Error: when it names another issuer, or an address on another host.
        """
        config: dict[str, Any] = super().openid_config
        issuer = self.get_provider().app.settings["server_url"]
        if str(config.get("issuer", "")).rstrip("/") != issuer:
            raise OAuth2Error("The provider calls itself otherwise than configured.")
        for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
            if origin_of(str(config.get(name, ""))) != origin_of(issuer):
                raise OAuth2Error(f"The provider's {name} is at another host.")
        return config

    def complete_login(
        self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any
    ) -> SocialLogin:
        """Return who has signed in, from the provider's token alone.

        Raises:
            OAuth2Error: when the token is not the provider's, not for the hub, too old, or for another visit.
            OtherAddressError: when its address is at none of the provider's domains.
        """
        claims = self._verified(str(kwargs["response"].get("id_token", "")), app)
        if not self.nonce or not secrets.compare_digest(str(claims.get("nonce", "")), self.nonce):
            raise OAuth2Error("The token belongs to another visit.")
        address = address_of(claims)
        if address.rpartition("@")[2].lower() not in app.settings["domains"]:
            raise OtherAddressError(address)
        return self.get_provider().sociallogin_from_response(request, {"id_token": claims})

    def _verified(self, token: str, app: SocialApp) -> dict[str, Any]:
        """Return the token's claims, its signature, issuer, audience and dates having been checked."""
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
            keys = answer.json()
        try:
            wanted = jwt.get_unverified_header(token).get("kid")
            key = next(key for key in jwt.PyJWKSet.from_dict(keys).keys if key.key_id == wanted)
            claims: dict[str, Any] = jwt.decode(
                token,
                key,
                algorithms=SIGNED_BY,
                audience=app.client_id,
                issuer=self.openid_config["issuer"],
                leeway=CLOCKS_DIFFER,
                options={"require": ["exp", "iat", "iss", "aud", "sub"]},
            )
        except (jwt.PyJWTError, StopIteration, AttributeError, TypeError) as problem:
            raise OAuth2Error("The provider's token cannot be trusted.") from problem
        return claims


class BoroughProvider(OpenIDConnectProvider):
    """A borough's identity provider."""

    package = "boroughs.openid"  # where allauth finds the addresses and views
    oauth2_adapter_class = BoroughOpenID

    def get_auth_params_from_request(self, request: HttpRequest, action: str) -> dict[str, str]:
        """Take no parameters from the address of a page."""
        return dict(self.get_auth_params())

    def get_scope_from_request(self, request: HttpRequest) -> list[str]:
        """Take no scope from the address of a page."""
        return list(self.get_scope())

    def redirect(self, request: HttpRequest, process: str, **kwargs: Any) -> HttpResponse:
        """Send somebody to the provider, with a nonce to be found in the token that comes back.

        The page leads on by itself instead of answering with a redirect: the security policy lets forms
        lead to the hub only, and a browser holds a redirect after a form to that.
        """
        nonce = secrets.token_urlsafe(32)
        kwargs["auth_params"] = {**kwargs.get("auth_params", {}), "nonce": nonce}
        answer: HttpResponse = super().redirect(request, process, nonce=nonce, **kwargs)
        if isinstance(answer, HttpResponseRedirect):
            context = {"provider": self, "redirect_to": answer.url}
            return render(request, "socialaccount/login_redirect.html", context)
        return answer

    def extract_uid(self, data: dict[str, Any]) -> str:
        """Know somebody by what the provider promises never to give to anybody else."""
        return str(data["id_token"]["sub"])

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """Keep of the token only what shows whose account it is."""
        claims = data["id_token"]
        return {"email": address_of(claims), "name": str(claims.get("name", ""))}

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        """Return the name and address of somebody new."""
        claims = data["id_token"]
        return {"email": address_of(claims), "name": str(claims.get("name", ""))}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[EmailAddress]:
        """Return the address, verified: it is at a domain for which the provider may vouch."""
        return [EmailAddress(email=address_of(data["id_token"]), verified=True, primary=True)]


def address_of(claims: dict[str, Any]) -> str:
    """Return the e-mail address in a token, in lower case.

    Entra ID leaves ``email`` out unless it is told to give it; ``preferred_username`` is then the address
    by which people sign in there.
    """
    found = claims.get("email") or claims.get("preferred_username") or ""
    return str(found).strip().lower()


def origin_of(address: str) -> tuple[str, str, int | None]:
    """Return scheme, host and port of an address."""
    parts = urlsplit(address)
    return parts.scheme, (parts.hostname or "").lower(), parts.port


provider_classes = [BoroughProvider]
