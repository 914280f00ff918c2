"""The admin of the toolkit: LOTI staff write, preview, schedule and restore pages there."""

import datetime as dt
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html

from boroughs.admin_base import CuratedAdmin, ReadOnlyAdmin, ReadOnlyInline, may_curate
from boroughs.models import Person, ServiceArea
from boroughs.views.parts import person_of
from toolkit.actions import deal_with
from toolkit.consulting import answer_consultation
from toolkit.markdown import pictures_of
from toolkit.models import (
    Adoption,
    BrokenLink,
    Clause,
    Comment,
    Consultation,
    Page,
    PageFeedback,
    Picture,
    ProblemPage,
    ProblemStatement,
    Stage,
)
from toolkit.pictures import Drawn, drawn_anew, missing_in, pages_with, remote_in
from toolkit.texts import VARIABLE, difference, variables_of

#: What a version of a page says, and restoring brings back.
WORDS = ("title", "summary", "collaboration", "text")


class KeptMine(CuratedAdmin):
    """What the first edition has loaded and staff change: from then on it is theirs."""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Keep that staff have changed it."""
        obj.keep_mine = True
        super().save_model(request, obj, form, change)


@admin.register(Stage)
class StageAdmin(KeptMine):
    """The stages."""

    list_display = ["name", "position", "summary"]
    search_fields = ["name"]
    exclude = ["keep_mine"]


class LinesField(forms.CharField):
    """A list, one entry a line: entries may hold commas."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        """Write a list as lines."""
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        """Read lines as a list."""
        return [line.strip() for line in (super().to_python(value) or "").splitlines() if line.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Tell whether the lists differ."""
        return bool(list(initial or []) != self.to_python(data))


class PageForm(forms.ModelForm):  # type: ignore[type-arg]
    """A page, with what its state asks for."""

    roles = forms.MultipleChoiceField(
        choices=Page.Role.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    service_areas = forms.ModelMultipleChoiceField(
        ServiceArea.objects.select_related("parent").order_by("parent__name", "name"), required=False
    )

    class Meta:
        model = Page
        fields = [
            "stage",
            "title",
            "slug",
            "summary",
            "collaboration",
            "text",
            "position",
            "roles",
            "clauses",
            "service_areas",
            "state",
            "publish_at",
            "reviewed_on",
            "review_by",
            "editor",
        ]

    def clean_text(self) -> str:
        """Ask for pictures that there are."""
        text: str = self.cleaned_data["text"]
        if remote := remote_in(text):
            raise forms.ValidationError(
                f"{remote[0]} is no picture of the hub: add it under Pictures, then write ![](picture:name)."
            )
        if missing := missing_in(text):
            raise forms.ValidationError(f"There is no picture {missing[0]}: add it under Pictures first.")
        return text

    def clean(self) -> dict[str, Any]:
        """Ask for the hour of a scheduled page, and for one to come."""
        cleaned: dict[str, Any] = super().clean() or {}
        scheduled, hour = cleaned.get("state") == Page.State.SCHEDULED, cleaned.get("publish_at")
        if scheduled and not hour:
            self.add_error("publish_at", "Say when it is to be published.")
        if scheduled and hour and hour <= timezone.now():
            self.add_error("publish_at", "This hour is past: choose a later one, or publish it now.")
        return cleaned


class EditorFilter(admin.SimpleListFilter):
    """Pages that somebody looks at next."""

    title = "who looks at it next"
    parameter_name = "editor"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Offer oneself, nobody, and whoever of the staff has a page."""
        others = Person.objects.filter(is_staff=True, pk__in=Page.objects.values("editor"))
        named = [(str(one.pk), str(one)) for one in others if one != request.user]
        return [("me", "me"), ("nobody", "nobody"), *named]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Page]) -> QuerySet[Page]:
        """Narrow the list."""
        chosen = self.value()
        if chosen == "nobody":
            return queryset.filter(editor=None)
        if chosen == "me":
            return queryset.filter(editor=person_of(request))
        return queryset.filter(editor=int(chosen)) if chosen and chosen.isdecimal() else queryset


@admin.register(Page)
class PageAdmin(KeptMine):
    """Pages of the guide, in their order; *View on site* shows a draft as it will look."""

    form = PageForm
    list_display = ["title", "stage", "position", "state", "publish_at", "review_by", "editor"]
    list_editable = ["position"]
    list_filter = ["state", "stage", ("review_by", admin.DateFieldListFilter), EditorFilter]
    list_select_related = ["stage", "editor"]
    search_fields = ["title", "summary"]
    filter_horizontal = ["clauses"]
    actions = ["publish", "archive", "looked_at_again", "take_on"]

    @admin.action(description="Publish the chosen pages")
    def publish(self, request: HttpRequest, queryset: QuerySet[Page]) -> None:
        """Publish some pages now."""
        number = _set(queryset, state=Page.State.PUBLISHED, publish_at=None)
        messages.success(request, f"{number} published.")

    @admin.action(description="Archive the chosen pages")
    def archive(self, request: HttpRequest, queryset: QuerySet[Page]) -> None:
        """Take some pages off the site."""
        number = _set(queryset, state=Page.State.ARCHIVED, publish_at=None)
        messages.success(request, f"{number} archived.")

    @admin.action(description="Say that the chosen pages were looked at again today")
    def looked_at_again(self, request: HttpRequest, queryset: QuerySet[Page]) -> None:
        """Set the next review a year from today."""
        today = timezone.localdate()
        number = _set(queryset, reviewed_on=today, review_by=today + dt.timedelta(days=365))
        messages.success(request, f"{number} to be looked at again in a year.")

    @admin.action(description="I look at the chosen pages next")
    def take_on(self, request: HttpRequest, queryset: QuerySet[Page]) -> None:
        """Have whoever asks look at some pages next."""
        number = _set(queryset, editor=person_of(request))
        messages.success(request, f"{number} to be looked at by you.")

    def get_urls(self) -> Any:
        """Add the page of versions."""
        versions = self.admin_site.admin_view(self.versions)
        return [path("<int:pk>/versions/", versions, name="toolkit_page_versions"), *super().get_urls()]

    def versions(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the versions of a page with what changed in each, and bring one back."""
        if not may_curate(request):
            raise Http404("Only LOTI staff see versions.")
        page = get_object_or_404(Page.objects.defer("search"), pk=pk)
        events = list(page.events.order_by("pgh_id"))  # type: ignore[attr-defined]
        if request.method == "POST":
            chosen = next((one for one in events if str(one.pgh_id) == request.POST.get("version")), None)
            if chosen is None:
                raise Http404("There is no such version.")
            for name in WORDS:
                setattr(page, name, getattr(chosen, name))
            page.keep_mine = True
            page.save()
            messages.success(request, "The words of that version are back, as a new version.")
            return redirect(reverse("admin:toolkit_page_change", args=[pk]))
        context = {
            **self.admin_site.each_context(request),
            "title": f"Versions of {page}",
            "page": page,
            "versions": _changes(events),
            "opts": Page._meta,
        }
        return render(request, "admin/toolkit/page/versions.html", context)


def _set(pages: QuerySet[Page], **values: Any) -> int:
    """Save some pages one by one, so that each has it in its history."""
    for page in pages:
        for name, value in {**values, "keep_mine": True}.items():
            setattr(page, name, value)
        page.save()
    return len(pages)


def _changes(events: list[Any]) -> list[dict[str, Any]]:
    """Return the versions, the newest first, each with what its words changed in the one before."""
    shown = []
    for before, event in zip([None, *events], events, strict=False):
        changed = [
            (name, difference(getattr(before, name) if before else "", getattr(event, name)))
            for name in WORDS
            if before is None or getattr(before, name) != getattr(event, name)
        ]
        if changed:
            shown.append({"event": event, "changed": changed if before else [], "first": before is None})
    return shown[::-1]


class PictureForm(forms.ModelForm):  # type: ignore[type-arg]
    """A picture, with the file that it is drawn from."""

    file = forms.FileField(
        required=False, help_text="PNG, JPEG or WebP, at most 8 MB. Nothing but what can be seen is kept."
    )

    class Meta:
        model = Picture
        fields = ["slug", "alternative", "caption", "source"]

    def clean_file(self) -> Drawn | None:
        """Draw the picture anew."""
        given = self.cleaned_data["file"]
        if given is None:
            if self.instance.pk is None:
                raise forms.ValidationError("Choose the file of the picture.")
            return None
        try:
            return drawn_anew(given.read())
        except ValueError as wrong:
            raise forms.ValidationError(str(wrong)) from wrong

    def clean_slug(self) -> str:
        """Keep the name of a picture by which pages show it."""
        slug: str = self.cleaned_data["slug"]
        if self.instance.pk and slug != self.initial["slug"]:
            self._refuse_if_shown(self.initial["slug"])
        return slug

    def _refuse_if_shown(self, name: str) -> None:
        if pages := pages_with(Picture(slug=name)):
            raise forms.ValidationError(f"“{pages[0]}” shows it by its present name: change the page first.")


@admin.register(Picture)
class PictureAdmin(CuratedAdmin):
    """Pictures of pages; one that a page shows is not deleted."""

    form = PictureForm
    list_display = ["slug", "alternative", "width", "height", "added_by", "added_at"]
    list_select_related = ["added_by"]
    search_fields = ["slug", "alternative", "caption"]
    readonly_fields = ["to_write", "preview", "shown_by"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Leave the pictures themselves in the database."""
        return super().get_queryset(request).defer("content")

    @admin.display(description="to show it, write")
    def to_write(self, picture: Picture) -> str:
        """Say what shows it in the text of a page."""
        return f"![](picture:{picture.slug})" if picture.pk else "Save it first."

    @admin.display(description="as it looks")
    def preview(self, picture: Picture) -> str:
        """Show it."""
        if not picture.pk:
            return "Save it first."
        return format_html(
            '<img src="{}" alt="{}" width="{}">',
            picture.get_absolute_url(),
            picture.alternative,
            min(picture.width, 480),
        )

    @admin.display(description="pages that show it")
    def shown_by(self, picture: Picture) -> str:
        """Name the pages that show it."""
        pages = pages_with(picture) if picture.pk else []
        return ", ".join(page.title for page in pages) or "None."

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Keep what a page shows; several at once are not deleted either, since one of them may be shown."""
        return obj is not None and may_curate(request) and not pages_with(obj)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Keep the picture drawn anew, where there is a new one."""
        drawn = form.cleaned_data["file"]
        if drawn is not None:
            obj.content, obj.kind, obj.width, obj.height = drawn
            obj.digest = drawn.digest
        if not change:
            obj.added_by = person_of(request)
        super().save_model(request, obj, form, change)


class ProblemPageInline(admin.TabularInline):  # type: ignore[type-arg]
    """The pages that help with a problem."""

    model = ProblemPage
    extra = 1
    autocomplete_fields = ["page"]


@admin.register(ProblemStatement)
class ProblemStatementAdmin(KeptMine):
    """Problem statements."""

    list_display = ["statement", "who_says_it"]
    search_fields = ["statement", "short_answer"]
    exclude = ["keep_mine"]
    inlines = [ProblemPageInline]


class ClauseForm(forms.ModelForm):  # type: ignore[type-arg]
    """A clause whose variables are declared and used."""

    definitions = LinesField(required=False, help_text="One a line: Term = meaning")
    variables = LinesField(
        required=False,
        help_text="One a line: name:label:type:default; a type is text, number, date, money, days or percent",
    )

    class Meta:
        model = Clause
        fields = [
            "title",
            "slug",
            "kind",
            "valid_from",
            "summary",
            "risk",
            "fallback",
            "text",
            "definitions",
            "variables",
            "is_published",
        ]

    def clean_text(self) -> str:
        """Take no pictures: a clause is for a contract."""
        text: str = self.cleaned_data["text"]
        if pictures_of(text) or remote_in(text):
            raise forms.ValidationError("A clause shows no pictures: take the picture out.")
        return text

    def clean(self) -> dict[str, Any]:
        """Ask for each variable of the text, and for no other."""
        cleaned: dict[str, Any] = super().clean() or {}
        try:
            declared = {one.name for one in variables_of(cleaned.get("variables") or [])}
        except ValueError as wrong:
            self.add_error("variables", f"{wrong}.")
            return cleaned
        used = set(VARIABLE.findall(cleaned.get("text") or ""))
        if used - declared:
            missing = ", ".join(sorted(used - declared))
            self.add_error("variables", f"The text uses {missing}: declare it here.")
        if declared - used:
            self.add_error("text", f"The text does not use {', '.join(sorted(declared - used))}.")
        return cleaned


@admin.register(Clause)
class ClauseAdmin(KeptMine):
    """Clauses; a changed wording counts as a new version."""

    form = ClauseForm
    list_display = ["title", "kind", "version", "valid_from", "is_published"]
    list_filter = ["kind", "is_published"]
    search_fields = ["title", "summary"]
    readonly_fields = ["version"]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Count a changed wording as the next version."""
        if change and "text" in form.changed_data:
            obj.version = Clause.objects.values_list("version", flat=True).get(pk=obj.pk) + 1
        super().save_model(request, obj, form, change)


@admin.register(PageFeedback)
class PageFeedbackAdmin(ReadOnlyAdmin):
    """What members say of pages; marked when it was dealt with."""

    read_only_because = "Members say it on the page; choose some and mark them as dealt with."
    list_display = ["page", "useful", "text", "at", "done_at"]
    list_filter = ["useful", ("done_at", admin.EmptyFieldListFilter)]
    list_select_related = ["page"]
    search_fields = ["page__title", "text"]
    actions = ["deal_with"]

    @admin.action(description="Mark the chosen as dealt with")
    def deal_with(self, request: HttpRequest, queryset: QuerySet[PageFeedback]) -> None:
        """Keep when something was dealt with; what the member says anew is open again."""
        number = deal_with(feedback=list(queryset.filter(done_at=None)))
        messages.success(request, f"{number} marked as dealt with.")


@admin.register(Adoption)
class AdoptionAdmin(ReadOnlyAdmin):
    """Which contracts have which clauses."""

    read_only_because = "Officers say on their contracts’ pages which clauses these have."
    list_display = ["clause", "version", "borough", "contract", "outcome"]
    list_filter = ["outcome", "clause__kind"]
    list_select_related = ["clause", "borough", "contract"]
    search_fields = ["clause__title", "contract__title"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Adoption]:
        """Leave long texts of contracts in the database."""
        return super().get_queryset(request).defer("contract__search")


class CommentInline(ReadOnlyInline):
    """What members say in a consultation."""

    model = Comment
    fields = ("borough", "at", "text")
    readonly_fields = ("borough", "at", "text")
    select_related = ("borough", "consultation__page")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Leave what is there for the search in the database."""
        return super().get_queryset(request).defer("consultation__page__search")


@admin.register(Consultation)
class ConsultationAdmin(CuratedAdmin):
    """Consultations: what members are asked about a draft, what they say, and the answer."""

    list_display = ["page", "opens_on", "closes_on", "answered_at"]
    list_filter = [("answered_at", admin.EmptyFieldListFilter)]
    list_select_related = ["page"]
    search_fields = ["page__title", "question"]
    autocomplete_fields = ["page"]
    readonly_fields = ("answered_at",)
    inlines = [CommentInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Leave what is there for the search in the database."""
        return super().get_queryset(request).defer("page__search", "page__text")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Publish the answer, and tell who commented."""
        answer_consultation(consultation=obj, by=person_of(request))


@admin.register(BrokenLink)
class BrokenLinkAdmin(ReadOnlyAdmin):
    """Links of published pages that lead nowhere."""

    read_only_because = "The hub looks each night; mend the page, and the link is gone from here then."
    list_display = ["page", "address", "why", "found_at"]
    list_select_related = ["page"]
    search_fields = ["address", "page__title"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Leave long texts in the database."""
        return super().get_queryset(request).defer("page__search", "page__text")
