"""The filter of the flags list: one form, whose state lives in the address."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from crispy_forms_gds.helper import FormHelper
from django import forms
from django.db.models import F, Q, QuerySet

from boroughs.models import Borough, Person, ServiceArea
from pipeline.flags import Kind
from pipeline.models import Flag
from pipeline.querysets import FlagQuerySet

ALL_LONDON = "all"
RECORDS: list[tuple[str, Any]] = [
    ("", "All records"),
    ("real", "Real records only"),
    ("demonstration", "Demonstration only"),
]

Order = Callable[[FlagQuerySet], FlagQuerySet]

#: How the list can be sorted: the word in the address, what the page calls it, the order.
SORTS: Mapping[str, tuple[str, Order]] = {
    "": ("Rank", lambda flags: flags.ranked()),
    "decide-by": (
        "Decide by, soonest first",
        lambda flags: flags.order_by(F("decide_by").asc(nulls_last=True), "-score", "id"),
    ),
    "value": (
        "Annual value, largest first",
        lambda flags: flags.order_by(F("value").desc(nulls_last=True), "-score", "id"),
    ),
    "boroughs": ("Boroughs, most first", lambda flags: flags.order_by("-borough_count", "-score", "id")),
}


def areas_with_flags() -> QuerySet[ServiceArea]:
    """Return the service areas in which there are or can be flags."""
    parts = Q(flagged=True) | Q(pk__in=Flag.objects.filter(service_area__isnull=False).values("service_area"))
    return ServiceArea.objects.filter(parts).select_related("parent").order_by("parent__name", "name")


class FlagFilter(forms.Form):
    """Which flags to list; an empty form lists those of the reader's borough, for LOTI staff all."""

    borough = forms.ChoiceField(required=False)
    kind = forms.ChoiceField(required=False)
    area = forms.ChoiceField(label="Service area", required=False)
    records = forms.ChoiceField(required=False)
    sort = forms.ChoiceField(label="Sort by", required=False, choices=[(k, v[0]) for k, v in SORTS.items()])

    def __init__(self, data: Mapping[str, Any], *, person: Person, demonstration: bool) -> None:
        """Make the form for a reader.

        Args:
            data: the address's query.
            person: who reads.
            demonstration: whether to offer a choice between real and demonstration records.
        """
        super().__init__(data)
        self.person = person
        self.labels: dict[str, dict[str, str]] = {}
        self._choices("records", RECORDS)
        others: list[tuple[str, Any]] = [(row.slug, row.name) for row in Borough.objects.only("slug", "name")]
        mine = [("", f"My borough ({person.borough})"), (ALL_LONDON, "All London")]
        self._choices("borough", [*(mine if person.borough else [("", "All London")]), *others])
        kinds = [(kind.value, Flag.Kind(kind.value).label.capitalize()) for kind in Kind]
        self._choices("kind", [("", "All kinds"), *kinds])
        by_parent: dict[str, list[tuple[str, str]]] = {}
        for area in areas_with_flags():
            parent = area.parent.name if area.parent else area.name
            by_parent.setdefault(parent, []).append((area.code, area.name))
        self._choices("area", [("", "All service areas"), *by_parent.items()])
        if not demonstration:
            del self.fields["records"]
        messages = {"invalid_choice": "“%(value)s” is not one of the choices. Choose one from the list."}
        for field in self.fields.values():
            field.error_messages.update(messages)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def _choices(self, name: str, choices: list[tuple[str, Any]]) -> None:
        """Give a field its choices, some of them in groups, and keep what each is called."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (declared so above)
        field.choices = choices
        flat = [
            pair for key, inner in choices for pair in (inner if isinstance(inner, list) else [(key, inner)])
        ]
        self.labels[name] = dict(flat)

    def _chosen(self, name: str) -> str:
        """Return a choice; one that is wrong or missing counts as not made."""
        value: str = self.cleaned_data.get(name) or ""
        return value

    def narrowed(self, flags: FlagQuerySet) -> FlagQuerySet:
        """Return the flags that the choices leave, sorted. What is wrong in the address narrows nothing."""
        self.is_valid()
        borough, area = self._chosen("borough"), self._chosen("area")
        if borough and borough != ALL_LONDON:
            flags = flags.filter(borough_links__borough__slug=borough)
        elif not borough and self.person.borough_id:
            flags = flags.of_borough(self.person.borough_id)
        if kind := self._chosen("kind"):
            flags = flags.filter(kind=kind)
        if area:
            flags = flags.filter(service_area__code=area)
        if records := self._chosen("records"):
            flags = flags.filter(is_demonstration=records == "demonstration")
        return SORTS[self._chosen("sort")][1](flags)

    def query(self, **changes: str | int | None) -> str:
        """Return the query of the same list with some choices changed; ``None`` takes one away."""
        kept = {name: self._chosen(name) for name in self.fields} | changes
        return "?" + urlencode({name: value for name, value in kept.items() if value})

    def chips(self) -> list[tuple[str, str]]:
        """Return a label and an address without it for each choice that narrows the list."""
        labels = []
        for name in ("borough", "kind", "area", "records"):
            value = self._chosen(name)
            if value and not (name == "borough" and value == ALL_LONDON):
                labels.append((self.labels[name][value], self.query(**{name: None})))
        if self.person.borough and not self._chosen("borough"):
            labels.insert(0, (f"{self.person.borough}, my borough", self.query(borough=ALL_LONDON)))
        return labels
