"""Whether somebody has a second factor, and what may be trusted in its place (R9)."""

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest

from boroughs.models import Person
from boroughs.rights import needs_second_factor

#: Recovery codes stand in for a lost factor; they are none by themselves.
FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def has_second_factor(person: Person) -> bool:
    """Tell whether somebody has set up an app or a passkey."""
    return bool(Authenticator.objects.filter(user=person, type__in=FACTORS).exists())


def with_second_factor(people: QuerySet[Person]) -> QuerySet[Person]:
    """Add to people ``has_factor``: whether each has set up an app or a passkey."""
    factors = Authenticator.objects.filter(user=OuterRef("pk"), type__in=FACTORS)
    return people.annotate(has_factor=Exists(factors))


def is_last_factor(authenticator: Authenticator) -> bool:
    """Tell whether somebody would be without a factor if this one went."""
    others = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=FACTORS)
    return not others.exclude(pk=authenticator.pk).exists()


def may_remove(authenticator: Authenticator) -> bool:
    """Tell whether a factor may go: not the last one of somebody who must have one."""
    return not (needs_second_factor(authenticator.user) and is_last_factor(authenticator))


def was_asked_elsewhere(request: HttpRequest, person: Person) -> bool:
    """Tell whether somebody signed in through a provider that always asks for a second factor itself.

    Args:
        request: how they signed in is kept in its session.
        person: who is signing in, or signed in.
    """
    trusted = {provider.id for provider in settings.OPENID_PROVIDERS if provider.second_factor}
    return any(
        record.get("method") == "socialaccount" and record.get("provider") in trusted
        for record in get_authentication_records(request, person)
    )


def must_set_up(request: HttpRequest, person: Person | AnonymousUser) -> bool:
    """Tell whether somebody who is signed in must set up a second factor before anything else.

    Args:
        request: how they signed in is kept in its session.
        person: who is signed in.
    """
    return (
        isinstance(person, Person)
        and needs_second_factor(person)
        and not has_second_factor(person)
        and not was_asked_elsewhere(request, person)
    )
