"""A borough's inbox of pitches, and what its officers do with each."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from boroughs.models import Borough, Person
from boroughs.refusals import Refused
from boroughs.rights import Permission, requires_in_borough, requires_on
from boroughs.views.parts import person_of, posted
from boroughs.words import counted
from pipeline import pitching
from pipeline.market_querysets import PitchCaseQuerySet
from pipeline.models import PitchCase
from pipeline.pitching.forms import AskForm, DeclineForm, PassForm, TakeUpForm

MAY = ["GET", "HEAD", "POST"]
A_PAGE = 30
#: What the inbox is narrowed to, with the words of its tab.
TABS = {
    "new": "To answer",
    "claimed": "Taken up",
    "passed": "Passed on",
    "declined": "Declined",
    "withdrawn": "Withdrawn",
}


def _in(rows: PitchCaseQuerySet, tab: str) -> PitchCaseQuerySet:
    if tab == "withdrawn":
        return rows.filter(pitch__withdrawn_at__isnull=False)
    return rows.standing().filter(state=tab)


@require_safe
@requires_in_borough(Permission.ANSWER_PITCHES)
def pitch_inbox(request: HttpRequest, borough: Borough) -> HttpResponse:
    """List a borough's pitches by what became of them; words and a service area narrow the list."""
    given: QueryDict = request.GET
    tab = given.get("state", "new") if given.get("state", "new") in TABS else "new"
    words = given.get("q", "").replace("\0", "").strip()[:100]
    area = given.get("area", "").replace("\0", "")[:10]
    rows = PitchCase.objects.at(borough)
    areas = [*_areas_of(rows)]
    if words:
        rows = rows.filter(Q(pitch__title__icontains=words) | Q(pitch__supplier__name__icontains=words))
    if area:
        rows = rows.filter(pitch__service_area__code=area)
    query = {"q": words, "area": area}
    shown = _in(rows, tab).with_names().with_questions_open()
    paginator = Paginator(shown.order_by("arrived_at" if tab == "new" else "-arrived_at", "pk"), A_PAGE)
    page = paginator.get_page(given.get("page"))
    context = {
        "borough": borough,
        "tabs": _tabs(borough, rows, tab, query),
        "tab": tab,
        "page": page,
        "count": counted(paginator.count, "pitch", "pitches"),
        "areas": areas,
        "area": area,
        "words": words,
        "narrowed": bool(words or area),
        "previous": _address({**query, "state": tab, "page": page.previous_page_number()})
        if page.has_previous()
        else "",
        "next": _address({**query, "state": tab, "page": page.next_page_number()}) if page.has_next() else "",
    }
    return render(request, "pipeline/pitches/inbox.html", context)


def _areas_of(rows: PitchCaseQuerySet) -> Iterable[tuple[str, str]]:
    """Return the code and name of each service area in which the borough was pitched something."""
    found = rows.order_by("pitch__service_area__code").values_list(
        "pitch__service_area__code", "pitch__service_area__parent__name", "pitch__service_area__name"
    )
    return [(code, f"{above} › {name}" if above else name) for code, above, name in found.distinct()]


def _tabs(
    borough: Borough, rows: PitchCaseQuerySet, here: str, query: Mapping[str, Any]
) -> list[tuple[str, str, bool]]:
    """Return the tabs with their numbers: one query."""
    gone = Q(pitch__withdrawn_at__isnull=False)
    wanted = {tab: Q(state=tab) & ~gone for tab in TABS if tab != "withdrawn"} | {"withdrawn": gone}
    numbers = rows.order_by().aggregate(**{tab: Count("pk", filter=q) for tab, q in wanted.items()})
    path = reverse("pitch_inbox", args=[borough.slug])
    return [
        (f"{label} ({numbers[tab]})", f"{path}{_address({**query, 'state': tab})}", tab == here)
        for tab, label in TABS.items()
    ]


def _address(parameters: Mapping[str, Any]) -> str:
    query = QueryDict(mutable=True)
    query.update({name: str(value) for name, value in parameters.items() if value})
    return f"?{query.urlencode()}"


def find_case(slug: str, pk: int, **rest: Any) -> tuple[PitchCase, Iterable[Borough]]:
    """Return a pitch at a borough, and whose it is."""
    rows = PitchCase.objects.with_names().select_related("passed_from__borough", "borough")
    case = get_object_or_404(rows, borough__slug=slug, pk=pk)
    return case, [case.borough]


@require_safe
@requires_on(Permission.ANSWER_PITCHES, find_case)
def pitch_case(request: HttpRequest, case: PitchCase) -> HttpResponse:
    """Show a pitch to the officers of a borough that got it."""
    context = {
        "case": case,
        "pitch": case.pitch,
        "questions": list(case.questions.select_related("asked_by")),
        "passed_to": list(case.passed_to.select_related("borough")),
        "others": case.pitch.cases.exclude(pk=case.pk).count(),
        "steps": [] if case.pitch.withdrawn_at else [(key, STEPS[key]) for key in _steps(case)],
    }
    return render(request, "pipeline/pitches/case.html", context)


@dataclass(frozen=True)
class Step:
    """Something that officers do with a pitch: its words, its form and what it calls."""

    label: str
    lead: str
    form: Callable[[QueryDict | None, PitchCase], forms.Form]
    act: Callable[[PitchCase, Person, dict[str, Any]], object]
    done: str


STEPS = {
    "take-up": Step(
        "Take it up",
        "You handle it for your borough from now on, and the supplier is told that the borough takes it up.",
        lambda data, case: TakeUpForm(data),
        lambda case, by, given: pitching.take_up(case=case, by=by, **given),
        "Your borough takes the pitch up. You handle it.",
    ),
    "ask": Step(
        "Ask the supplier",
        "The pitch stays where it is.",
        lambda data, case: AskForm(data),
        lambda case, by, given: pitching.ask(case=case, by=by, **given),
        "The supplier has your question. You hear when it answers.",
    ),
    "pass-on": Step(
        "Pass it on",
        "It goes to the inbox of another borough, and yours has answered it.",
        lambda data, case: PassForm(data, borough=case.borough),
        lambda case, by, given: pitching.pass_on(case=case, by=by, **given),
        "The other borough has the pitch now.",
    ),
    "decline": Step(
        "Decline it",
        "The hub remembers your answer, and shows it if the supplier tries again within a year.",
        lambda data, case: DeclineForm(data),
        lambda case, by, given: pitching.decline(case=case, by=by, **given),
        "The supplier is told, and why.",
    ),
}


def _steps(case: PitchCase) -> list[str]:
    """Return what can be done with a pitch as it stands."""
    states = PitchCase.State
    return {
        states.NEW: ["take-up", "ask", "pass-on", "decline"],
        states.CLAIMED: ["ask", "pass-on", "decline"],
        states.DECLINED: ["take-up", "ask"],
        states.PASSED: [],
    }[states(case.state)]


def find_case_step(slug: str, pk: int, step: str) -> tuple[tuple[PitchCase, str], Iterable[Borough]]:
    """Return a pitch at a borough with the name of a step, and whose it is."""
    if step not in STEPS:
        raise Http404("Nothing of this name is done with pitches.")
    case, boroughs = find_case(slug, pk)
    return (case, step), boroughs


@require_http_methods(MAY)
@requires_on(Permission.ANSWER_PITCHES, find_case_step)
def pitch_answer(request: HttpRequest, found: tuple[PitchCase, str]) -> HttpResponse:
    """Take one step with a pitch: take it up, ask, pass it on, decline it."""
    case, name = found
    step = STEPS[name]
    form = step.form(posted(request), case)
    if form.is_valid():
        try:
            step.act(case, person_of(request), form.cleaned_data)
        except Refused as refused:
            form.add_error(next(iter(form.fields)), str(refused))
        else:
            messages.success(request, step.done)
            return redirect(case)
    context = {"case": case, "pitch": case.pitch, "step": step, "form": form}
    return render(request, "pipeline/pitches/step.html", context)
