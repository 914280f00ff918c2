"""What a supplier answers to a fact about one of its products."""

import pghistory
from django.db import models
from django.db.models import Q

from data_access.models.fact import DataFact


@pghistory.track()
class FactReply(models.Model):
    """The answer of a product's supplier to one version of a borough's fact; it stands beside it.

    ``supplier`` is the one that sold the product when it answered. A newer version of the fact can be
    answered anew.
    """

    fact = models.OneToOneField(DataFact, on_delete=models.CASCADE, related_name="reply")
    supplier = models.ForeignKey("suppliers.Supplier", on_delete=models.PROTECT, related_name="+")
    text = models.TextField(max_length=1000)
    by = models.ForeignKey(
        "boroughs.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name_plural = "fact replies"
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="fact_reply_says_something")]

    def __str__(self) -> str:
        return f"{self.supplier} on {self.fact}"
