"""Pages on which members read reviews and figures, ask an author, complain."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from boroughs.actions.messages import CannotWrite
from boroughs.forms_messages import MessageForm
from boroughs.models import ServiceArea
from boroughs.panel import errors
from boroughs.places import read_places
from boroughs.refusals import Refused
from boroughs.rights import Permission, has_permission, requires
from boroughs.views.parts import person_of, posted
from boroughs.words import counted
from reviews.actions import ask_author, complain
from reviews.filters import SORTS, chips, listed, panel, read
from reviews.forms import ComplaintForm
from reviews.models import Review
from reviews.page import all_of, said, shown_figures, without_figure
from suppliers.models import Product, Supplier

MAY = ["GET", "HEAD", "POST"]


@require_safe
@requires(Permission.SEE_REVIEWS)
def review_list(request: HttpRequest) -> HttpResponse:
    """List the published reviews that answer a question."""
    places = read_places()
    form, question = read(request.GET, places)
    path = reverse("reviews")
    among = Review.objects.visible_to(request.user)
    after, before = request.GET.get("after", ""), request.GET.get("before", "")
    shown = listed(question, among, places, after=after, before=before)
    context = {
        "words": request.GET.get("q", "").replace("\0", ""),
        "errors": errors(form),
        "fields": panel(form, places),
        "chips": chips(question, places, path),
        "order": SORTS[question.sort].lower(),
        "shown": shown,
        "count": counted(shown.count, "review"),
        "path": path,
        "previous": question.address(path, before=shown.previous) if shown.previous else "",
        "next": question.address(path, after=shown.next) if shown.next else "",
        "may_moderate": has_permission(request.user, Permission.MODERATE_REVIEWS),
    }
    return render(request, "reviews/list.html", context)


def published(request: HttpRequest, pk: int) -> Review:
    """Return a review that the reader may see; 404 for any other (R6)."""
    return get_object_or_404(
        Review.objects.visible_to(request.user).with_names().select_related("reply"), pk=pk
    )


@require_safe
@requires(Permission.SEE_REVIEWS)
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a published review: its words and scores, what it rests on, the supplier's reply.

    Its author is led from one that is not shown (any more) to where it stands.
    """
    own = Review.objects.written_by(request.user).filter(pk=pk)
    if own.exists() and not own.standing().exists():
        return redirect("review_write", pk)
    found = published(request, pk)
    version = found.versions.prefetch_related(*all_of(request.user)).get(state="published")
    context = {
        "review": found,
        "version": version,
        "said": said(version),
        "reply": found.reply,
        "today": timezone.localdate(),
        "is_author": found.author_id == person_of(request).pk,
        "may_ask": _may_ask(request, found),
        "may_moderate": has_permission(request.user, Permission.MODERATE_REVIEWS),
    }
    return render(request, "reviews/review.html", context)


def _may_ask(request: HttpRequest, found: Review) -> bool:
    author = found.author
    return bool(
        author and author.is_active and found.may_be_asked and author.pk != person_of(request).pk
    ) and has_permission(request.user, Permission.SEE_DIRECTORY)


@require_http_methods(MAY)
@requires(Permission.SEE_REVIEWS)
def review_ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Write to the author of a review, who agreed to be asked; unknown where they did not."""
    found = published(request, pk)
    if not _may_ask(request, found):
        raise Http404("Whoever wrote this review takes no questions about it.")
    form = MessageForm(posted(request), initial={"subject": f"Your review of {found.supplier}"[:160]})
    if form.is_valid():
        try:
            ask_author(review=found, by=person_of(request), **form.cleaned_data)
        except CannotWrite as refusal:
            form.add_error("text", str(refusal))
        else:
            messages.success(request, "Your question is sent. The answer comes to you through the hub.")
            return redirect(found)
    return render(request, "reviews/form.html", _context(found, form, "Ask the author", "Send"))


@require_http_methods(MAY)
@requires(Permission.SEE_REVIEWS)
def review_complain(request: HttpRequest, pk: int) -> HttpResponse:
    """Complain about a review or the reply to it."""
    found = published(request, pk)
    form = ComplaintForm(posted(request))
    if form.is_valid():
        try:
            complain(review=found, by=person_of(request), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "LOTI staff read your complaint, and you hear what they decide.")
            return redirect(found)
    return render(request, "reviews/form.html", _context(found, form, "Complain about it", "Send"))


def _context(found: Review, form: Any, title: str, button: str, **more: Any) -> dict[str, Any]:
    return {"review": found, "form": form, "title": title, "button": button, "back": found, **more}


@require_safe
@requires(Permission.SEE_REVIEWS)
def supplier_figures(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the figures about a supplier, against the median of its commonest service area."""
    found = get_object_or_404(Supplier, slug=slug).standing()
    rows = Review.objects.visible_to(request.user).filter(supplier=found)
    area = _commonest_area(rows)
    return _figures(request, found, rows, found.is_demonstration, area, {"supplier": found}, name="supplier")


@require_safe
@requires(Permission.SEE_REVIEWS)
def product_figures(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the figures about a product, against the median of its service area."""
    found = get_object_or_404(Product.objects.select_related("service_area"), slug=slug)
    rows = Review.objects.visible_to(request.user).filter(product=found)
    area = found.service_area
    return _figures(request, found, rows, found.is_demonstration, area, {"product": found}, name="product")


@require_safe
@requires(Permission.SEE_REVIEWS)
def area_figures(request: HttpRequest, code: str) -> HttpResponse:
    """Show the figures about all suppliers of a service area, with those of the areas below it."""
    found = get_object_or_404(ServiceArea, code=code)
    areas = list(ServiceArea.objects.filter(Q(pk=found.pk) | Q(parent=found)))
    rows = Review.objects.visible_to(request.user).filter(service_area__in=areas, is_demonstration=False)
    return _figures(request, found, rows, False, None, {"service_area__in": areas}, name="")


def _commonest_area(rows: Any) -> ServiceArea | None:
    areas = [one.service_area for one in rows.select_related("service_area") if one.service_area]
    return max(areas, key=areas.count, default=None)


def _figures(
    request: HttpRequest,
    found: Any,
    rows: Any,
    demonstration: bool,
    area: ServiceArea | None,
    about: dict[str, Any],
    *,
    name: str,
) -> HttpResponse:
    figures = shown_figures(
        timezone.localdate(),
        demonstration=demonstration,
        area={"service_area": area} if area else None,
        **about,
    )
    context = {
        "thing": found,
        "figures": figures,
        "any": any(one.figure for one in figures),
        "without": without_figure(figures),
        "area": area,
        "count": counted(rows.count(), "review"),
        "list": f"{reverse('reviews')}?{urlencode({name: str(found)} if name else {'area': found.code})}",
        "demonstration": demonstration,
    }
    return render(request, "reviews/figures.html", context)
