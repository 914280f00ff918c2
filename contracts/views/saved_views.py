"""Saved views: questions to the register that people keep under a name."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from boroughs.models import Person
from boroughs.places import read_places
from boroughs.refusals import Refused
from boroughs.rights import Permission, requires
from boroughs.views.parts import person_of, posted
from boroughs.words import listing
from contracts.actions.saved_views import MOST_VIEWS, change_view, delete_view, save_view
from contracts.filters import RegisterForm, chips, read
from contracts.models import SavedView
from contracts.models.saved_view import LONGEST_NAME
from contracts.saved_views import restore

ASKED_OR_POSTED = ["GET", "HEAD", "POST"]


class ViewForm(forms.Form):
    """The name of a view and, for officers, whether their borough sees it."""

    name = forms.CharField(
        max_length=LONGEST_NAME,
        help_text="Such as “Camden’s housing systems”.",
        error_messages={
            "required": "Give the view a name.",
            "max_length": f"Shorten the name to {LONGEST_NAME} characters.",
        },
    )
    is_shared = forms.BooleanField(required=False)

    def __init__(self, data: Mapping[str, Any] | None, *, person: Person, **given: Any) -> None:
        super().__init__(data, **given)
        if person.borough:
            self.fields["is_shared"].label = f"Officers of {person.borough} see it too"
        else:
            del self.fields["is_shared"]

    @property
    def shared(self) -> bool:
        """Whether it is to be shared."""
        return bool(self.cleaned_data.get("is_shared"))


@require_safe
@requires(Permission.KEEP_ACCOUNT)
def saved_views(request: HttpRequest) -> HttpResponse:
    """Show one's own views, and those that officers of the same borough share."""
    person = person_of(request)
    views = list(SavedView.objects.visible_to(person).select_related("person"))
    context = {
        "own": [view for view in views if view.person_id == person.pk],
        "shared": [view for view in views if view.person_id != person.pk],
        "borough": person.borough,
        "most": MOST_VIEWS,
    }
    return render(request, "contracts/saved_views.html", context)


@require_safe
@requires(Permission.KEEP_ACCOUNT)
def saved_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead to the register as a view has it, and say what of it is no longer there."""
    view = get_object_or_404(SavedView.objects.visible_to(person_of(request)), pk=pk)
    restored = restore(view, read_places())
    if restored.gone:
        text = f"No longer there, and left out: {listing(restored.gone)}. The rest of “{view.name}” is shown."
        messages.warning(request, text)
    return redirect(restored.asked.address(reverse("register")))


@require_http_methods(ASKED_OR_POSTED)
@requires(Permission.KEEP_ACCOUNT)
def saved_view_save(request: HttpRequest) -> HttpResponse:
    """Ask for the name under which the question of the address is kept, and keep it."""
    person, places = person_of(request), read_places()
    register, asking = reverse("register"), RegisterForm(request.GET, places)
    asked = read(asking)
    if asking.errors or not asked.parameters():
        messages.error(request, "Choose filters or an order that can be read, then save the view.")
        return redirect(f"{register}?{request.GET.urlencode()}" if asking.errors else register)
    labels = [label for label, _ in chips(asked, places, register)]
    form = ViewForm(posted(request), person=person, initial={"name": _proposed(labels)})
    if form.is_bound and form.is_valid():
        try:
            view = save_view(by=person, name=form.cleaned_data["name"], asked=asked, is_shared=form.shared)
        except Refused as refused:
            form.add_error("name", str(refused))
        else:
            messages.success(request, f"Saved as “{view.name}”. You find it above the register.")
            return redirect(asked.address(register))
    context = {
        "form": form,
        "labels": labels,
        "back": asked.address(register),
        "parents": [("Register", register)],
        "address": asked.address(request.path),
    }
    return render(request, "contracts/saved_view_save.html", context)


@require_http_methods(ASKED_OR_POSTED)
@requires(Permission.KEEP_ACCOUNT)
def saved_view_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Rename one of one's own views, share it or stop sharing it."""
    person = person_of(request)
    view = get_object_or_404(SavedView.objects.of(person), pk=pk)
    given = {"name": view.name, "is_shared": view.is_shared}
    form = ViewForm(posted(request), person=person, initial=given)
    if form.is_bound and form.is_valid():
        try:
            change_view(view=view, name=form.cleaned_data["name"], is_shared=form.shared)
        except Refused as refused:
            form.add_error("name", str(refused))
        else:
            messages.success(request, f"Saved “{view.name}”.")
            return redirect("saved_views")
    context = {"form": form, "view": view, "name": given["name"], "parents": _parents()}
    return render(request, "contracts/saved_view_change.html", context)


@require_http_methods(ASKED_OR_POSTED)
@requires(Permission.KEEP_ACCOUNT)
def saved_view_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whether to delete one of one's own views, and delete it."""
    view = get_object_or_404(SavedView.objects.of(person_of(request)), pk=pk)
    if request.method == "POST":
        delete_view(view=view)
        messages.success(request, f"Deleted “{view.name}”.")
        return redirect("saved_views")
    return render(request, "contracts/saved_view_delete.html", {"view": view, "parents": _parents()})


def _parents() -> list[tuple[str, str]]:
    return [("Your account", reverse("account")), ("Saved views", reverse("saved_views"))]


def _proposed(labels: list[str]) -> str:
    """Return a name made of the filters in use, that the reader may change."""
    return ", ".join(label.strip("“”") for label in labels)[:LONGEST_NAME]
