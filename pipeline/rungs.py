"""The rungs of collaboration, from soft to hard: what each commits to, and how to leave. Pure.

The wording is the hub's. It binds nobody: what a joint procurement commits to is in the agreement that its
members sign, under the Procurement Act 2023.
"""

from dataclasses import dataclass

from pipeline.models.collaboration import Rung


@dataclass(frozen=True)
class Step:
    """A rung in words; ``commits`` goes on from *commits*, as *to nothing*."""

    rung: Rung
    commits: str
    leave: str

    @property
    def name(self) -> str:
        """How the rung is called, with a capital letter."""
        return str(self.rung.label).capitalize()


STEPS = (
    Step(
        Rung.INTERESTED,
        "to nothing. The members have said that they would like to talk.",
        "Leave on the members page at any time.",
    ),
    Step(
        Rung.COMPARING,
        "to share what each has, pays and is unhappy with, in confidence.",
        "Leave at any time. What you wrote stays with the members; your figures no longer count.",
    ),
    Step(
        Rung.ENGAGEMENT,
        "to speak to the market together: one event, one set of questions, notes for all.",
        "Tell the members before the event is announced, so that suppliers are not misled.",
    ),
    Step(
        Rung.SPECIFICATION,
        "to write one specification, with differences named. Each borough still buys for itself.",
        "Take the specification with you, and say which requirements were yours alone.",
    ),
    Step(
        Rung.NEGOTIATION,
        "to negotiate with the supplier side by side, and to sign nothing alone while that lasts.",
        "Tell the members in writing before the next meeting with the supplier.",
    ),
    Step(
        Rung.PROCUREMENT,
        "to run one procurement, led by one borough, under an agreement that all members sign.",
        "As the agreement says. After the tender notice, leaving can change what was advertised: ask legal.",
    ),
)


def step_of(rung: str) -> Step:
    """Return a rung in words."""
    return next(step for step in STEPS if step.rung == rung)
