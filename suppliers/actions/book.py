"""The writes of suppliers: finding or making the supplier that a name stands for (R10)."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.utils.text import slugify

from boroughs.parties import Party
from suppliers.identifiers import COMPANIES_HOUSE, believable
from suppliers.models import Supplier, SupplierIdentifier, SupplierName
from suppliers.normalise import normalise_name

NAME_LENGTH = 255
SCHEME_NAMES = {
    COMPANIES_HOUSE: "Companies House number",
    "GB-PPON": "public procurement number",
    "GB-CHC": "charity number",
    "GB-SC": "Scottish charity number",
    "GB-UKPRN": "provider reference number",
}

#: What is written where a supplier's name belongs and is none, in the form of ``normalise_name``.
NO_NAMES = frozenset(
    {"", "-", "n a", "na", "none", "tbc", "tba", "various", "unknown", "not known", "not applicable"}
    | {"multiple", "multiple suppliers", "various suppliers", "see attached", "see description"}
    | {"redacted", "supplier not known", "to be confirmed"}
)


def is_a_name(written: str) -> bool:
    """Tell whether a text could be a supplier's name, unlike *TBC* or *various*."""
    return any(mark.isalnum() for mark in written) and normalise_name(written) not in NO_NAMES


@dataclass(frozen=True)
class Resolved:
    """The supplier that a name was taken to be, why, and whether it was made for it."""

    supplier: Supplier
    reason: str
    is_new: bool = False


@dataclass
class SupplierBook:
    """All suppliers by identifier and by name, read once, kept up to date while names are resolved.

    ``conflicts`` collects, as sentences, where a name and a number disagreed.
    """

    suppliers: dict[int, Supplier] = field(default_factory=dict)
    by_identifier: dict[tuple[str, str], int] = field(default_factory=dict)
    by_name: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    numbers: dict[int, set[tuple[str, str]]] = field(default_factory=lambda: defaultdict(set))
    written: set[tuple[int, str]] = field(default_factory=set)
    slugs: set[str] = field(default_factory=set)
    conflicts: list[str] = field(default_factory=list)

    @classmethod
    def read(cls, *, demonstration: bool = False) -> "SupplierBook":
        """Read what is known; fictional suppliers and real ones never meet."""
        book = cls(slugs=set(Supplier.objects.values_list("slug", flat=True)))
        of_kind = {"supplier__is_demonstration": demonstration}
        book.suppliers = {
            supplier.pk: supplier for supplier in Supplier.objects.filter(is_demonstration=demonstration)
        }
        for supplier, name, normalised in SupplierName.objects.filter(**of_kind).values_list(
            "supplier_id", "name", "normalised"
        ):
            book.by_name[normalised].add(supplier)
            book.written.add((supplier, name))
        for supplier, scheme, value in SupplierIdentifier.objects.filter(**of_kind).values_list(
            "supplier_id", "scheme", "value"
        ):
            book.by_identifier[scheme, value] = supplier
            book.numbers[supplier].add((scheme, value))
        return book

    def resolve(self, party: Party, *, source: str) -> Resolved:
        """Return the supplier that a party is, making it if nobody knew it (R10, the first two steps).

        Args:
            party: the name as written, and the identifiers beside it.
            source: where it was seen, at most 255 characters are kept.

        Raises:
            ValueError: for a text that is no name; ask ``is_a_name`` first.
        """
        if not is_a_name(party.name):
            raise ValueError(f"“{party.name}” is not the name of a supplier.")
        identifiers = believable(party.identifiers)
        resolved = (
            self._by_identifier(party, identifiers)
            or self._by_name(party, identifiers)
            or self._new(party, identifiers)
        )
        self._learn(resolved, party, identifiers, source[:NAME_LENGTH])
        return resolved

    def _by_identifier(self, party: Party, identifiers: list[tuple[str, str]]) -> Resolved | None:
        known = [pair for pair in identifiers if pair in self.by_identifier]
        if not known:
            return None
        if len({self.by_identifier[pair] for pair in known}) > 1:
            self.conflicts.append(
                f"“{party.name}” came with numbers of different suppliers: {_spoken(known)}; "
                "the first counts."
            )
        scheme, value = known[0]
        supplier = self.suppliers[self.by_identifier[known[0]]]
        return Resolved(supplier, f"It has the {SCHEME_NAMES[scheme]} {value}.")

    def _by_name(self, party: Party, identifiers: list[tuple[str, str]]) -> Resolved | None:
        """Return the one supplier with this name whose numbers, if any, do not contradict."""
        candidates = sorted(self.by_name.get(normalise_name(party.name), ()))
        fitting = [pk for pk in candidates if not self._contradicts(pk, identifiers)]
        if candidates and not fitting:
            self.conflicts.append(
                f"“{party.name}” is known with another number than {_spoken(identifiers)}; "
                "they are kept apart."
            )
        if len(fitting) > 1:
            fitting = [pk for pk in fitting if not self.numbers[pk]][:1]
            if not fitting:
                self.conflicts.append(
                    f"“{party.name}” is the name of several suppliers and came without a number; "
                    "it is kept apart."
                )
        return Resolved(self.suppliers[fitting[0]], "It has the same name.") if fitting else None

    def _contradicts(self, supplier: int, identifiers: list[tuple[str, str]]) -> bool:
        held = dict(self.numbers[supplier])
        return any(held.get(scheme, value) != value for scheme, value in identifiers)

    def _new(self, party: Party, identifiers: list[tuple[str, str]]) -> Resolved:
        name = " ".join(party.name.split())[:NAME_LENGTH]
        supplier = Supplier.objects.create(name=name, slug=self._free_slug(name))
        self.suppliers[supplier.pk] = supplier
        why = f"and number ({_spoken(identifiers)}) were" if identifiers else "was"
        return Resolved(supplier, f"The name {why} not known before."[:NAME_LENGTH], is_new=True)

    def _free_slug(self, name: str) -> str:
        base = slugify(name)[:110].strip("-") or "supplier"
        slug, number = base, 2
        while slug in self.slugs:
            slug, number = f"{base}-{number}", number + 1
        self.slugs.add(slug)
        return slug

    def _learn(
        self, resolved: Resolved, party: Party, identifiers: list[tuple[str, str]], source: str
    ) -> None:
        """Record a spelling or number not seen before."""
        pk = resolved.supplier.pk
        name = " ".join(party.name.split())[:NAME_LENGTH]
        if (pk, name) not in self.written:
            SupplierName.objects.create(
                supplier=resolved.supplier,
                name=name,
                normalised=normalise_name(name)[:NAME_LENGTH],
                source=source,
                reason=resolved.reason,
            )
            self.written.add((pk, name))
            self.by_name[normalise_name(name)[:NAME_LENGTH]].add(pk)
        held = {scheme for scheme, _ in self.numbers[pk]}
        for scheme, value in identifiers:
            if (scheme, value) not in self.by_identifier and scheme not in held:
                SupplierIdentifier.objects.create(
                    supplier=resolved.supplier, scheme=scheme, value=value, source=source
                )
                self.by_identifier[scheme, value] = pk
                self.numbers[pk].add((scheme, value))


def _spoken(identifiers: list[tuple[str, str]]) -> str:
    return ", ".join(f"{SCHEME_NAMES[scheme]} {value}" for scheme, value in identifiers)
