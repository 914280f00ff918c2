"""Reads of facts about data access, named in business words."""

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Prefetch, Q

from boroughs.models import Person
from boroughs.rights import Permission, Role, has_permission, roles_of
from documents.models import Document

if TYPE_CHECKING:
    from data_access.models import DataFact  # noqa: F401


class DataFactQuerySet(models.QuerySet["DataFact"]):
    """Facts about data access."""

    def visible_to(self, person: Person | AnonymousUser) -> "DataFactQuerySet":
        """Return the facts that a member sees (R9): all that are not hidden, hidden ones of their borough.

        LOTI staff see all. Suppliers' people see those of :meth:`of_suppliers`, on pages of their own.
        """
        if not has_permission(person, Permission.SEE_DATA_ACCESS):
            return self.none()
        if Role.LOTI_STAFF in roles_of(person):
            return self
        own = person.borough_id if isinstance(person, Person) else None
        return self.filter(Q(hidden_at=None) | Q(borough=own)) if own else self.shown()

    def shown(self) -> "DataFactQuerySet":
        """Return those that LOTI staff have not hidden."""
        return self.filter(hidden_at=None)

    def current(self) -> "DataFactQuerySet":
        """Return those that no newer one has replaced."""
        return self.filter(replaced_at=None)

    def of_suppliers(self, keys: list[int]) -> "DataFactQuerySet":
        """Return what is said of the products that some suppliers sell now: current, and not hidden."""
        sold = Q(product__supplier__in=keys) | Q(product__supplier__merged_into__in=keys)
        return self.current().shown().filter(sold)

    def with_names(self) -> "DataFactQuerySet":
        """Fetch what a page names of each."""
        rows = self.select_related("product", "borough", "other", "contract", "reply__supplier")
        return rows.defer("contract__search", "contract__description", "contract__provenance")

    def with_documents_for(self, reader: Person | AnonymousUser) -> "DataFactQuerySet":
        """Fetch the documents that the reader may see; of any other not even the title is shown (R9)."""
        documents = Document.objects.visible_to(reader).defer("search")
        return self.prefetch_related(Prefetch("document", queryset=documents))
