"""The fields of the register's filter panel."""

from boroughs.panel import Field, area_choices, choice, several, typed
from boroughs.places import Places
from contracts.filters import (
    DEMONSTRATION,
    END,
    FRESHNESS,
    LIVE,
    OPTIONS,
    SORTS,
    SOURCES,
    TECHNOLOGY,
    VALUE_BANDS,
    Asked,
    RegisterForm,
)
from suppliers.filters import SME


def panel(form: RegisterForm, places: Places, asked: Asked) -> list[Field]:
    """Return the fields in the order of the page.

    Args:
        form: bound and checked; what was written in it is shown again, right or wrong.
        places: the boroughs and service areas to choose from.
        asked: what it asks: where a slug was given, the field shows the name.
    """
    bands = [("", "Any"), *((key, band[0]) for key, band in VALUE_BANDS.items())]
    return [
        several(form, "borough", "Boroughs", [(one.slug, one.name) for one in places.boroughs.values()]),
        choice(form, "area", "Service area", area_choices(places)),
        typed(form, "supplier", "Supplier", value=_name(asked.supplier), hint="A name, or part of one"),
        typed(
            form,
            "group",
            "Supplier group",
            value=_name(asked.group),
            hint="A company, with all that its owner owns",
        ),
        typed(form, "product", "Product", value=_name(asked.product), hint="Its name"),
        typed(form, "ends_from", "Ends on or after", kind="date"),
        typed(form, "ends_to", "Ends on or before", kind="date"),
        typed(form, "decide_from", "Decide by, on or after", kind="date"),
        typed(form, "decide_to", "Decide by, on or before", kind="date"),
        choice(form, "value", "Total value, excluding VAT", bands),
        choice(form, "options", "Extension options", [("", "Any"), *OPTIONS.items()]),
        choice(form, "end", "End date known", [("", "Known or not"), *END.items()]),
        choice(form, "sme", "Size of the supplier", [("", "Any size"), *SME.items()]),
        choice(form, "freshness", "Last confirmed", [("", "Whenever"), *FRESHNESS.items()]),
        choice(form, "technology", "Kind of service area", [("", "Any"), *TECHNOLOGY.items()]),
        choice(form, "live", "Live contracts", [("", "Ended ones too"), *LIVE.items()]),
        choice(form, "source", "Where it comes from", [("", "Anywhere"), *SOURCES.items()]),
        choice(
            form, "demonstration", "Demonstration records", [("", "Show them too"), *DEMONSTRATION.items()]
        ),
        choice(form, "sort", "Sort by", list(SORTS.items())),
    ]


def _name(thing: object) -> str:
    return str(thing) if thing else ""
