"""Reads of vendor reviews, named in business words."""

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import F, Q

from boroughs.models import Person
from boroughs.rights import Permission, has_permission

if TYPE_CHECKING:
    from reviews.models import Review  # noqa: F401


class ReviewQuerySet(models.QuerySet["Review"]):
    """Vendor reviews."""

    def standing(self) -> "ReviewQuerySet":
        """Return those that are published and not withdrawn, with ``published_at`` of the version shown."""
        rows = self.filter(withdrawn_at=None, versions__state="published")
        return rows.annotate(published_at=F("versions__published_at"), shown_id=F("versions__pk"))

    def visible_to(self, person: Person | AnonymousUser) -> "ReviewQuerySet":
        """Return the published reviews for members; nobody else sees one here (R6)."""
        if not has_permission(person, Permission.SEE_REVIEWS):
            return self.none()
        return self.standing()

    def written_by(self, person: Person | AnonymousUser) -> "ReviewQuerySet":
        """Return somebody's own, drafts and withdrawn ones too."""
        return self.filter(author=person) if isinstance(person, Person) else self.none()

    def of_suppliers(self, keys: list[int]) -> "ReviewQuerySet":
        """Return the published reviews of some suppliers, and of what was merged into them."""
        return self.standing().filter(Q(supplier__in=keys) | Q(supplier__merged_into__in=keys))

    def with_names(self) -> "ReviewQuerySet":
        """Fetch what a page names of each."""
        return self.select_related(
            "supplier", "product", "service_area", "borough", "author", "contract"
        ).defer("contract__search", "contract__description", "contract__provenance")

    def waiting(self) -> "ReviewQuerySet":
        """Return those with a version that waits for LOTI staff."""
        return self.filter(versions__state="waiting", withdrawn_at=None)
