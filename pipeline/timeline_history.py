"""What belongs to the history of a timeline; it is told to its own borough only."""

from boroughs.history import Part
from boroughs.words import exact_money
from pipeline.models import Milestone, Procurement, ProcurementStage, Risk

TIMELINE_HISTORY = [
    Part(
        Procurement,
        noun="timeline",
        hidden=["slug", "flow", "is_demonstration", "created_by", "published_by", "publication_asked_by"],
        labels={
            "assumed": "mark that it rests on the usual gates",
            "published_at": "moment of publication",
            "publication_asked_at": "moment at which publication was asked for",
            "ended_on": "day on which it ended",
            "role_mailbox": "mailbox",
        },
        writers={"value_from": exact_money, "value_to": exact_money},
        empty={
            "ended_on": "not ended",
            "outcome": "none",
            "responsible": "nobody",
            "commercial_lead": "nobody",
            "digital_lead": "nobody",
            "service_lead": "nobody",
            "contract": "none",
            "published_at": "not published",
            "publication_asked_at": "not asked for",
        },
        derived=["bids_due"],
    ),
    Part(
        ProcurementStage,
        link="procurement",
        noun="stage",
        title=("stage",),
        hidden=["entered_by", "left_by", "first_start", "first_end", "position"],
        labels={"entered_on": "day on which it began", "left_on": "day on which it ended"},
        empty={"entered_on": "not yet", "left_on": "not yet"},
    ),
    Part(
        Milestone,
        link="procurement",
        noun="milestone",
        title=("name",),
        hidden=["first_on"],
        labels={
            "planned_on": "planned day",
            "done_on": "day on which it was passed",
            "papers_on": "day for its papers",
            "forward_plan_on": "day for the forward plan",
            "assumed": "mark as assumed",
        },
        empty={"done_on": "not yet", "papers_on": "none", "forward_plan_on": "none", "link": "none"},
    ),
    Part(Risk, link="procurement", noun="risk", title=("text",), empty={"response": "nothing"}),
]
