"""The answer to "for this value by this route, starting on this day, when must you begin?" (R3)."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from boroughs.models import Borough, ProcurementRoute
from boroughs.planning import BuyingRules
from boroughs.schedule import Step, earliest_start
from boroughs.words import counted, money, plain_date


@dataclass(frozen=True)
class Asked:
    """A question: ``value`` is GBP excluding VAT, unknown where it is ``None``."""

    borough: Borough
    value: Decimal | None
    route: ProcurementRoute
    start: dt.date


@dataclass(frozen=True)
class Answer:
    """What a borough must do by when, to start on a day."""

    asked: Asked
    steps: list[Step]
    assumed: bool
    today: dt.date
    begun_today: dt.date | None

    @property
    def begin_by(self) -> dt.date:
        """Return the last day on which to begin."""
        return self.steps[0].begins

    @property
    def passed(self) -> bool:
        """Tell whether that day is past."""
        return self.begin_by < self.today

    @property
    def question(self) -> str:
        """Return what was asked, in words."""
        asked = self.asked
        worth = f"For {money(asked.value)}" if asked.value is not None else "For a value not known yet"
        return f"{worth} by {asked.route.name.lower()}, starting {plain_date(asked.start)}"

    @property
    def sentence(self) -> str:
        """Return the answer in one sentence."""
        who = self.asked.borough.name
        by = plain_date(self.begin_by)
        if not self.passed:
            return f"Begin by {by}."
        late = counted((self.today - self.begin_by).days, "day")
        return f"{who} would have had to begin by {by}, {late} ago."

    @property
    def way_out(self) -> str:
        """Say what is still possible where it is too late; nothing where it is not."""
        if not self.passed:
            return ""
        if self.begun_today is None:
            return "Begun today, these steps take more than ten years."
        return f"Begun today, the same steps lead to a start on {plain_date(self.begun_today)}."

    @property
    def gates(self) -> list[Step]:
        """Return the gates among the steps."""
        return [step for step in self.steps if step.is_gate]

    @property
    def summary(self) -> str:
        """Return the schedule in a few sentences, for those who do not see the picture."""
        decisions = "; ".join(f"{step.name} decides by {plain_date(step.decided)}" for step in self.gates)
        length = counted(len(self.steps), "step")
        start = plain_date(self.asked.start)
        return (
            f"{length} from {plain_date(self.begin_by)} to the start on {start}, "
            f"{counted((self.asked.start - self.begin_by).days, 'day')} in all. "
            f"{decisions or 'No gate applies to this value'}."
        )


def answer(asked: Asked, rules: BuyingRules, today: dt.date) -> Answer | None:
    """Work a question out.

    Args:
        asked: the question.
        rules: the borough's, by the route that was asked for.
        today: the day on which it is asked.

    Returns:
        ``None`` where no stages of the route count today.
    """
    steps = rules.schedule(asked.start, asked.value)
    if not steps:
        return None
    late = steps[0].begins < today
    begun_today = earliest_start(today, rules.stages, rules.gates, asked.value) if late else None
    assumed = rules.assumed and any(step.is_gate for step in steps)
    return Answer(asked, steps, assumed, today, begun_today)
