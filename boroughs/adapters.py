"""Where sign-up and sign-in (django-allauth) meet the people of the hub."""

from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.account.signals import (
    email_changed,
    email_confirmed,
    email_removed,
    password_changed,
    password_reset,
    password_set,
)
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest
from django.urls import reverse

from boroughs.actions import end_sessions, join_borough, review_membership
from boroughs.models import Person
from boroughs.rights import Permission, has_permission
from boroughs.second_factor import may_remove


def display_name(person: Person) -> str:
    """Return how the hub addresses a person."""
    return str(person)


class AccountAdapter(DefaultAccountAdapter):
    """What allauth says where the hub says it otherwise."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "The address or the password is not right.",
        "enter_current_password": "This is not your present password.",
        "incorrect_password": "The password is not right.",
        "incorrect_code": "The code is not right. Ask for a new one if it is older than 15 minutes.",
        "too_many_login_attempts": "Too many attempts. Wait five minutes, then try again.",
        "rate_limited": "Too many attempts. Wait a minute, then try again.",
    }

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Lead newcomers to where they ask to be let in, and everybody else home."""
        if has_permission(request.user, Permission.ASK_TO_JOIN):
            return reverse("join")
        return str(super().get_login_redirect_url(request))

    def get_login_stages(self) -> list[str]:
        """Return the steps of signing in, with the hub's own question for the second factor."""
        ours = {"allauth.mfa.stages.AuthenticateStage": "boroughs.stages.SecondFactorStage"}
        return [ours.get(stage, stage) for stage in super().get_login_stages()]


class SecondFactorAdapter(DefaultMFAAdapter):
    """The second factor under the hub's name and address."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": (
            "This is your only second factor, and your account must have one. Add another one first."
        ),
        "incorrect_code": "The code is not right. Give the one that the app shows now.",
    }

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Tie passkeys to the host of ``HUB_ORIGIN``, whatever name a request came under."""
        return {"id": urlsplit(settings.HUB_ORIGIN).hostname or "", "name": settings.HUB_NAME}

    def generate_authenticator_name(self, user: Person, type: Any) -> str:  # noqa: A002 (allauth's name)
        """Suggest a name for a new passkey: *Passkey*, *Passkey 2* …"""
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return "Passkey" if number == 1 else f"Passkey {number}"

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Keep the last factor of those who must have one."""
        return may_remove(authenticator)


@receiver(email_confirmed)
def become_officer(email_address: EmailAddress, **_: object) -> None:
    """Make an officer of somebody whose verified address is at a borough's domain."""
    join_borough(person=email_address.user, verified_address=email_address.email)


@receiver(email_removed)
def stop_being_officer(user: Person, email_address: EmailAddress, **_: object) -> None:
    """Look again at the borough of somebody who has removed an address."""
    review_membership(person=user, address_gone=email_address.email)


@receiver(email_changed)
def stop_being_officer_there(user: Person, from_email_address: EmailAddress | None, **_: object) -> None:
    """Look again at the borough of somebody who has put another address in the place of one."""
    if from_email_address is not None:
        review_membership(person=user, address_gone=from_email_address.email)


@receiver([password_changed, password_set, password_reset])
def end_every_session(user: Person, **_: object) -> None:
    """End all sessions of somebody with a new password: whoever knew the old one is out."""
    end_sessions(person=user)


@receiver(user_logged_out)
def forget_session(request: HttpRequest, user: Person | None, **_: object) -> None:
    """Forget the device and place of a session that its person has ended."""
    if user is not None and request.session.session_key:
        end_sessions(person=user, only=request.session.session_key)
