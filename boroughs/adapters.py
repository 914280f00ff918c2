"""Where sign-up and sign-in (django-allauth) meet the people of the hub."""

from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmed
from django.dispatch import receiver

from boroughs.actions import join_borough
from boroughs.models import Person


def display_name(person: Person) -> str:
    """Return how the hub addresses a person."""
    return str(person)


@receiver(email_confirmed)
def become_officer(email_address: EmailAddress, **_: object) -> None:
    """Make an officer of somebody whose verified address is at a borough's domain."""
    join_borough(person=email_address.user, verified_address=email_address.email)
