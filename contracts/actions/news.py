"""Announces new and changed contracts to those who follow, and decisions that come near to their officers."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db import models, transaction

from boroughs.following import followed_among
from boroughs.models import Borough, Event, Person, ServiceArea
from boroughs.notifications import Announcement, announce_all
from boroughs.words import exact_money, plain_date
from contracts.models import Contract, ContractBorough, ContractSupplier
from contracts.news import CHANGED, DECISION_NEAR, RECORDED, register_query
from suppliers.models import Product, Supplier

#: Contracts that one message spells out; it counts the others.
MOST_SPELT_OUT = 5
#: How long before the decide-by date officers hear of it, the nearest first; months.
THRESHOLDS = (1, 6)

#: What is a change of substance, and how it is said; titles, descriptions, codes and links are not.
SUBSTANCE: dict[str, Callable[[Contract], str]] = {
    "end_date": lambda contract: f"end date now {plain_date(contract.end_date)}",
    "start_date": lambda contract: f"start date now {plain_date(contract.start_date)}",
    "break_date": lambda contract: f"break date now {plain_date(contract.break_date)}",
    "value": lambda contract: f"total value now {exact_money(contract.value)}",
    "notice_days": lambda contract: f"notice to end it now {contract.notice_days} days",
    "options": lambda contract: "other extension options",
    "suppliers": lambda contract: f"supplier now {contract.supplier_text or 'not known'}",
    "boroughs": lambda contract: "another borough takes part",
}


@transaction.atomic
def announce_contracts(
    *, key: str, created: Collection[int], changed: Mapping[int, Collection[str]], by: Person | None = None
) -> None:
    """Announce what was written to those who follow it: one event for each thing that anybody follows.

    However many contracts an import brings, somebody who follows a borough gets one message of the new
    ones and one of those that changed in substance.

    Args:
        key: names the import or the single write for all times.
        created: ids of new contracts.
        changed: for other contracts the names of the fields that changed, by id.
        by: who wrote, if a person did.
    """
    substance = {pk: [name for name in SUBSTANCE if name in fields] for pk, fields in changed.items()}
    news: dict[str, Mapping[int, Collection[str]]] = {
        RECORDED: dict.fromkeys(created, ()),
        CHANGED: {pk: names for pk, names in substance.items() if names and pk not in created},
    }
    announce_all(
        announcement for kind, said in news.items() for announcement in _announcements(kind, key, said, by)
    )


def _announcements(
    kind: str, key: str, said: Mapping[int, Collection[str]], by: Person | None
) -> Iterator[Announcement]:
    for subject, contracts in _followed(list(said)).items():
        shown = Contract.objects.defer("search", "description", "provenance").in_bulk(
            sorted(contracts)[:MOST_SPELT_OUT]
        )
        spelt = [
            {"id": pk, "title": one.title, "what": ", ".join(SUBSTANCE[name](one) for name in said[pk])}
            for pk, one in sorted(shown.items())
        ]
        data = {
            "name": str(subject),
            "number": len(contracts),
            "contracts": spelt,
            "register": register_query(subject),
        }
        where = f"{subject._meta.model_name}:{subject.pk}"
        yield Announcement(kind=kind, key=f"{kind}:{key}:{where}", subject=subject, by=by, data=data)


def _followed(contracts: Collection[int]) -> dict[models.Model, set[int]]:
    """Return what anybody follows and some contracts touch, with the ids of those contracts."""
    touched: dict[type[models.Model], dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    for model, pk, contract in _touched(contracts):
        if pk is not None:
            touched[model][pk].add(contract)
    result: dict[models.Model, set[int]] = {}
    for model, by_pk in touched.items():
        rows = model._default_manager.filter(pk__in=followed_among(model, list(by_pk)))
        rows = rows.select_related("parent") if model is ServiceArea else rows
        result.update({row: by_pk[row.pk] for row in rows})
    return result


def _touched(contracts: Collection[int]) -> Iterator[tuple[type[models.Model], int | None, int]]:
    """Yield each thing that some contracts touch: the model, its id, the contract's id."""
    for pk, contract in ContractBorough.objects.filter(contract__in=contracts).values_list(
        "borough", "contract"
    ):
        yield Borough, pk, contract
    for pk, contract in ContractSupplier.objects.filter(contract__in=contracts).values_list(
        "supplier", "contract"
    ):
        yield Supplier, pk, contract
    rows = Contract.objects.filter(pk__in=contracts).order_by()
    for contract, area, parent, product in rows.values_list(
        "pk", "service_area", "service_area__parent", "product"
    ):
        yield ServiceArea, area, contract
        yield ServiceArea, parent, contract
        yield Product, product, contract


@transaction.atomic
def announce_decisions(*, on: dt.date) -> int:
    """Announce the decisions that came near to the officers of the boroughs that take them.

    What was announced is read from the events, so that a day without a run loses nothing and two runs
    announce nothing twice. A contract that is prolonged is announced again before its new end. Where
    both thresholds are passed at once, only the nearer one is announced.

    Args:
        on: the day of the run.

    Returns:
        how many decisions were announced.
    """
    near = list(_decisions(on))
    known = set(Event.objects.filter(key__in=[one.key for one in near]).values_list("key", flat=True))
    fresh = [one for one in near if one.key not in known]
    announce_all(fresh)
    return len(fresh)


def _decisions(on: dt.date) -> Iterable[Announcement]:
    with_officers = set(
        Person.objects.filter(borough__isnull=False, is_active=True).values_list("borough", flat=True)
    )
    names = dict(Borough.objects.values_list("pk", "name"))
    horizons = [(months, on + relativedelta(months=months)) for months in THRESHOLDS]
    due = Contract.objects.live_on(on).filter(decide_by__range=(on, horizons[-1][1]))
    for contract in due.only("title", "decide_by", "decide_by_assumed", "end_date", "borough_ids"):
        decide_by = contract.decide_by
        if decide_by is None or contract.end_date is None:
            continue
        months = next(months for months, horizon in horizons if decide_by <= horizon)
        for borough in set(contract.borough_ids) & with_officers:
            key = f"{DECISION_NEAR}:{contract.pk}:{borough}:{contract.end_date.isoformat()}:{months}"
            yield Announcement(
                kind=DECISION_NEAR, key=key, subject=contract, data=_decision(contract, borough, names)
            )


def _decision(contract: Contract, borough: int, names: Mapping[int, str]) -> dict[str, Any]:
    return {
        "contract": contract.pk,
        "title": contract.title,
        "borough": borough,
        "name": names[borough],
        "decide_by": plain_date(contract.decide_by),
        "ends": plain_date(contract.end_date),
        "assumed": contract.decide_by_assumed,
    }
