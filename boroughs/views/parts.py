"""What several views begin with."""

from django.http import HttpRequest, QueryDict

from boroughs.models import Person


def person_of(request: HttpRequest) -> Person:
    """Return who is signed in, in a view that lets nobody else in."""
    person = request.user
    assert isinstance(person, Person)  # noqa: S101 (only who is signed in has a right beyond the public ones)
    return person


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was sent, be it empty, for a form to check; ``None`` where the page is only asked for."""
    return request.POST if request.method == "POST" else None
