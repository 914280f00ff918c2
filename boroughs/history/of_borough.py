"""What belongs to a borough's history."""

from boroughs.history.parts import Part
from boroughs.models import Borough, BoroughDomain, BoroughIdentifier, Gate, Meeting
from boroughs.words import counted, exact_money

BOROUGH_HISTORY = [
    # The mailbox is for the borough's own officers; members of all boroughs read its history.
    Part(
        Borough,
        hidden=["tile_row", "tile_column", "role_mailbox"],
        labels={"homepage": "address of its own site"},
    ),
    Part(BoroughDomain, link="borough", noun="e-mail domain", title=("domain",)),
    Part(BoroughIdentifier, link="borough", noun="identifier", title=("scheme", "value")),
    Part(
        Gate,
        link="borough",
        noun="gate",
        title=("body",),
        labels={
            "lead_days": "lead time",
            "forward_plan_days": "notice on the forward plan",
            "position": "place in the sequence",
            "before_stage": "stage before which it is passed",
            "value_from": "value from which it applies",
            "value_to": "value up to which it applies",
            "source_url": "address of its source",
            "valid_from": "start",
            "valid_to": "end",
        },
        empty={
            "value_from": "no lower limit",
            "value_to": "no upper limit",
            "source_url": "none",
            "valid_to": "none",
        },
        writers={
            "forward_plan_days": lambda days: counted(days, "clear day"),
            "lead_days": lambda days: counted(days, "day"),
            "value_from": exact_money,
            "value_to": exact_money,
        },
    ),
    Part(Meeting, link="borough", noun="meeting of", title=("body", "on")),
]
