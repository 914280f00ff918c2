"""Tender notices and saved searches for tests."""

import datetime as dt

import factory
from django.utils import timezone

from contracts.models import TenderNotice
from pipeline.models import SavedSearch


class TenderNoticeFactory(factory.django.DjangoModelFactory[TenderNotice]):
    """An open notice of a borough, with bids due in a month: ``TenderNoticeFactory(borough_ids=[1])``."""

    class Meta:
        model = TenderNotice

    ocid = factory.Sequence(lambda number: f"ocds-h6vhtk-{number:06x}")
    status = "active"
    title = factory.Sequence(lambda number: f"Notice {number}")
    bids_due = factory.LazyFunction(lambda: timezone.localdate() + dt.timedelta(days=30))
    open_until = factory.LazyAttribute(
        lambda notice: notice.bids_due or timezone.localdate() + dt.timedelta(days=300)
    )
    notice_url = factory.LazyAttribute(
        lambda notice: f"https://www.find-tender.service.gov.uk/Notice/{notice.ocid[-6:]}-2026"
    )
    published_at = factory.LazyFunction(timezone.now)
    changed = factory.LazyFunction(timezone.now)


class SavedSearchFactory(factory.django.DjangoModelFactory[SavedSearch]):
    """A confirmed search of an address without an account, for everything at once."""

    class Meta:
        model = SavedSearch

    address = factory.Sequence(lambda number: f"bidder{number}@supplier.example")
    frequency = "at_once"
    asked_at = factory.LazyFunction(timezone.now)
    confirmed_at = factory.LazyFunction(timezone.now)
    compared_at = factory.LazyFunction(timezone.now)
