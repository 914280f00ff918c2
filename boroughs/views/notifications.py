"""Pages of what somebody was told, and of how they want to hear."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boroughs.forms_notifications import NotificationSettingsForm
from boroughs.models import Mail, Person
from boroughs.notifications import reading
from boroughs.notifications.links import StaleLink
from boroughs.notifications.preferences import choose, stop_mail
from boroughs.notifications.reach import is_unreachable, send_trial
from boroughs.notifications.unsubscribing import read_stop, read_undo, undo_token
from boroughs.rights import Permission, has_permission, requires

SHOWN = 50
#: Given-up e-mails are counted no further than this.
MOST_COUNTED = 1000


@require_safe
@requires(Permission.KEEP_ACCOUNT)
def notifications(request: HttpRequest) -> HttpResponse:
    """Show what the reader was told, the unread first, each with the reason why it concerns them."""
    person = _person(request)
    page = Paginator(reading.notifications_of(person), SHOWN).get_page(request.GET.get("page"))
    told = [words for one in page if (words := reading.in_words(one, person))]
    here = reverse("notifications")
    context: dict[str, Any] = {
        "unread": [one for one in told if one.is_unread],
        "read": [one for one in told if not one.is_unread],
        "newest": max((one.pk for one in told), default=0),
        "previous": f"{here}?page={page.previous_page_number()}" if page.has_previous() else "",
        "next": f"{here}?page={page.next_page_number()}" if page.has_next() else "",
        "unreachable": is_unreachable(person),
        "trouble": _trouble() if has_permission(person, Permission.SEE_DELIVERIES) else 0,
    }
    return render(request, "notifications/notification_list.html", context)


def _trouble() -> int:
    """Return how many e-mails were given up or came back, counted no further than ``MOST_COUNTED``."""
    failed = Mail.objects.filter(state__in=(Mail.State.FAILED, Mail.State.BOUNCED))
    return failed.order_by()[:MOST_COUNTED].count()


@require_safe
@requires(Permission.KEEP_ACCOUNT)
def notification(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that the reader has seen a notification, and lead to what it is about."""
    address = reading.open_notification(person=_person(request), pk=pk)
    if address is None:
        raise Http404("You were not told of this.")
    return redirect(address)


@require_POST
@requires(Permission.KEEP_ACCOUNT)
def notifications_read(request: HttpRequest) -> HttpResponse:
    """Mark one notification as read, or all up to the newest one that was shown."""
    number = request.POST.get("only") or request.POST.get("up_to") or ""
    if number.isascii() and number.isdigit() and len(number) < 19:
        reading.mark_read(person=_person(request), up_to=int(number), only="only" in request.POST)
    return redirect("notifications")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.KEEP_ACCOUNT)
def notification_settings(request: HttpRequest) -> HttpResponse:
    """Let the reader choose how to hear about each kind of event that can reach them."""
    person = _person(request)
    form = NotificationSettingsForm(request.POST or None, person=person)
    if form.is_bound and form.is_valid():
        choose(person=person, choices=form.choices)
        messages.success(request, "Your choices are kept.")
        return redirect("notification_settings")
    context = {"form": form, "unreachable": is_unreachable(person)}
    return render(request, "notifications/settings.html", context)


@require_POST
@requires(Permission.KEEP_ACCOUNT)
def trial_mail(request: HttpRequest) -> HttpResponse:
    """Send an e-mail to an address that was given up, to see whether it can be reached again."""
    person = _person(request)
    if is_unreachable(person):
        send_trial(person=person)
        messages.info(request, f"An e-mail is on its way to {person.email}. If it arrives, all is well.")
    return redirect("notification_settings")


@csrf_exempt  # mail programs post here by themselves (RFC 8058): the signed link is what is trusted
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether to stop e-mail of a kind, and stop it; nothing is stopped by opening the page alone."""
    try:
        stop = read_stop(token)
    except StaleLink:
        return render(request, "notifications/stale_link.html", status=410)
    if request.method != "POST":
        return render(request, "notifications/unsubscribe.html", {"stop": stop})
    before = stop_mail(person=stop.person, what=stop.what)
    undo = reverse("unsubscribe_undo", args=[undo_token(stop.person, before)]) if before else ""
    return render(request, "notifications/unsubscribed.html", {"stop": stop, "undo": undo})


@csrf_exempt  # the signed link is what is trusted, as for the stop itself
@login_not_required
@require_POST
def unsubscribe_undo(request: HttpRequest, token: str) -> HttpResponse:
    """Bring back the e-mail that a link stopped."""
    try:
        person, before = read_undo(token)
    except StaleLink:
        return render(request, "notifications/stale_link.html", status=410)
    choose(person=person, choices=before)
    return render(request, "notifications/unsubscribe_undone.html")


def _person(request: HttpRequest) -> Person:
    """Return the reader, who is signed in."""
    assert isinstance(request.user, Person)  # noqa: S101 (requires(…) let nobody else in)
    return request.user
