"""Writing up a pilot: one thing a page, check your answers, publish, withdraw."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boroughs.models import Borough
from boroughs.refusals import Refused
from boroughs.rights import Permission, requires_on, requires_own_borough
from boroughs.views.history import history_page
from pilots import actions
from pilots.forms import WithdrawForm, form_of, initial_of
from pilots.history import PILOT_HISTORY
from pilots.models import Pilot
from pilots.template import STEPS, step_after, step_named

MAY = ["GET", "HEAD", "POST"]


@require_safe
@requires_own_borough(Permission.KEEP_PILOTS)
def own_pilots(request: HttpRequest, borough: Borough | None) -> HttpResponse:
    """List the drafts, the published and the withdrawn pilots of the reader's borough."""
    if borough is None:
        return choose(request, "Which borough’s pilots do you look for?")
    pilots = Pilot.objects.filter(borough=borough).with_names().order_by("state", "-changed", "-pk")
    imports = borough.pilot_imports.all()[:20]
    context = {"borough": borough, "pilots": pilots[:200], "imports": imports}
    return render(request, "pilots/own.html", context)


def choose(request: HttpRequest, title: str) -> HttpResponse:
    """Let LOTI staff say for which borough they do it."""
    return render(
        request, "pilots/choose.html", {"title": title, "boroughs": Borough.objects.order_by("name")}
    )


@require_http_methods(MAY)
@requires_own_borough(Permission.KEEP_PILOTS)
def pilot_new(request: HttpRequest, borough: Borough | None) -> HttpResponse:
    """Begin to write up a pilot: its first page makes the draft. LOTI staff say first for which borough."""
    if borough is None:
        return choose(request, "For which borough do you write up a pilot?")
    step = STEPS[0]
    form = form_of(step)(request.POST or None, borough=borough, step=step)
    by: Any = request.user
    if form.is_valid():
        made = actions.begin_pilot(borough=borough, answers=form.answers(), by=by)
        return _onwards(request, made, step.slug)
    return _step_page(request, None, form, borough)


def find_pilot(pk: int, **rest: Any) -> tuple[Pilot, Iterable[Borough]]:
    """Return a pilot and the borough that keeps it (R9)."""
    found = get_object_or_404(Pilot.objects.with_names().select_related("contact"), pk=pk)
    return found, [found.borough]


def find_step(pk: int, step: str) -> tuple[tuple[Pilot, str], Iterable[Borough]]:
    """Return a pilot with the page of the template that is asked for, and its borough."""
    found, boroughs = find_pilot(pk)
    return (found, step), boroughs


keeps = requires_on(Permission.KEEP_PILOTS, find_pilot)


@require_http_methods(MAY)
@requires_on(Permission.KEEP_PILOTS, find_step)
def pilot_step(request: HttpRequest, asked: tuple[Pilot, str]) -> HttpResponse:
    """Answer one page of the template; the draft is kept as far as it goes."""
    found, slug = asked
    step = step_named(slug)
    if step is None:
        raise Http404("The template has no such page.")
    by: Any = request.user
    initial = initial_of(found, by)
    form = form_of(step)(request.POST or None, borough=found.borough, step=step, initial=initial)
    if form.is_valid():
        try:
            saved = actions.answer(pilot=found, answers=form.answers(), by=by)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return _onwards(request, saved, slug)
    return _step_page(request, found, form, found.borough)


def _onwards(request: HttpRequest, pilot: Pilot, slug: str) -> HttpResponse:
    """Lead to the next page, to the answers where one changes them, or out."""
    if "leave" in request.POST:
        messages.success(request, "Kept. You find it among your borough’s pilots.")
        return redirect(_own_list(request, pilot))
    following = step_after(slug)
    if following is None or pilot.state == Pilot.State.PUBLISHED or request.GET.get("back") == "check":
        if pilot.state == Pilot.State.PUBLISHED:
            messages.success(request, "Saved.")
        return redirect("pilot_check", pilot.pk)
    return redirect("pilot_step", pilot.pk, following.slug)


def _own_list(request: HttpRequest, pilot: Pilot) -> str:
    address = reverse("own_pilots")
    reader: Any = request.user
    return address if reader.borough_id == pilot.borough_id else f"{address}?borough={pilot.borough.slug}"


def _step_page(request: HttpRequest, pilot: Pilot | None, form: Any, borough: Borough) -> HttpResponse:
    context = {
        "pilot": pilot,
        "form": form,
        "borough": borough,
        "step": form.step,
        "number": STEPS.index(form.step) + 1,
        "of": len(STEPS),
        "contact": pilot.contact if pilot else None,
    }
    return render(request, "pilots/step.html", context)


@require_http_methods(MAY)
@keeps
def pilot_check(request: HttpRequest, found: Pilot) -> HttpResponse:
    """Show every answer with a link to change it, and publish."""
    by: Any = request.user
    if request.method == "POST":
        try:
            actions.publish(pilot=found, by=by)
        except Refused:
            pass  # the page says what is missing
        else:
            messages.success(request, "Published. Everybody sees it; members read its candid part, too.")
            return redirect(found)
    context = {
        "pilot": found,
        "measures": list(found.measures.all()),
        "facets": list(found.facets.all()),
        "lacking": actions.lacking(found),
        "tried": request.method == "POST",
        "own_list": _own_list(request, found),
        "steps": STEPS,
    }
    return render(request, "pilots/check.html", context)


@require_http_methods(MAY)
@keeps
def pilot_withdraw(request: HttpRequest, found: Pilot) -> HttpResponse:
    """Withdraw a published pilot and say why; it can be published again."""
    form = WithdrawForm(request.POST or None)
    by: Any = request.user
    if form.is_valid():
        try:
            actions.withdraw(pilot=found, why=form.cleaned_data["why"], by=by)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Withdrawn: others see it no more. You can publish it again.")
            return redirect(found)
    context = {"form": form, "pilot": found, "title": "Withdraw it", "button": "Withdraw it", "warning": True}
    return render(request, "pilots/form.html", context)


@require_POST
@keeps
def pilot_discard(request: HttpRequest, found: Pilot) -> HttpResponse:
    """Throw away a draft that was never published."""
    address = _own_list(request, found)
    by: Any = request.user
    try:
        actions.discard(pilot=found, by=by)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(found)
    messages.success(request, "The draft is thrown away.")
    return redirect(address)


@require_safe
@keeps
def pilot_history(request: HttpRequest, found: Pilot) -> HttpResponse:
    """Show what happened to a pilot to those who keep it: earlier wordings may be candid."""
    return history_page(request, found, PILOT_HISTORY, above=("Pilots", reverse("pilots")))
