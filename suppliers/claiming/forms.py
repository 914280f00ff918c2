"""Forms of claims, of their decision, of domains, and of what a supplier says of itself."""

from typing import Any

from django import forms

from boroughs.models import ServiceArea
from suppliers.actions.profiles import ProfileFacts

SAID = [("", "Not said"), ("yes", "Yes"), ("no", "No")]
ANSWERS = {"": None, "yes": True, "no": False}


class ClaimForm(forms.Form):
    """What somebody does at the supplier and, where no address proves it, how it can be checked."""

    job = forms.CharField(
        label="What you do there",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
        error_messages={"required": "Say what you do there, such as Head of public sector sales."},
    )
    evidence = forms.CharField(
        label="How can LOTI staff check it?",
        help_text="For instance a page that names you, or a contract on which you are named. "
        "LOTI staff read it, nobody else.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Say how LOTI staff can check that you work there."},
    )

    def __init__(self, *args: Any, proof: str, **kwargs: Any) -> None:
        """Ask for evidence only where no address proves the claim."""
        super().__init__(*args, **kwargs)
        if proof:
            del self.fields["evidence"]


class DecideClaimForm(forms.Form):
    """What LOTI staff decide about a claim."""

    ACCEPT, DECLINE = "accept", "decline"

    decision = forms.ChoiceField(
        label="Your decision",
        choices=[(ACCEPT, "They speak for the supplier"), (DECLINE, "Decline")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose to accept or to decline."},
    )
    reason = forms.CharField(
        label="Why",
        help_text="The person is told this. It must be there when you decline.",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for a reason when declining."""
        cleaned = super().clean() or {}
        if cleaned.get("decision") == self.DECLINE and not cleaned.get("reason"):
            self.add_error("reason", "Say why, so that the person can do something about it.")
        return cleaned


class EndClaimForm(forms.Form):
    """Why somebody no longer speaks for a supplier."""

    reason = forms.CharField(
        label="Why",
        help_text="The person is told this.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why: the person is told."},
    )


class DomainForm(forms.Form):
    """A domain of a supplier, and how it is known."""

    domain = forms.CharField(
        label="Domain",
        help_text="What follows the @, such as example.co.uk. A web address or an e-mail address will do.",
        max_length=300,
        widget=forms.TextInput(attrs={"spellcheck": "false", "autocomplete": "off"}),
        error_messages={"required": "Give the domain."},
    )
    source = forms.CharField(
        label="How it is known",
        help_text="Such as: named as its website in the register of companies, seen on 3 August 2027.",
        max_length=255,
        error_messages={"required": "Say how it is known that the domain is the supplier’s."},
    )


class ProfileForm(forms.Form):
    """What a supplier says of itself. Everything may be left empty."""

    sells = forms.CharField(
        label="What you sell to councils",
        help_text="In plain words, for somebody who has never heard of you. Up to 2,000 characters.",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    area_codes = forms.MultipleChoiceField(
        label="Service areas you sell for",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose from the list."},
    )
    website = forms.URLField(
        label="Website",
        max_length=300,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": "Write a web address such as https://www.example.co.uk."},
    )
    contact_name = forms.CharField(
        label="Whom buyers should ask for",
        help_text="A team, or a person who agreed to be named. Everybody can read it.",
        max_length=120,
        required=False,
    )
    contact_email = forms.EmailField(
        label="E-mail address for buyers",
        required=False,
        error_messages={"invalid": "Write an address such as name@example.org."},
    )
    contact_phone = forms.CharField(label="Telephone number for buyers", max_length=40, required=False)
    is_sme = forms.ChoiceField(
        label="Are you a small or medium-sized enterprise?",
        help_text="As you would say it in a bid. It is shown as your own statement, with its day.",
        choices=SAID,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Choose one of the answers."},
    )
    is_vcse = forms.ChoiceField(
        label="Are you a voluntary, community or social enterprise?",
        help_text="It is shown as your own statement, with its day.",
        choices=SAID,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Choose one of the answers."},
    )

    def __init__(self, *args: Any, facts: ProfileFacts, **kwargs: Any) -> None:
        """Begin with what is said now."""
        written = {value: text for text, value in ANSWERS.items()}
        initial = {
            **vars(facts),
            "area_codes": list(facts.area_codes),
            "is_sme": written[facts.is_sme],
            "is_vcse": written[facts.is_vcse],
        }
        kwargs["initial"] = initial
        super().__init__(*args, **kwargs)
        areas = ServiceArea.objects.filter(parent__isnull=False).select_related("parent").order_by("code")
        field: Any = self.fields["area_codes"]
        field.choices = [(area.code, str(area)) for area in areas]

    def facts(self) -> ProfileFacts:
        """Return what was said, once the form is valid."""
        data = dict(self.cleaned_data)
        data["area_codes"] = tuple(data["area_codes"])
        return ProfileFacts(
            **{**data, "is_sme": ANSWERS[data["is_sme"]], "is_vcse": ANSWERS[data["is_vcse"]]}
        )
