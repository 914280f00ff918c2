"""An officer changes a timeline: its facts, its dates, where it stands, who may see it."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from boroughs.models import Borough
from boroughs.refusals import Refused
from boroughs.rights import Permission, requires_in_borough, requires_on
from boroughs.words import counted
from pipeline import procuring
from pipeline.forms_timeline_steps import DatesForm, EndForm, MoveForm, RuleForm, VisibilityForm
from pipeline.forms_timelines import TimelineForm
from pipeline.models import Procurement, PublishingRule
from pipeline.procuring.facts import facts_of
from pipeline.timeline_page import gaps_of

FORM = "pipeline/timeline_form.html"
MAY = ["GET", "HEAD", "POST"]


def find(slug: str) -> tuple[Procurement, Iterable[Borough]]:
    """Return a timeline and whose it is."""
    procurement = get_object_or_404(Procurement.objects.with_all_names(), slug=slug)
    return procurement, [procurement.borough]


keeps = requires_on(Permission.KEEP_TIMELINES, find)


@require_http_methods(MAY)
@keeps
def timeline_edit(request: HttpRequest, procurement: Procurement) -> HttpResponse:
    """Change what is recorded beside the dates."""
    form = TimelineForm(request.POST or None, procurement=procurement)
    if form.is_valid():
        try:
            procuring.change_procurement(
                procurement=procurement,
                facts=form.facts(),
                on=timezone.localdate(),
                by=officer(request),
                again=form.cleaned_data["again"],
            )
        except Refused as refused:
            form.add_error("route", str(refused))
        else:
            messages.success(request, "Saved.")
            return redirect(procurement)
    return page(request, procurement, form, "Change what is recorded", "Save")


@require_http_methods(MAY)
@keeps
def timeline_dates(request: HttpRequest, procurement: Procurement) -> HttpResponse:
    """Change planned dates by hand, or have those that have not come to pass worked out again."""
    if "again" in request.POST:
        moved = procuring.plan_again(procurement=procurement, on=timezone.localdate(), by=officer(request))
        said = f"{counted(moved, 'date')} moved." if moved else "Nothing moved: the dates are as worked out."
        messages.success(request, said)
        return redirect("timeline_dates", procurement.slug)
    form = DatesForm(request.POST or None, stages=procurement.stages.all(), days=procurement.milestones.all())
    if form.is_valid():
        moved = procuring.change_dates(
            procurement=procurement,
            stages=form.stage_dates,
            days=form.milestone_dates,
            by=officer(request),
            why=form.cleaned_data["why"],
        )
        messages.success(
            request, f"Saved. {counted(moved, 'date')} moved." if moved else "No date was changed."
        )
        return redirect(procurement)
    return page(
        request,
        procurement,
        form,
        "Planned dates",
        "Save these dates",
        template="pipeline/timeline_dates.html",
    )


@require_http_methods(MAY)
@keeps
def timeline_move(request: HttpRequest, procurement: Procurement) -> HttpResponse:
    """Say that a stage has begun or ended, and when."""
    stages = list(procurement.stages.all())
    entered = max((one.position for one in stages if one.entered_on), default=0)
    present = next((one for one in stages if one.entered_on and not one.left_on), None)
    coming = [one for one in stages if one.position > entered]
    form = MoveForm(request.POST or None, coming=coming, present=present, today=timezone.localdate())
    if form.is_valid():
        chosen, on, why = (form.cleaned_data[name] for name in ("stage", "on", "why"))
        try:
            if chosen == MoveForm.LEAVE:
                procuring.leave_stage(procurement=procurement, on=on, by=officer(request), why=why)
            else:
                stage = next(one for one in stages if str(one.pk) == chosen)
                push = form.cleaned_data["push"]
                procuring.enter_stage(
                    procurement=procurement, stage=stage, on=on, push=push, by=officer(request), why=why
                )
        except Refused as refused:
            form.add_error("on", str(refused))
        else:
            messages.success(request, "Saved.")
            return redirect(procurement)
    return page(request, procurement, form, "Say what happened", "Save")


@require_POST
@keeps
def timeline_move_back(request: HttpRequest, procurement: Procurement) -> HttpResponse:
    """Take the last move back."""
    try:
        procuring.take_back_move(procurement=procurement, by=officer(request))
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "The last move is taken back.")
    return redirect(procurement)


@require_http_methods(MAY)
@keeps
def timeline_visibility(request: HttpRequest, procurement: Procurement) -> HttpResponse:
    """Say who may see a timeline; whoever may not publish asks those who may."""
    may = procuring.may_publish(request.user, procurement.borough)
    wanted = Procurement.Visibility.PUBLIC if "publish" in request.GET else procurement.visibility
    if procurement.publication_asked_at and may:
        wanted = Procurement.Visibility.PUBLIC
    mailbox = procurement.role_mailbox or procurement.borough.role_mailbox
    form = VisibilityForm(
        request.POST or None,
        may_publish=may or procurement.is_public,
        borough=procurement.borough,
        published_mailbox=procurement.role_mailbox if procurement.is_public else "",
        initial={"visibility": wanted, "role_mailbox": mailbox},
    )
    if form.is_valid():
        try:
            said = _show(request, procurement, form, may=may)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, said)
            return redirect(procurement)
    return page(
        request,
        procurement,
        form,
        "Who may see this timeline",
        "Save",
        template="pipeline/timeline_visibility.html",
        gaps=gaps_of(procurement),
    )


def _show(request: HttpRequest, procurement: Procurement, form: VisibilityForm, *, may: bool) -> str:
    """Do what was chosen; return what to say of it."""
    chosen, mailbox, by = form.cleaned_data["visibility"], form.cleaned_data["role_mailbox"], officer(request)
    if chosen != Procurement.Visibility.PUBLIC:
        members = chosen == Procurement.Visibility.MEMBERS
        procuring.share(procurement=procurement, with_members=members, by=by)
        return (
            "Members of the hub see it now." if members else f"Only officers of {procurement.borough} see it."
        )
    if may:
        procuring.publish(procurement=procurement, mailbox=mailbox, by=by)
        return "Published: everybody finds it among the opportunities."
    if procurement.is_public:  # nobody need be asked: only the mailbox is another one
        facts = replace(facts_of(procurement), role_mailbox=mailbox)
        procuring.change_procurement(procurement=procurement, facts=facts, on=timezone.localdate(), by=by)
        return "Saved. Everybody finds it among the opportunities as before."
    procuring.ask_for_publication(procurement=procurement, mailbox=mailbox, by=by)
    return f"{procurement.borough}’s publisher is asked. Until then, who may see it stays as it is."


@require_http_methods(MAY)
@keeps
def timeline_end(request: HttpRequest, procurement: Procurement) -> HttpResponse:
    """Say that a procurement has ended, or that it goes on after all."""
    if "reopen" in request.POST:
        try:
            procuring.reopen_procurement(procurement=procurement, by=officer(request))
        except Refused as refused:
            messages.error(request, str(refused))
        return redirect(procurement)
    form = EndForm(request.POST or None, today=timezone.localdate())
    if form.is_valid():
        procuring.end_procurement(procurement=procurement, by=officer(request), **form.cleaned_data)
        messages.success(request, "Saved. It stays where it was seen, marked as past.")
        return redirect(procurement)
    return page(request, procurement, form, "This procurement has ended", "Save")


@require_http_methods(MAY)
@requires_in_borough(Permission.MANAGE_PEOPLE)
def publishing_rule(request: HttpRequest, borough: Borough) -> HttpResponse:
    """Let an administrator say who may publish the borough's timelines."""
    rule = PublishingRule.objects.filter(borough=borough).first()
    present = "officers" if rule and rule.any_officer else "publishers"
    form = RuleForm(request.POST or None, initial={"who": present})
    if form.is_valid():
        procuring.say_who_publishes(
            borough=borough, any_officer=form.cleaned_data["who"] == "officers", by=officer(request)
        )
        messages.success(request, "Saved.")
        return redirect("publishing_rule", borough.slug)
    return render(request, "pipeline/publishing_rule.html", {"borough": borough, "form": form})


def officer(request: HttpRequest) -> Any:
    """Return who is signed in: the decorators let nobody else in."""
    return request.user


def page(
    request: HttpRequest,
    procurement: Procurement,
    form: Any,
    title: str,
    button: str,
    *,
    template: str = FORM,
    **more: Any,
) -> HttpResponse:
    """Show a form about a timeline."""
    parents = [("Timelines", reverse("timelines")), (procurement.title, procurement.get_absolute_url())]
    context = {
        "timeline": procurement,
        "form": form,
        "title": title,
        "button": button,
        "parents": parents,
        **more,
    }
    return render(request, template, context)
