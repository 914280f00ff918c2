"""One search over everything: a few of each kind that the reader may see, with where to look for more (R9).

Each kind is asked through the same queryset as its own list, so that nothing is found here that is not there;
no number of what was found is told that the list would not tell.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.search import SearchQuery
from django.db.models import CharField, Exists, F, OuterRef, Q, Value
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils.safestring import SafeString

from boroughs.models import Borough, Person
from boroughs.rights import Permission, has_permission
from community.models import Discussion, Post
from community.models import Group as CommunityGroup
from contracts.highlights import excerpts, in_one_line
from contracts.models import Contract
from data_access.models import DataFact
from documents.filters import places_in
from documents.models import Document
from performance.models import Issue, Kpi
from pilots.filters import mentioning
from pilots.models import Pilot
from pilots.searching import understood
from pipeline.models import Collaboration, Opportunity, Procurement
from reviews.models import Review
from suppliers.models import Product, Supplier
from suppliers.search import search as search_suppliers
from toolkit.models import Clause, Page

#: Of each kind so many are shown.
SHOWN = 5
Reader = Person | AnonymousUser
#: What, the key of its page, its title, and a note: the columns of what is found in one query.
Columns = tuple[str, str, str, str]
Found = tuple[Any, tuple[Any, ...]]
REVIEWS, DATA_ACCESS, PERFORMANCE = "Reviews", "Data access", "Performance of contracts"
#: The lists of those that have one.
LISTED = {REVIEWS: "reviews"}


@dataclass(frozen=True)
class Hit:
    """Something that was found: its name, its page, what tells it from its like, and where the words are.

    ``why`` is HTML: the place of its text that mentions the words, which are marked.
    """

    label: str
    address: str
    note: str = ""
    why: SafeString | str = ""


@dataclass(frozen=True)
class Group:
    """What was found of a kind; ``more`` is the list with all of it, empty where all of it is shown."""

    heading: str
    hits: list[Hit]
    more: str


def search_everything(words: str, reader: Reader) -> list[Group]:
    """Return what somebody finds, by kind; kinds of which nothing was found are left out.

    Args:
        words: what was typed; two letters at least.
        reader: who may see what (R9).
    """
    found = []
    for heading, name, right, find in KINDS:
        if right is not None and not has_permission(reader, right):
            continue
        found.append(_group(heading, name, words, find(words, reader)))
    for heading, hits in _by_peers(words, reader).items():
        found.append(_group(heading, LISTED.get(heading, ""), words, hits))
    return [group for group in found if group.hits]


def _group(heading: str, name: str, words: str, hits: list[Hit]) -> Group:
    """Return what is shown of a kind; ``name`` is its list, empty where none is asked by words."""
    more = f"{reverse(name)}?{urlencode({'q': words})}" if name and len(hits) > SHOWN else ""
    return Group(heading, hits[:SHOWN], more)


def _query(words: str) -> SearchQuery:
    return SearchQuery(words, config="english", search_type="websearch")


def _contracts(words: str, reader: Reader) -> list[Hit]:
    rows = Contract.objects.mentioning(words).order_by("-end_date", "pk")
    shown = rows.values_list("pk", "title", "supplier_text")[: SHOWN + 1]
    return [Hit(title, reverse("contract", args=[pk]), supplier[:80]) for pk, title, supplier in shown]


def _suppliers(words: str, reader: Reader) -> list[Hit]:
    found = search_suppliers(words).values()
    best = sorted(found, key=lambda one: (-one.closeness, -one.whole, one.supplier))[: SHOWN + 1]
    suppliers = Supplier.objects.in_bulk([one.supplier for one in best])
    pairs = [(suppliers[one.supplier], one.reason) for one in best]
    return [Hit(supplier.name, supplier.get_absolute_url(), reason) for supplier, reason in pairs]


def _products(words: str, reader: Reader) -> list[Hit]:
    rows = Product.objects.named_like(words).order_by("name", "pk").select_related("supplier")[: SHOWN + 1]
    return [Hit(one.name, one.get_absolute_url(), str(one.supplier or "")) for one in rows]


def _boroughs(words: str, reader: Reader) -> list[Hit]:
    rows = Borough.objects.filter(Q(name__icontains=words) | Q(official_name__icontains=words))
    return [Hit(one.name, one.get_absolute_url()) for one in rows.order_by("name")[: SHOWN + 1]]


def _opportunities(words: str, reader: Reader) -> list[Hit]:
    rows: Any = Opportunity.objects.mentioning(words)[: SHOWN + 1]
    return [Hit(one.title, one.get_absolute_url()) for one in rows]


def _timelines(words: str, reader: Reader) -> list[Hit]:
    rows = Procurement.objects.visible_to(reader).mentioning(words).select_related("borough")
    return [
        Hit(one.title, one.get_absolute_url(), str(one.borough)) for one in rows.order_by("-pk")[: SHOWN + 1]
    ]


def _pages(words: str, reader: Reader) -> list[Hit]:
    rows: Any = Page.objects.published().mentioning(words).select_related("stage").defer("text", "search")
    shown = rows.annotate(why=excerpts("text", _query(words)))[: SHOWN + 1]
    return [
        Hit(one.title, one.get_absolute_url(), one.summary, in_one_line(one.why.replace("#", "")))
        for one in shown
    ]


def _clauses(words: str, reader: Reader) -> list[Hit]:
    rows = Clause.objects.published().filter(Q(title__icontains=words) | Q(summary__icontains=words))
    return [Hit(one.title, one.get_absolute_url(), one.get_kind_display()) for one in rows[: SHOWN + 1]]


def _discussions(words: str, reader: Reader) -> list[Hit]:
    rows = Discussion.objects.visible_to(reader).mentioning(words).select_related("group")
    shown = list(rows.order_by("-last_post_at", "-pk")[: SHOWN + 1])
    posts: Any = Post.objects.shown().filter(discussion__in=shown, search=_query(words)).order_by("-pk")
    places = dict(posts.annotate(why=excerpts("text", _query(words))).values_list("discussion", "why"))
    return [
        Hit(one.title, one.get_absolute_url(), str(one.group or ""), in_one_line(places.get(one.pk, "")))
        for one in shown
    ]


def _groups(words: str, reader: Reader) -> list[Hit]:
    rows = CommunityGroup.objects.visible_to(reader).filter(
        Q(name__icontains=words) | Q(about__icontains=words)
    )
    return [Hit(one.name, one.get_absolute_url(), one.get_kind_display()) for one in rows[: SHOWN + 1]]


def _pilots(words: str, reader: Reader) -> list[Hit]:
    asked = understood(words)
    rows = Pilot.objects.published().with_names().order_by("-published_at", "-pk")
    found = mentioning(rows, asked, reader) if asked.query is not None else rows.none()
    return [Hit(one.title, one.get_absolute_url(), f"from {one.borough}") for one in found[: SHOWN + 1]]


def _documents(words: str, reader: Reader) -> list[Hit]:
    rows = Document.objects.visible_to(reader).standing().mentioning(words).select_related("borough")
    shown = list(rows.defer("search").order_by("-changed", "-pk")[: SHOWN + 1])
    places = places_in([one.pk for one in shown], words)
    return [
        Hit(one.title, one.get_absolute_url(), f"from {one.borough}", places.get(one.pk, "")) for one in shown
    ]


def _by_peers(words: str, reader: Reader) -> dict[str, list[Hit]]:
    """Find what members say of suppliers, products and contracts, by heading: all of it in one query."""
    parts = [
        rows.values_list(*columns)[: SHOWN + 1]
        for right, rows, columns in (
            (Permission.SEE_REVIEWS, *_reviews(words, reader)),
            (Permission.SEE_DATA_ACCESS, *_data_access(words, reader)),
            (Permission.SEE_PERFORMANCE, *_kpis(words)),
            (Permission.SEE_PERFORMANCE, *_issues(words)),
        )
        if has_permission(reader, right)
    ]
    found: dict[str, list[Hit]] = {REVIEWS: [], DATA_ACCESS: [], PERFORMANCE: []}
    if not parts:
        return found
    kinds = dict(Issue.Kind.choices)
    for what, key, title, note in sorted(parts[0].union(*parts[1:], all=True), key=_place):
        if what == "review":
            found[REVIEWS].append(Hit(title, reverse("vendor_review", args=[key]), f"from {note}"))
        elif what == "said":
            found[DATA_ACCESS].append(Hit(title, reverse("data_access", args=[key]), note))
        else:
            told = f"an issue: {kinds[note]}" if what == "issue" else note
            found[PERFORMANCE].append(Hit(title, reverse("contract_performance", args=[key]), told))
    return found


def _place(row: Columns) -> tuple[int, str]:
    """Return where a row stands in its list: the newest first, products by name."""
    what, key, title, _ = row
    return (0, title) if what == "said" else (-int(key), title)


def _reviews(words: str, reader: Reader) -> Found:
    rows = Review.objects.visible_to(reader).filter(
        Q(supplier__name__icontains=words) | Q(product__name__icontains=words)
    )
    return rows.order_by("-pk"), (_text("review"), _key("pk"), F("supplier__name"), F("borough__name"))


def _data_access(words: str, reader: Reader) -> Found:
    """Find products of which something is said, by their names and by the systems they work with."""
    said = DataFact.objects.visible_to(reader).current().filter(product=OuterRef("pk"))
    named = Q(pk__in=Product.objects.named_like(words).order_by().values("pk"))
    rows = Product.objects.filter(Exists(said)).filter(named | Exists(said.filter(system__icontains=words)))
    sold_by = Coalesce("supplier__name", _text(""))
    return rows.order_by("name", "pk"), (_text("said"), F("slug"), F("name"), sold_by)


def _kpis(words: str) -> Found:
    rows = Kpi.objects.filter(name__icontains=words).order_by("-contract", "pk")
    return rows, (_text("kpi"), _key("contract"), F("contract__title"), F("name"))


def _issues(words: str) -> Found:
    """Find issues by their words, where a borough shares them with members."""
    told = Q(text__icontains=words) | Q(agreed__icontains=words) | Q(outcome__icontains=words)
    rows = Issue.objects.filter(told, is_shared=True).order_by("-contract", "pk")
    return rows, (_text("issue"), _key("contract"), F("contract__title"), F("kind"))


def _text(value: str) -> Value:
    return Value(value, output_field=CharField())


def _key(column: str) -> Cast:
    return Cast(column, CharField())


def _collaborations(words: str, reader: Reader) -> list[Hit]:
    rows = Collaboration.objects.visible_to(reader).filter(title__icontains=words).order_by("-pk")
    return [Hit(one.title, one.get_absolute_url()) for one in rows[: SHOWN + 1]]


#: Heading, the list with all of it, the right that it needs, and how it is found.
KINDS: list[tuple[str, str, Permission | None, Callable[[str, Reader], list[Hit]]]] = [
    ("Contracts", "register", None, _contracts),
    ("Suppliers", "suppliers", None, _suppliers),
    ("Products", "products", None, _products),
    ("Boroughs", "boroughs", None, _boroughs),
    ("Toolkit", "toolkit", None, _pages),
    ("Clauses", "toolkit_clauses", None, _clauses),
    ("Pilots", "pilots", None, _pilots),
    ("Opportunities", "opportunities", None, _opportunities),
    ("Timelines", "timelines", Permission.SEE_SHARED_TIMELINES, _timelines),
    ("Collaborations", "collaborations", Permission.SEE_FLAGS, _collaborations),
    ("Groups", "community", Permission.TAKE_PART, _groups),
    ("Discussions", "discussions", Permission.TAKE_PART, _discussions),
    ("Documents", "documents", Permission.SEE_DOCUMENTS, _documents),
]
