"""Pages on which a supplier's people read reviews of it, reply and complain (R6).

Who wrote a review they learn only where the author said so.

What these pages show comes from :func:`for_supplier` alone.
"""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from boroughs.refusals import Refused
from boroughs.views.parts import person_of, posted
from reviews.actions import complain, reply
from reviews.forms import ComplaintForm, ReplyForm
from reviews.models import Reply, Review
from reviews.page import said, shown_figures, without_figure
from suppliers.claiming.speaking import for_own_supplier
from suppliers.models import Supplier

MAY = ["GET", "HEAD", "POST"]
MOST = 200


@dataclass(frozen=True)
class ForSupplier:
    """A review as its supplier sees it: the words, not the scores; the writer only where they agreed.

    ``month`` is when it was published, to the month: the day would help to guess.
    """

    pk: int
    month: str
    product: str
    area: str
    by: str
    words: list[tuple[str, str]]
    advice: str
    reply: Reply
    is_changed: bool


def for_supplier(found: Review) -> ForSupplier:
    """Return what a supplier may see of a review; its published version has its scores fetched."""
    version = found.versions.prefetch_related("scores").get(state="published")
    named = not found.hides_author
    replied, published = found.reply.replied_at, version.published_at
    author = found.author.name if named and found.author and found.author.name else ""
    return ForSupplier(
        pk=found.pk,
        month=f"{timezone.localtime(version.published_at):%B %Y}",
        product=str(found.product or "") if named else "",
        area=str(found.service_area or "") if named else "",
        by=", ".join(part for part in (author, str(found.borough)) if part) if named else "",
        words=[(one.name, score.words) for one, score in said(version) if score and score.words],
        advice=version.advice,
        reply=found.reply,
        is_changed=bool(replied and published and replied < published),
    )


def _found(supplier: Supplier, pk: int) -> Review:
    rows = Review.objects.of_suppliers([supplier.pk]).with_names().select_related("reply")
    return get_object_or_404(rows, pk=pk)


@require_safe
@for_own_supplier()
def supplier_reviews(request: HttpRequest, supplier: Supplier) -> HttpResponse:
    """List the reviews of the reader's supplier, those without a reply first, and its figures."""
    rows: Any = Review.objects.of_suppliers([supplier.pk]).with_names().select_related("reply")
    found = list(rows.order_by("-published_at", "-pk")[:MOST])
    figures = shown_figures(timezone.localdate(), demonstration=supplier.is_demonstration, supplier=supplier)
    context = {
        "supplier": supplier,
        "reviews": [
            (one.pk, f"{timezone.localtime(one.published_at):%B %Y}", one.reply)
            for one in sorted(found, key=lambda one: bool(one.reply.text))
        ],
        "figures": figures,
        "any": any(one.figure for one in figures),
        "without": without_figure(figures),
        "today": timezone.localdate(),
    }
    return render(request, "reviews/supplier_list.html", context)


@require_http_methods(MAY)
@for_own_supplier()
def supplier_review(request: HttpRequest, supplier: Supplier, pk: int) -> HttpResponse:
    """Show a review to its supplier, and take its reply."""
    found = _found(supplier, pk)
    form = ReplyForm(posted(request), initial={"text": found.reply.text})
    if form.is_valid():
        try:
            reply(review=found, text=form.cleaned_data["text"], by=person_of(request))
        except Refused as refused:
            form.add_error("text", str(refused))
        else:
            messages.success(request, "Your reply stands beside the review.")
            return redirect("supplier_review", supplier.slug, pk)
    context = {
        "supplier": supplier,
        "shown": for_supplier(found),
        "form": form,
        "today": timezone.localdate(),
    }
    return render(request, "reviews/supplier_review.html", context)


@require_http_methods(MAY)
@for_own_supplier()
def supplier_complain(request: HttpRequest, supplier: Supplier, pk: int) -> HttpResponse:
    """Complain about a review for its supplier."""
    found = _found(supplier, pk)
    form: Any = ComplaintForm(posted(request))
    del form.fields["about"]
    if form.is_valid():
        try:
            complain(
                review=found, about="review", by=person_of(request), supplier=supplier, **form.cleaned_data
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "LOTI staff read your complaint, and you hear what they decide.")
            return redirect("supplier_review", supplier.slug, pk)
    return render(request, "reviews/supplier_complain.html", {"supplier": supplier, "pk": pk, "form": form})
