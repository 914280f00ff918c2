"""Pages of facilitators: what needs care, reports, hidden posts, answers that become pages."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boroughs.refusals import Refused
from boroughs.rights import Permission, requires
from boroughs.views.parts import person_of, posted
from community import actions
from community.care import what_needs_care
from community.drafting import draft_page
from community.files import files_of
from community.forms import DecideForm, HideForm, ReportForm
from community.models import Report
from community.page import shown
from community.rights import looks_after
from community.versions import versions_of
from community.views.discussions import own_post, readable

MAY = ["GET", "HEAD", "POST"]


@require_http_methods(MAY)
@requires(Permission.TAKE_PART)
def post_report(request: HttpRequest, pk: int) -> HttpResponse:
    """Report a post to the facilitators."""
    found = own_post(request, pk)
    if found.hidden_at:
        raise Http404("This post is hidden already.")
    form = ReportForm(posted(request))
    if form.is_valid():
        try:
            actions.report_post(post=found, by=person_of(request), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Reported. You are told what comes of it.")
            return redirect(found)
    context = {"form": form, "title": "Report a post", "button": "Report it", "back": found}
    return render(request, "community/form.html", {**context, "discussion": found.discussion})


@require_safe
@requires(Permission.TAKE_PART)
def post_versions(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a post said before it was changed; of a hidden one to its author and facilitators only."""
    found = own_post(request, pk)
    person = person_of(request)
    if found.hidden_at and found.author_id != person.pk and not looks_after(person, found.discussion.group):
        raise Http404("This post is hidden.")
    context = {"post": found, "discussion": found.discussion, "versions": versions_of(found)}
    return render(request, "community/versions.html", context)


@require_http_methods(MAY)
@requires(Permission.TAKE_PART)
def post_hide(request: HttpRequest, pk: int) -> HttpResponse:
    """Hide a post and say why, or show a hidden one again."""
    found = own_post(request, pk)
    if not looks_after(request.user, found.discussion.group):
        raise PermissionDenied("You need to look after this group.")
    if request.method == "POST" and "show" in request.POST:
        actions.show_post(post=found)
        messages.success(request, "It is shown again.")
        return redirect(found)
    form = HideForm(posted(request))
    if form.is_valid():
        actions.hide_post(post=found, by=person_of(request), **form.cleaned_data)
        messages.success(request, "Hidden. Its author is told why.")
        return redirect(found)
    context = {"form": form, "title": "Hide a post", "button": "Hide it", "warning": True, "back": found}
    return render(request, "community/form.html", {**context, "discussion": found.discussion})


@require_http_methods(MAY)
@requires(Permission.TAKE_PART)
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a report with the post, and take the decision."""
    rows = Report.objects.select_related("post__discussion__group", "post__author", "post__borough", "by")
    found = get_object_or_404(rows, pk=pk)
    discussion = readable(request, found.post.discussion_id)
    if not looks_after(request.user, discussion.group):
        raise PermissionDenied("You need to look after this group.")
    person = person_of(request)
    form = DecideForm(posted(request))
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.decide_report(report=found, hide=said["hide"] == "yes", answer=said["answer"], by=person)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Decided. Who reported it is told.")
            return redirect(discussion)
    files = files_of([found.post_id], person)
    context = {
        "report": found,
        "discussion": discussion,
        "item": shown(found.post, person, discussion, cares=True, files=files.get(found.post_id, ())),
        "form": form,
    }
    return render(request, "community/report.html", context)


@require_safe
@requires(Permission.FACILITATE)
def community_care(request: HttpRequest) -> HttpResponse:
    """Show on one page what needs a facilitator: reports, questions, groups and pages of the toolkit."""
    return render(request, "community/care.html", {"care": what_needs_care(timezone.now())})


@require_POST
@requires(Permission.CURATE)
def discussion_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a draft page of the toolkit from a question and its answer, and lead to it in the admin."""
    found = readable(request, pk)
    try:
        made = draft_page(discussion=found)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(found)
    messages.success(request, "The draft is made. Give it a stage, and write it out.")
    return redirect(reverse("admin:toolkit_page_change", args=[made.pk]))
