"""Messages between peers: all of one's threads, one thread, and the first message of a new one."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Max, Q
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from boroughs.actions.messages import (
    CannotWrite,
    TooManyMessages,
    answer,
    mark_read,
    whom_to_answer,
    write_to,
)
from boroughs.forms_messages import AnswerForm, MessageForm
from boroughs.models import PeerMessage, Person, Profile
from boroughs.peers import name_for_peers, place_of
from boroughs.rights import Permission, requires

A_PAGE = 25
TOO_MANY = 429


@require_safe
@requires(Permission.SEE_DIRECTORY)
def message_list(request: HttpRequest) -> HttpResponse:
    """Show the reader's threads, the one with the latest message first."""
    person = _reader(request)
    visible = PeerMessage.objects.visible_to(person)
    threads = (
        visible.order_by()
        .values(first=Coalesce("in_reply_to", "pk"))
        .annotate(
            last=Max("pk"),
            number=Count("pk"),
            unread=Count("pk", filter=Q(recipient=person, read_at__isnull=True)),
        )
        .order_by("-last")
    )
    page = Paginator(threads, A_PAGE).get_page(request.GET.get("page"))
    rows: list[Any] = list(page)
    latest = PeerMessage.objects.select_related("sender__borough", "recipient__borough").in_bulk(
        [row["last"] for row in rows]
    )
    context = {
        "page": page,
        "threads": [{**row, **_shown(latest[row["last"]], person)} for row in rows],
        "previous": f"?page={page.previous_page_number()}" if page.has_previous() else "",
        "next": f"?page={page.next_page_number()}" if page.has_next() else "",
        "takes_messages": Profile.objects.contactable().filter(person=person).exists(),
    }
    return render(request, "messages/message_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SEE_DIRECTORY)
def thread(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one thread of the reader's, and take an answer."""
    person = _reader(request)
    first = get_object_or_404(PeerMessage.objects.visible_to(person), pk=pk)
    if first.in_reply_to_id:
        return redirect("thread", pk=first.in_reply_to_id)
    form = AnswerForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            answer(by=person, first=first, text=form.cleaned_data["text"])
        except CannotWrite as refusal:
            form.add_error("text", str(refusal))
            status = TOO_MANY if isinstance(refusal, TooManyMessages) else 403
        else:
            messages.success(request, "Your answer is sent.")
            return redirect("thread", pk=first.pk)
    mark_read(by=person, first=first)
    letters = list(
        PeerMessage.objects.thread_of(first.pk).select_related("sender__borough", "recipient__borough")
    )
    context = {
        "first": first,
        "letters": [{"letter": letter, **_shown(letter, person)} for letter in letters],
        "other": _shown(letters[-1], person)["name"],
        "may_answer": whom_to_answer(person, letters) is not None,
        "form": form,
    }
    return render(request, "messages/thread.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SEE_DIRECTORY)
def person_write(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the first message to a peer who agreed to be written to; anybody else is unknown here."""
    person = _reader(request)
    profiles = Profile.objects.contactable().exclude(person=person).select_related("person__borough")
    profile = profiles.filter(person=pk).first()
    if profile is None:
        raise Http404("Nobody who takes messages has this address.")
    form = MessageForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            sent = write_to(by=person, to=profile.person, **form.cleaned_data)
        except CannotWrite as refusal:
            form.add_error("text", str(refusal))
            status = TOO_MANY if isinstance(refusal, TooManyMessages) else 403
        else:
            messages.success(request, f"Your message to {name_for_peers(profile.person)} is sent.")
            return redirect("thread", pk=sent.pk)
    context = {
        "profile": profile,
        "name": name_for_peers(profile.person),
        "place": place_of(profile.person),
        "form": form,
    }
    return render(request, "messages/write.html", context, status=status)


def _shown(letter: PeerMessage, reader: Person) -> dict[str, Any]:
    """Return a message's subject and day, whether the reader wrote it, and the other one's name and place."""
    own = letter.sender_id == reader.pk
    other = letter.recipient if own else letter.sender
    return {
        "own": own,
        "subject": letter.subject,
        "sent_at": letter.sent_at,
        "name": name_for_peers(other),
        "place": place_of(other) if other else "",
    }


def _reader(request: HttpRequest) -> Person:
    person = request.user
    assert isinstance(person, Person)  # noqa: S101 (nobody else has the right)
    return person
