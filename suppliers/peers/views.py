"""Pages of peers: one's own profile, the products one knows, the directory, one person."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from boroughs.forms_profile import ProfileForm
from boroughs.models import PeerMessage, Person, Profile
from boroughs.peers import may_be_written_to, name_for_peers, place_of
from boroughs.rights import Permission, requires
from suppliers.models import Product
from suppliers.peers.actions import forget_product, know_product
from suppliers.peers.directory import A_PAGE, PeerFilter

#: Products offered for one search; a longer list says so.
OFFERED = 25
LONGEST_SEARCH = 200


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.KEEP_PROFILE)
def profile_edit(request: HttpRequest) -> HttpResponse:
    """Show and keep what the reader tells their peers."""
    person = _reader(request)
    form = ProfileForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        profile = form.save()
        seen = "Peers find you in the directory." if profile.in_directory else "Nobody is shown your profile."
        messages.success(request, f"Your profile is saved. {seen}")
        return redirect("profile_edit")
    products = Product.objects.filter(known_by__person=person).select_related("supplier")
    return render(
        request,
        "people/profile.html",
        {"form": form, "areas": form.area_groups(), "profile": form.profile, "products": products},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.KEEP_PROFILE)
def profile_products(request: HttpRequest) -> HttpResponse:
    """Let the reader say which products they know: search for one, add it, take one away."""
    person = _reader(request)
    words = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_SEARCH]
    if request.method == "POST":
        _change_products(request, person)
        return redirect(request.get_full_path())
    known = list(
        Product.objects.filter(known_by__person=person).select_related("supplier", "service_area__parent")
    )
    offered = Product.objects.exclude(pk__in=[product.pk for product in known])
    if words:
        offered = offered.filter(name__icontains=words) | offered.filter(supplier__name__icontains=words)
    rows = list(
        offered.select_related("supplier", "service_area__parent").order_by("name", "pk")[: OFFERED + 1]
    )
    context = {"known": known, "offered": rows[:OFFERED], "more": len(rows) > OFFERED, "words": words}
    return render(request, "people/products.html", context)


def _change_products(request: HttpRequest, person: Person) -> None:
    """Add or take away the product that a button names."""
    adding = "add" in request.POST
    slug = request.POST.get("add" if adding else "remove", "").replace("\x00", "")
    product = get_object_or_404(Product, slug=slug)
    if adding:
        know_product(by=person, product=product)
        messages.success(request, f"Added: you know {product.name}.")
    else:
        forget_product(by=person, product=product)
        messages.success(request, f"Taken off: {product.name}.")


@require_safe
@requires(Permission.SEE_DIRECTORY)
def people(request: HttpRequest) -> HttpResponse:
    """List the peers who agreed to be found, narrowed by words, borough, discipline, area, product."""
    person = _reader(request)
    form = PeerFilter(request.GET)
    page = Paginator(form.found(), A_PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "form": form,
        "page": page,
        "peers": [{"profile": profile, **_named(profile)} for profile in page],
        "chips": form.chips(),
        "clear": reverse("people"),
        "previous": form.query(page=page.previous_page_number()) if page.has_previous() else "",
        "next": form.query(page=page.next_page_number()) if page.has_next() else "",
        "listed": Profile.objects.in_directory().filter(person=person).exists(),
        "unread": PeerMessage.objects.unread_by(person).count(),
    }
    return render(request, "people/people.html", context)


@require_safe
@requires(Permission.SEE_DIRECTORY)
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one peer who agreed to be found; to nobody else's eyes, one's own page as others see it."""
    reader = _reader(request)
    shown = Profile.objects.in_directory().filter(person=pk).select_related("person__borough").first()
    if shown is None:
        if pk == reader.pk:
            return redirect("profile_edit")
        raise Http404("Nobody in the directory has this address.")
    context = {
        "profile": shown,
        **_named(shown),
        "areas": shown.service_areas.select_related("parent").order_by("parent__name", "name"),
        "products": Product.objects.filter(known_by__person=pk).select_related("supplier"),
        "own": pk == reader.pk,
        "may_write": may_be_written_to(shown) and pk != reader.pk,
    }
    return render(request, "people/person.html", context)


def _named(profile: Profile) -> dict[str, str]:
    return {"name": name_for_peers(profile.person), "place": place_of(profile.person)}


def _reader(request: HttpRequest) -> Person:
    person = request.user
    assert isinstance(person, Person)  # noqa: S101 (nobody else has the right)
    return person
