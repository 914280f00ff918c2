"""What belongs to a contract's history."""

from boroughs.history import Part
from boroughs.words import counted, exact_money
from contracts.models import Contract, ContractBorough, ContractKey, ContractSupplier, ExtensionOption


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
        labels={"months": "length", "notice_days": "notice", "used_on": "day on which it was used"},
        writers={"months": lambda months: counted(months, "month"), "notice_days": _days},
    ),
    Part(ContractKey, link="contract", noun="key", title=("scheme", "value")),
]
