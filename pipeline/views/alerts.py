"""Saved searches of the board, with an account or without: asking for one, and one's own."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods
from ninja.throttling import SimpleRateThrottle

from boroughs.models import Person
from boroughs.panel import errors
from boroughs.places import read_places
from boroughs.refusals import Refused
from boroughs.views.parts import posted
from pipeline.alerts.asking import ask_for_alert, change_alert, save_alert, send_manage_link, stop_alert
from pipeline.alerts.links import CONFIRM_WORKS
from pipeline.alerts.searching import asked, kept
from pipeline.board.filters import labels, read
from pipeline.forms_alerts import FREQUENCIES, AlertForm, FrequencyForm, ManageLinkForm
from pipeline.models import SavedSearch

ASKED_OR_POSTED = ["GET", "HEAD", "POST"]
TOO_MANY_REQUESTS = 429


class AlertThrottle(SimpleRateThrottle):
    """How often one address of the network may cause e-mails to addresses that are not proven its own."""

    def get_cache_key(self, request: HttpRequest) -> str:
        """Return under which name the letters are counted."""
        return f"alert-{self.get_ident(request)}"


@require_http_methods(ASKED_OR_POSTED)
@login_not_required
def alert_new(request: HttpRequest) -> HttpResponse:
    """Let anyone have e-mails of what a question to the board finds; its parameters are the board's."""
    places = read_places()
    filters, question = read(request.GET, places)
    person = request.user if isinstance(request.user, Person) else None
    form = AlertForm(posted(request), with_address=person is None)
    if form.is_bound and form.is_valid() and not filters.errors:
        if person is None and not AlertThrottle(settings.ALERT_RATE).allow_request(request):
            return render(request, "pipeline/alert_wait.html", status=TOO_MANY_REQUESTS)
        answer = _keep(request, person, form, kept(question))
        if answer:
            return answer
    context = {
        "form": form,
        "said": list(labels(question, places).values()),
        "errors": errors(filters),
        "back": question.address(reverse("opportunities")),
        "person": person,
        "days": CONFIRM_WORKS.days,
    }
    return render(request, "pipeline/alert_new.html", context)


def _keep(
    request: HttpRequest, person: Person | None, form: AlertForm, question: dict[str, str]
) -> HttpResponse | None:
    """Keep a search, or ask its address for consent; nothing where it was refused, with the reason said."""
    frequency, now = form.cleaned_data["frequency"], timezone.now()
    if person is None:
        address = form.cleaned_data["address"]
        ask_for_alert(address=address, question=question, frequency=frequency, now=now)
        context = {"address": address, "days": CONFIRM_WORKS.days}
        return render(request, "pipeline/alert_asked.html", context)
    try:
        save_alert(person=person, question=question, frequency=frequency, now=now)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None
    messages.success(request, f"You will hear by e-mail to {person.email}.")
    return redirect("alerts")


@require_http_methods(ASKED_OR_POSTED)
@login_not_required
def alerts(request: HttpRequest) -> HttpResponse:
    """Show one's own saved searches; without an account, send a link to them."""
    if isinstance(request.user, Person):
        own = SavedSearch.objects.filter(person=request.user)
        return search_page(request, own, reverse("alerts"), request.user.email)
    form = ManageLinkForm(posted(request))
    if form.is_bound and form.is_valid():
        if not AlertThrottle(settings.ALERT_RATE).allow_request(request):
            return render(request, "pipeline/alert_wait.html", status=TOO_MANY_REQUESTS)
        send_manage_link(address=form.cleaned_data["address"], now=timezone.now())
        return render(request, "pipeline/alert_link_sent.html", {"address": form.cleaned_data["address"]})
    return render(request, "pipeline/alert_link.html", {"form": form})


def search_page(request: HttpRequest, own: QuerySet[SavedSearch], here: str, address: str) -> HttpResponse:
    """Show somebody's confirmed searches, and change or end the one that was sent.

    Args:
        request: its ``search`` names one of theirs; another one is unknown.
        own: the searches that are theirs.
        here: the address of the page.
        address: to which they write.
    """
    own = own.filter(confirmed_at__isnull=False).select_related("person")
    problem = ""
    if request.method == "POST":
        found = _named(own, request.POST.get("search", ""))
        form = FrequencyForm(request.POST)
        if "stop" in request.POST:
            stop_alert(search=found)
            messages.success(request, "That search is ended: it writes no more, and is deleted.")
            return redirect(here)
        if form.is_valid():
            change_alert(search=found, frequency=form.cleaned_data["frequency"])
            messages.success(request, "Your choice is kept.")
            return redirect(here)
        problem = str(form.errors["frequency"][0])
    places = read_places()
    context = {
        "searches": [(one, asked(one.question, places)) for one in own],
        "frequencies": FREQUENCIES,
        "receiver": address,
        "problem": problem,
        "here": here,
    }
    return render(request, "pipeline/alert_list.html", context)


def _named(own: QuerySet[SavedSearch], number: str) -> SavedSearch:
    """Return the search that a form names, if it is one of theirs."""
    known = number.isascii() and number.isdigit() and len(number) < 19
    found = own.filter(pk=int(number)).first() if known else None
    if found is None:
        raise Http404("There is no such search of yours.")
    return found
