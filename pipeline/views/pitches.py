"""Pages of pitches for suppliers' people, and everybody's page of response times."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from boroughs.refusals import Refused
from boroughs.rights import Permission, requires
from boroughs.views.parts import person_of, posted
from boroughs.words import counted
from pipeline.models import Pitch, PitchQuestion
from pipeline.pitch_rules import ENOUGH_CASES, IN_DAYS, MOST_PITCHES, free_again_on
from pipeline.pitching import AlreadyPitched, answer_question, send_pitch, withdraw_pitch
from pipeline.pitching.forms import AnswerForm, PitchForm
from pipeline.pitching.times import response_times
from suppliers.claiming.speaking import suppliers_of

MAY = ["GET", "HEAD", "POST"]
A_PAGE = 30


def own_pitch(request: HttpRequest, pk: int) -> Pitch:
    """Return a pitch of a supplier for which the reader speaks; any other answers 404 (R9)."""
    keys = [one.pk for one in suppliers_of(request.user)]
    return get_object_or_404(Pitch.objects.of_suppliers(keys).with_names(), pk=pk)


@require_safe
@requires(Permission.SPEAK_FOR_SUPPLIER)
def pitches(request: HttpRequest) -> HttpResponse:
    """List what one's suppliers pitched, the latest first, with how boroughs answered; words narrow it."""
    suppliers = suppliers_of(request.user)
    words = request.GET.get("q", "").replace("\0", "").strip()[:100]
    rows = Pitch.objects.of_suppliers([one.pk for one in suppliers]).with_names()
    if words:
        rows = rows.filter(title__icontains=words)
    rows = rows.annotate(
        boroughs=Count("cases", distinct=True),
        answered=Count("cases", filter=Q(cases__first_answered_at__isnull=False), distinct=True),
        taken_up=Count("cases", filter=Q(cases__state="claimed"), distinct=True),
        to_answer=Count("cases__questions", filter=_open_questions(), distinct=True),
    ).order_by("-sent_at", "-pk")
    paginator = Paginator(rows, A_PAGE)
    page = paginator.get_page(request.GET.get("page"))
    query = f"&{urlencode({'q': words})}" if words else ""
    context = {
        "suppliers": suppliers,
        "page": page,
        "count": counted(paginator.count, "pitch", "pitches"),
        "words": words,
        "previous": f"?page={page.previous_page_number()}{query}" if page.has_previous() else "",
        "next": f"?page={page.next_page_number()}{query}" if page.has_next() else "",
    }
    return render(request, "pipeline/pitches/list.html", context)


def _open_questions() -> Q:
    return Q(cases__questions__isnull=False, cases__questions__answered_at__isnull=True)


@require_http_methods(MAY)
@requires(Permission.SPEAK_FOR_SUPPLIER)
def pitch_new(request: HttpRequest) -> HttpResponse:
    """Pitch something to boroughs; to one that was pitched the same within a year, its answer is shown."""
    suppliers = suppliers_of(request.user)
    context: dict[str, Any] = {
        "suppliers": suppliers,
        "most": MOST_PITCHES,
        "in_days": IN_DAYS,
        "form": PitchForm(posted(request), suppliers=suppliers) if suppliers else None,
    }
    form = context["form"]
    if form and form.is_valid():
        try:
            made = send_pitch(
                supplier=form.chosen,
                facts=form.facts(),
                boroughs=list(form.cleaned_data["boroughs"]),
                today=timezone.localdate(),
                by=person_of(request),
            )
        except AlreadyPitched as known:
            form.add_error("boroughs", str(known))
            context["earlier"] = [
                (case, free_again_on(timezone.localtime(case.arrived_at).date())) for case in known.cases
            ]
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Your pitch is sent. You hear when a borough answers.")
            return redirect(made)
    return render(request, "pipeline/pitches/new.html", context)


@require_safe
@requires(Permission.SPEAK_FOR_SUPPLIER)
def pitch(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a pitch to its supplier's people: what was offered, what each borough answered and asks."""
    found = own_pitch(request, pk)
    cases = found.cases.select_related("borough").prefetch_related("questions").order_by("borough__name")
    context = {"pitch": found, "cases": list(cases)}
    return render(request, "pipeline/pitches/pitch.html", context)


@require_http_methods(MAY)
@requires(Permission.SPEAK_FOR_SUPPLIER)
def pitch_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whether a pitch is to be withdrawn, then do it."""
    found = own_pitch(request, pk)
    if request.method == "POST":
        try:
            withdraw_pitch(pitch=found)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, "The pitch is withdrawn, and has left the boroughs’ inboxes.")
        return redirect(found)
    return render(request, "pipeline/pitches/withdraw.html", {"pitch": found})


@require_http_methods(MAY)
@requires(Permission.SPEAK_FOR_SUPPLIER)
def pitch_question(request: HttpRequest, pk: int, question: int) -> HttpResponse:
    """Answer a borough's question about a pitch."""
    found = own_pitch(request, pk)
    rows = PitchQuestion.objects.filter(case__pitch=found).select_related("case__borough")
    asked = get_object_or_404(rows, pk=question)
    form = AnswerForm(posted(request))
    if form.is_valid():
        try:
            answer_question(question=asked, answer=form.cleaned_data["answer"], by=person_of(request))
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, f"{asked.case.borough} has your answer.")
        return redirect(found)
    context = {"pitch": found, "asked": asked, "form": form}
    return render(request, "pipeline/pitches/answer.html", context)


@require_safe
@login_not_required
def pitch_times(request: HttpRequest) -> HttpResponse:
    """Show how long each borough takes to answer pitches, where enough cases tell."""
    context = {"times": response_times(timezone.now()), "enough": ENOUGH_CASES}
    return render(request, "pipeline/pitches/times.html", context)
