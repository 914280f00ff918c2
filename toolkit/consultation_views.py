"""Pages of consultations for members: all of them, and one with its draft, its comments and its answer."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from boroughs.peers import name_for_peers
from boroughs.refusals import Refused
from boroughs.rights import Permission, requires
from boroughs.views.parts import person_of, posted
from toolkit.consulting import comment, is_open
from toolkit.forms import CommentForm
from toolkit.markdown import render as markdown
from toolkit.models import Consultation
from toolkit.pictures import shown_in

MOST = 200


@require_safe
@requires(Permission.USE_TOOLKIT)
def toolkit_consultations(request: HttpRequest) -> HttpResponse:
    """List the consultations that are open, and those before with whether they are answered."""
    today = timezone.localdate()
    rows = Consultation.objects.filter(opens_on__lte=today).select_related("page").defer("page__search")
    found = list(rows.order_by("-closes_on", "-pk")[:MOST])
    context = {
        "open": [one for one in found if is_open(one, today)],
        "over": [one for one in found if not is_open(one, today)],
    }
    return render(request, "toolkit/consultations.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.USE_TOOLKIT)
def toolkit_consultation(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the draft, what members say of it, and what LOTI made of it; take a comment while it is open."""
    today = timezone.localdate()
    rows = Consultation.objects.filter(opens_on__lte=today).select_related("page__stage")
    found = get_object_or_404(rows.defer("page__search"), pk=pk)
    person = person_of(request)
    comments = list(found.comments.select_related("by__borough", "borough").order_by("at", "pk"))
    own = next((one for one in comments if one.by_id == person.pk), None)
    form = CommentForm(posted(request), initial={"text": own.text if own else ""})
    if form.is_valid():
        try:
            comment(consultation=found, text=form.cleaned_data["text"], by=person)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Thank you. You are told what LOTI makes of it.")
            return redirect(found)
    context = {
        "consultation": found,
        "text": markdown(found.page.text, shown_in(found.page.text)),
        "answer": markdown(found.answer) if found.answered_at else "",
        "comments": [(one, name_for_peers(one.by)) for one in comments],
        "own": own,
        "is_open": is_open(found, today),
        "form": form,
    }
    return render(request, "toolkit/consultation.html", context)
