"""Reads of the toolkit, named in business words."""

from typing import TYPE_CHECKING

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db import models

if TYPE_CHECKING:
    from toolkit.models import Clause, Page  # noqa: F401


class PageQuerySet(models.QuerySet["Page"]):
    """Pages of the toolkit."""

    def published(self) -> "PageQuerySet":
        """Return what everybody reads, in the order of the guide."""
        return self.filter(state="published").order_by("stage__position", "position", "pk")

    def due(self, now: object) -> "PageQuerySet":
        """Return the scheduled pages whose hour has come."""
        return self.filter(state="scheduled", publish_at__lte=now)

    def mentioning(self, words: str) -> "PageQuerySet":
        """Return those that mention all the words, the fittest first."""
        query = SearchQuery(words, config="english", search_type="websearch")
        return self.filter(search=query).order_by(SearchRank("search", query).desc(), "pk")


class ClauseQuerySet(models.QuerySet["Clause"]):
    """Clauses."""

    def published(self) -> "ClauseQuerySet":
        """Return the clauses that everybody reads, by kind and title."""
        return self.filter(is_published=True).order_by("kind", "title")
