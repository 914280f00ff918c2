"""What members of a collaboration work on: demand, requirements, tasks, the plan, the thread, the outcome."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from boroughs.models import Borough
from boroughs.refusals import Refused
from boroughs.rights import Permission, requires_on
from boroughs.words import plain_date
from documents.models import Document, DocumentVersion
from pipeline import collaborating
from pipeline.collaborating.demand import amounts_of
from pipeline.collaborating.ending import OutcomeFacts
from pipeline.collaborating.working import TaskFacts
from pipeline.collaboration_page import (
    boroughs_with_a_voice,
    demand_rows,
    members_in,
    post_rows,
    proposal_rows,
    requirement_rows,
    standing_of,
)
from pipeline.collaboration_plan import contract_to_replace, plan_case, plan_context
from pipeline.forms_collaborations import (
    FiguresForm,
    LotForm,
    MarksForm,
    OutcomeForm,
    PaperForm,
    PostForm,
    RequirementForm,
    StartForm,
    TaskForm,
)
from pipeline.forms_timelines import money_as_typed
from pipeline.models import Collaboration, Figure, Member, Outcome, Requirement, Task
from pipeline.views.collaboration_base import MAY, do, find, page, reader, saved, works

FOLDER = "pipeline/collaborations"


@require_http_methods(MAY)
@works
def collaboration_demand(request: HttpRequest, found: Collaboration) -> HttpResponse:
    """Show the demand as sums, and take the figures of the reader's borough and new lots."""
    by, lots = reader(request), list(found.lots.all())
    adding = "add_lot" in request.POST
    lot_form = LotForm(request.POST if adding else None, prefix="new")
    if adding and saved(
        lot_form, lambda: collaborating.add_lot(collaboration=found, by=by, **lot_form.cleaned_data)
    ):
        messages.success(request, f"{lot_form.cleaned_data['name']} is added: every member can say how much.")
        return redirect("collaboration_demand", found.slug)
    sent = request.POST if request.method == "POST" and not adding else None
    form = FiguresForm(sent, lots=lots, initial=_own_figures(found, by.borough))
    if saved(form, lambda: collaborating.give_figures(collaboration=found, figures=form.figures(), by=by)):
        messages.success(request, "Saved. Others see your figures in sums alone.")
        return redirect("collaboration_demand", found.slug)
    return page(
        request,
        found,
        f"{FOLDER}/demand.html",
        "Demand",
        form=lot_form if adding else form,
        figures=form,
        lot_form=lot_form,
        rows=demand_rows(found, lots, by.borough),
    )


def _own_figures(found: Collaboration, borough: Borough | None) -> dict[str, Any]:
    """Return what the reader's borough gave, as the form's fields have it."""
    if borough is None:
        return {}
    own = {key: amounts[borough.pk] for key, amounts in amounts_of(found).items() if borough.pk in amounts}
    initial: dict[str, Any] = {}
    for (measure, lot), amount in own.items():
        written = f"{amount:f}".removesuffix(".00")
        if measure == Figure.Measure.PRICE:
            written = money_as_typed(amount)
        initial[f"lot_{lot}" if lot else measure] = written
    return initial


@require_http_methods(MAY)
@works
def collaboration_requirements(request: HttpRequest, found: Collaboration) -> HttpResponse:
    """Show what each borough needs and where they differ; take marks and new requirements."""
    by = reader(request)
    boroughs = boroughs_with_a_voice(found)
    rows = requirement_rows(found.requirements.prefetch_related("marks"), boroughs, by.borough)
    adding = "add" in request.POST
    new = RequirementForm(request.POST if adding else None)
    marks = MarksForm(request.POST if request.method == "POST" and not adding else None, rows=rows)
    if adding and saved(
        new, lambda: collaborating.add_requirement(collaboration=found, by=by, **new.cleaned_data)
    ):
        messages.success(request, "Added: every member can mark it.")
        return redirect("collaboration_requirements", found.slug)
    if saved(marks, lambda: collaborating.mark_requirements(collaboration=found, marks=marks.marks(), by=by)):
        messages.success(request, "Saved.")
        return redirect("collaboration_requirements", found.slug)
    differ = request.GET.get("show") == "differences"
    return page(
        request,
        found,
        f"{FOLDER}/requirements.html",
        "Common requirements",
        form=new if adding else marks,
        new=new,
        marks=marks,
        boroughs=boroughs,
        rows=[row for row in rows if row.differs] if differ else rows,
        number=len(rows),
        differing=sum(row.differs for row in rows),
        differ=differ,
    )


@require_http_methods(MAY)
@works
def collaboration_documents(request: HttpRequest, found: Collaboration) -> HttpResponse:
    """List the documents of a collaboration with their newest versions, and take one."""
    form = PaperForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("title", "kind", "file")}
        try:
            collaborating.give_document(collaboration=found, by=reader(request), **given)
        except Refused as refused:
            form.add_error("file", str(refused))
        else:
            messages.success(request, "Taken. Members see it once it has been looked into.")
            return redirect("collaboration_documents", found.slug)
    rows = Document.objects.visible_to(reader(request)).filter(collaboration_link__collaboration=found)
    documents = rows.with_names().prefetch_related(
        Prefetch("versions", DocumentVersion.objects.defer("text", "search"))
    )
    return page(request, found, f"{FOLDER}/documents.html", "Documents", form=form, documents=documents)


def find_requirement(slug: str, pk: int) -> tuple[Requirement, Iterable[Borough]]:
    """Return a requirement, and the boroughs whose officers work there."""
    found, boroughs = find(slug)
    return get_object_or_404(found.requirements.select_related("collaboration"), pk=pk), boroughs


@require_POST
@requires_on(Permission.COLLABORATE, find_requirement)
def collaboration_requirement_remove(request: HttpRequest, requirement: Requirement) -> HttpResponse:
    """Take a requirement away that nobody else has marked."""
    found = requirement.collaboration
    do(
        request,
        found,
        lambda: collaborating.remove_requirement(requirement=requirement, by=reader(request)),
        "The requirement is taken away.",
    )
    return redirect("collaboration_requirements", found.slug)


@require_http_methods(MAY)
@works
def collaboration_tasks(request: HttpRequest, found: Collaboration) -> HttpResponse:
    """List tasks and decisions, those to come first, and take a new one."""
    form = _task_form(request, found, None)
    if saved(form, lambda: _record(found, form, request, None)):
        messages.success(request, "Added.")
        return redirect("collaboration_tasks", found.slug)
    rows = found.tasks.select_related("borough", "owner")
    which = request.GET.get("show", "")
    if which in Task.Kind.values:
        rows = rows.filter(kind=which)
    elif which == "open":
        rows = rows.filter(done_on__isnull=True)
    more = {"form": form, "tasks": list(rows), "which": which, "today": timezone.localdate()}
    return page(request, found, f"{FOLDER}/tasks.html", "Decisions and tasks", **more)


def find_task(slug: str, pk: int) -> tuple[tuple[Collaboration, Task], Iterable[Borough]]:
    """Return a task with its collaboration, and the boroughs whose officers work there."""
    found, boroughs = find(slug)
    return (found, get_object_or_404(found.tasks.select_related("borough", "owner"), pk=pk)), boroughs


@require_http_methods(MAY)
@requires_on(Permission.COLLABORATE, find_task)
def collaboration_task(request: HttpRequest, record: tuple[Collaboration, Task]) -> HttpResponse:
    """Change a task or a decision, or say that it is done."""
    found, task = record
    form = _task_form(request, found, task)
    if saved(form, lambda: _record(found, form, request, task)):
        messages.success(request, "Saved.")
        return redirect("collaboration_tasks", found.slug)
    title = f"Change the {task.get_kind_display()}"
    return page(request, found, f"{FOLDER}/form.html", title, form=form, button="Save")


def _task_form(request: HttpRequest, found: Collaboration, task: Task | None) -> TaskForm:
    names = TaskFacts.__dataclass_fields__
    return TaskForm(
        request.POST or None,
        boroughs=boroughs_with_a_voice(found),
        own=reader(request).borough,
        today=timezone.localdate(),
        initial={name: getattr(task, name) for name in names} if task else {},
    )


def _record(found: Collaboration, form: TaskForm, request: HttpRequest, task: Task | None) -> None:
    facts = TaskFacts(**form.cleaned_data)
    collaborating.record_task(collaboration=found, facts=facts, by=reader(request), task=task)


@require_http_methods(MAY)
@works
def collaboration_plan(request: HttpRequest, found: Collaboration) -> HttpResponse:
    """Show the plan of the members' contracts, take a proposal for the start, and put it into a pipeline."""
    by, today = reader(request), timezone.localdate()
    standing = standing_of(found, by)
    case = plan_case(found, boroughs_with_a_voice(found), today)
    if "take" in request.POST:
        return _take(request, found, contract_to_replace(case[1] if case else None, by.borough), today)
    context = plan_context(case, found.agreed_start)
    plan = context["plan"]
    best = plan.start if plan and plan.start else None
    form = StartForm(request.POST or None, initial={"start_on": plain_date(best) if best else ""})
    if saved(
        form,
        lambda: collaborating.propose_start(collaboration=found, on=today, by=by, **form.cleaned_data),
    ):
        messages.success(request, "Proposed. It is agreed once all members that contribute say so.")
        return redirect("collaboration_plan", found.slug)
    return page(
        request,
        found,
        f"{FOLDER}/plan.html",
        "The plan",
        form=form,
        proposals=proposal_rows(found, standing),
        members=members_in(found, Member.Part.CONTRIBUTES),
        **context,
    )


def _take(request: HttpRequest, found: Collaboration, contract: Any, today: dt.date) -> HttpResponse:
    do(
        request,
        found,
        lambda: collaborating.take_date(collaboration=found, contract=contract, on=today, by=reader(request)),
        "The agreed date is in your pipeline: your own gates decide the dates before it.",
    )
    return redirect("collaboration_plan", found.slug)


@require_http_methods(MAY)
@works
def collaboration_discussion(request: HttpRequest, found: Collaboration) -> HttpResponse:
    """Show the thread and take a contribution."""
    by = reader(request)
    form = PostForm(request.POST or None)
    if saved(
        form,
        lambda: collaborating.write_post(collaboration=found, text=form.cleaned_data["text"], by=by),
    ):
        messages.success(request, "Sent.")
        return redirect("collaboration_discussion", found.slug)
    posts = post_rows(found.posts.select_related("author__profile", "borough"), by)
    return page(request, found, f"{FOLDER}/discussion.html", "Discussion", form=form, posts=posts)


@require_http_methods(MAY)
@works
def collaboration_outcome(request: HttpRequest, found: Collaboration) -> HttpResponse:
    """Record what came of a collaboration, end it, and open it again."""
    by, today = reader(request), timezone.localdate()
    if "end" in request.POST:
        return do(
            request,
            found,
            lambda: collaborating.end_collaboration(collaboration=found, on=today, by=by),
            "Ended. Members read it as before; the lead can open it again.",
        )
    if "reopen" in request.POST:
        return do(
            request,
            found,
            lambda: collaborating.reopen_collaboration(collaboration=found, by=by),
            "It goes on.",
        )
    outcome = Outcome.objects.filter(collaboration=found).first()
    form = OutcomeForm(request.POST or None, initial=_said(outcome))
    if saved(
        form,
        lambda: collaborating.record_outcome(
            collaboration=found, facts=OutcomeFacts(**form.cleaned_data), by=by
        ),
    ):
        messages.success(request, "Saved.")
        return redirect("collaboration_outcome", found.slug)
    return page(request, found, f"{FOLDER}/outcome.html", "What came of it", form=form, outcome=outcome)


def _said(outcome: Outcome | None) -> dict[str, Any]:
    if outcome is None:
        return {}
    values = {name: getattr(outcome, name) for name in OutcomeFacts.__dataclass_fields__}
    return {**values, "saving": money_as_typed(outcome.saving)}
