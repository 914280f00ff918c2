"""Pictures of the toolkit's pages."""

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse


@pghistory.track(exclude=["content"])
class Picture(models.Model):
    """A picture that pages of the guide show: ``![](picture:its-name)`` in their text.

    ``content`` is what the hub has drawn anew from the file that was given (``toolkit/pictures.py``). It is
    kept in the database, with the words that need it, and never as a file.
    """

    slug = models.SlugField(
        "name",
        max_length=60,
        unique=True,
        help_text="Short, by which a text shows it: five-stages.",
    )
    alternative = models.CharField(
        "alternative text",
        max_length=300,
        help_text="What somebody must know who cannot see it: what it shows, and not that it is a picture.",
    )
    caption = models.CharField(max_length=200, blank=True)
    source = models.CharField(
        max_length=200, blank=True, help_text="Who made it, and under which licence, if it is not LOTI’s own."
    )
    content = models.BinaryField(editable=False)
    kind = models.CharField(max_length=10, editable=False, choices=[("png", "PNG"), ("jpeg", "JPEG")])
    width = models.PositiveSmallIntegerField(editable=False, help_text="Pixels.")
    height = models.PositiveSmallIntegerField(editable=False, help_text="Pixels.")
    digest = models.CharField("SHA-256", max_length=64, editable=False)
    added_by = models.ForeignKey(
        "boroughs.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(condition=~Q(alternative=""), name="a_picture_has_alternative_text")
        ]

    def __str__(self) -> str:
        return self.slug

    def get_absolute_url(self) -> str:
        """Return its address, another one for another content."""
        return f"{reverse('toolkit_picture', args=[self.slug])}?v={self.digest[:8]}"
