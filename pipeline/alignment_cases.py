"""Reads what the alignment plan of a flag is made from: boroughs, contracts, options, gates (R5)."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q

from boroughs.models import Borough, ProcurementRoute
from boroughs.planning import BuyingRules, RuleBook, rule_book
from contracts.actions.derive import term_of
from contracts.models import Contract
from pipeline.alignment_plan import BoroughCase, Case, Rules, five_years_on
from pipeline.groups import groups_on_day
from pipeline.models import Flag, FlagBorough
from pipeline.parts import MOST_READ
from pipeline.reach import Allowances, Held

#: Contracts that are read of the boroughs that are taken in, all together.
MOST_TAKEN_IN = 500


@dataclass(frozen=True)
class Asked:
    """A what-if: slugs of boroughs that are left out and taken in, a start date, other allowances."""

    start: dt.date | None = None
    without: frozenset[str] = frozenset()
    joining: frozenset[str] = frozenset()
    allowances: Allowances = field(default_factory=Allowances)


@dataclass(frozen=True)
class FlagCase:
    """A flag's case, and the rows behind it: boroughs by slug, contracts by the key that the case has.

    ``unread`` is the number of a borough's contracts that are too many to be looked at.
    """

    case: Case
    boroughs: Mapping[str, Borough]
    contracts: Mapping[str, Contract]
    unread: Mapping[str, int]


def buying_the_same(flag: Flag, today: dt.date, groups: Mapping[int, int] | None = None) -> Q:
    """Return which contracts are for what a flag is about, running or ended (R9).

    ``groups`` are the supplier groups of the day, where they have been read already.
    """
    same = Q(is_demonstration=flag.is_demonstration)
    if flag.service_area_id:
        return same & Q(service_area=flag.service_area_id)
    if flag.product_id:
        return same & Q(product=flag.product_id)
    groups = groups_on_day(today) if groups is None else groups
    top = groups.get(flag.supplier_id or 0, flag.supplier_id)
    members = [member for member, group in groups.items() if group == top]
    return same & Q(supplier_links__supplier__in=[flag.supplier_id, *members])


def may_join(flag: Flag, same: Q) -> list[Borough]:
    """Return the boroughs that are not in a flag and may join it (R9), by name.

    Args:
        flag: with its boroughs fetched.
        same: the contracts for what it is about, from :func:`buying_the_same`.
    """
    theirs = Contract.objects.filter(same, borough_links__borough=OuterRef("pk"))
    inside = [link.borough_id for link in flag.borough_links.all()]
    return list(Borough.objects.filter(Exists(theirs)).exclude(pk__in=inside).order_by("name"))


def contracts_of(
    flag: Flag, joining: Collection[Borough] = (), same: Q | None = None, *, with_suppliers: bool = True
) -> dict[int, Contract]:
    """Return the contracts behind a flag and those of boroughs that are taken in, with their options.

    Args:
        flag: with its boroughs fetched.
        joining: boroughs that are taken in.
        same: the contracts for what the flag is about.
        with_suppliers: fetch what the evidence shows, too.
    """
    wanted = Q(pk__in={pk for link in flag.borough_links.all() for pk in read_ids(link)})
    if joining and same is not None:
        theirs = Contract.objects.filter(same, borough_links__borough__in=[one.pk for one in joining])
        newest = theirs.order_by("-end_date", "-pk").distinct()
        wanted |= Q(pk__in=newest.values("pk")[:MOST_TAKEN_IN])
    rows = Contract.objects.filter(wanted).prefetch_related("options")
    if with_suppliers:
        rows = rows.select_related("service_area__parent", "product").prefetch_related("suppliers")
    return {row.pk: row for row in rows.defer("search", "description", "provenance")}


def read_case(
    flag: Flag,
    asked: Asked,
    contracts: Mapping[int, Contract],
    joining: Collection[Borough],
    today: dt.date,
    book: RuleBook | None = None,
) -> FlagCase | None:
    """Return the case of a flag as somebody asks for it.

    Args:
        flag: with its boroughs fetched.
        asked: the what-if.
        contracts: from :func:`contracts_of`.
        joining: the boroughs that are taken in.
        today: the day of the plan.
        book: from :func:`rules_on`, where it has been read before.

    Returns:
        ``None`` where nobody has recorded how long buying takes.
    """
    book = book or rules_on(today)
    if book is None:
        return None
    rules: dict[int, Rules] = {}
    boroughs: dict[str, Borough] = {}
    held: dict[str, tuple[Held, ...]] = {}
    unread: dict[str, int] = {}
    for link in flag.borough_links.all():
        slug = link.borough.slug
        if slug not in asked.without:
            ids = read_ids(link)
            boroughs[slug] = link.borough
            held[slug] = tuple(_held(contracts[pk]) for pk in ids if pk in contracts)
            unread[slug] = len(link.contract_ids) + len(link.listed_contract_ids) - len(ids)
    for borough in joining:
        own = [row for row in contracts.values() if borough.pk in row.borough_ids]
        boroughs[borough.slug] = borough
        held[borough.slug] = tuple(_held(row) for row in own)
    cases = [
        BoroughCase(slug, borough.name, held[slug], _shared(rules, book.of(borough.pk)))
        for slug, borough in sorted(boroughs.items(), key=lambda one: one[1].name)
    ]
    return FlagCase(
        case=Case(tuple(cases), today, five_years_on(today), asked.allowances),
        boroughs=boroughs,
        contracts={str(pk): row for pk, row in contracts.items()},
        unread={slug: number for slug, number in unread.items() if number > 0},
    )


def read_ids(link: FlagBorough) -> list[int]:
    """Return the ids of a borough's contracts in a flag that are looked at: so many of each kind."""
    return [*link.contract_ids[:MOST_READ], *link.listed_contract_ids[:MOST_READ]]


def rules_on(today: dt.date) -> RuleBook | None:
    """Return what boroughs go through to buy on a day; ``None`` where nobody has recorded it."""
    try:
        book = rule_book(today)
    except ProcurementRoute.DoesNotExist:
        return None
    return book if book.default.stages else None


def _shared(known: dict[int, Rules], rules: BuyingRules) -> Rules:
    """Return the rules as the plan reads them; boroughs with the default profile share one object."""
    if id(rules) not in known:
        known[id(rules)] = Rules(rules.stages, rules.gates, rules.assumed)
    return known[id(rules)]


def _held(contract: Contract) -> Held:
    return Held(
        key=str(contract.pk),
        title=contract.title,
        term=term_of(contract),
        notice_days=contract.notice_days,
        value=contract.value,
        annual_value=contract.annual_value,
        product=str(contract.product_id or ""),
    )
