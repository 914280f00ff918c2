"""Reading pilots: the list and the library of assistive technology for everybody, one pilot, a download."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from boroughs.actions.messages import CannotWrite
from boroughs.forms_messages import MessageForm
from boroughs.models import Borough
from boroughs.panel import errors, unreadable
from boroughs.places import read_places
from boroughs.rights import Permission, has_permission, requires
from boroughs.visitors import kept_for_visitors
from boroughs.words import counted
from contracts.views.downloads import DownloadThrottle, not_downloaded, too_often
from pilots import actions, filters
from pilots.exports import MOST, pilots_file
from pilots.models import Pilot

MAY = ["GET", "HEAD", "POST"]
WORDS = "Search for a problem, a technology or those it was for"


@require_safe
@login_not_required
@kept_for_visitors
def pilot_list(request: HttpRequest) -> HttpResponse:
    """List published pilots of all boroughs, for anyone; its parameters are the form's."""
    return _list(request, reverse("pilots"), library=False)


@require_safe
@login_not_required
@kept_for_visitors
def assistive_technology(request: HttpRequest) -> HttpResponse:
    """List the published pilots of assistive technology by need, setting, device and service, for anyone."""
    return _list(request, reverse("assistive_technology"), library=True)


def _list(request: HttpRequest, path: str, *, library: bool) -> HttpResponse:
    places = read_places()
    form, question = filters.read(request.GET, places)
    among = Pilot.objects.published()
    if library:
        among = among.filter(is_assistive=True)
    shown = filters.listed(
        question,
        among,
        places,
        request.user,
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    if library:
        facets = filters.facet_counts(question, shown.asked, among, places, request.user)
        fields, names = filters.library_panel(form, facets), {one.code: one.name for one in facets}
    else:
        names = filters.grades_by_code()
        fields = filters.panel(form, places, names)
    query = question.address("").removeprefix("?")
    context = {
        "form": form,
        "words": request.GET.get("q", "").replace("\0", ""),
        "errors": errors(form),
        "fields": fields,
        "chips": filters.chips(question, places, path, names),
        "order": filters.SORTS[question.sort].lower(),
        "shown": shown,
        "count": counted(shown.count, "pilot"),
        "path": path,
        "library": library,
        "label": WORDS,
        "download": "" if library else f"{reverse('pilots_csv')}{'?' if query else ''}{query}",
        "may_write": own(request) is not None,
        "may_moderate": has_permission(request.user, Permission.MODERATE_PILOTS),
        "previous": question.address(path, before=shown.previous) if shown.previous else "",
        "next": question.address(path, after=shown.next) if shown.next else "",
    }
    return render(request, "pilots/pilot_list.html", context)


def own(request: HttpRequest) -> Borough | None:
    """Return the borough for which the reader writes up pilots."""
    borough: Borough | None = getattr(request.user, "borough", None)
    return borough if borough and has_permission(request.user, Permission.KEEP_PILOTS, borough) else None


@require_safe
@login_not_required
def pilots_csv(request: HttpRequest) -> HttpResponse:
    """Download the published pilots that answer a question: the public part, whoever asks."""
    throttle = DownloadThrottle(settings.DOWNLOAD_RATE)
    if not throttle.allow_request(request):
        return too_often(throttle)
    places = read_places()
    form, question = filters.read(request.GET, places)
    if form.errors:
        return unreadable(form)
    rows, _ = filters.found(question, Pilot.objects.published(), places, request.user)
    if rows.order_by()[: MOST + 1].count() > MOST:
        return not_downloaded(f"These are more than {MOST:,} pilots: filter them first, or ask the API.")
    response = HttpResponse(
        pilots_file(rows, request.build_absolute_uri("/").rstrip("/")),
        content_type="text/csv; charset=utf-8",
    )
    response.headers["Content-Disposition"] = 'attachment; filename="pilots.csv"'
    return response


@require_safe
@login_not_required
def pilot(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a pilot to anyone, its candid part to members; 404 where it is not seen."""
    rows = Pilot.objects.visible_to(request.user).with_names().select_related("bought_contract", "contact")
    rows = rows.defer("search", "candid_search", "bought_contract__search", "bought_contract__description")
    found: Any = get_object_or_404(rows, pk=pk)
    may_see = has_permission(request.user, Permission.SEE_PILOTS)
    may_keep = has_permission(request.user, Permission.KEEP_PILOTS, found.borough)
    context = {
        "pilot": found,
        "measures": list(found.measures.all()),
        "facets": list(found.facets.all()) if found.is_assistive else [],
        "may_see": may_see,
        "has_candid": bool(found.candid or found.scale_why or found.bought_note or found.contact),
        "may_ask": may_see and takes_questions(found) and found.contact_id != request.user.pk,
        "may_keep": may_keep,
        "may_moderate": has_permission(request.user, Permission.MODERATE_PILOTS),
    }
    return render(request, "pilots/pilot.html", context)


def takes_questions(found: Pilot) -> bool:
    """Tell whether somebody agreed to be asked about a published pilot, and is still there."""
    return found.state == Pilot.State.PUBLISHED and found.contact is not None and found.contact.is_active


@require_http_methods(MAY)
@requires(Permission.SEE_PILOTS)
def pilot_ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Write to the person of a pilot who agreed to be asked; unknown where nobody did."""
    rows = Pilot.objects.published().with_names().select_related("contact")
    found = get_object_or_404(rows, pk=pk)
    if not takes_questions(found) or found.contact_id == request.user.pk:
        raise Http404("Nobody takes questions about this pilot.")
    form = MessageForm(request.POST or None, initial={"subject": f"Your pilot: {found.title}"[:160]})
    by: Any = request.user
    if form.is_valid():
        try:
            actions.ask_contact(pilot=found, by=by, **form.cleaned_data)
        except CannotWrite as refusal:
            form.add_error("text", str(refusal))
        else:
            messages.success(request, "Your question is sent. The answer comes to you through the hub.")
            return redirect(found)
    context = {"form": form, "pilot": found, "title": "Ask about it", "button": "Send"}
    return render(request, "pilots/form.html", context)
