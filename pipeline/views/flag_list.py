"""The list of flags."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from boroughs.models import Person
from boroughs.rights import Permission, requires
from pipeline.filters import ALL_LONDON, FlagFilter
from pipeline.models import Flag
from pipeline.summaries import summary

A_PAGE = 20


@require_safe
@requires(Permission.SEE_FLAGS)
def flag_list(request: HttpRequest) -> HttpResponse:
    """List the live flags that the reader may see, those of their borough unless they ask for more."""
    person = request.user
    assert isinstance(person, Person)  # noqa: S101 (nobody else has the right)
    visible = Flag.objects.visible_to(person).live()
    today = timezone.localdate()
    form = FlagFilter(request.GET, person=person, demonstration=settings.DEMONSTRATION, today=today)
    page = Paginator(form.narrowed(visible).with_names(), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "flags": [summary(flag, today, person) for flag in page],
        "chips": form.chips(),
        "clear": form.query(borough=ALL_LONDON, kind=None, area=None, decide=None, answer=None, records=None),
        "own": person.borough,
        "all_london": form.query(borough=ALL_LONDON),
        "previous": form.query(page=page.previous_page_number()) if page.has_previous() else "",
        "next": form.query(page=page.next_page_number()) if page.has_next() else "",
    }
    return render(request, "pipeline/flag_list.html", context)
