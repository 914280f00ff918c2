"""Profiles and messages of peers for tests."""

import factory

from boroughs.models import PeerMessage, Profile
from tests.factories.boroughs import OfficerFactory


class ProfileFactory(factory.django.DjangoModelFactory):
    """A profile in the directory, whose owner may be written to: ``ProfileFactory(person=officer)``."""

    class Meta:
        model = Profile

    person = factory.SubFactory(OfficerFactory)
    job_role = "Category manager, IT"
    discipline = Profile.Discipline.PROCUREMENT
    in_directory = True
    contactable = True
    contact_about = "moving off a housing system"


class PeerMessageFactory(factory.django.DjangoModelFactory):
    """A message that begins a thread."""

    class Meta:
        model = PeerMessage

    sender = factory.SubFactory(OfficerFactory)
    recipient = factory.SubFactory(OfficerFactory)
    subject = "Exit terms"
    text = "How did you agree the exit terms?"
