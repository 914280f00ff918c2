"""What the views of collaborations have in common: who may open one, and how a form is shown."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from boroughs.models import Borough
from boroughs.refusals import Refused
from boroughs.rights import Permission, requires_on
from pipeline.collaboration_page import parents_of, standing_of
from pipeline.models import Collaboration, Member

MAY = ["GET", "HEAD", "POST"]
State = Member.State


def fetched(slug: str) -> Collaboration:
    """Return a collaboration with its members; 404 where there is none."""
    members = Member.objects.select_related("borough", "procurement")
    rows = Collaboration.objects.select_related(
        "service_area__parent", "flag__service_area__parent", "flag__supplier", "flag__product"
    ).prefetch_related(Prefetch("members", members))
    found = rows.filter(slug=slug).first()
    if found is None:
        raise Http404("No collaboration of yours has this address.")
    return found


def find(slug: str) -> tuple[Collaboration, Iterable[Borough]]:
    """Return a collaboration and the boroughs whose officers work in it (R9)."""
    found = fetched(slug)
    return found, [one.borough for one in found.members.all() if one.state == State.IN]


def find_or_invited(slug: str) -> tuple[Collaboration, Iterable[Borough]]:
    """Return a collaboration and the boroughs whose officers may open its first page: the invited, too."""
    found = fetched(slug)
    return found, [one.borough for one in found.members.all() if one.state in {State.IN, State.INVITED}]


works = requires_on(Permission.COLLABORATE, find)
sees = requires_on(Permission.COLLABORATE, find_or_invited)


def reader(request: HttpRequest) -> Any:
    """Return who is signed in: the decorators let nobody else in."""
    return request.user


def do(
    request: HttpRequest, collaboration: Collaboration, act: Callable[[], object], said: str
) -> HttpResponse:
    """Do what a button asks for, say what came of it, and go to the collaboration.

    Args:
        request: what was sent.
        collaboration: what it is about.
        act: the action.
        said: what to say where nothing stood against it.
    """
    try:
        act()
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, said)
    return redirect(collaboration)


def saved(form: Any, act: Callable[[], object]) -> bool:
    """Do what a valid form asks for; where a rule stands against it, say so above the form."""
    if not form.is_valid():
        return False
    try:
        act()
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    return True


def page(
    request: HttpRequest, collaboration: Collaboration, template: str, title: str, **more: Any
) -> HttpResponse:
    """Show a page below a collaboration."""
    context = {
        "collaboration": collaboration,
        "title": title,
        "parents": parents_of(collaboration),
        "reader": standing_of(collaboration, reader(request)),
        **more,
    }
    return render(request, template, context)
