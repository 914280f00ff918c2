"""The first page of a collaboration, its members, and what they agree on."""

from collections.abc import Callable, Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boroughs.models import Borough
from boroughs.refusals import Refused
from boroughs.rights import Permission, requires_on
from pipeline import collaborating
from pipeline.agreement_page import agreements_naming
from pipeline.collaboration_page import members_in, post_rows, proposal_rows, standing_of
from pipeline.forms_collaborations import CollaborationForm, InviteForm
from pipeline.models import Collaboration, Member, Proposal, Rung
from pipeline.rungs import STEPS, step_of
from pipeline.views.collaboration_base import MAY, do, find, page, reader, saved, sees, works

SHOWN = 5
State, Part = Member.State, Member.Part


@require_safe
@sees
def collaboration(request: HttpRequest, found: Collaboration) -> HttpResponse:
    """Show where a collaboration stands; to a borough that is invited, what it is invited to."""
    person = reader(request)
    standing = standing_of(found, person)
    members = members_in(found)
    context = {
        "collaboration": found,
        "reader": standing,
        "members": members,
        "step": step_of(found.rung),
        "steps": STEPS,
    }
    if standing.member and standing.member.state == State.INVITED:
        return render(request, "pipeline/collaborations/invitation.html", context)
    tasks = found.tasks.filter(done_on__isnull=True).select_related("borough")
    posts = found.posts.select_related("author__profile", "borough").order_by("-at", "-pk")
    given = set(found.figures.values_list("borough", flat=True))
    context |= {
        "proposals": proposal_rows(found, standing),
        "asking": [one for one in found.members.all() if one.state == State.ASKED],
        "invited": [one for one in found.members.all() if one.state == State.INVITED],
        "tasks": tasks[:SHOWN],
        "posts": post_rows(posts[:SHOWN], person),
        "given": [one.borough.name for one in members if one.borough_id in given],
        "outcome": getattr(found, "outcome", None),
    }
    return render(request, "pipeline/collaborations/collaboration.html", context)


@require_POST
@sees
def collaboration_answer(request: HttpRequest, found: Collaboration) -> HttpResponse:
    """Accept an invitation, or decline it."""
    member = standing_of(found, reader(request)).member
    accepts = "accept" in request.POST
    try:
        if member is None:
            raise Refused("Officers of the borough that is invited answer.")
        collaborating.answer_invitation(member=member, accepts=accepts, by=reader(request))
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(found)
    if accepts:
        messages.success(request, "You are in. Begin with your figures, or say hello.")
        return redirect(found)
    messages.success(request, "Declined: the members are told.")
    return redirect("collaborations")


@require_http_methods(MAY)
@works
def collaboration_edit(request: HttpRequest, found: Collaboration) -> HttpResponse:
    """Say otherwise what it is called and for."""
    form = CollaborationForm(request.POST or None, initial={"title": found.title, "purpose": found.purpose})
    if saved(
        form,
        lambda: collaborating.change_collaboration(
            collaboration=found, by=reader(request), **form.cleaned_data
        ),
    ):
        messages.success(request, "Saved.")
        return redirect(found)
    template = "pipeline/collaborations/form.html"
    return page(request, found, template, "What it is called and for", form=form, button="Save")


@require_http_methods(MAY)
@works
def collaboration_members(request: HttpRequest, found: Collaboration) -> HttpResponse:
    """List the members, and let the lead invite a borough."""
    standing = [one.borough_id for one in found.members.all() if one.state in {State.IN, State.INVITED}]
    form = InviteForm(request.POST or None, outside=standing)
    if saved(
        form, lambda: collaborating.invite(collaboration=found, by=reader(request), **form.cleaned_data)
    ):
        messages.success(request, f"{form.cleaned_data['borough']} is invited.")
        return redirect("collaboration_members", found.slug)
    others = sorted(found.members.all(), key=lambda one: one.borough.name)
    return page(
        request,
        found,
        "pipeline/collaborations/members.html",
        "Members",
        form=form,
        members=members_in(found),
        asking=[one for one in others if one.state == State.ASKED],
        others=[one for one in others if one.state not in {State.IN, State.ASKED}],
        step=step_of(found.rung),
    )


def find_member(slug: str, pk: int) -> tuple[Member, Iterable[Borough]]:
    """Return a borough in a collaboration, and the boroughs whose officers work there."""
    found, boroughs = find(slug)
    return get_object_or_404(found.members.select_related("collaboration", "borough"), pk=pk), boroughs


@require_POST
@requires_on(Permission.COLLABORATE, find_member)
def collaboration_member(request: HttpRequest, member: Member) -> HttpResponse:
    """Let a borough in that asks, or not; let another lead or contribute; take an invitation back."""
    found, by, sent = member.collaboration, reader(request), request.POST
    name = member.borough
    others: dict[str, tuple[Callable[[], object], str]] = {
        "lead": (
            lambda: collaborating.pass_lead(collaboration=found, to=member, by=by),
            f"{name} leads now.",
        ),
        "voice": (
            lambda: collaborating.give_voice(member=member, by=by),
            f"{name} contributes now: the plan counts it.",
        ),
        "ask": (
            lambda: collaborating.ask_for_voice(collaboration=found, by=by),
            "The lead is asked to let you contribute.",
        ),
        "take_back": (
            lambda: collaborating.take_back_invitation(member=member, by=by),
            f"The invitation of {name} is taken back.",
        ),
    }
    for button, (act, said) in others.items():
        if button in sent:
            return do(request, found, act, said)
    accepts = "accept" in sent or "watch" in sent
    part = Part.WATCHES if "watch" in sent else None
    return do(
        request,
        found,
        lambda: collaborating.answer_request(member=member, accepts=accepts, by=by, part=part),
        _answered(member, accepts=accepts, part=part or Part(member.part)),
    )


def _answered(member: Member, *, accepts: bool, part: Member.Part) -> str:
    if not accepts:
        return f"{member.borough} is told."
    if part == Part.WATCHES:
        return f"{member.borough} is let in and watches."
    return f"{member.borough} is let in: the plan counts it."


@require_http_methods(MAY)
@works
def collaboration_leave(request: HttpRequest, found: Collaboration) -> HttpResponse:
    """Ask whether to take the reader's borough out, and do it."""
    by = reader(request)
    if request.method != "POST":
        papers = agreements_naming(found, by.borough_id)
        more = {"step": step_of(found.rung), "papers": papers}
        return page(request, found, "pipeline/collaborations/leave.html", "Leave", **more)
    try:
        if by.borough is None:
            raise Refused("Officers of a borough take it out.")
        collaborating.leave(collaboration=found, borough=by.borough, by=by)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("collaboration_members", found.slug)
    messages.success(request, f"{by.borough} has left.")
    return redirect("collaborations")


@require_http_methods(MAY)
@works
def collaboration_rungs(request: HttpRequest, found: Collaboration) -> HttpResponse:
    """Show the rungs, what each commits to, and let a member propose another one."""
    wanted = request.POST.get("rung", "")
    if request.method == "POST" and wanted in Rung.values:
        return do(
            request,
            found,
            lambda: collaborating.propose_rung(collaboration=found, rung=Rung(wanted), by=reader(request)),
            f"Proposed: “{Rung(wanted).label}”. It is agreed once all members that contribute say so.",
        )
    more = {"steps": STEPS, "step": step_of(found.rung)}
    return page(request, found, "pipeline/collaborations/rungs.html", "How far you go together", **more)


def find_proposal(slug: str, pk: int) -> tuple[Proposal, Iterable[Borough]]:
    """Return a proposal, and the boroughs whose officers work there."""
    found, boroughs = find(slug)
    return get_object_or_404(found.proposals.select_related("collaboration", "borough"), pk=pk), boroughs


@require_POST
@requires_on(Permission.COLLABORATE, find_proposal)
def collaboration_proposal(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    """Agree to a proposal, or not, or take it back."""
    by = reader(request)
    if "withdraw" in request.POST:
        return do(
            request,
            proposal.collaboration,
            lambda: collaborating.withdraw(proposal=proposal, by=by),
            "The proposal is taken back.",
        )
    agrees = "agree" in request.POST
    return do(
        request,
        proposal.collaboration,
        lambda: collaborating.vote(proposal=proposal, agrees=agrees, by=by),
        "You agree." if agrees else "You do not agree: the proposal has ended, and the members are told.",
    )
