"""Pages on which LOTI staff read reviews, decide on complaints, and give suppliers more time (R6)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from boroughs.refusals import Refused
from boroughs.rights import Permission, requires
from boroughs.views.parts import person_of, posted
from reviews.actions import decide_complaint, extend_reply, publish, send_back
from reviews.forms import DecideForm, ExtendForm, SendBackForm
from reviews.models import Complaint, Reply, Review, ReviewVersion
from reviews.page import all_of, said

MAY = ["GET", "HEAD", "POST"]
MOST = 100


@require_safe
@requires(Permission.MODERATE_REVIEWS)
def review_queue(request: HttpRequest) -> HttpResponse:
    """Show what waits for LOTI staff: versions to read, complaints to decide, replies that are due."""
    waiting = ReviewVersion.objects.filter(state="waiting", review__withdrawn_at=None)
    names = ("review__supplier", "review__borough", "review__product")
    shown = Review.objects.standing().values("pk")
    context = {
        "waiting": waiting.select_related(*names).order_by("submitted_at")[:MOST],
        "complaints": Complaint.objects.filter(result="open")
        .select_related(*names)
        .order_by("made_at")[:MOST],
        "replies": Reply.objects.filter(text="", review__in=shown, due_on__gte=timezone.localdate())
        .select_related(*names)
        .order_by("due_on")[:MOST],
    }
    return render(request, "reviews/queue.html", context)


@require_http_methods(MAY)
@requires(Permission.MODERATE_REVIEWS)
def review_moderate(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a version that waits, beside what is published, and take the decision."""
    found = get_object_or_404(Review.objects.with_names(), pk=pk)
    rows = found.versions.prefetch_related(*all_of(request.user))
    version = rows.filter(state="waiting").first()
    if version is None or found.withdrawn_at:
        messages.info(request, "This review does not wait any more.")
        return redirect("review_queue")
    form = SendBackForm(posted(request) if "publish" not in request.POST else None)
    if request.method == "POST":
        done = _decided(request, version, form)
        if done:
            messages.success(request, done)
            return redirect("review_queue")
    before = rows.filter(state="published").first()
    context = {
        "review": found,
        "version": version,
        "said": said(version),
        "before": before,
        "said_before": said(before) if before else [],
        "form": form,
    }
    return render(request, "reviews/moderate.html", context)


def _decided(request: HttpRequest, version: ReviewVersion, form: Any) -> str:
    """Publish a version or send it back; returns what was done, in words, or nothing."""
    person = person_of(request)
    try:
        if "publish" in request.POST:
            publish(version=version, by=person)
            return "Published. The author, followers and the supplier are told."
        if form.is_valid():
            send_back(version=version, why=form.cleaned_data["why"], by=person)
            return "Sent back. The author is told why."
    except Refused as refused:
        messages.error(request, str(refused))
    return ""


@require_http_methods(MAY)
@requires(Permission.MODERATE_REVIEWS)
def review_complaint(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a complaint with what it is about, and take the decision."""
    rows = Complaint.objects.select_related("review__supplier", "review__borough", "review__author", "by")
    found = get_object_or_404(rows, pk=pk)
    version = (
        found.review.versions.filter(published_at__isnull=False)
        .prefetch_related(*all_of(request.user))
        .first()
    )
    form = DecideForm(posted(request))
    if form.is_valid():
        try:
            decide_complaint(complaint=found, by=person_of(request), **form.cleaned_data)
        except Refused as refused:
            form.add_error("result", str(refused))
        else:
            messages.success(request, "Decided. Both sides are told.")
            return redirect("review_queue")
    context = {
        "complaint": found,
        "review": found.review,
        "version": version,
        "said": said(version) if version else [],
        "reply": getattr(found.review, "reply", None),
        "form": form,
    }
    return render(request, "reviews/complaint.html", context)


@require_http_methods(MAY)
@requires(Permission.MODERATE_REVIEWS)
def review_time(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a supplier more time to reply."""
    found = get_object_or_404(Review.objects.standing().with_names().select_related("reply"), pk=pk)
    form = ExtendForm(posted(request))
    if form.is_valid():
        try:
            extend_reply(review=found, **form.cleaned_data)
        except Refused as refused:
            form.add_error("due_on", str(refused))
        else:
            messages.success(request, "The supplier has more time.")
            return redirect("review_queue")
    context = {
        "review": found,
        "form": form,
        "title": "Give the supplier more time",
        "button": "Save",
        "back": found,
    }
    return render(request, "reviews/form.html", context)
