"""Taking part in market engagement: registering, confirming, cancelling, and answering in writing."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from ninja.throttling import SimpleRateThrottle

from boroughs.models import Person
from boroughs.notifications.links import StaleLink, unsign
from boroughs.refusals import Refused
from boroughs.rights import Permission, requires
from boroughs.views.parts import person_of, posted
from boroughs.words import counted
from pipeline.engaging import answer_market, cancel_registration, confirm_registration, register_for
from pipeline.engaging.forms import MarketAnswersForm, RegisterForm
from pipeline.engaging.letters import CANCEL, CONFIRM
from pipeline.engaging.listing import boroughs_of
from pipeline.engaging.registering import CONFIRM_WITHIN
from pipeline.models import Engagement, EventRegistration, MarketAnswer
from suppliers.claiming.speaking import suppliers_of
from suppliers.models import Supplier

MAY = ["GET", "HEAD", "POST"]
CANCEL_WORKS = dt.timedelta(days=730)
STATES = EventRegistration.State
TOO_MANY = "Many people of your network registered in a short time. Try again in an hour."


class RegisterThrottle(SimpleRateThrottle):
    """How often one address of the network may cause e-mails to addresses that are not proven its own."""

    def get_cache_key(self, request: HttpRequest) -> str:
        """Return under which name the registrations are counted."""
        return f"event-register-{self.get_ident(request)}"


@never_cache
@require_http_methods(MAY)
@login_not_required
def event_register(request: HttpRequest, slug: str) -> HttpResponse:
    """Register for an event, with or without an account."""
    events = Engagement.objects.published().filter(kind=Engagement.Kind.EVENT)
    event = get_object_or_404(events.with_names(), slug=slug)
    person = request.user if isinstance(request.user, Person) else None
    own = suppliers_of(request.user)
    initial = (
        {"name": person.name, "email": person.email, "organisation": _from(person, own)} if person else {}
    )
    form = RegisterForm(posted(request), initial=initial)
    if form.is_valid() and _too_many(request, person, form.cleaned_data["email"]):
        form.add_error(None, TOO_MANY)
    if form.is_valid():
        try:
            row = register_for(
                engagement=event,
                person=person,
                supplier=own[0] if len(own) == 1 else None,
                now=timezone.now(),
                **form.cleaned_data,
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            mine = person is not None and row.person_id == person.pk
            context = {"event": event, "row": row if mine else None, "email": form.cleaned_data["email"]}
            return render(request, "pipeline/engagements/registered.html", context)
    return render(request, "pipeline/engagements/register.html", {"event": event, "form": form})


def _too_many(request: HttpRequest, person: Person | None, email: str) -> bool:
    own = person is not None and person.email.lower() == email.lower()
    return not own and not RegisterThrottle(settings.ALERT_RATE).allow_request(request)


def _from(person: Person, suppliers: list[Supplier]) -> str:
    if person.borough:
        return person.borough.name
    return suppliers[0].name if suppliers else person.organisation


@never_cache
@require_http_methods(MAY)
@login_not_required
def event_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Confirm the address of a registration: asked first, since mail programs open links by themselves."""
    row = _of(CONFIRM, token, CONFIRM_WITHIN)
    if row is None:
        return _stale(request)
    if request.method == "POST":
        try:
            row = confirm_registration(registration=row, now=timezone.now())
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect(row.engagement)
        context = {"event": row.engagement, "row": row, "email": row.email}
        return render(request, "pipeline/engagements/registered.html", context)
    return render(request, "pipeline/engagements/confirm.html", {"event": row.engagement, "row": row})


@never_cache
@require_http_methods(MAY)
@login_not_required
def event_cancel(request: HttpRequest, token: str) -> HttpResponse:
    """Cancel a registration by the link of its e-mail: asked first, then done."""
    row = _of(CANCEL, token, CANCEL_WORKS)
    if row is None:
        return _stale(request)
    if request.method == "POST":
        cancel_registration(registration=row)
        messages.success(request, "Your registration is cancelled.")
        return redirect(row.engagement)
    over, waiting = row.state == STATES.CANCELLED, row.state == STATES.WAITING
    context = {"event": row.engagement, "row": row, "over": over, "waiting": waiting}
    return render(request, "pipeline/engagements/cancel.html", context)


def _of(purpose: str, token: str, max_age: dt.timedelta) -> EventRegistration | None:
    try:
        pk = unsign(purpose, token, max_age=max_age)
    except StaleLink:
        return None
    rows = EventRegistration.objects.select_related("engagement__borough")
    return rows.filter(pk=pk, engagement__published_at__isnull=False).first()


def _stale(request: HttpRequest) -> HttpResponse:
    return render(request, "pipeline/engagements/stale.html", status=410)


@require_http_methods(MAY)
@requires(Permission.SPEAK_FOR_SUPPLIER)
def market_answer(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer questions to the market in the name of one's supplier; ``?supplier=`` names one of several."""
    rows = Engagement.objects.published().filter(kind=Engagement.Kind.QUESTIONS)
    engagement = get_object_or_404(rows.with_names(), slug=slug)
    suppliers = suppliers_of(request.user)
    supplier = _chosen(request, suppliers)
    context: dict[str, Any] = {
        "row": engagement,
        "boroughs": boroughs_of(engagement),
        "suppliers": suppliers,
        "supplier": supplier,
        "form": None,
    }
    if supplier:
        given = MarketAnswer.objects.filter(question__engagement=engagement, supplier=supplier)
        form = MarketAnswersForm(
            posted(request),
            questions=engagement.questions.all(),
            given={one.question_id: one for one in given},
        )
        context["form"] = form
        if form.is_valid():
            try:
                number = answer_market(
                    engagement=engagement,
                    supplier=supplier,
                    answers=form.answers(),
                    by=person_of(request),
                    today=timezone.localdate(),
                )
            except Refused as refused:
                form.add_error(None, str(refused))
            else:
                said = counted(number, "answer")
                messages.success(request, f"{said} of {supplier} {'is' if number == 1 else 'are'} kept.")
                return redirect(engagement)
    return render(request, "pipeline/engagements/answer.html", context)


def _chosen(request: HttpRequest, suppliers: list[Supplier]) -> Supplier | None:
    """Return the supplier that is named, or the only one; 404 for one that is not the reader's."""
    named = request.GET.get("supplier", "")
    if named:
        found = next((one for one in suppliers if one.slug == named), None)
        if found is None:
            raise Http404("No supplier of yours has this name.")
        return found
    return suppliers[0] if len(suppliers) == 1 else None
