"""Uploads for tests that only look at them; ``tests/contracts/uploading.py`` brings whole files."""

import datetime as dt

import factory
from django.utils import timezone

from contracts.models import Upload
from tests.factories.boroughs import BoroughFactory


class UploadFactory(factory.django.DjangoModelFactory):
    """An upload of one sheet that was checked: ``UploadFactory(borough=camden, state="applied")``."""

    class Meta:
        model = Upload

    borough = factory.SubFactory(BoroughFactory)
    name = factory.Sequence(lambda n: f"register-{n}.csv")
    kind = "CSV"
    size = 1000
    digest = "0" * 64
    file = "nowhere"
    state = Upload.State.CHECKED
    sheets = factory.LazyFunction(lambda: [{"name": "", "rows": [["Title", "Reference", "Supplier"]]}])
    layouts = factory.LazyFunction(
        lambda: [
            {
                "sheet": "",
                "header": 1,
                "headings": ["Title", "Reference", "Supplier"],
                "fields": ["title", "reference", "supplier"],
            }
        ]
    )

    @factory.lazy_attribute
    def on(self) -> dt.date:
        """The day whose word it is."""
        return timezone.localdate()
