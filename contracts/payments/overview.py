"""What a borough's payments tell: by month, by supplier, beside its register (R11)."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db.models import Count, F, Q, Sum

from boroughs.models import Borough
from boroughs.words import listing, money
from contracts.models import ContractSupplier, PaymentFile, PaymentPeriod, PaymentSum
from contracts.payments.comparing import Compared, Held, Verdict, compare
from suppliers.groups import groups_on
from suppliers.models import Ownership, Product

MONTHS_SHOWN = 24
MONTHS_A_YEAR = 12
#: Contracts from this value on belong on a register (Local Government Transparency Code 2015).
REGISTERED_FROM = Decimal(5000)


@dataclass(frozen=True)
class Year:
    """The twelve months up to the last one of which a borough's payments are known.

    ``known`` are all months whose files are known, by their first days, in order.
    """

    known: tuple[dt.date, ...]

    @property
    def last(self) -> dt.date:
        """The first day of the last month."""
        return self.known[-1]

    @property
    def months(self) -> list[dt.date]:
        """Those of the twelve months whose files are known."""
        return [month for month in self.known if month >= self.first]

    @property
    def first(self) -> dt.date:
        """The first day of the first of the twelve months."""
        return self.last - relativedelta(months=MONTHS_A_YEAR - 1)

    @property
    def words(self) -> str:
        """The time in words, honest about months that are missing."""
        known = len(self.months)
        return (
            f"the year to {self.last:%B %Y}"
            if known == MONTHS_A_YEAR
            else f"the {known} month{'s'[: known != 1]} known of the year to {self.last:%B %Y}"
        )


@dataclass(frozen=True)
class PaidSupplier:
    """A payee in a borough's year beside the register; ``slug`` is empty where it is no known supplier."""

    key: tuple[str, int]
    name: str
    slug: str
    amount: Decimal
    lines: int
    technology: bool
    compared: Compared
    is_demonstration: bool = False
    also: list[str] = field(default_factory=list)

    @property
    def is_unregistered(self) -> bool:
        """Tell whether it belongs on the register, by what was paid, and is not there."""
        return self.compared.verdict is Verdict.NO_CONTRACT and self.amount >= REGISTERED_FROM

    def sentence(self, borough: Borough, year: Year) -> str:
        """Say that it was paid and has no contract, as R11 has it."""
        return (
            f"{borough.name} paid {self.name} {money(self.amount)} in {year.words}; "
            f"no contract with it is on {borough.name}’s register for that time."
        )


def year_of(borough: Borough) -> Year | None:
    """Return the year that a borough's payments are told of; ``None`` where none are known."""
    months = sorted(
        set(PaymentPeriod.objects.counting().filter(borough=borough).values_list("month", flat=True))
    )
    return Year(tuple(months)) if months else None


def by_month(borough: Borough, year: Year) -> list[dict[str, Any]]:
    """Return the last two years month by month, so that the months of the year add up to its total.

    ``total`` is ``None`` where nothing is known of a month. Where ``is_whole`` is false the month's own file
    is not known, and the total is what late payments in other months' files come to.
    """
    sums = PaymentSum.objects.counting().of_borough(borough)
    found = {row["month"]: row for row in sums.filter(month__lte=year.last).by_month()}
    first = max(year.known[0], year.last - relativedelta(months=MONTHS_SHOWN - 1))
    rows, month = [], first
    while month <= year.last:
        row = found.get(month, {})
        rows.append(
            {
                "month": month,
                "total": row.get("total"),
                "number": row.get("number"),
                "is_whole": month in year.known,
            }
        )
        month += relativedelta(months=1)
    return rows


def totals_of(borough: Borough, year: Year) -> dict[str, Any]:
    """Return what went to suppliers, other payees and private persons in a year, and how many payees.

    ``later`` is what its files have of later months, which count once a file of their own month is known.
    """
    sums = PaymentSum.objects.counting().of_borough(borough).filter(month__gte=year.first)
    within = Q(month__lte=year.last)
    return sums.order_by().aggregate(
        total=Sum("amount", filter=within),
        suppliers=Sum("amount", filter=within & Q(payee__supplier__isnull=False)),
        others=Sum("amount", filter=within & Q(payee__isnull=False, payee__supplier__isnull=True)),
        private=Sum("amount", filter=within & Q(payee__isnull=True)),
        fictional=Sum("amount", filter=within & Q(period__file__is_demonstration=True)),
        other_payees=Count("payee", filter=within & Q(payee__supplier__isnull=True), distinct=True),
        later=Sum("amount", filter=~within),
    )


def paid_suppliers(borough: Borough, year: Year, *, unknown_too: bool = False) -> list[PaidSupplier]:
    """Return whom a borough paid in a year, the most first, each beside the register.

    Args:
        borough: who paid.
        year: the time.
        unknown_too: whether payees that are no known supplier's are in it.
    """
    sums = PaymentSum.objects.counting().of_borough(borough).between(year.first, year.last)
    totals: dict[tuple[str, int], dict[str, Any]] = {}
    for row in _rows_by_supplier(sums):
        totals["supplier", row["pk"]] = row
    for row in _rows_by_payee(sums) if unknown_too else ():
        totals["payee", row["pk"]] = row
    held = _held(borough)
    technology = technology_suppliers()
    groups = groups_on(Ownership.objects.making_groups().as_links(), year.last)
    with_contract = {
        groups.get(pk, pk) for pk, of in held.items() if any(one.months_in(year.months) for one in of)
    }
    found = []
    for key, row in totals.items():
        is_supplier, pk = key[0] == "supplier", key[1]
        contracts = held.get(pk, ()) if is_supplier else ()
        in_group = is_supplier and groups.get(pk, pk) in with_contract
        found.append(
            PaidSupplier(
                key=key,
                name=row["name"],
                slug=row.get("slug", ""),
                amount=row["total"],
                lines=row["number"],
                technology=2 * row["technology"] >= row["number"] or (is_supplier and pk in technology),
                compared=compare(row["total"], contracts, year.months, in_group=in_group),
                is_demonstration=row.get("demonstration", False),
            )
        )
    return sorted(found, key=lambda one: (-one.amount, one.name))


def _rows_by_supplier(sums: Any) -> Iterable[dict[str, Any]]:
    of = sums.to_suppliers().order_by()
    names = {
        "pk": F("payee__supplier_id"),
        "name": F("payee__supplier__name"),
        "slug": F("payee__supplier__slug"),
        "demonstration": F("payee__supplier__is_demonstration"),
    }
    rows: Iterable[dict[str, Any]] = of.values(**names).annotate(
        total=Sum("amount"), number=Sum("lines"), technology=Sum("technology_lines")
    )
    return rows


def _rows_by_payee(sums: Any) -> Iterable[dict[str, Any]]:
    unknown = sums.filter(payee__isnull=False, payee__supplier__isnull=True).order_by()
    rows: Iterable[dict[str, Any]] = (
        unknown.values(
            pk=F("payee_id"), name=F("payee__name"), demonstration=F("period__file__is_demonstration")
        )
        .annotate(total=Sum("amount"), number=Sum("lines"), technology=Sum("technology_lines"))
        .filter(total__gte=REGISTERED_FROM)
    )
    return rows


def _held(borough: Borough) -> Mapping[int, list[Held]]:
    """Return the contracts on a borough's register by the supplier's id."""
    held: dict[int, list[Held]] = defaultdict(list)
    links = ContractSupplier.objects.filter(contract__borough_ids__contains=[borough.pk]).order_by()
    for supplier, start, end, value, boroughs in links.values_list(
        "supplier_id",
        "contract__start_date",
        "contract__maximum_end_date",
        "contract__annual_value",
        "contract__borough_ids",
    ):
        held[supplier].append(Held(start, end, value, joint=len(boroughs) > 1))
    return held


def technology_suppliers() -> frozenset[int]:
    """Return the ids of suppliers known for technology: by a product, or by a contract in such an area."""
    selling = Product.objects.filter(supplier__isnull=False).values_list("supplier_id", flat=True)
    contracted = ContractSupplier.objects.filter(
        contract__service_area__technology__in=["yes", "part"]
    ).values_list("supplier_id", flat=True)
    return frozenset(selling.order_by().union(contracted.order_by()))


def paid_elsewhere(borough: Borough, suppliers: Sequence[PaidSupplier], year: Year) -> dict[int, list[str]]:
    """Return which other boroughs paid some suppliers in the same year, by name: *from payments*."""
    wanted = [one.key[1] for one in suppliers if one.key[0] == "supplier"]
    others: dict[int, list[str]] = defaultdict(list)
    for row in PaymentSum.objects.all().relationships_on(year.last, wanted):
        if row["borough"] != borough.pk:
            others[row["supplier"]].append(row["borough_name"])
    return {supplier: sorted(set(boroughs)) for supplier, boroughs in others.items()}


def vat_words(files: Iterable[PaymentFile]) -> str:
    """Say whether the amounts of some files include VAT, as far as the files do."""
    kinds = {file.vat for file in files}
    said = {"excluding": "exclude VAT", "including": "include VAT", "": "do not say whether they include VAT"}
    parts = [said[kind] for kind in ("excluding", "including", "") if kind in kinds]
    if len(parts) == 1:
        return f"The amounts {parts[0]}."
    return f"The amounts differ: some {listing(parts)}."
