"""Pages of one's own data: everything that is kept, as a page and as a file, and deleting the account."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.core.paginator import Paginator
from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from boroughs.actions.privacy import CannotDelete, delete_person, what_stands_against
from boroughs.forms_privacy import DeleteForm
from boroughs.models import Person
from boroughs.privacy import all_sections, counts, export, section_of
from boroughs.privacy.registry import in_words
from boroughs.rights import Permission, requires

A_PAGE = 50


@never_cache
@require_safe
@requires(Permission.KEEP_ACCOUNT)
def my_data(request: HttpRequest) -> HttpResponse:
    """List what is kept about the reader, with how much of it there is."""
    numbers = counts(_reader(request))
    sections = [(section, numbers[section.code]) for section in all_sections()]
    return render(request, "privacy/my_data.html", {"sections": sections})


@never_cache
@require_safe
@requires(Permission.KEEP_ACCOUNT)
def my_data_section(request: HttpRequest, code: str) -> HttpResponse:
    """Show one kind of thing that is kept about the reader, page by page."""
    section = section_of(code)
    if section is None:
        raise Http404("Nothing of that kind is kept.")
    page = Paginator(section.rows(_reader(request)), A_PAGE).get_page(request.GET.get("page"))
    entries = [
        [(name.replace("_", " ").capitalize(), in_words(value)) for name, value in section.entry(row).items()]
        for row in page
    ]
    context = {
        "section": section,
        "page": page,
        "entries": entries,
        "previous": f"?page={page.previous_page_number()}" if page.has_previous() else "",
        "next": f"?page={page.next_page_number()}" if page.has_next() else "",
    }
    return render(request, "privacy/my_data_section.html", context)


@never_cache
@require_safe
@requires(Permission.KEEP_ACCOUNT)
def my_data_json(request: HttpRequest) -> HttpResponse:
    """Hand everything that is kept about the reader over, as a file."""
    response = JsonResponse(
        export(_reader(request)), DjangoJSONEncoder, json_dumps_params={"indent": 2, "ensure_ascii": False}
    )
    name = f"procurement-hub-my-data-{timezone.localdate().isoformat()}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.KEEP_ACCOUNT)
@reauthentication_required  # type: ignore[untyped-decorator]
def account_delete(request: HttpRequest) -> HttpResponse:
    """Say what deleting the account does, and do it once the reader has typed their address."""
    person = _reader(request)
    against = what_stands_against(person)
    form = DeleteForm(request.POST or None, person=person)
    if request.method == "POST" and not against and form.is_valid():
        try:
            delete_person(person=person, why="You deleted your account on the hub.")
        except CannotDelete as refusal:  # somebody changed the rights in between
            against = str(refusal)
        else:
            logout(request)
            messages.success(request, "Your account is deleted. An e-mail confirms it.")
            return redirect("home")
    context = {"form": form, "against": against}
    return render(request, "privacy/account_delete.html", context)


def _reader(request: HttpRequest) -> Person:
    person = request.user
    assert isinstance(person, Person)  # noqa: S101 (nobody else has the right)
    return person
