"""Questions to the register that people keep under a name."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse

from contracts.saved_view_querysets import SavedViewQuerySet

LONGEST_NAME = 80


class SavedView(models.Model):
    """A question to the register, under the name that somebody gave it.

    ``question`` holds the parameters of the register's address, but for the place in the list. ``things``
    holds the primary keys of what its slugs named on the day it was kept (``{"supplier": 12}``): a slug may
    change or its supplier be merged, and the view still finds them. Nothing in it depends on a request, so
    that a task can ask the same question (``contracts.saved_views.restore``).

    A shared one is seen by the officers of its owner's borough, for as long as the owner is one of them.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_views")
    name = models.CharField(max_length=LONGEST_NAME)
    question = models.JSONField(default=dict, blank=True)
    things = models.JSONField(default=dict, blank=True)
    is_shared = models.BooleanField(default=False)
    created = models.DateTimeField(auto_now_add=True)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        ordering = [Lower("name"), "id"]
        constraints = [
            models.UniqueConstraint("person", Lower("name"), name="a_person_names_a_view_once"),
            models.CheckConstraint(condition=~Q(name=""), name="a_saved_view_has_a_name"),
        ]

    def __str__(self) -> str:
        return f"saved view {self.pk}"  # neither whose nor what: that is theirs

    def get_absolute_url(self) -> str:
        """Return the address that leads to the register as the view has it."""
        return reverse("saved_view", args=[self.pk])
