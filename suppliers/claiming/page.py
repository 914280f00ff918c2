"""What a supplier's page shows of its own people's words, and to whom it offers to claim the supplier."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, F, Func, IntegerField, OuterRef, Value, When
from django.db.models.functions import Concat

from boroughs.models import Person, ServiceArea
from boroughs.rights import Permission, has_permission
from boroughs.words import plain_date
from suppliers.claiming.speaking import suppliers_of
from suppliers.models import SupplierProfile
from suppliers.querysets import SupplierQuerySet


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


def with_what_it_says(suppliers: SupplierQuerySet) -> SupplierQuerySet:
    """Fetch each supplier's profile, and the names of its service areas as ``area_names``, in one query."""
    named = Case(
        When(parent__isnull=False, then=Concat("parent__name", Value(" › "), "name")), default="name"
    )
    place = Func(
        OuterRef("profile__area_codes"),
        F("code"),
        function="array_position",
        output_field=IntegerField(),
    )
    areas = (
        ServiceArea.objects.annotate(place=place)
        .filter(place__isnull=False)
        .order_by("code")
        .values_list(named)
    )
    return suppliers.select_related("profile").annotate(area_names=ArraySubquery(areas))


def said_by(supplier: Any, reader: Person | AnonymousUser) -> Said:
    """Return what a supplier's page shows of its profile.

    Args:
        supplier: from :func:`with_what_it_says`, so that it costs a query only to suppliers' people.
        reader: who looks, signed in or not.
    """
    profile: SupplierProfile | None = getattr(supplier, "profile", None)
    mine = supplier.pk in {one.pk for one in suppliers_of(reader)}
    may_claim = not reader.is_authenticated or has_permission(reader, Permission.CLAIM_SUPPLIER)
    return Said(
        profile=profile,
        areas=list(supplier.area_names),
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
