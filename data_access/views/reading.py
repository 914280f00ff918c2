"""Reading how a product gives access to its data: its profile, and what was said before."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from boroughs.models import Borough
from boroughs.rights import Permission, has_permission, requires
from boroughs.words import counted
from data_access.actions import held
from data_access.models import DataFact
from data_access.page import by_theme, open_questions, rows_of, shown
from data_access.questions import QUESTIONS
from suppliers.models import Product

#: Earlier words that are listed.
MOST_EARLIER = 300


def product_of(slug: str) -> Product:
    """Return a product by its address; 404 where there is none."""
    rows = Product.objects.select_related("supplier", "service_area__parent")
    return get_object_or_404(rows, slug=slug)


def speaks(request: HttpRequest, product: Product) -> bool:
    """Tell whether the reader can say something for their borough: it holds or held a contract for it."""
    own: Borough | None = getattr(request.user, "borough", None)
    if own is None:
        return has_permission(request.user, Permission.HIDE_DATA_FACTS)  # staff choose for which borough
    return has_permission(request.user, Permission.KEEP_DATA_ACCESS, own) and held(product, own).exists()


@require_safe
@requires(Permission.SEE_DATA_ACCESS)
def data_access(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what boroughs say of a product, question by question, to members."""
    product = product_of(slug)
    facts = DataFact.objects.filter(product=product).visible_to(request.user)
    rows = rows_of(facts.current().with_names().with_documents_for(request.user), timezone.localdate())
    said = {one.fact.borough_id for row in rows for subject in row.subjects for one in subject.facts}
    unknown = open_questions(rows)
    context = {
        "product": product,
        "themes": by_theme(rows),
        "boroughs": counted(len(said), "borough"),
        "any": bool(said),
        "unknown": unknown,
        "of": len(QUESTIONS),
        "speaks": speaks(request, product),
        "own": getattr(request.user, "borough_id", None),
        "may_hide": has_permission(request.user, Permission.HIDE_DATA_FACTS),
    }
    return render(request, "data_access/profile.html", context)


@require_safe
@requires(Permission.SEE_DATA_ACCESS)
def data_access_earlier(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what boroughs said of a product before they said something newer, the latest first."""
    product = product_of(slug)
    facts = DataFact.objects.filter(product=product, replaced_at__isnull=False).visible_to(request.user)
    today = timezone.localdate()
    rows = facts.with_names().with_documents_for(request.user)
    found = rows.order_by("-replaced_at", "-pk")[:MOST_EARLIER]
    context = {
        "product": product,
        "facts": [shown(one, today) for one in found],
        "may_hide": has_permission(request.user, Permission.HIDE_DATA_FACTS),
    }
    return render(request, "data_access/earlier.html", context)
