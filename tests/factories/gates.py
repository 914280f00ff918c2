"""Gates and meetings."""

import datetime as dt

import factory

from boroughs.models import Gate, Meeting
from tests.factories.boroughs import BoroughFactory


class GateFactory(factory.django.DjangoModelFactory):
    """A gate that a borough passes before the tender period, whatever the value."""

    class Meta:
        model = Gate

    borough = factory.SubFactory(BoroughFactory)
    body = "Cabinet"
    before_stage = "tender_period"
    lead_days = 21
    valid_from = dt.date(2025, 4, 1)
    source = "Constitution, part 4"


class MeetingFactory(factory.django.DjangoModelFactory):
    """A day on which a body meets."""

    class Meta:
        model = Meeting

    borough = factory.SubFactory(BoroughFactory)
    body = "Cabinet"
    on = dt.date(2040, 3, 7)
    source = "Calendar of meetings"
