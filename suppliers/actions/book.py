"""The writes of suppliers: finding or making the supplier that a name stands for (R10)."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify

from boroughs.parties import Party
from suppliers.actions.merge import MergeRefused, merge_new_supplier
from suppliers.actions.merges import Merges
from suppliers.actions.proposing import Candidate, propose_pairs, remember_linked
from suppliers.identifiers import COMPANIES_HOUSE, believable, single
from suppliers.models import IdentifierConflict, Supplier, SupplierIdentifier, SupplierName
from suppliers.normalise import normalise_name
from suppliers.numbers import what_it_is
from suppliers.resolution import Decision, Kind, NameIndex, WrittenName

NAME_LENGTH = 255
SENTENCE_LENGTH = 600
#: Addresses below ``/suppliers/`` that are pages of their own.
NO_SLUGS = frozenset({"review"})

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


@dataclass(frozen=True)
class _Doubt:
    """A contradiction, before it is known whom the name is taken to be; ``other`` is a supplier's id."""

    kind: str
    sentence: str
    other: int


@dataclass
class SupplierBook:
    """All suppliers by identifier and by name, read once, kept up to date while names are resolved.

    Names are looked up as if no supplier had been merged, and the answer is then followed to the supplier
    that it became: so the same data find the same suppliers again, whatever was merged or undone meanwhile.
    In the dictionaries, *supplier* is therefore the one that a name or number came to in the first place.

    A name that is only like a known one becomes a supplier of its own, which the machine then merges: so
    staff see each such link among the decisions, and taking it back loses nothing.

    ``conflicts`` collects, as sentences, where a name and a number disagreed; :meth:`close` stores them, and
    the pairs that somebody must be asked about.
    """

    suppliers: dict[int, Supplier] = field(default_factory=dict)
    by_identifier: dict[tuple[str, str], int] = field(default_factory=dict)
    by_name: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    numbers: dict[int, set[tuple[str, str]]] = field(default_factory=lambda: defaultdict(set))
    written: set[tuple[int, str]] = field(default_factory=set)
    slugs: set[str] = field(default_factory=set)
    conflicts: list[str] = field(default_factory=list)
    merges: Merges = field(default_factory=Merges)
    rows: dict[tuple[str, str], int] = field(default_factory=dict)
    seen: set[int] = field(default_factory=set)
    found: list[IdentifierConflict] = field(default_factory=list)
    to_ask: list[Candidate] = field(default_factory=list)
    former: set[tuple[int, str]] = field(default_factory=set)
    _index: NameIndex | None = None

    @classmethod
    def read(cls, *, demonstration: bool = False) -> "SupplierBook":
        """Read what is known; fictional suppliers and real ones never meet."""
        book = cls(slugs=set(Supplier.objects.values_list("slug", flat=True)), merges=Merges.read())
        of_kind = {"supplier__is_demonstration": demonstration}
        book.suppliers = {
            supplier.pk: supplier for supplier in Supplier.objects.filter(is_demonstration=demonstration)
        }
        for pk, supplier, name, normalised, kind in SupplierName.objects.filter(**of_kind).values_list(
            "pk", "supplier_id", "name", "normalised", "kind"
        ):
            origin = book.merges.origin(SupplierName, pk, supplier)
            if kind == SupplierName.Kind.FORMER:
                book.former.add((origin, name))
            book.by_name[normalised].add(origin)
            book.written |= {(supplier, name), (origin, name)}
        for pk, supplier, scheme, value in SupplierIdentifier.objects.filter(**of_kind).values_list(
            "pk", "supplier_id", "scheme", "value"
        ):
            origin = book.merges.origin(SupplierIdentifier, pk, supplier)
            book.by_identifier[scheme, value] = origin
            book.rows[scheme, value] = pk
            book.numbers[origin].add((scheme, value))
        return book

    def resolve(self, party: Party, *, source: str, by_likeness: bool = True) -> Resolved:
        """Return the supplier that a party is, making it if nobody knew it (R10).

        By number, by name, by a former or trading name, by likeness, in this order. Where the likeness is
        not enough, it is a new supplier and somebody is asked.

        Args:
            party: the name as written, and the identifiers beside it.
            source: where it was seen, at most 255 characters are kept.
            by_likeness: whether being like a known name counts; it does not where a person names somebody.

        Raises:
            ValueError: for a text that is no name; ask ``is_a_name`` first.
        """
        if not is_a_name(party.name):
            raise ValueError(f"“{party.name}” is not the name of a supplier.")
        identifiers = believable(party.identifiers)
        doubts: list[_Doubt] = []
        found = self._by_identifier(party, identifiers, doubts) or self._by_name(party, identifiers, doubts)
        if found is None:
            decision = self.index.resolve(party.name, identifiers) if by_likeness and not doubts else None
            found = self._new(party, identifiers)
            self._learn(found, party, identifiers, source[:NAME_LENGTH])
            if decision:
                found = self._linked(found, decision)
        else:
            self._learn(found, party, identifiers, source[:NAME_LENGTH])
        resolved = self._standing(found)
        self._report(doubts, party, resolved.supplier, source)
        return resolved

    def known(self, party: Party, *, by_likeness: bool = True) -> Resolved | None:
        """Return the supplier that a party is, in the order of :meth:`resolve`; ``None``: nobody knows it.

        Nothing is made, learnt or asked: for names of which most are no supplier's, as in payments.

        Args:
            party: the name as written, and the identifiers beside it.
            by_likeness: whether being like a known name counts.
        """
        if not is_a_name(party.name):
            return None
        identifiers = believable(party.identifiers)
        doubts: list[_Doubt] = []
        found = self._by_identifier(party, identifiers, doubts) or self._by_name(party, identifiers, doubts)
        if found is None and by_likeness and not doubts:
            decision = self.index.resolve(party.name, identifiers)
            if decision.kind in (Kind.FORMER, Kind.SIMILAR):
                like = self.suppliers[int(decision.entity or 0)]
                found = Resolved(like, decision.reason[:NAME_LENGTH])
        return self._standing(found) if found else None

    def close(self) -> None:
        """Store the conflicts and questions that are new, and that the numbers that came were seen today.

        Whoever resolved names calls it once at the end: it costs few queries, however many names there were.
        """
        if self.to_ask:
            propose_pairs(self.to_ask)
        IdentifierConflict.objects.bulk_create(self.found, ignore_conflicts=True)
        today = timezone.localdate()
        seen = SupplierIdentifier.objects.filter(pk__in=self.seen)
        seen.filter(Q(last_seen__isnull=True) | Q(last_seen__lt=today)).update(last_seen=today)
        self.found, self.seen, self.to_ask = [], set(), []

    @property
    def index(self) -> NameIndex:
        """All names for comparison; made when the first name arrives that is not known as it is."""
        if self._index is None:
            self._index = NameIndex(
                WrittenName(pk, name, tuple(sorted(self.numbers[pk])), former=(pk, name) in self.former)
                for pk, name in sorted(self._original_names())
            )
        return self._index

    def _original_names(self) -> set[tuple[int, str]]:
        """Return the names by the supplier that each came to in the first place."""
        return {(pk, name) for pk, name in self.written if pk in self.by_name.get(_normalised(name), ())}

    def _linked(self, new: Resolved, decision: Decision) -> Resolved:
        """Merge a new supplier with the one that its name is like enough, or note that somebody is asked."""
        if decision.kind in (Kind.FORMER, Kind.SIMILAR):
            kept = self.suppliers[self.merges.standing(int(decision.entity or 0))]
            try:
                # The index does not know the numbers of suppliers merged into this one.
                if self._contradicts(kept.pk, sorted(self.numbers[new.supplier.pk])):
                    raise MergeRefused(f"{kept.name} has another number.")
                merge = merge_new_supplier(kept=kept, gone=new.supplier, reason=decision.reason)
            except MergeRefused:
                self.to_ask.append((new.supplier.pk, kept.pk, decision.score, decision.reason))
                return new
            remember_linked(merge=merge, score=decision.score, reason=decision.reason)
            self.merges.take_in(merge)
            return Resolved(new.supplier, decision.reason[:NAME_LENGTH])
        if decision.kind is Kind.ASK:
            self.to_ask += [
                (new.supplier.pk, int(other.entity), other.score, decision.reason)
                for other in decision.candidates[:1]
            ]
        return new

    def _standing(self, found: Resolved) -> Resolved:
        """Follow a supplier that was merged to the one it became, and say so."""
        supplier = self.suppliers[self.merges.standing(found.supplier.pk)]
        if supplier == found.supplier:
            return found
        reason = f"{found.reason} {found.supplier.name} was found to be this supplier."
        return Resolved(supplier, reason[:NAME_LENGTH], found.is_new)

    def _by_identifier(
        self, party: Party, identifiers: list[tuple[str, str]], doubts: list[_Doubt]
    ) -> Resolved | None:
        """Return the supplier of the first number that counts: none does against a company number (R10)."""
        known = [pair for pair in identifiers if pair in self.by_identifier]
        if not known:
            return None
        self.seen.update(self.rows[pair] for pair in known)
        company = [pair for pair in identifiers if pair[0] == COMPANIES_HOUSE]
        counting = [
            pair
            for pair in known
            if pair in company or not self._contradicts(self.by_identifier[pair], company)
        ]
        found = self.merges.standing(self.by_identifier[counting[0]]) if counting else None
        others = [pk for pair in known if (pk := self.merges.standing(self.by_identifier[pair])) != found]
        if others:
            came = [pair for pair in identifiers if pair in known or pair in company]
            doubts.append(
                _Doubt(
                    IdentifierConflict.Kind.NUMBERS_OF_SEVERAL,
                    f"“{party.name}” came with numbers of different suppliers: {_spoken(came)}; "
                    "the first counts.",
                    others[0],
                )
            )
        if not counting:
            return None
        scheme, value = counting[0]
        supplier = self.suppliers[self.by_identifier[counting[0]]]
        return Resolved(supplier, f"It has the {what_it_is(scheme)} {value}.")

    def _by_name(
        self, party: Party, identifiers: list[tuple[str, str]], doubts: list[_Doubt]
    ) -> Resolved | None:
        """Return the one supplier with this name whose numbers, if any, do not contradict."""
        candidates = sorted(self.by_name.get(normalise_name(party.name), ()))
        fitting = [pk for pk in candidates if not self._contradicts(pk, identifiers)]
        if candidates and not fitting:
            doubts.append(
                _Doubt(
                    IdentifierConflict.Kind.ANOTHER_NUMBER,
                    f"“{party.name}” is known with another number than {_spoken(identifiers)}; "
                    "they are kept apart.",
                    self.merges.standing(candidates[0]),
                )
            )
        if len({self.merges.standing(pk) for pk in fitting}) > 1:
            several, fitting = fitting, [pk for pk in fitting if not self._numbered(pk)][:1]
            if not fitting:
                doubts.append(
                    _Doubt(
                        IdentifierConflict.Kind.NAME_OF_SEVERAL,
                        f"“{party.name}” is the name of several suppliers and came without a number; "
                        "it is kept apart.",
                        self.merges.standing(several[0]),
                    )
                )
        return Resolved(self.suppliers[fitting[0]], "It has the same name.") if fitting else None

    def _contradicts(self, supplier: int, identifiers: list[tuple[str, str]]) -> bool:
        """Tell whether a supplier, or what it was found to be, has other numbers of the same kinds."""
        held: dict[str, set[str]] = defaultdict(set)
        for pk in self.merges.together(supplier):
            for scheme, value in self.numbers.get(pk, ()):
                held[scheme].add(value)
        return any(
            single(scheme) and scheme in held and value not in held[scheme] for scheme, value in identifiers
        )

    def _numbered(self, supplier: int) -> bool:
        """Tell whether a supplier has a number that keeps it apart from others of its name."""
        return any(single(scheme) for scheme, _ in self.numbers[supplier])

    def _report(self, doubts: list[_Doubt], party: Party, supplier: Supplier, source: str) -> None:
        for doubt in doubts:
            self.conflicts.append(doubt.sentence)
            self.found.append(
                IdentifierConflict(
                    kind=doubt.kind,
                    name=party.name[:NAME_LENGTH],
                    supplier=supplier,
                    other_id=doubt.other if doubt.other != supplier.pk else None,
                    sentence=doubt.sentence[:SENTENCE_LENGTH],
                    source=source[:NAME_LENGTH],
                )
            )

    def _new(self, party: Party, identifiers: list[tuple[str, str]]) -> Resolved:
        name = " ".join(party.name.split())[:NAME_LENGTH]
        supplier = Supplier.objects.create(name=name, slug=self._free_slug(name))
        self.suppliers[supplier.pk] = supplier
        why = f"and number ({_spoken(identifiers)}) were" if identifiers else "was"
        return Resolved(supplier, f"The name {why} not known before."[:NAME_LENGTH], is_new=True)

    def _free_slug(self, name: str) -> str:
        base = slugify(name)[:110].strip("-") or "supplier"
        slug, number = base, 2
        while slug in self.slugs or slug in NO_SLUGS:
            slug, number = f"{base}-{number}", number + 1
        self.slugs.add(slug)
        return slug

    def _learn(self, found: Resolved, party: Party, identifiers: list[tuple[str, str]], source: str) -> None:
        """Record a spelling or number not seen before, with the supplier that stands for the one it found.

        If that has the spelling already, the merged one gets it, as it would have kept it in the merge.
        """
        origin = found.supplier.pk
        name = " ".join(party.name.split())[:NAME_LENGTH]
        normalised = _normalised(name)
        if (origin, name) not in self.written:
            holder = self.merges.standing(origin)
            holder = origin if (holder, name) in self.written else holder
            row = SupplierName.objects.create(
                supplier=self.suppliers[holder],
                name=name,
                normalised=normalised,
                source=source,
                reason=found.reason,
            )
            self.merges.remember(row, origin=origin, holder=holder)
            self.written |= {(origin, name), (holder, name)}
            self.by_name[normalised].add(origin)
            if self._index is not None:
                self._index.add(WrittenName(origin, name, tuple(identifiers)))
        held = {scheme for scheme, _ in self.numbers[origin] if single(scheme)}
        for scheme, value in identifiers:
            if (scheme, value) not in self.by_identifier and scheme not in held:
                self._learn_number(origin, scheme, value, source)
                if self._index is not None:
                    self._index.add(WrittenName(origin, name, ((scheme, value),)))

    def _learn_number(self, origin: int, scheme: str, value: str, source: str) -> None:
        today = timezone.localdate()
        holder = self.merges.standing(origin)
        row = SupplierIdentifier.objects.create(
            supplier=self.suppliers[holder],
            scheme=scheme,
            value=value,
            source=source,
            first_seen=today,
            last_seen=today,
        )
        self.merges.remember(row, origin=origin, holder=holder)
        self.by_identifier[scheme, value] = origin
        self.rows[scheme, value] = row.pk
        self.numbers[origin].add((scheme, value))


def _normalised(name: str) -> str:
    return normalise_name(name)[:NAME_LENGTH]


def _spoken(identifiers: list[tuple[str, str]]) -> str:
    return ", ".join(f"{what_it_is(scheme)} {value}" for scheme, value in identifiers)
