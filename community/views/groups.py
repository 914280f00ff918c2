"""Pages of groups: all of them, one, joining, letting in, founding, changing."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boroughs.models import Person
from boroughs.peers import name_for_peers
from boroughs.refusals import Refused
from boroughs.rights import Permission, has_permission, requires
from boroughs.views.parts import person_of, posted
from community import actions
from community.filters import list_context
from community.forms import GroupForm, MemberForm
from community.models import Discussion, Group, Membership
from community.rights import looks_after
from community.watching import proposals
from suppliers.models import Product
from toolkit.markdown import render as render_markdown

MAY = ["GET", "HEAD", "POST"]
#: Of the latest discussions, of a group's members and of its meetings so many are shown.
LATEST, MEMBERS_SHOWN, MEETINGS_SHOWN = 10, 200, 5


@require_safe
@login_not_required
def community(request: HttpRequest) -> HttpResponse:
    """List the groups: to everybody the names of the open ones, to members what happens in theirs (R9)."""
    if not has_permission(request.user, Permission.TAKE_PART):
        names = Group.objects.open().running().order_by("name")
        return render(request, "community/public.html", {"groups": names})
    person = person_of(request)
    mine = set(Membership.objects.filter(person=person).values_list("group", flat=True))
    groups = list(Group.objects.visible_to(person).running().with_numbers().order_by("name"))
    seen = Discussion.objects.visible_to(person)
    context = {
        "mine": [one for one in groups if one.pk in mine],
        "others": [one for one in groups if one.pk not in mine],
        "latest": seen.with_names().order_by("-last_post_at", "-pk")[:LATEST],
        "unanswered": seen.unanswered().with_names().order_by("begun_at")[:LATEST],
        "cares": has_permission(person, Permission.FACILITATE),
    }
    return render(request, "community/community.html", context)


def readable(request: HttpRequest, slug: str) -> Group:
    """Return a group that the reader may read; 404 for any other (R9)."""
    rows = Group.objects.visible_to(request.user).select_related("facilitator__borough", "product")
    return get_object_or_404(rows, slug=slug)


def kept(request: HttpRequest, slug: str) -> Group:
    """Return a group that the reader looks after; 403 for one that they only read."""
    found = readable(request, slug)
    if not looks_after(request.user, found):
        raise PermissionDenied("You need to look after this group.")
    return found


@require_safe
@requires(Permission.TAKE_PART)
def group(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a group: what it is for, who looks after it, and its discussions."""
    found = readable(request, slug)
    among = Discussion.objects.visible_to(request.user).filter(group=found)
    person = person_of(request)
    context = {
        "group": found,
        "facilitator": name_for_peers(found.facilitator) if found.facilitator else "",
        "rules": render_markdown(found.rules),
        "roadmap": render_markdown(found.roadmap),
        "meetings": found.meetings.filter(cancelled_at=None).order_by("-starts_at")[:MEETINGS_SHOWN],
        "members": found.memberships.count(),
        "is_member": found.memberships.filter(person=person).exists(),
        "is_facilitator": found.facilitator_id == person.pk,
        "cares": looks_after(person, found),
        **list_context(request.GET, among, found.get_absolute_url()),
    }
    return render(request, "community/group.html", context)


@require_POST
@requires(Permission.TAKE_PART)
def group_join(request: HttpRequest, slug: str) -> HttpResponse:
    """Join a group, or leave it."""
    found = readable(request, slug)
    person = person_of(request)
    try:
        if "leave" in request.POST:
            actions.leave_group(group=found, person=person)
            messages.success(request, f"You have left {found}. What you wrote stays.")
        else:
            actions.join_group(group=found, by=person)
            messages.success(request, f"You belong to {found}: you hear of what begins in it.")
    except Refused as refused:
        messages.error(request, str(refused))
    still = Group.objects.visible_to(person).filter(pk=found.pk).exists()
    return redirect(found) if still else redirect("community")


@require_http_methods(MAY)
@requires(Permission.TAKE_PART)
def group_members(request: HttpRequest, slug: str) -> HttpResponse:
    """Show who belongs to a group; whoever looks after it lets people in and takes them out."""
    found = readable(request, slug)
    cares = looks_after(request.user, found)
    form = MemberForm(posted(request) if "remove" not in request.POST else None)
    if request.method == "POST":
        kept(request, slug)
        if done := _changed_members(request, found, form):
            messages.success(request, done)
            return redirect("group_members", slug)
    rows = found.memberships.select_related("person__borough").order_by("person__name", "pk")
    context = {
        "group": found,
        "cares": cares,
        "form": form,
        "members": [(one, name_for_peers(one.person)) for one in rows[:MEMBERS_SHOWN]],
        "number": rows.count(),
        "most": MEMBERS_SHOWN,
    }
    return render(request, "community/members.html", context)


def _changed_members(request: HttpRequest, found: Group, form: MemberForm) -> str:
    """Let somebody in or take somebody out; returns what was done, in words, or nothing."""
    try:
        if "remove" in request.POST:
            person = _member(found, request.POST["remove"])
            actions.leave_group(group=found, person=person)
            return f"{name_for_peers(person)} is taken out of the group."
        if form.is_valid():
            person = form.cleaned_data["email"]
            actions.add_member(group=found, person=person, by=person_of(request))
            return f"{name_for_peers(person)} belongs to the group now, and is told."
    except Refused as refused:
        form.add_error(None, str(refused)) if form.is_bound else messages.error(request, str(refused))
    return ""


def _member(found: Group, pk: str) -> Person:
    number = int(pk) if pk.isascii() and pk.isdigit() and len(pk) < 19 else 0
    row = get_object_or_404(found.memberships.select_related("person__borough"), person=number)
    return row.person


@require_http_methods(MAY)
@requires(Permission.FACILITATE)
def group_new(request: HttpRequest) -> HttpResponse:
    """Found a group."""
    form = GroupForm(posted(request))
    if form.is_valid():
        try:
            made = actions.found_group(facts=form.cleaned_data, by=person_of(request))
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The group is there. Write the first question in it.")
            return redirect(made)
    return render(request, "community/form.html", {"form": form, "title": "New group", "button": "Found it"})


@require_http_methods(MAY)
@requires(Permission.TAKE_PART)
def group_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Change what a group says of itself, or close it down."""
    found = kept(request, slug)
    if request.method == "POST" and "end" in request.POST:
        actions.end_group(group=found)
        messages.success(request, f"{found} is closed down. It can still be read.")
        return redirect(found)
    form = GroupForm(posted(request), instance=found)
    if form.is_valid():
        try:
            actions.change_group(group=found, facts=form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Saved.")
            return redirect(found)
    context: dict[str, Any] = {"form": form, "title": "Change the group", "button": "Save", "back": found}
    return render(request, "community/form.html", {**context, "group": found, "may_end": not found.ended_on})


@require_http_methods(MAY)
@requires(Permission.TAKE_PART)
def group_proposal(request: HttpRequest, slug: str) -> HttpResponse:
    """Show why a user group of a product is proposed, and start it with one click."""
    product = get_object_or_404(Product.objects.select_related("supplier"), slug=slug)
    have = Group.objects.visible_to(request.user).filter(kind=Group.Kind.USERS, product=product).first()
    if have is not None:
        return redirect(have)
    if request.method == "POST":
        try:
            made = actions.start_user_group(product=product, by=person_of(request))
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, "The group is there, and you look after it. Ask the first question.")
            return redirect(made)
    boroughs = proposals().get(product.pk, [])
    return render(request, "community/proposal.html", {"product": product, "number": len(boroughs)})
