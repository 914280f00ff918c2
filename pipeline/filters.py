"""The filter of the flags list: one form, whose state lives in the address."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from crispy_forms_gds.helper import FormHelper
from django import forms
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from boroughs.models import Borough, Person, ServiceArea
from pipeline.flags import Kind
from pipeline.models import Flag, FlagBorough
from pipeline.querysets import FlagQuerySet

ALL_LONDON = "all"
#: The flags that the reader's borough is not in and could join.
COULD_JOIN = "could-join"
RECORDS: list[tuple[str, Any]] = [
    ("", "All records"),
    ("real", "Real records only"),
    ("demonstration", "Demonstration only"),
]

#: What can be asked of the reader's borough's answer.
ANSWERS: list[tuple[str, Any]] = [
    ("", "Answered or not"),
    ("unanswered", "Not answered"),
    ("interested", "Interested"),
    ("not_now", "Not now"),
    ("no", "No"),
    ("muted", "Muted"),
]
#: Decide-by dates: the word in the address, what the page calls it, the days ahead at most.
NEAR: Mapping[str, tuple[str, int]] = {
    "3": ("Within 3 months", 92),
    "6": ("Within 6 months", 183),
    "12": ("Within a year", 366),
    "24": ("Within two years", 731),
}
PASSED = "passed"

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
    decide = forms.ChoiceField(label="Decide by", required=False)
    answer = forms.ChoiceField(label="Our answer", required=False)
    records = forms.ChoiceField(required=False)
    sort = forms.ChoiceField(label="Sort by", required=False, choices=[(k, v[0]) for k, v in SORTS.items()])

    def __init__(
        self, data: Mapping[str, Any], *, person: Person, demonstration: bool, today: dt.date
    ) -> None:
        """Make the form for a reader.

        Args:
            data: the address's query.
            person: who reads.
            demonstration: whether to offer a choice between real and demonstration records.
            today: the day from which decide-by dates are counted.
        """
        super().__init__(data)
        self.today = today
        self.person = person
        self.labels: dict[str, dict[str, str]] = {}
        self._choices("records", RECORDS)
        others: list[tuple[str, Any]] = [(row.slug, row.name) for row in Borough.objects.only("slug", "name")]
        mine = [
            ("", f"My borough ({person.borough})"),
            (COULD_JOIN, "What my borough could join"),
            (ALL_LONDON, "All London"),
        ]
        self._choices("borough", [*(mine if person.borough else [("", "All London")]), *others])
        kinds = [(kind.value, Flag.Kind(kind.value).label.capitalize()) for kind in Kind]
        self._choices("kind", [("", "All kinds"), *kinds])
        near = [(word, label) for word, (label, _) in NEAR.items()]
        self._choices("decide", [("", "Any date"), *near, (PASSED, "The last date has passed")])
        self._choices("answer", ANSWERS)
        if not person.borough_id:
            del self.fields["answer"]
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
        value: str = self.cleaned_data.get(name) or ""  # a field that is not offered is not chosen
        return value

    def narrowed(self, flags: FlagQuerySet) -> FlagQuerySet:
        """Return the flags that the choices leave, sorted. What is wrong in the address narrows nothing."""
        self.is_valid()
        borough, area = self._chosen("borough"), self._chosen("area")
        if borough == COULD_JOIN and self.person.borough_id:
            flags = flags.exclude(pk__in=flags.of_borough(self.person.borough_id).values("pk"))
        elif borough and borough != ALL_LONDON:
            flags = flags.filter(borough_links__borough__slug=borough)
        elif not borough and self.person.borough_id:
            flags = flags.of_borough(self.person.borough_id)
        if kind := self._chosen("kind"):
            flags = flags.filter(kind=kind)
        if area:
            flags = flags.filter(service_area__code=area)
        flags = self._near(self._answered(flags))
        if records := self._chosen("records"):
            flags = flags.filter(is_demonstration=records == "demonstration")
        return SORTS[self._chosen("sort")][1](flags)

    def _answered(self, flags: FlagQuerySet) -> FlagQuerySet:
        """Return those with the answer that is asked for; what is muted shows only where it is asked for."""
        own, answer = self.person.borough_id, self._chosen("answer")
        if own is None:
            return flags
        if answer == "muted":
            return flags.muted_by(own)
        flags = flags.not_muted_by(own)
        if answer == "unanswered":
            return flags.unanswered_by(own, self.today)
        return flags.answered_by(own, self.today, answer) if answer else flags

    def _near(self, flags: FlagQuerySet) -> FlagQuerySet:
        """Return those with a borough that must decide by then; the reader's own where it is in them."""
        decide = self._chosen("decide")
        if not decide:
            return flags
        links = FlagBorough.objects.filter(flag=OuterRef("pk"))
        if self.person.borough_id and not self._chosen("borough"):
            links = links.filter(borough=self.person.borough_id)
        if decide == PASSED:
            dated = Exists(links.filter(decide_by__isnull=False))
            return flags.filter(dated).exclude(Exists(links.filter(decide_by__gte=self.today)))
        until = self.today + dt.timedelta(days=NEAR[decide][1])
        return flags.filter(Exists(links.filter(decide_by__range=(self.today, until))))

    def query(self, **changes: str | int | None) -> str:
        """Return the query of the same list with some choices changed; ``None`` takes one away."""
        kept = {name: self._chosen(name) for name in self.fields} | changes
        return "?" + urlencode({name: value for name, value in kept.items() if value})

    def chips(self) -> list[tuple[str, str]]:
        """Return a label and an address without it for each choice that narrows the list."""
        labels = []
        for name in ("borough", "kind", "area", "decide", "answer", "records"):
            value = self._chosen(name)
            if value and not (name == "borough" and value == ALL_LONDON):
                labels.append((self.labels[name][value], self.query(**{name: None})))
        if self.person.borough and not self._chosen("borough"):
            labels.insert(0, (f"{self.person.borough}, my borough", self.query(borough=ALL_LONDON)))
        return labels
