"""E-mails that came in: what became of each, so that none is taken twice and none is lost silently."""

from django.db import models


class InboundMail(models.Model):
    """An e-mail that came to a reply address. Its words are the post's; of a refused one none is kept."""

    class Outcome(models.TextChoices):
        POSTED = "posted", "posted"
        UNKNOWN = "unknown", "to no reply address"
        FORGED = "forged", "not signed by the hub, or from another sender"
        AUTOMATIC = "automatic", "sent by a machine"
        EMPTY = "empty", "nothing written in it"
        REFUSED = "refused", "refused, and its sender told why"

    message_id = models.CharField(max_length=250, unique=True)
    received_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome)
    why = models.CharField(max_length=300, blank=True)
    person = models.ForeignKey(
        "boroughs.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    discussion = models.ForeignKey(
        "community.Discussion", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-received_at", "-id"]
        verbose_name = "e-mail that came in"
        verbose_name_plural = "e-mails that came in"

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}, {self.received_at:%Y-%m-%d %H:%M}"
