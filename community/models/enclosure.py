"""Documents that came with a post or were given to a group."""

import pghistory
from django.db import models
from django.db.models import Q


@pghistory.track()
class Enclosure(models.Model):
    """Where a document belongs: to a post or to a group. Who may read there sees it, and nobody else (R9)."""

    document = models.OneToOneField("documents.Document", on_delete=models.CASCADE, related_name="enclosure")
    post = models.ForeignKey(
        "community.Post", on_delete=models.CASCADE, null=True, blank=True, related_name="enclosures"
    )
    group = models.ForeignKey(
        "community.Group", on_delete=models.CASCADE, null=True, blank=True, related_name="enclosures"
    )

    class Meta:
        ordering = ["-document"]
        constraints = [
            models.CheckConstraint(
                condition=Q(post__isnull=False, group=None) | Q(post=None, group__isnull=False),
                name="enclosure_has_one_place",
            )
        ]

    def __str__(self) -> str:
        return str(self.document)
