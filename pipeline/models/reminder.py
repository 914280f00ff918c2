"""When somebody wants to be reminded of the days of timelines that concern them."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

#: Days before a gate or a milestone on which somebody is reminded who chose nothing.
USUAL_DAYS = (14, 3)
#: Reminders of one day that somebody can have, and days before it of the earliest of them.
MOST_REMINDERS, EARLIEST = 5, 180


class ReminderChoice(models.Model):
    """How many days before each gate and milestone somebody is reminded; nothing chosen: ``USUAL_DAYS``.

    ``days`` are calendar days, the earliest reminder first; an empty list is no reminder at all.
    """

    person = models.OneToOneField("boroughs.Person", on_delete=models.CASCADE, related_name="reminder_choice")
    days = ArrayField(
        models.PositiveSmallIntegerField(validators=[MinValueValidator(0), MaxValueValidator(EARLIEST)]),
        blank=True,
        default=list,
    )

    class Meta:
        ordering = ["person"]
        constraints = [
            models.CheckConstraint(
                condition=Q(days__len__lte=MOST_REMINDERS), name="few_reminders_of_one_day"
            )
        ]

    def __str__(self) -> str:
        return f"reminders {', '.join(map(str, self.days)) or 'off'}"  # not whose: that is theirs
