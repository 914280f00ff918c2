"""Following things, and the page of what one follows."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from boroughs import following as rules
from boroughs.models import Person
from boroughs.rights import Permission, requires

#: Things of each kind that a search shows.
FOUND = 8
LONGEST_SEARCH = 100


@dataclass(frozen=True)
class Found:
    """What a search found of a kind; ``more`` where there is more than is shown."""

    kind: rules.Followable
    things: list[Any]
    more: bool


@require_safe
@requires(Permission.KEEP_ACCOUNT)
def following(request: HttpRequest) -> HttpResponse:
    """Show what the reader follows, by kind, and find more to follow by a word."""
    person = _person(request)
    words = " ".join(request.GET.get("q", "").replace("\0", "").split())[:LONGEST_SEARCH]
    context = {
        "followed": rules.everything_followed_by(person),
        "words": words,
        "found": _search(words, person) if words else [],
        "stopping_all": "stop" in request.GET,
    }
    return render(request, "following/following.html", context)


def _search(words: str, person: Person) -> list[Found]:
    result = []
    for kind in rules.all_followable():
        things = list(kind.visible_to(kind.named_like(words), person)[: FOUND + 1])
        if things:
            result.append(Found(kind, things[:FOUND], len(things) > FOUND))
    return result


@require_POST
@requires(Permission.KEEP_ACCOUNT)
def follow(request: HttpRequest, app_label: str, model: str, pk: int) -> HttpResponse:
    """Follow a thing, or stop following it (``stop`` in the form), and go back to where the reader was."""
    kind = rules.followable_named(app_label, model)
    if kind is None:
        raise Http404("Things of this kind cannot be followed.")
    target = get_object_or_404(kind.visible_to(kind.model._default_manager.all(), _person(request)), pk=pk)
    if "stop" in request.POST:
        rules.stop_following(person=_person(request), target=target)
        messages.success(request, f"You no longer follow {target}.")
    else:
        rules.follow(person=_person(request), target=target)
        messages.success(request, f"You follow {target}: the hub tells you what changes.")
    return redirect(_back(request, kind.address(target)))


@require_POST
@requires(Permission.KEEP_ACCOUNT)
def stop_following_all(request: HttpRequest) -> HttpResponse:
    """Stop following everything."""
    rules.stop_following(person=_person(request))
    messages.success(request, "You follow nothing any more.")
    return redirect("following")


def _back(request: HttpRequest, otherwise: str) -> str:
    """Return where the reader came from, if that is a page of this hub."""
    asked = request.POST.get("next", "")
    here = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return asked if asked and here else otherwise


def _person(request: HttpRequest) -> Person:
    """Return the reader, who is signed in."""
    assert isinstance(request.user, Person)  # noqa: S101 (requires(…) let nobody else in)
    return request.user
