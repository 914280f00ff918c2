"""The files of a group: those of its discussions and those that members gave it."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from boroughs.refusals import Refused
from boroughs.rights import Permission, requires
from boroughs.views.parts import person_of, posted
from community import actions
from community.files import documents_of
from community.forms import FileForm
from community.models import Enclosure
from community.rights import looks_after, may_give_files
from community.views.groups import kept, readable

MAY = ["GET", "HEAD", "POST"]


@require_http_methods(MAY)
@requires(Permission.TAKE_PART)
def group_files(request: HttpRequest, slug: str) -> HttpResponse:
    """List the documents of a group, and take one from a member."""
    found, person = readable(request, slug), person_of(request)
    gives = may_give_files(person, found)
    form = FileForm(posted(request), request.FILES or None)
    if request.method == "POST" and not gives:
        raise PermissionDenied("Members of the group who are officers of a borough give it files.")
    if form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("title", "file")}
        try:
            actions.give_file(group=found, by=person, **given)
        except Refused as refused:
            form.add_error("file", str(refused))
        else:
            messages.success(request, "Taken. Others see it once it has been looked into.")
            return redirect("group_files", slug)
    path = reverse("group_files", args=[slug])
    shown = documents_of(
        found, person, after=request.GET.get("after", ""), before=request.GET.get("before", "")
    )
    context = {
        "group": found,
        "form": form,
        "gives": gives,
        "cares": looks_after(person, found) and not found.ended_on,
        "shown": shown,
        "previous": f"{path}?{urlencode({'before': shown.previous})}" if shown.previous else "",
        "next": f"{path}?{urlencode({'after': shown.next})}" if shown.next else "",
    }
    return render(request, "community/files.html", context)


@require_POST
@requires(Permission.TAKE_PART)
def group_file_remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take a file away that was given to a group: who looks after it."""
    found = kept(request, slug)
    row = get_object_or_404(Enclosure.objects.select_related("document"), group=found, document=pk)
    actions.take_file_away(document=row.document, by=person_of(request))
    messages.success(request, "Taken away. Who gave it still sees it.")
    return redirect("group_files", slug)
