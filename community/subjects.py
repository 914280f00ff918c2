"""What discussions hang on: contracts, products, suppliers, flags, timelines, pages, clauses, pilots."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q

from boroughs.models import Person
from contracts.models import Contract
from pilots.models import Pilot
from pipeline.models import Flag, Procurement
from suppliers.models import Product, Supplier
from toolkit.models import Clause, Page

Reader = Person | AnonymousUser


def _all(reader: Reader) -> None:
    """Say that every member sees all of them."""


@dataclass(frozen=True)
class Subject:
    """A kind of thing that is talked about.

    Attributes:
        model: what it is.
        noun: one of them, in the middle of a sentence.
        rows: those that somebody may see; ``None`` where every member sees all.
        is_for_all: whether each member sees the same ones, so that its name may be told to all.
    """

    model: type[models.Model]
    noun: str
    rows: Callable[[Reader], Any] = _all
    is_for_all: bool = True

    @property
    def names(self) -> tuple[str, str]:
        """How an address names it: the app's label and the model's name."""
        return self.model._meta.app_label, str(self.model._meta.model_name)

    def visible_to(self, reader: Reader) -> Any:
        """Return the rows that somebody may see."""
        rows = self.rows(reader)
        return self.model._default_manager.all() if rows is None else rows


SUBJECTS = (
    Subject(Contract, "contract"),
    Subject(Product, "product"),
    Subject(Supplier, "supplier"),
    Subject(Flag, "flag", lambda reader: Flag.objects.visible_to(reader), is_for_all=False),
    Subject(Procurement, "timeline", lambda reader: Procurement.objects.visible_to(reader), is_for_all=False),
    Subject(Page, "page of the toolkit", lambda reader: Page.objects.published()),
    Subject(Clause, "clause", lambda reader: Clause.objects.published()),
    Subject(Pilot, "pilot", lambda reader: Pilot.objects.published()),
)


def subject_named(app_label: str, model: str) -> Subject | None:
    """Return the kind of thing that an address names, if it is talked about."""
    return next((one for one in SUBJECTS if one.names == (app_label, model)), None)


def subject_of(thing: models.Model) -> Subject:
    """Return what kind of thing something is.

    Raises:
        KeyError: where nobody talks about things of its kind.
    """
    for one in SUBJECTS:
        if isinstance(thing, one.model):
            return one
    raise KeyError(type(thing).__name__)


def about_visible(reader: Reader) -> Q:
    """Return the condition for discussions about nothing in particular, or about what somebody may see."""
    seen = Q(content_type=None)
    kinds = ContentType.objects.get_for_models(*(subject.model for subject in SUBJECTS))
    for subject in SUBJECTS:
        rows = subject.rows(reader)
        one = Q(content_type=kinds[subject.model])
        seen |= one if rows is None else one & Q(object_id__in=rows.values("pk"))
    return seen
