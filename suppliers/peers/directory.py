"""The peer directory: which peers are asked for, by words, borough, discipline, service area, product."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from crispy_forms_gds.helper import FormHelper
from django import forms
from django.db.models import Q
from django.db.models.functions import Lower

from boroughs.models import Borough, Profile, ServiceArea
from boroughs.querysets import ProfileQuerySet
from suppliers.models import Product

A_PAGE = 25
NARROWS = ("q", "borough", "discipline", "area", "product")


class PeerFilter(forms.Form):
    """Which peers to list. Boroughs, areas and products are offered where somebody is to be found."""

    q = forms.CharField(label="Name, job or words", required=False, max_length=200)
    borough = forms.ChoiceField(required=False)
    discipline = forms.ChoiceField(required=False)
    area = forms.ChoiceField(label="Service area", required=False)
    product = forms.ChoiceField(required=False)

    def __init__(self, data: Mapping[str, Any]) -> None:
        """Make the form for the address's query."""
        super().__init__(data)
        self.labels: dict[str, dict[str, str]] = {}
        shown = Profile.objects.in_directory()
        self._choices("borough", "All boroughs", _boroughs(shown))
        disciplines = [(value, label[:1].upper() + label[1:]) for value, label in Profile.Discipline.choices]
        self._choices("discipline", "All disciplines", disciplines)
        self._choices("area", "All service areas", _areas(shown))
        self._choices("product", "All products", _products(shown))
        messages = {
            "invalid_choice": "Nobody in the directory has said so yet. Choose one from the list.",
            "max_length": "Search for 200 characters at most.",
        }
        for field in self.fields.values():
            field.error_messages.update(messages)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def _choices(self, name: str, everything: str, choices: list[tuple[str, Any]]) -> None:
        """Give a field its choices, some of them in groups, and keep what each is called."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (declared so above)
        field.choices = [("", everything), *choices]
        self.labels[name] = dict(
            pair
            for key, inside in choices
            for pair in (inside if isinstance(inside, list) else [(key, inside)])
        )

    def _chosen(self, name: str) -> str:
        """Return a choice; one that is wrong or missing counts as not made."""
        value: str = self.cleaned_data.get(name) or ""
        return value

    def found(self) -> ProfileQuerySet:
        """Return the profiles that the choices leave, by name, with what the list shows."""
        self.is_valid()
        profiles = Profile.objects.in_directory().saying(self._chosen("q"))
        if borough := self._chosen("borough"):
            profiles = profiles.filter(person__borough__slug=borough)
        if discipline := self._chosen("discipline"):
            profiles = profiles.filter(discipline=discipline)
        if area := self._chosen("area"):
            inside = ServiceArea.objects.filter(Q(code=area) | Q(parent__code=area))
            knowing = Profile.service_areas.through.objects.filter(servicearea__in=inside)
            profiles = profiles.filter(pk__in=knowing.values("profile"))
        if product := self._chosen("product"):
            profiles = profiles.filter(person__known_products__product__slug=product)
        shown: ProfileQuerySet = profiles.select_related("person__borough").order_by(
            Lower("person__name"), "pk"
        )
        return shown.prefetch_related("service_areas", "person__known_products__product")

    def query(self, **changes: str | int | None) -> str:
        """Return the query of the same list with some choices changed; ``None`` takes one away."""
        kept = {name: self._chosen(name) for name in NARROWS} | changes
        return "?" + urlencode({name: value for name, value in kept.items() if value})

    def chips(self) -> list[tuple[str, str]]:
        """Return a label and an address without it for each choice that narrows the list."""
        chosen = [(name, self._chosen(name)) for name in NARROWS]
        return [
            (f"“{value}”" if name == "q" else self.labels[name][value], self.query(**{name: None}))
            for name, value in chosen
            if value
        ]


def _boroughs(shown: ProfileQuerySet) -> list[tuple[str, Any]]:
    boroughs = Borough.objects.filter(pk__in=shown.values("person__borough"))
    return [(borough.slug, borough.name) for borough in boroughs.only("slug", "name")]


def _areas(shown: ProfileQuerySet) -> list[tuple[str, Any]]:
    """The service areas that somebody knows, by their groups; a group can be chosen as a whole."""
    known = ServiceArea.objects.filter(
        pk__in=Profile.service_areas.through.objects.filter(profile__in=shown).values("servicearea")
    )
    groups: dict[str, list[tuple[str, str]]] = {}
    for area in known.select_related("parent").order_by("parent__name", "name"):
        group = area.parent or area
        inside = groups.setdefault(group.name, [(group.code, f"{group.name}: all")])
        if area.parent:
            inside.append((area.code, area.name))
    return list(groups.items())


def _products(shown: ProfileQuerySet) -> list[tuple[str, Any]]:
    known = Product.objects.filter(known_by__person__in=shown.values("person")).distinct()
    return [(product.slug, product.name) for product in known.order_by("name").only("slug", "name")]
