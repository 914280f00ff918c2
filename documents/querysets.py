"""Reads of documents, named in business words."""

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.search import SearchQuery
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery

from boroughs.models import Borough, Person
from boroughs.rights import Permission, Role, has_permission, roles_of
from documents.visibility import seen_by_rules

if TYPE_CHECKING:
    from documents.models import Document  # noqa: F401


class DocumentQuerySet(models.QuerySet["Document"]):
    """Documents."""

    def visible_to(self, person: Person | AnonymousUser) -> "DocumentQuerySet":
        """Return the documents that somebody may see (R9).

        Members see those shared with members that have a version to read; officers all of their own borough,
        withdrawn ones too; members of a collaboration those that belong to it; LOTI staff all. One that
        belongs to a place, such as a discussion, is seen by who may read there, and by nobody else of its
        borough; who gave it sees it before it was looked into, and after it was withdrawn.
        """
        if not isinstance(person, Person) or not has_permission(person, Permission.SEE_DOCUMENTS):
            return self.none()
        if Role.LOTI_STAFF in roles_of(person):
            return self
        standing = Q(withdrawn_at=None) & Exists(_versions().filter(state="ready"))
        ruled = seen_by_rules(person)
        of_place = Q(visibility="place") & (standing | Q(declared_by=person))
        seen = standing & Q(visibility="members") | ruled & (standing & Q(visibility="joint") | of_place)
        if person.borough_id:
            seen |= Q(borough=person.borough_id) & ~Q(visibility="place")
        return self.filter(seen)

    def of_borough(self, borough: Borough | None) -> "DocumentQuerySet":
        """Return those of a borough that all of its officers see: not what belongs to a place."""
        return self.filter(borough=borough).exclude(visibility="place")

    def standing(self) -> "DocumentQuerySet":
        """Return those that are not withdrawn."""
        return self.filter(withdrawn_at=None)

    def mentioning(self, words: str) -> "DocumentQuerySet":
        """Return those whose title, summary or newest text mention all the words."""
        query = SearchQuery(words, config="english", search_type="websearch")
        inside = self.newest_versions().filter(search=query)
        return self.filter(Q(search=query) | Q(pk__in=inside.values("document")))

    def newest_versions(self) -> Any:
        """Return the newest version that is ready, of every document."""
        newest = _model().objects.filter(document=OuterRef("document"), state="ready").order_by("-number")
        return _model().objects.filter(pk=Subquery(newest.values("pk")[:1]))

    def with_names(self) -> "DocumentQuerySet":
        """Fetch what a list shows of each, with ``used_by``, how many boroughs used it."""
        rows = self.select_related("borough", "service_area__parent", "product", "supplier", "contract")
        return rows.defer("search", "contract__search").annotate(used_by=Count("uses"))


def _versions() -> Any:
    """Return the versions of a document of the outer query."""
    return _model().objects.filter(document=OuterRef("pk"))


def _model() -> Any:
    """Return the model of versions, which cannot be imported here: it needs this module first."""
    return apps.get_model("documents", "DocumentVersion")
