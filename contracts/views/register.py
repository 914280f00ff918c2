"""The register: all boroughs' contracts, to search, filter and sort."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from boroughs.keyset import Page, page, read_cursors
from boroughs.markup import join_markup
from boroughs.models import Person
from boroughs.panel import errors
from boroughs.places import Places, read_places
from boroughs.visitors import kept_for_visitors
from boroughs.words import counted
from contracts.facets import BOUND, Facets, count_facets, register_totals
from contracts.filters import CLOSEST, SORTS, Asked, RegisterForm, chips, read, today
from contracts.matches import matches
from contracts.models import SavedView
from contracts.orders import stretches
from contracts.panel import panel
from contracts.rows import COLUMNS, Row, table_rows
from contracts.suggestions import suggestions

MOST_LINKS = 12
FACET = '<li><a class="govuk-link" href="{1}">{0}</a> <span class="hub-number">{2}</span></li>'
#: The forms of a download: label, name of its address, whether it holds ``BOUND`` contracts at most.
DOWNLOADS = [
    ("CSV", "register_csv", False),
    ("Excel", "register_xlsx", True),
    ("JSON", "register_json", True),
    ("OCDS", "register_ocds", True),
]


@login_not_required
@require_safe
@kept_for_visitors
def register(request: HttpRequest) -> HttpResponse:
    """Show a page of the contracts that answer a question; its parameters are the form's.

    ``after`` and ``before`` carry the keyset. With htmx only the results are sent; a form that cannot be
    read is sent whole, since its messages belong to its fields.
    """
    places = read_places()
    form = RegisterForm(request.GET, places)
    asked = read(form)
    path = reverse("register")
    partly = _wants_results_only(request)
    if partly and form.errors:
        return HttpResponse(headers={"HX-Redirect": f"{path}?{request.GET.urlencode()}"})
    context = {
        **_results(request, asked, places, path),
        "form": form,
        "words": request.GET.get("q", "").replace("\0", ""),
        "errors": errors(form),
        "path": path,
    }
    if partly:
        response = render(request, "contracts/_register_results.html", context)
        response.headers["HX-Push-Url"] = asked.address(path)
    else:
        context["fields"] = panel(form, places, asked)
        context["views"] = _views(request, asked)
        response = render(request, "contracts/register.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _wants_results_only(request: HttpRequest) -> bool:
    headers = request.headers
    return "HX-Request" in headers and "HX-History-Restore-Request" not in headers


def _views(request: HttpRequest, asked: Asked) -> list[tuple[SavedView, bool]]:
    """Return the saved views that the reader may open, and whether each is what the page shows."""
    if not isinstance(request.user, Person):
        return []
    question = asked.parameters()
    return [(view, view.question == question) for view in SavedView.objects.visible_to(request.user)]


def _results(request: HttpRequest, asked: Asked, places: Places, path: str) -> dict[str, Any]:
    """Return what the results' template shows: the rows, their number, the ways on."""
    order = stretches(asked.sort, today())
    after, before, wrong = read_cursors(request.GET.get("after", ""), request.GET.get("before", ""), order)
    found = count_facets(asked.contracts(places)) if asked.narrows() else register_totals()
    shown = Page()
    if found.total != 0:
        shown = page(asked.in_order(places), order, COLUMNS, after=after, before=before)
    meant = suggestions(asked, path) if found.total == 0 else None
    return {
        "rows": _table(shown, asked, places, path),
        "count": _count(found),
        "chips": chips(asked, places, path),
        "clear": path,
        "about": [(str(one), one.get_absolute_url()) for one in (asked.supplier, asked.product) if one],
        "boroughs": join_markup(FACET, _borough_links(found, asked, places, path)),
        "areas": join_markup(FACET, _area_links(found, asked, places, path)),
        "previous": asked.address(path, before=shown.previous) if shown.previous else "",
        "next": asked.address(path, after=shown.next) if shown.next else "",
        "wrong_page": wrong,
        "downloads": _downloads(found, asked),
        "too_many": found.total is None or found.total > BOUND,
        "bound": f"{BOUND:,}",
        "ranked_only": asked.sort == CLOSEST and found.total is None,
        "save": _save(request, asked),
        "meant": meant,
        "first": asked.address(path),
        "order": SORTS[asked.sort][0].lower() + SORTS[asked.sort][1:],
        "advice": _advice(asked),
        "past_the_end": not shown.rows and bool(after or before) and found.total != 0,
    }


def _table(shown: Page, asked: Asked, places: Places, path: str) -> str:
    rows = [Row(*row) for row in shown.rows]
    why = matches([row.pk for row in rows], asked["q"]) if asked["q"] and rows else {}
    return table_rows(rows, places, path, today(), why)


def _downloads(found: Facets, asked: Asked) -> list[tuple[str, str]]:
    """Return (form, address) of the downloads that hold as many contracts as were found."""
    few = found.total is not None and found.total <= BOUND
    return [(label, asked.address(reverse(name))) for label, name, bounded in DOWNLOADS if few or not bounded]


def _save(request: HttpRequest, asked: Asked) -> str:
    """Return where the question is saved as a view; nowhere for strangers, and where nothing is asked."""
    signed_in = request.user.is_authenticated and bool(asked.parameters())
    return asked.address(reverse("saved_view_save")) if signed_in else ""


def _count(found: Facets) -> str:
    return f"More than {BOUND:,} contracts" if found.total is None else counted(found.total, "contract")


def _advice(asked: Asked) -> str:
    """Return what to do where nothing was found."""
    if not asked.narrows():
        return "The register is empty: it fills when notices or a borough's register are imported."
    if asked["q"]:
        return (
            "Remove a filter above, or search for fewer words: each must be in the title, a supplier's "
            "name, the reference or the description. Words such as “the” and “it” are not searched."
        )
    return "Remove a filter above, or change it."


def _borough_links(found: Facets, asked: Asked, places: Places, path: str) -> list[tuple[str, str, str]]:
    """Return (borough, address with it, number of contracts), most first; none where one is chosen."""
    if asked["borough"]:
        return []
    base = asked.address(path, without="borough")
    named = [(places.borough_by_pk[pk], number) for pk, number in found.boroughs.items()]
    named.sort(key=lambda pair: (-pair[1], pair[0].name))
    return [(item.name, _with(base, "borough", item.slug), f"{number:,}") for item, number in named]


def _area_links(found: Facets, asked: Asked, places: Places, path: str) -> list[tuple[str, str, str]]:
    """Return (service area, address with it, number), most first: inside the chosen one, or upper ones."""
    chosen = places.areas.get(asked["area"])
    if chosen and chosen.parent_id:
        return []
    numbers: dict[int, int] = {}
    for pk, number in found.areas.items():
        area = places.area_by_pk[pk]
        shown = pk if chosen else area.parent_id or pk
        numbers[shown] = numbers.get(shown, 0) + number
    base = asked.address(path, without="area")
    areas = [
        (places.area_by_pk[pk], number) for pk, number in numbers.items() if not chosen or pk != chosen.pk
    ]
    areas.sort(key=lambda pair: (-pair[1], pair[0].name))
    return [(area.name, _with(base, "area", area.code), f"{n:,}") for area, n in areas[:MOST_LINKS]]


def _with(address: str, name: str, value: str) -> str:
    """Return an address with one more parameter, whose value needs no quoting."""
    return f"{address}{'&' if '?' in address else '?'}{name}={value}"
