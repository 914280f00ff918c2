"""The boroughs and service areas there are, read once for a page: names for rows, choices for filters."""

from dataclasses import dataclass
from typing import NamedTuple

from boroughs.models import Borough, ServiceArea


class BoroughName(NamedTuple):
    """A borough as lists need it."""

    pk: int
    slug: str
    name: str
    role_mailbox: str = ""


class AreaName(NamedTuple):
    """A service area as lists need it; ``parent_id`` is empty for one of the upper level."""

    pk: int
    code: str
    name: str
    parent_id: int | None


@dataclass(frozen=True)
class Places:
    """Boroughs by slug and service areas by code, and both by primary key."""

    boroughs: dict[str, BoroughName]
    areas: dict[str, AreaName]
    borough_by_pk: dict[int, BoroughName]
    area_by_pk: dict[int, AreaName]

    def borough_name(self, slug: str) -> str:
        """Return the name of a borough, empty where there is none."""
        return self.boroughs[slug].name if slug in self.boroughs else ""

    def area_name(self, code: str) -> str:
        """Return the full name of a service area, as in *Housing › Repairs*; empty where there is none."""
        return self.full_area_name(self.areas[code].pk) if code in self.areas else ""

    def full_area_name(self, pk: int | None) -> str:
        """Return *Housing › Repairs* for a service area's primary key; empty without one."""
        area = self.area_by_pk.get(pk) if pk else None
        if area is None:
            return ""
        parent = self.area_by_pk.get(area.parent_id) if area.parent_id else None
        return f"{parent.name} › {area.name}" if parent else area.name

    def with_children(self, code: str) -> list[int]:
        """Return the primary keys of a service area and of those inside it."""
        area = self.areas[code]
        return [area.pk, *(child.pk for child in self.area_by_pk.values() if child.parent_id == area.pk)]


def read_boroughs() -> Places:
    """Read all boroughs, by name, and no service area: one query."""
    return _places(_boroughs(), [])


def read_places() -> Places:
    """Read all boroughs (by name) and service areas (by code): two queries."""
    columns = ("pk", "code", "name", "parent_id")
    return _places(
        _boroughs(), [AreaName(*row) for row in ServiceArea.objects.order_by("code").values_list(*columns)]
    )


def _boroughs() -> list[BoroughName]:
    rows = Borough.objects.order_by("name").values_list("pk", "slug", "name", "role_mailbox")
    return [BoroughName(*row) for row in rows]


def _places(boroughs: list[BoroughName], areas: list[AreaName]) -> Places:
    return Places(
        boroughs={borough.slug: borough for borough in boroughs},
        areas={area.code: area for area in areas},
        borough_by_pk={borough.pk: borough for borough in boroughs},
        area_by_pk={area.pk: area for area in areas},
    )
