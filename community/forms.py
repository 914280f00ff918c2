"""Forms of the community."""

from typing import Any

from django import forms

from boroughs.forms_messages import LetterField
from boroughs.models import Person
from boroughs.rights import Permission, has_permission
from community.actions.files import MOST_FILES
from community.models import Group, Report
from community.models.discussion import LONGEST_POST
from documents.forms import FilesField, declaration, file_field
from suppliers.models import Product

NOT_IN_LIST = "Choose one of the list."
MARKDOWN = "You can use Markdown: **bold**, lists, [links](https://…). Write @ and a name to call a peer."


def plain_text(
    label: str, required: str, *, hint: str = MARKDOWN, rows: int = 8, most: int = LONGEST_POST
) -> Any:
    """Return a field for a text of several lines.

    Args:
        label: what is asked.
        required: what is said where nothing is written; empty for a field that may stay empty.
        hint: below the label.
        rows: the box's lines.
        most: the longest text, in characters.
    """
    return LetterField(
        label=label,
        help_text=hint,
        required=bool(required),
        max_length=most,
        error_messages={"required": required, "max_length": f"Shorten it to {most:,} characters."},
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class WithFiles(forms.Form):
    """A form whose writer may send files along; officers alone are asked, for files belong to a borough."""

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        """Ask officers for files and for the declaration that goes with them."""
        super().__init__(*args, **kwargs)
        if has_permission(person, Permission.KEEP_DOCUMENTS, person.borough) and person.borough_id:
            self.fields["files"] = FilesField(label="Files", most=MOST_FILES, required=False)
            self.fields["declared"] = declaration()
            self.fields["declared"].label = "I have checked the files, if I send any"
            self.fields["declared"].required = False

    def clean(self) -> dict[str, Any]:
        """Ask for the declaration where files come along."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("files") and not cleaned.get("declared"):
            wanted = self.fields["declared"].error_messages["required"]
            self.add_error("declared", f"{wanted} Choose your files again.")
        return cleaned


class DiscussionForm(WithFiles):
    """The beginning of a discussion, or a question."""

    kind = forms.ChoiceField(
        label="What is it?",
        choices=[
            ("question", "A question: somebody’s answer can be taken as the answer"),
            ("discussion", "A discussion"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it is.", "invalid_choice": NOT_IN_LIST},
    )
    title = forms.CharField(
        label="In one line",
        max_length=160,
        error_messages={
            "required": "Say in one line what it is about.",
            "max_length": "Shorten it to 160 characters.",
        },
    )
    text = plain_text("What you want to say", "Write what you want to say.")
    group = forms.ModelChoiceField(
        label="In which group?",
        help_text="Its members hear of it. Without a group, those hear who follow what it is about.",
        queryset=Group.objects.none(),
        required=False,
        empty_label="In no group",
        error_messages={"invalid_choice": NOT_IN_LIST},
    )

    def __init__(self, *args: Any, person: Person, group: Group | None, **kwargs: Any) -> None:
        """Offer the groups that the person may write in, unless one is given."""
        super().__init__(*args, person=person, **kwargs)
        if group is not None:
            del self.fields["group"]
            return
        field: Any = self.fields["group"]
        field.queryset = Group.objects.visible_to(person).running()


class PostForm(forms.Form):
    """A post in a discussion."""

    text = plain_text("What you want to say", "Write what you want to say.")


class AnswerForm(WithFiles, PostForm):
    """A post in a discussion, with files."""


class FileForm(forms.Form):
    """A file for a group."""

    file = file_field()
    title = forms.CharField(
        label="Title", max_length=200, error_messages={"required": "Give it a title that members recognise."}
    )
    declared = declaration()


class ReportForm(forms.Form):
    """Why a post should not stand as it does."""

    kind = forms.ChoiceField(
        label="What is wrong with it?",
        choices=[(value, label.capitalize()) for value, label in Report.Kind.choices],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what is wrong with it.", "invalid_choice": NOT_IN_LIST},
    )
    text = plain_text("What should a facilitator know?", "", hint="They alone read it.", rows=4, most=500)


class DecideForm(forms.Form):
    """What a facilitator decides about a report."""

    hide = forms.ChoiceField(
        label="What becomes of the post?",
        choices=[("no", "It stands"), ("yes", "It is hidden: others read your words in its place")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what becomes of the post.", "invalid_choice": NOT_IN_LIST},
    )
    answer = plain_text(
        "Why", "Say why: those who reported it and its author read it.", hint="", rows=4, most=300
    )


class HideForm(forms.Form):
    """Why a post is hidden."""

    why = plain_text("Why", "Say why: its author and other readers see it.", hint="", rows=3, most=300)


class MemberForm(forms.Form):
    """Who is let into a group."""

    email = forms.EmailField(
        label="Their e-mail address",
        help_text="The address with which they sign in to the hub.",
        error_messages={
            "required": "Give an address.",
            "invalid": "Write an address like name@hackney.gov.uk.",
        },
    )

    def clean_email(self) -> Person:
        """Return the member of the hub with this address."""
        address = self.cleaned_data["email"]
        person = Person.objects.filter(email__iexact=address, is_active=True).first()
        if person is None or not has_permission(person, Permission.TAKE_PART):
            raise forms.ValidationError("No member of the hub signs in with this address.")
        return person


class GroupForm(forms.ModelForm):  # type: ignore[type-arg]
    """What a group says of itself, and who looks after it."""

    facilitator = forms.CharField(
        label="Who looks after it",
        help_text="The e-mail address with which they sign in. Reports and unanswered questions reach them.",
        required=False,
    )
    product = forms.CharField(
        label="Product", help_text="Of a user group: the product’s name as the hub has it.", required=False
    )

    class Meta:
        model = Group
        fields = ["name", "kind", "access", "about", "rules", "roadmap", "facilitator", "product"]
        widgets = {
            "about": forms.Textarea(attrs={"rows": 3}),
            "rules": forms.Textarea(attrs={"rows": 5}),
            "roadmap": forms.Textarea(attrs={"rows": 5}),
        }
        labels = {"name": "Name", "kind": "Kind", "access": "Who may read and write"}
        error_messages = {
            "name": {"required": "Give it a name.", "unique": "There is a group of this name already."},
            "kind": {"required": "Choose a kind."},
            "about": {"required": "Say what it is for."},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Show whom and what the group has."""
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            person, product = self.instance.facilitator, self.instance.product
            self.initial["facilitator"] = person.email if person else ""
            self.initial["product"] = product.name if product else ""

    def clean_facilitator(self) -> Person | None:
        """Return the member with this address."""
        address = str(self.cleaned_data["facilitator"]).strip()
        if not address:
            return None
        person = Person.objects.filter(email__iexact=address, is_active=True).first()
        if person is None or not has_permission(person, Permission.TAKE_PART):
            raise forms.ValidationError("No member of the hub signs in with this address.")
        return person

    def clean_product(self) -> Product | None:
        """Return the product of this name."""
        name = str(self.cleaned_data["product"]).strip()
        if not name:
            return None
        found = Product.objects.filter(name__iexact=name).first()
        if found is None:
            raise forms.ValidationError("The hub knows no product of this name.")
        return found

    def clean(self) -> dict[str, Any]:
        """Ask for what the kind needs."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("kind") == Group.Kind.USERS:
            if not cleaned.get("product") and "product" not in self.errors:
                self.add_error("product", "Say of which product it is the user group.")
            cleaned["access"] = Group.Access.OPEN
        return cleaned

    def _post_clean(self) -> None:
        """Leave the row alone: the action writes it, and its rules say what is wrong."""
        name = self.cleaned_data.get("name")
        if name and Group.objects.filter(name__iexact=name).exclude(pk=self.instance.pk).exists():
            self.add_error("name", "There is a group of this name already.")
