"""Officers' pages of market engagement: what boroughs hold, what came of it, making and changing it."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boroughs.models import Borough
from boroughs.refusals import Refused
from boroughs.rights import Permission, requires, requires_in_borough, requires_on
from boroughs.views.parts import person_of, posted
from boroughs.words import counted
from pipeline import engaging
from pipeline.engaging.forms import CallOffForm, EngagementForm, EventForm, OutcomeForm, QuestionsForm
from pipeline.engaging.listing import area_of, boroughs_of, standing_of
from pipeline.models import Engagement, Procurement
from pipeline.procuring import may_publish

MAY = ["GET", "HEAD", "POST"]
A_PAGE = 30
FORMS: dict[str, type[EngagementForm]] = {"event": EventForm, "questions": QuestionsForm}
#: What the list of members is narrowed to.
SHOWN = {"": "Coming", "outcomes": "With what came of it", "past": "All past", "own": "Of my borough"}


def find(slug: str) -> tuple[Engagement, Iterable[Borough]]:
    """Return an engagement and the boroughs that hold it."""
    row = get_object_or_404(Engagement.objects.with_names(), slug=slug)
    return row, [row.borough, *(one.borough for one in row.partners.all())]


holds = requires_on(Permission.HOLD_ENGAGEMENTS, find)


@require_safe
@requires(Permission.SEE_SHARED_TIMELINES)
def engagements(request: HttpRequest) -> HttpResponse:
    """List boroughs' market engagement for members: what comes, what came of it, and one's own drafts."""
    today, person = timezone.localdate(), person_of(request)
    which = request.GET.get("show", "") if request.GET.get("show", "") in SHOWN else ""
    words = request.GET.get("q", "").replace("\0", "").strip()[:100]
    rows = Engagement.objects.published()
    if which == "own":
        rows = Engagement.objects.held_by(person.borough_id or 0)
    elif which == "outcomes":
        rows = rows.exclude(outcome="")
    else:
        rows = rows.past(today) if which == "past" else rows.coming(today)
    if words:
        rows = rows.filter(title__icontains=words)
    paginator = Paginator(rows.with_names().with_numbers().order_by("-pk"), A_PAGE)
    page = paginator.get_page(request.GET.get("page"))
    path, query = reverse("engagements"), f"&{urlencode({'show': which, 'q': words})}"
    context = {
        "tabs": [
            (label, f"{path}?show={key}" if key else path, key == which) for key, label in SHOWN.items()
        ],
        "which": which,
        "words": words,
        "count": counted(paginator.count, "market engagement"),
        "rows": [(row, boroughs_of(row), area_of(row), standing_of(row, today)) for row in page],
        "own": person.borough,
        "previous": f"?page={page.previous_page_number()}{query}" if page.has_previous() else "",
        "next": f"?page={page.next_page_number()}{query}" if page.has_next() else "",
    }
    return render(request, "pipeline/engagements/list.html", context)


@require_http_methods(MAY)
@requires_in_borough(Permission.HOLD_ENGAGEMENTS)
def engagement_new(request: HttpRequest, borough: Borough, kind: str) -> HttpResponse:
    """Make an engagement of a borough; ``?procurement=`` names the procurement that it is about."""
    if kind not in FORMS:
        raise Http404("There is no engagement of this kind.")
    initial: dict[str, Any] = {"contact": borough.role_mailbox, "sharing": "unnamed"}
    if slug := request.GET.get("procurement", "").replace("\0", ""):
        found = get_object_or_404(Procurement.objects.of_borough(borough).defer("search"), slug=slug)
        initial |= {"procurement": found.pk, "contact": found.role_mailbox or borough.role_mailbox}
    person, today = person_of(request), timezone.localdate()
    form = FORMS[kind](posted(request), borough=borough, today=today, reader=person, initial=initial)
    if form.is_valid():
        try:
            made = engaging.create_engagement(borough=borough, facts=form.facts(), by=person)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(
                request, "It is made. Only the boroughs that hold it see it until it is published."
            )
            return redirect("engagement", slug=made.slug)
    context = {"form": form, "borough": borough, "kind": kind, "row": None}
    return render(request, "pipeline/engagements/form.html", context)


@require_safe
@holds
def engagement(request: HttpRequest, row: Engagement) -> HttpResponse:
    """Show an engagement to the boroughs that hold it: who is registered, and every answer."""
    today = timezone.localdate()
    registrations = list(
        row.registrations.exclude(state__in=["unconfirmed", "cancelled"]).order_by("state", "pk")
    )
    questions = [
        (question, list(question.answers.all()))
        for question in row.questions.prefetch_related("answers__supplier__merged_into")
    ]
    context = {
        "row": row,
        "boroughs": boroughs_of(row),
        "standing": standing_of(row, today),
        "registrations": registrations,
        "registered": sum(one.state == "registered" for one in registrations),
        "waiting": sum(one.state == "waiting" for one in registrations),
        "questions": questions,
        "publishes": may_publish(request.user, row.borough),
        "may_call_off": not row.cancelled_at and not (row.ends_at and row.ends_at <= timezone.now()),
        "may_share": not row.is_event
        and row.sharing != Engagement.Sharing.NOBODY
        and not row.shared_at
        and bool(row.answers_until and row.answers_until < today),
    }
    return render(request, "pipeline/engagements/engagement.html", context)


@require_http_methods(MAY)
@holds
def engagement_change(request: HttpRequest, row: Engagement) -> HttpResponse:
    """Change an engagement."""
    form = FORMS[row.kind](
        posted(request),
        borough=row.borough,
        today=timezone.localdate(),
        reader=person_of(request),
        facts=engaging.facts_of(row),
    )
    if form.is_valid():
        try:
            engaging.change_engagement(engagement=row, facts=form.facts())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "It is saved.")
            return redirect("engagement", slug=row.slug)
    context = {"form": form, "borough": row.borough, "kind": row.kind, "row": row}
    return render(request, "pipeline/engagements/form.html", context)


@require_POST
@holds
def engagement_publish(request: HttpRequest, row: Engagement) -> HttpResponse:
    """Publish an engagement, or say who may."""
    try:
        engaging.publish_engagement(engagement=row, by=person_of(request))
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "It is published: everybody sees it, and followers are told.")
    return redirect("engagement", slug=row.slug)


@require_POST
@holds
def engagement_share(request: HttpRequest, row: Engagement) -> HttpResponse:
    """Share the answers of the market as it was said."""
    try:
        engaging.share_answers(engagement=row, by=person_of(request), today=timezone.localdate())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "The answers are shared. What is commercially sensitive is not.")
    return redirect("engagement", slug=row.slug)


@require_http_methods(MAY)
@holds
def engagement_call_off(request: HttpRequest, row: Engagement) -> HttpResponse:
    """Call an engagement off, with a reason."""
    form = CallOffForm(posted(request))
    if form.is_valid():
        try:
            engaging.call_off(engagement=row, because=form.cleaned_data["because"])
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, "It is called off. Whoever is registered is told.")
        return redirect("engagement", slug=row.slug)
    return render(request, "pipeline/engagements/call_off.html", {"form": form, "row": row})


@require_http_methods(MAY)
@holds
def engagement_outcome(request: HttpRequest, row: Engagement) -> HttpResponse:
    """Record what came of an engagement and who attended, for officers of all boroughs."""
    if not row.published_at:
        messages.error(request, "Publish it first: there is nothing to record yet.")
        return redirect("engagement", slug=row.slug)
    form = OutcomeForm(posted(request), engagement=row, rows=row.registrations.counting())
    if form.is_valid():
        engaging.record_outcome(
            engagement=row, outcome=form.cleaned_data["outcome"], attended=form.attendance()
        )
        messages.success(request, "It is recorded. Officers of all boroughs see it.")
        return redirect("engagement", slug=row.slug)
    return render(request, "pipeline/engagements/outcome.html", {"form": form, "row": row})
