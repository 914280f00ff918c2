"""The filter panel's fields, ready for the template: choices as options, errors at the field."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.safestring import SafeString

from contracts.filters import (
    DEMONSTRATION,
    END,
    FRESHNESS,
    OPTIONS,
    SORTS,
    SOURCES,
    VALUE_BANDS,
    RegisterForm,
)
from contracts.markup import join_markup
from contracts.places import Places

Choices = Iterable[tuple[str, str]]


@dataclass(frozen=True)
class Field:
    """One field of the panel; ``options`` is empty for a field in which one types."""

    name: str
    label: str
    value: str = ""
    options: str = ""
    kind: str = "text"
    hint: str = ""
    error: str = ""


def panel(form: RegisterForm, places: Places, supplier: str) -> list[Field]:
    """Return the fields in the order of the page.

    Args:
        form: bound and checked; what was written in it is shown again, right or wrong.
        places: the boroughs and service areas to choose from.
        supplier: what to show in the supplier's field: its name where a slug was given.
    """
    boroughs = [("", "All boroughs"), *((item.slug, item.name) for item in places.boroughs.values())]
    bands = [("", "Any"), *((key, band[0]) for key, band in VALUE_BANDS.items())]
    return [
        _choice(form, "borough", "Borough", boroughs),
        _choice(form, "area", "Service area", [("", "All service areas"), *_area_choices(places)]),
        _typed(form, "supplier", "Supplier", value=supplier, hint="A name, or part of one"),
        _typed(form, "ends_from", "Ends on or after", kind="date"),
        _typed(form, "ends_to", "Ends on or before", kind="date"),
        _choice(form, "value", "Total value, excluding VAT", bands),
        _choice(form, "options", "Extension options", [("", "Any"), *OPTIONS.items()]),
        _choice(form, "end", "End date known", [("", "Known or not"), *END.items()]),
        _choice(form, "freshness", "Last confirmed", [("", "Whenever"), *FRESHNESS.items()]),
        _choice(form, "source", "Where it comes from", [("", "Anywhere"), *SOURCES.items()]),
        _choice(
            form, "demonstration", "Demonstration records", [("", "Show them too"), *DEMONSTRATION.items()]
        ),
        _choice(form, "sort", "Sort by", list(SORTS.items())),
    ]


def errors(form: RegisterForm) -> list[tuple[str, str]]:
    """Return (field's name, message) of everything that could not be read, for the error summary."""
    return [(name, str(message)) for name, messages in form.errors.items() for message in messages]


def _area_choices(places: Places) -> list[tuple[str, str]]:
    """Return the service areas, those of the lower level indented below their parent."""
    return [
        (area.code, f"\N{NO-BREAK SPACE}\N{NO-BREAK SPACE}{area.name}" if area.parent_id else area.name)
        for area in places.areas.values()
    ]


def _choice(form: RegisterForm, name: str, label: str, choices: Choices) -> Field:
    chosen = _given(form, name)
    options = join_markup(
        '<option value="{}"{}>{}</option>',
        ((value, SafeString(" selected") if value == chosen else "", text) for value, text in choices),
    )
    return Field(name, label, value=chosen, options=options, error=_error(form, name))


def _typed(
    form: RegisterForm, name: str, label: str, *, value: str = "", kind: str = "text", hint: str = ""
) -> Field:
    error = _error(form, name)
    # A browser's date field would swallow what it cannot read: it is shown again as it was written.
    if kind == "date":
        given = form.cleaned_data.get(name)
        value, kind = (given.isoformat(), kind) if given else (value, "text" if error else kind)
    return Field(name, label, value=value or _given(form, name), kind=kind, hint=hint, error=error)


def _given(form: RegisterForm, name: str) -> str:
    return str(form.data.get(name, "")).replace("\0", "")


def _error(form: RegisterForm, name: str) -> str:
    return " ".join(str(message) for message in form.errors.get(name, []))
