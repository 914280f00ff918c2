"""Which boroughs a buyer stands for, by identifier, by known spelling, else by its usual names."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from boroughs.models import Borough, BoroughIdentifier, BuyerName
from boroughs.names import normalise_buyer
from boroughs.parties import Party

#: Party schemes whose values are the three letters of the local authorities' register.
REGISTER_SCHEMES = frozenset({"GB-LAE", "GB-LAC"})

USUAL_NAMES = (
    "{name}",
    "{name} council",
    "{name} city council",
    "{name} borough council",
    "{name} london borough",
    "{name} london borough council",
    "lb {name}",
    "london borough {name}",
    "london borough of {name}",
    "london borough of {name} council",
    "royal borough of {name}",
    "royal borough of {name} council",
)


@dataclass(frozen=True)
class BuyerBook:
    """Everything by which buyers are known to be boroughs, read once for many notices."""

    by_identifier: dict[tuple[str, str], Borough]
    by_name: dict[str, tuple[Borough, ...]]

    def boroughs_of(self, buyers: Iterable[Party]) -> list[Borough]:
        """Return the boroughs for which buyers stand, each once; the first one leads.

        Args:
            buyers: as written; who is no London borough adds nothing.
        """
        found: dict[int, Borough] = {}
        for buyer in buyers:
            for borough in self._boroughs_of(buyer):
                found.setdefault(borough.pk, borough)
        return list(found.values())

    @cached_property
    def _known_elsewhere(self) -> frozenset[str]:
        return frozenset(name for name, boroughs in self.by_name.items() if not boroughs)

    def _boroughs_of(self, buyer: Party) -> tuple[Borough, ...]:
        name = normalise_buyer(buyer.name)
        if name in self._known_elsewhere:
            return ()
        for scheme, value in buyer.identifiers:
            borough = self.by_identifier.get((scheme.strip(), value.strip().upper()))
            if borough:
                return (borough,)
        return self.by_name.get(name, ())


def buyer_book() -> BuyerBook:
    """Read the boroughs with their names and identifiers, and the spellings that somebody has judged.

    A body of its own near a borough, such as a company that it owns, is not the borough.
    """
    boroughs = list(Borough.objects.all())
    by_gss = {borough.gss: borough for borough in boroughs}
    by_identifier = {
        (scheme, borough.register_code): borough for borough in boroughs for scheme in REGISTER_SCHEMES
    }
    for identifier in BoroughIdentifier.objects.select_related("borough"):
        by_identifier[identifier.scheme, identifier.value.upper()] = identifier.borough
    by_name: dict[str, tuple[Borough, ...]] = {}
    for borough in boroughs:
        by_name[normalise_buyer(borough.official_name)] = (borough,)
        for pattern in USUAL_NAMES:
            by_name[normalise_buyer(pattern.format(name=borough.name))] = (borough,)
    elsewhere = {BuyerName.Kind.NOT_A_BOROUGH, BuyerName.Kind.RELATED_BODY}
    for buyer in BuyerName.objects.all():
        codes = [] if buyer.kind in elsewhere else buyer.borough_codes
        by_name[buyer.normalised] = tuple(by_gss[code] for code in codes if code in by_gss)
    return BuyerBook(by_identifier, by_name)
