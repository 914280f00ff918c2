"""What a supplier's page shows of its own people's words, and to whom it offers to claim the supplier."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from boroughs.models import Person, ServiceArea
from boroughs.rights import Permission, has_permission
from boroughs.words import plain_date
from suppliers.claiming.speaking import suppliers_of
from suppliers.models import Supplier, SupplierProfile


@dataclass(frozen=True)
class Said:
    """What a supplier says of itself, and what the reader may do.

    Attributes:
        profile: ``None`` where nothing is said.
        areas: the names of the service areas.
        statements: each with its day, as sentences.
        mine: the reader speaks for the supplier.
        offered: the reader may claim it.
        staff: the reader is LOTI staff, who correct profiles and keep domains.
    """

    profile: SupplierProfile | None
    areas: list[str]
    statements: list[str]
    mine: bool
    offered: bool
    staff: bool


def said_by(supplier: Supplier, reader: Person | AnonymousUser) -> Said:
    """Return what a supplier's page shows of its profile: at most three queries."""
    profile = SupplierProfile.objects.filter(supplier=supplier).first()
    codes = profile.area_codes if profile else []
    areas = ServiceArea.objects.filter(code__in=codes).select_related("parent") if codes else []
    mine = supplier.pk in {one.pk for one in suppliers_of(reader)}
    may_claim = not reader.is_authenticated or has_permission(reader, Permission.CLAIM_SUPPLIER)
    return Said(
        profile=profile,
        areas=[str(area) for area in areas],
        statements=statements_of(profile) if profile else [],
        mine=mine,
        offered=may_claim and not mine,
        staff=has_permission(reader, Permission.RESOLVE_SUPPLIERS),
    )


def statements_of(profile: SupplierProfile) -> list[str]:
    """Write the supplier's statements about its kind as sentences, each with its day."""
    who = "LOTI staff wrote" if profile.said_by_staff else "It says"
    kinds = [
        ("a small or medium-sized enterprise", profile.is_sme, profile.sme_said_on),
        ("a voluntary, community or social enterprise", profile.is_vcse, profile.vcse_said_on),
    ]
    return [
        f"{who} that it is {'' if said else 'not '}{kind} ({plain_date(day)})."
        for kind, said, day in kinds
        if said is not None
    ]
