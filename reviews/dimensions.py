"""What a vendor review asks, in its words (R6). Pure.

``VERSION`` counts the wording of the declaration and of the reminder; a review keeps the one that was shown.
"""

from dataclasses import dataclass

VERSION = 1
NO_CONFLICT = (
    "I have no interest in this supplier or a competitor of it, have had no gift or hospitality from it that "
    "I did not declare, and nobody asked me to write this in a particular way."
)
REMINDER = (
    "Members read what you write, and the supplier reads your words. Leave out what the contract keeps "
    "confidential, such as prices, security arrangements and the supplier’s secrets, and do not name its "
    "people. What a borough holds may be asked for under the Freedom of Information Act 2000."
)
#: Scores, the lowest first.
SCORES = (1, 2, 3, 4, 5)


@dataclass(frozen=True)
class Dimension:
    """One thing that a review scores from 1 to 5, with what the two ends mean."""

    code: str
    name: str
    question: str
    one: str
    five: str


DIMENSIONS = (
    Dimension(
        "implementation",
        "Implementation",
        "How did going live go, against what was promised?",
        "Months late, at a cost nobody had planned, and the team that sold it was not seen again.",
        "Live on the agreed day, data moved and checked, people trained before they needed it.",
    ),
    Dimension(
        "pricing",
        "Pricing and cost of changes",
        "Could you tell beforehand what a change, a module or an interface would cost?",
        "Each change was a surprise, and the price list was not to be had.",
        "A price list that held, and changes charged as it says.",
    ),
    Dimension(
        "support",
        "Support",
        "What happens when you report a fault?",
        "Calls are closed without being solved; only escalation helps.",
        "People who know the product answer in time, and faults stay mended.",
    ),
    Dimension(
        "usability",
        "Usability",
        "How do those who work with it every day get on with it?",
        "They keep spreadsheets beside it, and new people need weeks.",
        "New people work on their own within days, also with assistive technology.",
    ),
    Dimension(
        "data",
        "Access to your own data",
        "Can you get at your own data and connect other systems, without paying for it each time?",
        "Exports cost money or do not exist, and interfaces are the supplier’s own.",
        "Documented interfaces and complete exports whenever you want them, at no further charge.",
    ),
    Dimension(
        "management",
        "Contract management and improvement",
        "Does the supplier keep what it promised after signing, and does it improve?",
        "Reports have to be asked for, and the account manager changes faster than anything else.",
        "Honest reports on time, credits without being asked, a road map that is kept.",
    ),
    Dimension(
        "exit",
        "Exit",
        "How did leaving go, or how well is it prepared?",
        "No plan, no help, and a bill for one’s own data.",
        "A plan that was rehearsed, data handed over complete, help until the successor ran.",
    ),
)
BY_CODE = {one.code: one for one in DIMENSIONS}
CHOICES = [(one.code, one.name) for one in DIMENSIONS]
