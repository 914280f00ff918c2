"""A filter panel's fields, ready for the template: choices as options, errors at the field."""

from collections.abc import Iterable
from dataclasses import dataclass

from django import forms
from django.http import HttpResponse
from django.utils.safestring import SafeString

from boroughs.markup import join_markup
from boroughs.places import Places

Choices = Iterable[tuple[str, str]]
BOX = (
    '<div class="govuk-checkboxes__item">'
    '<input class="govuk-checkboxes__input" id="{0}" name="{1}" type="checkbox" value="{2}"{3}>'
    '<label class="govuk-label govuk-checkboxes__label" for="{0}">{4}</label></div>'
)


@dataclass(frozen=True)
class Field:
    """One field of a panel; ``options`` is empty for a field in which one types.

    ``kind`` is the input's type, or ``several`` for boxes of which several may be ticked: ``value`` then
    says how many are.
    """

    name: str
    label: str
    value: str = ""
    options: str = ""
    kind: str = "text"
    hint: str = ""
    error: str = ""


def errors(form: forms.Form) -> list[tuple[str, str]]:
    """Return (field's name, message) of everything that could not be read, for the error summary."""
    return [(name, str(message)) for name, messages in form.errors.items() for message in messages]


def unreadable(form: forms.Form) -> HttpResponse:
    """Return the answer of a download whose address cannot be read: 400, and what to mend, as plain text."""
    lines = [f"{name}: {message}" for name, message in errors(form)]
    text = "\n".join(["The address of this download cannot be read:", *lines, ""])
    return HttpResponse(text, status=400, content_type="text/plain; charset=utf-8")


def borough_choices(places: Places) -> list[tuple[str, str]]:
    """Return the boroughs by name, after *All boroughs*."""
    return [("", "All boroughs"), *((item.slug, item.name) for item in places.boroughs.values())]


def area_choices(places: Places) -> list[tuple[str, str]]:
    """Return the service areas, those of the lower level indented below their parent, after *all*."""
    return [
        ("", "All service areas"),
        *(
            (area.code, f"\N{NO-BREAK SPACE}\N{NO-BREAK SPACE}{area.name}" if area.parent_id else area.name)
            for area in places.areas.values()
        ),
    ]


def choice(form: forms.Form, name: str, label: str, choices: Choices) -> Field:
    """Return a field in which one chooses; what was chosen is chosen again."""
    chosen = _given(form, name)
    options = join_markup(
        '<option value="{}"{}>{}</option>',
        ((value, SafeString(" selected") if value == chosen else "", text) for value, text in choices),
    )
    return Field(name, label, value=chosen, options=options, error=_error(form, name))


def several(form: forms.Form, name: str, label: str, choices: Choices) -> Field:
    """Return a field in which several may be chosen; they come parted by commas, and are ticked again."""
    given = _given(form, name).split(",")
    boxes = join_markup(
        BOX,
        (
            (f"{name}-{value}", name, value, SafeString(" checked") if value in given else "", text)
            for value, text in choices
        ),
    )
    chosen = boxes.count(" checked>")
    said = f"{chosen} chosen" if chosen else "All"
    return Field(name, label, value=said, options=boxes, kind="several", error=_error(form, name))


def typed(
    form: forms.Form, name: str, label: str, *, value: str = "", kind: str = "text", hint: str = ""
) -> Field:
    """Return a field in which one types; what was written is shown again, right or wrong.

    Args:
        form: bound and checked.
        name: of the field.
        label: above it.
        value: what to show instead of what was written.
        kind: the input's type; ``date`` for days.
        hint: below the label.
    """
    error = _error(form, name)
    # A browser's date field would swallow what it cannot read: it is shown again as it was written.
    if kind == "date":
        given = form.cleaned_data.get(name)
        value, kind = (given.isoformat(), kind) if given else (value, "text" if error else kind)
    return Field(name, label, value=value or _given(form, name), kind=kind, hint=hint, error=error)


def _given(form: forms.Form, name: str) -> str:
    return str(form.data.get(name, "")).replace("\0", "")


def _error(form: forms.Form, name: str) -> str:
    return " ".join(str(message) for message in form.errors.get(name, []))
