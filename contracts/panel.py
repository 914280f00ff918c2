"""The fields of the register's filter panel."""

from boroughs.panel import Field, area_choices, borough_choices, choice, typed
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
    RegisterForm,
)


def panel(form: RegisterForm, places: Places, supplier: str, product: str) -> list[Field]:
    """Return the fields in the order of the page.

    Args:
        form: bound and checked; what was written in it is shown again, right or wrong.
        places: the boroughs and service areas to choose from.
        supplier: what to show in the supplier's field: its name where a slug was given.
        product: likewise.
    """
    bands = [("", "Any"), *((key, band[0]) for key, band in VALUE_BANDS.items())]
    return [
        choice(form, "borough", "Borough", borough_choices(places)),
        choice(form, "area", "Service area", area_choices(places)),
        typed(form, "supplier", "Supplier", value=supplier, hint="A name, or part of one"),
        typed(form, "product", "Product", value=product, hint="Its name"),
        typed(form, "ends_from", "Ends on or after", kind="date"),
        typed(form, "ends_to", "Ends on or before", kind="date"),
        choice(form, "value", "Total value, excluding VAT", bands),
        choice(form, "options", "Extension options", [("", "Any"), *OPTIONS.items()]),
        choice(form, "end", "End date known", [("", "Known or not"), *END.items()]),
        choice(form, "freshness", "Last confirmed", [("", "Whenever"), *FRESHNESS.items()]),
        choice(form, "technology", "Kind of service area", [("", "Any"), *TECHNOLOGY.items()]),
        choice(form, "live", "Live contracts", [("", "Ended ones too"), *LIVE.items()]),
        choice(form, "source", "Where it comes from", [("", "Anywhere"), *SOURCES.items()]),
        choice(
            form, "demonstration", "Demonstration records", [("", "Show them too"), *DEMONSTRATION.items()]
        ),
        choice(form, "sort", "Sort by", list(SORTS.items())),
    ]
