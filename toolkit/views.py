"""Pages of the toolkit: the guide by stage, problem and role, its search, and what members say of a page."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.postgres.search import SearchQuery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.views.decorators.http import require_POST, require_safe

from boroughs.rights import Permission, has_permission, requires
from boroughs.views.parts import person_of
from boroughs.visitors import kept_for_visitors
from boroughs.words import counted, plain_date
from contracts.highlights import excerpts, in_one_line
from toolkit.actions import give_feedback
from toolkit.consulting import read_page
from toolkit.forms import FeedbackForm
from toolkit.markdown import render as markdown
from toolkit.models import Page, ProblemStatement, Stage
from toolkit.pictures import contents_of, shown_in
from toolkit.word import WORD_TYPE, Chapter, guide

MOST_FOUND = 40
NOTE = (
    "From the toolkit of Procurement Hub, as it was on {}. It is guidance for London boroughs, and no legal "
    "advice. The newest edition is on the hub."
)


@login_not_required
@require_safe
@kept_for_visitors
def toolkit(request: HttpRequest) -> HttpResponse:
    """Show the guide: its stages with their pages, or what a search or a role chooses of it."""
    words = request.GET.get("q", "").replace("\0", "").strip()[:200]
    role = request.GET.get("role", "")
    roles = dict(Page.Role.choices)
    pages = Page.objects.published().select_related("stage").defer("text", "search")
    if role in roles:
        pages = pages.filter(roles__contains=[role])
    found = _found(words, role if role in roles else "") if words else []
    context = {
        "words": words,
        "role": role if role in roles else "",
        "role_name": roles.get(role, ""),
        "roles": list(roles.items()),
        "stages": _by_stage(pages),
        "found": found,
        "count": counted(len(found), "page"),
    }
    return render(request, "toolkit/toolkit.html", context)


def _found(words: str, role: str) -> list[tuple[Page, Any]]:
    """Return the pages that mention some words, each with where they stand in it."""
    query = SearchQuery(words, config="english", search_type="websearch")
    rows = Page.objects.published().mentioning(words).select_related("stage")
    if role:
        rows = rows.filter(roles__contains=[role])
    shown: Any = rows.annotate(why=excerpts("text", query, longest=20)).defer("text", "search")[:MOST_FOUND]
    return [
        (page, in_one_line(page.why.replace("#", " ").replace("*", "")) or page.summary) for page in shown
    ]


def _by_stage(pages: Any) -> list[tuple[Stage, list[Page]]]:
    stages = {stage.pk: (stage, list[Page]()) for stage in Stage.objects.all()}
    for page in pages:
        stages[page.stage_id][1].append(page)
    return list(stages.values())


@login_not_required
@require_safe
@kept_for_visitors
def toolkit_stage(request: HttpRequest, stage: str) -> HttpResponse:
    """Show a stage: what to do together in it, and its pages."""
    found = get_object_or_404(Stage, slug=stage)
    pages = Page.objects.published().filter(stage=found).defer("text", "search").select_related("stage")
    context = {"stage": found, "pages": pages, "stages": Stage.objects.all()}
    return render(request, "toolkit/stage.html", context)


def _page(request: HttpRequest, stage: str, slug: str) -> Page:
    """Return a page that the reader may see: a published one, or for LOTI staff any, as a preview."""
    rows = Page.objects.select_related("stage").defer("search")
    if not has_permission(request.user, Permission.CURATE):
        rows = rows.filter(state=Page.State.PUBLISHED)
    return get_object_or_404(rows, stage__slug=stage, slug=slug)


@login_not_required
@require_safe
@kept_for_visitors
def toolkit_page(request: HttpRequest, stage: str, slug: str) -> HttpResponse:
    """Show a page of the guide; a draft to LOTI staff, as it will look."""
    page = _page(request, stage, slug)
    changed = None
    if has_permission(request.user, Permission.USE_TOOLKIT) and page.state == Page.State.PUBLISHED:
        changed = read_page(page=page, by=person_of(request))
    return _shown(request, page, FeedbackForm(), changed)


def _shown(
    request: HttpRequest,
    page: Page,
    form: FeedbackForm,
    changed: tuple[dt.datetime, SafeString] | None = None,
) -> HttpResponse:
    stage_pages = list(
        Page.objects.published().filter(stage=page.stage_id).select_related("stage").defer("text", "search")
    )
    after = [one for one in stage_pages if (one.position, one.pk) > (page.position, page.pk)]
    context = {
        "page": page,
        "text": markdown(page.text, shown_in(page.text)),
        "roles": [label for value, label in Page.Role.choices if value in page.roles],
        "clauses": page.clauses.filter(is_published=True),
        "problems": page.problems.all(),
        "changed": changed,
        "next": after[0] if after else None,
        "form": form,
        "may_say": has_permission(request.user, Permission.USE_TOOLKIT),
        "may_curate": has_permission(request.user, Permission.CURATE),
    }
    return render(request, "toolkit/page.html", context)


@require_POST
@requires(Permission.USE_TOOLKIT)
def toolkit_feedback(request: HttpRequest, stage: str, slug: str) -> HttpResponse:
    """Take what a member says of a page."""
    page = _page(request, stage, slug)
    form = FeedbackForm(request.POST)
    if not form.is_valid():
        return _shown(request, page, form)
    said = form.cleaned_data
    give_feedback(page=page, useful=said["useful"] == "yes", text=said["text"], by=person_of(request))
    messages.success(request, "Thank you. LOTI staff read this.")
    return redirect(page)


@login_not_required
@require_safe
@kept_for_visitors
def toolkit_problems(request: HttpRequest) -> HttpResponse:
    """Show what people say when things go wrong, each with a short answer and the pages that help."""
    words = request.GET.get("q", "").replace("\0", "").strip()[:200]
    rows = ProblemStatement.objects.prefetch_related("page_links__page__stage")
    if words:
        rows = rows.filter(statement__icontains=words) | rows.filter(short_answer__icontains=words)
    problems = [
        (one, [link.page for link in one.page_links.all() if link.page.state == Page.State.PUBLISHED])
        for one in rows
    ]
    context = {"problems": problems, "words": words, "count": counted(len(problems), "problem")}
    return render(request, "toolkit/problems.html", context)


@login_not_required
@require_safe
@kept_for_visitors
def toolkit_guide(request: HttpRequest) -> HttpResponse:
    """Show the whole guide on one page, for print."""
    stages = _by_stage(Page.objects.published().select_related("stage").defer("search"))
    pictures = shown_in(*(page.text for _, pages in stages for page in pages))
    context = {
        "stages": [
            (stage, [(page, markdown(page.text, pictures)) for page in pages]) for stage, pages in stages
        ],
        "today": timezone.localdate(),
    }
    return render(request, "toolkit/guide.html", context)


@login_not_required
@require_safe
def toolkit_word(request: HttpRequest, stage: str = "", slug: str = "") -> HttpResponse:
    """Send a page, a stage or the whole guide as a Word document."""
    stages = Stage.objects.filter(slug=stage) if stage else Stage.objects.all()
    pages = Page.objects.published().select_related("stage").defer("search")
    if slug:
        page = get_object_or_404(pages, stage__slug=stage, slug=slug)
        return _word(request, page.title, [Chapter("", f"{page.summary}\n\n{page.text}")])
    chapters = []
    for one in stages:
        chapters.append(
            Chapter("" if stage else one.name, f"{one.summary}\n\n**Together:** {one.collaboration_thread}")
        )
        own = (page for page in pages if page.stage_id == one.pk)
        chapters += [Chapter(page.title, f"{page.summary}\n\n{page.text}", level=2) for page in own]
    title = get_object_or_404(Stage, slug=stage).name if stage else "Buying technology together"
    return _word(request, title, chapters)


def _word(request: HttpRequest, title: str, chapters: list[Chapter]) -> HttpResponse:
    note = NOTE.format(plain_date(timezone.localdate()))
    content = guide(
        title,
        chapters,
        note=note,
        address=request.build_absolute_uri("/").rstrip("/"),
        pictures=contents_of(*(chapter.text for chapter in chapters)),
    )
    return as_word(content, title)


def as_word(content: bytes, title: str) -> HttpResponse:
    """Return a Word document as an attachment."""
    return HttpResponse(
        content,
        content_type=WORD_TYPE,
        headers={"Content-Disposition": f'attachment; filename="{slugify(title)[:80]}.docx"'},
    )
