"""News of flags: once for a run and a borough, for officers of boroughs that are new in them."""

import datetime as dt

import pytest

from boroughs.models import Borough, Event, Notification
from boroughs.notifications.telling import tell_events
from pipeline.actions import flag_boroughs
from pipeline.models import Flag
from tests.factories import BoroughFactory, ContractFactory, OfficerFactory, SupplierFactory, default_route
from tests.factories.boroughs import ServiceAreaFactory

pytestmark = pytest.mark.django_db
TODAY = dt.date(2027, 5, 3)


def contract(borough: Borough, supplier: object) -> None:
    ContractFactory(
        boroughs=[borough],
        suppliers=[supplier],
        service_area=ServiceAreaFactory(code="HSG-T1"),
        start_date=TODAY - dt.timedelta(days=400),
        end_date=TODAY + dt.timedelta(days=500),
    )


def test_officers_hear_once_when_their_borough_comes_into_a_flag() -> None:
    default_route(days=182)
    camden, hackney, islington = (BoroughFactory(slug=slug) for slug in ("camden", "hackney", "islington"))
    ada, ben, cleo = (OfficerFactory(borough=borough) for borough in (camden, hackney, islington))
    supplier = SupplierFactory()
    contract(camden, supplier)
    contract(hackney, supplier)
    flag_boroughs(on=TODAY)
    tell_events()
    assert {one.person for one in Notification.objects.all()} == {ada, ben}

    announced = Event.objects.count()
    flag_boroughs(on=TODAY)
    assert Event.objects.count() == announced

    contract(islington, supplier)
    flag_boroughs(on=TODAY)
    tell_events()
    new = Event.objects.order_by("-pk")[: Event.objects.count() - announced]
    assert {event.subject for event in new} == {islington}
    told = Notification.objects.filter(event__in=[event.pk for event in new])
    assert {one.person for one in told} == {cleo}
    assert all(flag["sentence"] for event in new for flag in event.data["flags"])
    assert {flag["id"] for event in new for flag in event.data["flags"]} <= set(
        Flag.objects.of_borough(islington).values_list("pk", flat=True)
    )
