"""Facts about how a product gives access to its data: one statement of one borough on one question."""

from typing import Any

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from data_access.querysets import DataFactQuerySet
from data_access.questions import BY_CODE, CHOICES, Question, answered


@pghistory.track()
class DataFact(models.Model):
    """What a borough that holds or held a product says on one question (``data_access/questions.py``).

    Of a borough, a product, a question and, where it is asked by system, a ``system`` one fact is current:
    a newer one replaces it, and it is kept (``replaced_at``). A borough can also take its word back, which
    leaves none. ``about`` is the system's name as names are compared. ``amount`` is in GBP excluding VAT;
    empty means *not known* (R1). ``words`` is the version of the questions that was answered.
    """

    class Basis(models.TextChoices):
        TRIED = "tried", "tried it ourselves"
        CONTRACT = "contract", "our contract"
        DOCUMENT = "document", "a document on the hub"
        LINK = "link", "a page on the web"

    product = models.ForeignKey("suppliers.Product", on_delete=models.PROTECT, related_name="data_facts")
    question = models.CharField(max_length=20, choices=CHOICES)
    borough = models.ForeignKey("boroughs.Borough", on_delete=models.PROTECT, related_name="data_facts")
    system = models.CharField("integrated with", max_length=120, blank=True)
    about = models.CharField(max_length=120, blank=True, editable=False)
    other = models.ForeignKey(
        "suppliers.Product",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="the other product",
    )
    number = models.PositiveSmallIntegerField("version")
    words = models.PositiveSmallIntegerField("version of the questions", editable=False)
    answers = ArrayField(models.CharField(max_length=20))
    amount = models.DecimalField(
        max_digits=12, decimal_places=2, null=True, blank=True, help_text="GBP excluding VAT."
    )
    note = models.CharField(max_length=500, blank=True)
    true_on = models.DateField("was true on")
    basis = models.CharField("evidence", max_length=10, choices=Basis)
    link = models.URLField("address", max_length=500, blank=True)
    document = models.ForeignKey(
        "documents.Document", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    contract = models.ForeignKey(
        "contracts.Contract", on_delete=models.SET_NULL, null=True, blank=True, related_name="data_facts"
    )
    said_by = models.ForeignKey(
        "boroughs.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    said_at = models.DateTimeField(auto_now_add=True)
    replaced_at = models.DateTimeField(null=True, blank=True, editable=False)
    hidden_at = models.DateTimeField(null=True, blank=True, editable=False)
    hidden_why = models.CharField(max_length=300, blank=True, editable=False)
    hidden_by = models.ForeignKey(
        "boroughs.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    is_demonstration = models.BooleanField(default=False, editable=False)

    objects = DataFactQuerySet.as_manager()

    class Meta:
        ordering = ["product", "question", "about", "borough", "-number"]
        verbose_name = "fact about data access"
        verbose_name_plural = "facts about data access"
        constraints = [
            models.UniqueConstraint(
                fields=["product", "borough", "question", "about"],
                condition=Q(replaced_at=None),
                name="one_current_fact_a_borough",
            ),
            models.UniqueConstraint(
                fields=["product", "borough", "question", "about", "number"],
                name="facts_of_a_borough_are_numbered",
            ),
            models.CheckConstraint(condition=~Q(answers=[]), name="fact_says_something"),
            models.CheckConstraint(
                condition=Q(amount=None) | Q(amount__gte=0), name="fact_price_not_negative"
            ),
            models.CheckConstraint(
                condition=~Q(basis="link") | Q(link__startswith="https://") | Q(link__startswith="http://"),
                name="fact_link_is_on_the_web",
            ),
            models.CheckConstraint(
                condition=Q(hidden_at=None) | ~Q(hidden_why=""), name="hidden_fact_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product}, {self.get_question_display()}: {self.borough}"

    def get_absolute_url(self) -> str:
        """Return its place on the page of its product."""
        return f"{reverse('data_access', args=[self.product.slug])}#{self.question}"

    @property
    def asked(self) -> Question:
        """The question that it answers."""
        return BY_CODE[self.question]

    def in_words(self) -> str:
        """Return the answer in words, with its price."""
        return answered(self.asked, self.answers, self.amount)

    def same_as(self, values: dict[str, Any]) -> bool:
        """Tell whether it says just that already."""
        return all(getattr(self, name) == value for name, value in values.items())
