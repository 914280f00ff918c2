"""The figures of procurement law as staff keep them: for the calculator, by day, and from the repository."""

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path

from django.db.models import Q

from boroughs.models import RouteStage, Threshold
from boroughs.reference import rows_of
from boroughs.thresholds import with_vat
from boroughs.words import plain_date
from pipeline.models import NoticePeriod, Procurement, ProcurementStage
from pipeline.notice_terms import WAYS, Figure, Kind, Length, Purchase, Rules, Way

Stage = RouteStage.Stage


def rules_on(day: dt.date) -> Rules:
    """Return the figures that count for what begins on a day, by code; two queries."""
    counting = Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gt=day))
    thresholds = Threshold.objects.filter(counting)
    periods = NoticePeriod.objects.filter(counting)
    return Rules(
        {row.code: Figure(row.amount, row.includes_vat) for row in thresholds.order_by("valid_from")},
        {row.code: Length(row.length, row.unit) for row in periods.order_by("valid_from")},
    )


def sources_on(day: dt.date) -> list[Threshold | NoticePeriod]:
    """Return the figures that count on a day with their sources, thresholds first."""
    counting = Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gt=day))
    return [*Threshold.objects.filter(counting), *NoticePeriod.objects.filter(counting)]


def gross(value: Decimal | None) -> Decimal | None:
    """Return a value with VAT at the standard rate; ``None`` where it is not known."""
    return with_vat(value) if value is not None else None


def purchase_of(
    procurement: Procurement, stages: Iterable[ProcurementStage], kind: Kind | None = None
) -> Purchase:
    """Return a procurement as the calculator takes it; its highest estimated value counts.

    Args:
        procurement: any, with its route.
        stages: its stages; what has happened counts before what is planned.
        kind: what is bought; without it works for CPV codes of construction, else goods and services.
    """
    by_stage = {one.stage: one for one in stages}
    value = procurement.value_to if procurement.value_to is not None else procurement.value_from
    signature, tender = by_stage.get(Stage.SIGNATURE), by_stage.get(Stage.TENDER_PERIOD)
    signed = (signature.left_on or signature.planned_end) if signature else procurement.start_on
    return Purchase(
        kind=kind or kind_of(procurement.cpv_codes),
        way=WAYS.get(procurement.route.code, Way.COMPETITION),
        value=value,
        with_vat=gross(value),
        published_on=_published(by_stage),
        bids_due=(tender.left_on or tender.planned_end) if tender else None,
        signed_on=signed,
        engagement=Stage.MARKET_ENGAGEMENT in by_stage,
    )


def written(purchase: Purchase) -> dict[str, str]:
    """Return a purchase as the parameters of the calculator's address."""
    days = {name: getattr(purchase, name) for name in ("published_on", "bids_due", "signed_on")}
    ticked = ("engagement", "advertised", "large_spender", "user_choice")
    return {
        "kind": purchase.kind.value,
        "way": purchase.way.value,
        **({"value": f"{purchase.value:f}".removesuffix(".00")} if purchase.value is not None else {}),
        **{name: plain_date(day) for name, day in days.items() if day},
        **{name: "on" for name in ticked if getattr(purchase, name)},
    }


def kind_of(cpv_codes: Iterable[str]) -> Kind:
    """Return what CPV codes point to: 45 is construction work."""
    codes = list(cpv_codes)
    return Kind.WORKS if codes and codes[0].startswith("45") else Kind.GOODS_SERVICES


def _published(by_stage: Mapping[str, ProcurementStage]) -> dt.date | None:
    """Return the day of the tender or transparency notice: the last day of the publication stage."""
    publication = by_stage.get(Stage.PUBLICATION)
    if publication is None:
        return None
    return publication.left_on or publication.planned_end


def load_notice_periods(folder: Path) -> Mapping[str, int]:
    """Load the periods of law that lie in the repository; what staff changed is not overwritten.

    Args:
        folder: where the CSV files are.
    """
    rows = rows_of(folder / "notice_periods.csv")
    for row in rows:
        NoticePeriod.objects.get_or_create(
            code=row["code"],
            valid_from=dt.date.fromisoformat(row["valid_from"]),
            defaults={
                "name": row["name"],
                "length": int(row["length"]),
                "unit": row["unit"],
                "source": row["source"],
                "source_url": row["source_url"],
                "checked_on": dt.date.fromisoformat(row["checked_on"]),
            },
        )
    return {"periods of notices": len(rows)}
