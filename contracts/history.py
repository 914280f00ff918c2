"""What belongs to a contract's history."""

from boroughs.history import Part
from boroughs.words import counted, exact_money
from contracts.models import (
    Contract,
    ContractBorough,
    ContractKey,
    ContractLink,
    ContractSupplier,
    ExtensionOption,
    Joining,
    Replacement,
    Suggestion,
)
from contracts.values import LABELS


def _days(days: int) -> str:
    return counted(days, "day")


CONTRACT_HISTORY = [
    Part(
        Contract,
        # The window follows from dates that are told; the suppliers' text from the suppliers.
        hidden=["window", "supplier_text", "decide_by_assumed", "service_area_reason", "is_demonstration"],
        labels={
            "source": "source it was first made from",
            "cpv_codes": "CPV codes",
            "is_framework": "mark as a framework",
            "options_known": "mark that its options are known",
            "confirmed_on": "day on which it was last confirmed",
            "decide_by": "decide-by date",
        },
        writers={"value": exact_money, "annual_value": exact_money, "notice_days": _days},
        derived=["annual_value", "maximum_end_date", "decide_by"],
    ),
    Part(
        ContractBorough,
        link="contract",
        noun="borough",
        title=("borough",),
        labels={"is_lead": "mark as lead"},
    ),
    Part(
        ContractSupplier,
        link="contract",
        noun="supplier",
        title=("supplier",),
        labels={"is_sme": "mark as small or medium-sized"},
    ),
    Part(
        ExtensionOption,
        link="contract",
        noun="extension option",
        title=("number",),
        hidden=["end_before"],
        labels={"months": "length", "notice_days": "notice", "used_on": "day on which it was used"},
        writers={"months": lambda months: counted(months, "month"), "notice_days": _days},
    ),
    Part(ContractKey, link="contract", noun="key", title=("scheme", "value")),
    Part(
        ContractLink,
        link="contract",
        noun="document",
        title=("label",),
        hidden=["added_by", "added_at"],
        labels={"url": "address", "is_public": "mark that anybody may see it"},
    ),
    Part(
        Replacement,
        link="successor",
        noun="replaced contract",
        title=("predecessor",),
        hidden=["said_by", "said_at"],
    ),
    Part(
        Replacement,
        link="predecessor",
        noun="replacement",
        title=("successor",),
        hidden=["said_by", "said_at"],
    ),
    Part(
        Suggestion,
        link="contract",
        noun="suggestion",
        title=("field",),
        hidden=["made_at", "answered_at", "answered_by", "record"],
        labels={"said_on": "day on which the source spoke", "state": "answer"},
        writers={"field": lambda name: LABELS.get(name, name)},
    ),
    Part(
        Joining,
        link="kept",
        noun="joined record",
        title=("title",),
        hidden=["at", "by", "undone_by", "gone"],
        labels={"undone_at": "time at which it was made two again"},
        empty={"undone_at": "not undone"},
    ),
]
