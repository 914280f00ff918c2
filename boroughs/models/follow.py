"""What people follow."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone


class Follow(models.Model):
    """Somebody wants to hear about a borough, a supplier, a product, a service area …

    ``boroughs.following`` says which models can be followed.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="follows")
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.BigIntegerField()
    target = GenericForeignKey("content_type", "object_id")
    since = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-since"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "content_type", "object_id"], name="nobody_follows_a_thing_twice"
            )
        ]
        indexes = [models.Index(fields=["content_type", "object_id"], name="followers_of_a_thing")]

    def __str__(self) -> str:
        return f"follow {self.pk}"  # neither who nor what: that is theirs
