"""Pages of discussions: all of them, those about a thing, one, beginning, writing, editing."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boroughs.following import followed_by, post_to
from boroughs.refusals import Refused
from boroughs.rights import Permission, has_permission, requires
from boroughs.views.parts import person_of, posted
from community import actions
from community.filters import list_context
from community.forms import AnswerForm, DiscussionForm, PostForm
from community.models import Discussion, Group, Post
from community.page import may_do, thread
from community.rights import is_closed, may_edit, may_settle
from community.subjects import subject_named, subject_of

MAY = ["GET", "HEAD", "POST"]


def _number(text: str) -> int:
    """Return an id that an address carries; 0 for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


@require_safe
@requires(Permission.TAKE_PART)
def discussions(request: HttpRequest) -> HttpResponse:
    """List the discussions that the reader may read and that answer a question."""
    among = Discussion.objects.visible_to(request.user)
    context = list_context(request.GET, among, reverse("discussions"))
    return render(request, "community/discussions.html", context)


def _thing(request: HttpRequest, app: str, model: str, pk: int) -> models.Model:
    """Return what an address names and the reader may see; 404 for anything else (R9)."""
    subject = subject_named(app, model)
    if subject is None:
        raise Http404("Nobody talks about such things here.")
    found: models.Model = get_object_or_404(subject.visible_to(request.user), pk=pk)
    return found


@require_safe
@requires(Permission.TAKE_PART)
def discussions_about(request: HttpRequest, app: str, model: str, pk: int) -> HttpResponse:
    """List the discussions about a thing."""
    thing = _thing(request, app, model, pk)
    among = Discussion.objects.visible_to(request.user).about(thing)
    about = {"thing": thing, "noun": subject_of(thing).noun, "new": _new_address(thing)}
    context = list_context(request.GET, among, reverse("discussions_about", args=[app, model, pk]))
    return render(request, "community/discussions.html", {**about, **context})


def _new_address(thing: models.Model) -> str:
    return reverse("discussion_about_new", args=[*subject_of(thing).names, thing.pk])


@require_http_methods(MAY)
@requires(Permission.TAKE_PART)
def discussion_about_new(request: HttpRequest, app: str, model: str, pk: int) -> HttpResponse:
    """Begin a discussion about a thing."""
    return _begin(request, None, _thing(request, app, model, pk))


@require_http_methods(MAY)
@requires(Permission.TAKE_PART)
def discussion_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin a discussion in a group."""
    return _begin(request, get_object_or_404(Group.objects.visible_to(request.user), slug=slug), None)


def _begin(request: HttpRequest, group: Group | None, thing: models.Model | None) -> HttpResponse:
    person = person_of(request)
    form = DiscussionForm(
        posted(request), request.FILES or None, person=person, group=group, initial={"kind": "question"}
    )
    if form.is_valid():
        said = form.cleaned_data
        try:
            made = actions.begin_discussion(
                kind=said["kind"],
                title=said["title"],
                text=said["text"],
                by=person,
                group=group or said["group"],
                subject=thing,
                files=said.get("files", ()),
            )
        except actions.FilesNotTaken as refused:
            form.add_error("files", str(refused))
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "It is there. You follow it: you hear of what others write.")
            return redirect(made)
    context = {"form": form, "group": group, "thing": thing, "noun": subject_of(thing).noun if thing else ""}
    return render(request, "community/new.html", context)


def readable(request: HttpRequest, pk: int) -> Discussion:
    """Return a discussion that the reader may read; 404 for any other (R9)."""
    rows = Discussion.objects.visible_to(request.user).with_names().select_related("group__facilitator")
    return get_object_or_404(rows, pk=pk)


@require_http_methods(MAY)
@requires(Permission.TAKE_PART)
def discussion(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a discussion some posts at a time, and write in it."""
    found = readable(request, pk)
    person = person_of(request)
    form = AnswerForm(posted(request), request.FILES or None, person=person)
    if form.is_valid():
        text, files = form.cleaned_data["text"], form.cleaned_data.get("files", ())
        try:
            made = actions.write_post(discussion=found, text=text, by=person, files=files)
        except actions.FilesNotTaken as refused:
            form.add_error("files", str(refused))
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect(made)
    called = _number(request.GET.get("post", ""))
    start = _number(request.GET.get("from", "")) or called
    context = {
        "discussion": found,
        "subject": found.subject,
        "noun": subject_of(found.subject).noun if found.subject else "",
        "thread": thread(found, person, start=start, called=called),
        "is_closed": is_closed(found),
        "follow": [("this discussion", post_to(found), bool(followed_by(person, [found])))],
        "may_draft": found.answer_id and has_permission(person, Permission.CURATE),
        "form": form,
        **may_do(found, person),
    }
    return render(request, "community/discussion.html", context)


@require_POST
@requires(Permission.TAKE_PART)
def discussion_settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a post as the answer, take that back, close a discussion or open it again."""
    found = readable(request, pk)
    if not may_settle(request.user, found):
        raise PermissionDenied("Whoever asked, or looks after the group, says which post answers it.")
    person = person_of(request)
    try:
        if "close" in request.POST:
            actions.close_discussion(discussion=found)
            messages.success(request, "Closed: it can be read, and nobody writes in it any more.")
        elif "open" in request.POST:
            actions.open_again(discussion=found)
            messages.success(request, "Open again.")
        elif "answer" in request.POST:
            post = get_object_or_404(found.posts.all(), pk=_number(request.POST["answer"]))
            actions.take_answer(discussion=found, post=post, by=person)
            messages.success(request, "Taken as the answer. It stands below the question now.")
        else:
            actions.take_answer(discussion=found, post=None, by=person)
            messages.success(request, "The question is open again.")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(found)


def own_post(request: HttpRequest, pk: int) -> Post:
    """Return a post that the reader may read, with its discussion; 404 for any other (R9)."""
    rows = Post.objects.with_names().select_related("discussion__group")
    found = get_object_or_404(rows, pk=pk)
    readable(request, found.discussion_id)
    return found


@require_http_methods(MAY)
@requires(Permission.TAKE_PART)
def post_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the words of one's own post."""
    found = own_post(request, pk)
    if not may_edit(request.user, found):
        raise PermissionDenied("Only its author changes a post, while it is shown.")
    form = PostForm(posted(request), initial={"text": found.text})
    if form.is_valid():
        try:
            actions.edit_post(post=found, text=form.cleaned_data["text"])
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Changed. Readers can see what it said before.")
            return redirect(found)
    context = {"form": form, "title": "Change your post", "button": "Save", "back": found}
    return render(request, "community/form.html", {**context, "discussion": found.discussion})
