"""Reads of groups and discussions, named in business words."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.search import SearchQuery
from django.db import models
from django.db.models import Count, Q

from boroughs.models import Person
from boroughs.rights import Permission, has_permission
from community.subjects import about_visible

if TYPE_CHECKING:
    from community.models import Discussion, Group, Post  # noqa: F401


class GroupQuerySet(models.QuerySet["Group"]):
    """Groups."""

    def open(self) -> "GroupQuerySet":
        """Return the open ones, whose names everybody may read (R9)."""
        return self.filter(access="open")

    def running(self) -> "GroupQuerySet":
        """Return those that were not closed down."""
        return self.filter(ended_on=None)

    def visible_to(self, person: Person | AnonymousUser) -> "GroupQuerySet":
        """Return the groups that somebody may read (R9).

        Members read the open ones and the closed ones they belong to or look after; facilitators all.
        """
        if not isinstance(person, Person) or not has_permission(person, Permission.TAKE_PART):
            return self.none()
        if has_permission(person, Permission.FACILITATE):
            return self
        own = _model("Membership").objects.filter(person=person)
        return self.filter(Q(access="open") | Q(facilitator=person) | Q(pk__in=own.values("group")))

    def with_numbers(self) -> "GroupQuerySet":
        """Note on each how many belong to it, as ``members_count``."""
        return self.select_related("facilitator", "product").annotate(members_count=Count("memberships"))


class DiscussionQuerySet(models.QuerySet["Discussion"]):
    """Discussions and questions."""

    def visible_to(self, person: Person | AnonymousUser) -> "DiscussionQuerySet":
        """Return those that somebody may read: their group and the thing they are about decide (R9)."""
        groups = _model("Group").objects.visible_to(person)
        if not isinstance(person, Person) or not has_permission(person, Permission.TAKE_PART):
            return self.none()
        if has_permission(person, Permission.CURATE):
            return self
        return self.filter(Q(group=None) | Q(group__in=groups.values("pk")), about_visible(person))

    def about(self, thing: models.Model) -> "DiscussionQuerySet":
        """Return those about a thing."""
        return self.filter(content_type=ContentType.objects.get_for_model(type(thing)), object_id=thing.pk)

    def unanswered(self) -> "DiscussionQuerySet":
        """Return the questions of which no answer was taken."""
        return self.filter(kind="question", answer=None, closed_at=None)

    def waiting_since(self, moment: dt.datetime) -> "DiscussionQuerySet":
        """Return the unanswered questions that were asked before a moment."""
        return self.unanswered().filter(begun_at__lt=moment)

    def mentioning(self, words: str) -> "DiscussionQuerySet":
        """Return those whose title or posts mention all the words; hidden posts are not searched."""
        query = SearchQuery(words, config="english", search_type="websearch")
        inside = _model("Post").objects.shown().filter(search=query)
        return self.filter(Q(title__icontains=words) | Q(pk__in=inside.values("discussion")))

    def with_names(self) -> "DiscussionQuerySet":
        """Fetch what a list shows of each."""
        return self.select_related("group", "author", "borough", "content_type")


class PostQuerySet(models.QuerySet["Post"]):
    """Posts."""

    def shown(self) -> "PostQuerySet":
        """Return those that nobody hid."""
        return self.filter(hidden_at=None)

    def with_names(self) -> "PostQuerySet":
        """Fetch what a page shows of each."""
        return self.select_related("author", "borough").defer("search")


def _model(name: str) -> Any:
    """Return a model of this app, which cannot be imported here: it needs this module first."""
    return apps.get_model("community", name)
