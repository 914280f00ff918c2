"""The profile's form."""

from typing import Any

from django import forms

from boroughs.actions.profiles import save_profile
from boroughs.models import Person, Profile, ServiceArea

NAME_MISSING = "Give your name: peers see it in the directory and on your messages."


class AreaGroup:
    """The service areas of one group, as the page shows them: folded, with those chosen counted."""

    def __init__(self, name: str, areas: list[ServiceArea], chosen: set[int]) -> None:
        self.name = name
        self.areas = [(area, area.pk in chosen) for area in areas]
        self.chosen = sum(ticked for _, ticked in self.areas)


class ProfileForm(forms.Form):
    """What somebody tells their peers. Each consent says who will see what."""

    name = forms.CharField(
        label="Your name",
        max_length=120,
        error_messages={"required": NAME_MISSING},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    job_role = forms.CharField(
        label="Job role",
        max_length=120,
        required=False,
        help_text="As your colleagues would say it: “Category manager, IT”.",
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    discipline = forms.ChoiceField(
        required=False,
        choices=[
            ("", "Choose one"),
            *((value, label[:1].upper() + label[1:]) for value, label in Profile.Discipline.choices),
        ],
        error_messages={"invalid_choice": "Choose one of the list."},
    )
    service_areas = forms.ModelMultipleChoiceField(
        ServiceArea.objects.filter(parent__isnull=False),
        required=False,
        error_messages=dict.fromkeys(
            ("invalid_choice", "invalid_pk_value"), "Choose service areas from the list."
        ),
    )
    in_directory = forms.BooleanField(
        label="Show me in the peer directory",
        required=False,
        help_text="Officers of all boroughs, LOTI facilitators and LOTI staff see your name, borough, "
        "job role, discipline, and the service areas and products you know. Suppliers and the public do not.",
    )
    contactable = forms.BooleanField(
        label="Peers may write to me through the hub",
        required=False,
        help_text="While you are in the directory, the same people can send you a message. "
        "It reaches you by e-mail; neither of you sees the other’s address.",
    )
    contact_about = forms.CharField(
        label="Happy to be contacted about",
        max_length=255,
        required=False,
        help_text="In your own words, shown beside your name in the directory: "
        "“moving off a housing system, exit terms”.",
    )
    shows_address = forms.BooleanField(
        label="Show my e-mail address to members",
        required=False,
        help_text="While you are in the directory, the same people see your address on your page.",
    )
    on_borough_page = forms.BooleanField(
        label="Name me on my borough’s public page",
        required=False,
        help_text="Anybody on the internet sees your name, job role and discipline there, not your address.",
    )

    #: What of the form is kept as it is in ``Profile``.
    SAID = (
        "job_role",
        "discipline",
        "in_directory",
        "contactable",
        "contact_about",
        "shows_address",
        "on_borough_page",
    )

    def __init__(self, data: Any = None, *, person: Person) -> None:
        """Make the form with what a person has said so far."""
        self.person = person
        self.profile = Profile.objects.filter(person=person).first()
        super().__init__(data, initial=self._so_far())
        if not person.borough_id:
            del self.fields["on_borough_page"]

    def _so_far(self) -> dict[str, Any]:
        if not self.profile:
            return {"name": self.person.name}
        said = {name: getattr(self.profile, name) for name in self.SAID}
        areas = list(self.profile.service_areas.values_list("pk", flat=True))
        return {"name": self.person.name, "service_areas": areas, **said}

    def area_groups(self) -> list[AreaGroup]:
        """Return all service areas by their groups, those chosen marked."""
        value = self["service_areas"].value() or []
        chosen = {int(key) for key in value if str(key).isdigit()}
        by_group: dict[str, list[ServiceArea]] = {}
        areas = ServiceArea.objects.filter(parent__isnull=False).select_related("parent")
        for area in areas.order_by("parent__name", "name"):
            by_group.setdefault(area.parent.name if area.parent else "", []).append(area)
        return [AreaGroup(name, inside, chosen) for name, inside in by_group.items()]

    def save(self) -> Profile:
        """Keep what the form says, once it is valid."""
        given = self.cleaned_data
        return save_profile(
            by=self.person,
            name=given["name"],
            said={name: given[name] for name in self.SAID if name in given},
            service_areas=given["service_areas"],
        )
