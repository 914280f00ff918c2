"""A book of names of known suppliers, asked one name at a time (R10). Pure: no database here."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from suppliers.identifiers import believable
from suppliers.normalise import further_names, normalise_name
from suppliers.resolution import reasons
from suppliers.resolution.book import Book
from suppliers.resolution.clusters import Numbers, contradict, numbers_of
from suppliers.resolution.comparing import compare
from suppliers.resolution.scoring import score
from suppliers.resolution.thresholds import ASK, ENOUGH_TO_NAME, MARGIN, SAME
from suppliers.resolution.words import Form, WordClass, form_of_normalised, word_class
from suppliers.resolution.written import Candidate, Decision, Identifiers, Key, Kind, WrittenName

#: A form's number and the score of another form with it, the likeliest first.
Neighbours = list[tuple[float, int]]

#: Without one of these no other name stands beside one; looking for it properly takes long.
_MAY_NAME_ANOTHER = re.compile(
    r"/\s?[abkt]|\bt\.?a\b|trad|form(?:er|al)|previous|known|fka|dba|aka|business as|division|operating|now "
    r"|&#|[^\x00-\x7f]",
    re.IGNORECASE,
)
_MOST_CANDIDATES = 5
_MOST_FORMS = 12


@dataclass(frozen=True, slots=True)
class Row:
    """A name in the index: its form's number, the identifiers that can be believed, the names beside it."""

    written: WrittenName
    form: int
    identifiers: Identifiers
    beside: tuple[str, ...]


class NameIndex:
    """Names of suppliers, and the supplier that a further name is.

    The key of each name is its supplier. ``resolve`` changes nothing; ``add`` takes a name in.
    """

    def __init__(self, names: Iterable[WrittenName] = ()) -> None:
        self.book = Book()
        self.rows: list[Row] = []
        self.by_form: dict[int, list[int]] = defaultdict(list)
        self.by_identifier: dict[tuple[str, str], list[int]] = defaultdict(list)
        self.by_name_beside: dict[str, list[int]] = defaultdict(list)
        self._entities: list[Key] = []
        self._numbers: dict[Key, Numbers] = defaultdict(dict)
        self._forms: dict[Key, set[int]] = defaultdict(set)
        self._sizes: dict[Key, int] = defaultdict(int)
        for name in names:
            self.add(name)

    def add(self, name: WrittenName) -> None:
        """Take a name into the book, as one of the supplier that its key says."""
        form = self.book.add(self._form(name.name))
        identifiers = tuple(believable(name.identifiers))
        row = Row(name, form, identifiers, _beside(name.name))
        at = len(self.rows)
        self.rows.append(row)
        self.by_form[form].append(at)
        for identifier in identifiers:
            self.by_identifier[identifier].append(at)
        for other in row.beside:
            self.by_name_beside[other].append(at)
        self._entities.append(name.key)
        self._take_in(at, name.key)

    def _form(self, name: str) -> Form:
        """Return a name's form; that of the book, if it has the same one."""
        text = normalise_name(name)
        number = self.book.numbers.get(text)
        return form_of_normalised(text) if number is None else self.book.forms[number]

    def settle(self, entities: list[Key]) -> None:
        """Replace the supplier of every name, in the order in which they were added."""
        self._entities = entities
        self._numbers, self._forms = defaultdict(dict), defaultdict(set)
        self._sizes = defaultdict(int)
        for at, entity in enumerate(entities):
            self._take_in(at, entity)

    def _take_in(self, at: int, entity: Key) -> None:
        for scheme, values in numbers_of(self.rows[at].identifiers).items():
            self._numbers[entity].setdefault(scheme, set()).update(values)
        self._forms[entity].add(self.rows[at].form)
        self._sizes[entity] += 1

    def resolve(self, name: str, identifiers: Iterable[tuple[str, str]] = ()) -> Decision:
        """Return the supplier that a name is, in the order of R10, or that it is new or must be asked about.

        Args:
            name: as somebody wrote it; it need not be in the book.
            identifiers: pairs of scheme and value that came with it; what cannot be real is passed over.
        """
        form = self._form(name)
        known = form.text in self.book.numbers
        number = self.book.add(form)
        try:
            row = Row(WrittenName("", name), number, tuple(believable(identifiers)), _beside(name))
            return self.decide(row, None, self.neighbours(number))
        finally:
            if not known:
                self.book.remove_last()

    def neighbours(self, number: int) -> Neighbours:
        """Return the forms that are so like one that somebody must be asked at least, the likeliest first."""
        found = []
        for other in self.book.worth_comparing(number):
            alike = alike_by(self.book, number, other)
            if alike >= ASK:
                found.append((alike, other))
        return sorted(found, key=lambda pair: (-pair[0], self.book.forms[pair[1]].text))

    def decide(self, row: Row, at: int | None, neighbours: Neighbours) -> Decision:
        """Return the decision about one name against all others.

        Args:
            row: the name.
            at: its place in the index, if it is in it: it is then not compared with itself, and its supplier
                stands.
            neighbours: what ``neighbours`` says of its form.
        """
        by_number = self._by_identifier(row, at)
        if by_number:
            return by_number
        candidates = self._candidates(row, at, neighbours)
        return (
            self._by_name(row, at, candidates)
            or self._by_name_beside(row, at, candidates)
            or self._by_similarity(row, at, candidates)
            or self._unlinked(row, at, candidates)
        )

    def _others(self, rows: Iterable[int], at: int | None) -> list[int]:
        """Return rows without the one that is asked about, and only of its own supplier if it has one."""
        if at is None:
            return list(rows)
        return [other for other in rows if other != at and self._entities[other] == self._entities[at]]

    def _first(self, rows: Iterable[int]) -> Key:
        return min((self._entities[row] for row in rows), key=order_of_key)

    def _by_identifier(self, row: Row, at: int | None) -> Decision | None:
        for identifier in row.identifiers:
            others = self._others(self.by_identifier.get(identifier, ()), at)
            others = [other for other in others if identifier[0] == "GB-COH" or self._fits(row, other)]
            if others:
                return Decision(self._first(others), Kind.IDENTIFIER, 1.0, reasons.same_number(identifier))
        return None

    def _fits(self, row: Row, other: int) -> bool:
        return not contradict(numbers_of(row.identifiers), self._numbers[self._entities[other]])

    def _by_name(self, row: Row, at: int | None, candidates: list[Candidate]) -> Decision | None:
        others = self._only_supplier(row, at, self.by_form.get(row.form, ()))
        if not others:
            return None
        former = all(self.rows[other].written.former for other in others)
        kind = Kind.FORMER if former else Kind.EXACT
        entity = self._first(others)
        return Decision(entity, kind, 1.0, reasons.same_name(former=former), _without(candidates, entity))

    def _by_name_beside(self, row: Row, at: int | None, candidates: list[Candidate]) -> Decision | None:
        """Return the supplier of which one name stands beside the other as a trading or former one."""
        text = self.book.forms[row.form].text
        found = [(text, self.by_name_beside.get(text, ()))]
        for other in row.beside:
            number = self.book.numbers.get(other)
            found.append((other, self.by_form.get(number, ()) if number is not None else ()))
        for name, rows in found:
            others = self._only_supplier(row, at, rows) if tells_apart(self.book, name) else []
            if others:
                entity = self._first(others)
                rest = _without(candidates, entity)
                return Decision(entity, Kind.FORMER, 1.0, reasons.beside(name), rest)
        return None

    def _only_supplier(self, row: Row, at: int | None, rows: Iterable[int]) -> list[int]:
        """Return the rows whose numbers fit, if they do not contradict each other."""
        if at is not None:
            return self._others(rows, at)
        fitting = [other for other in rows if self._fits(row, other)]
        suppliers = {self._entities[other] for other in fitting}
        numbered = [self._numbers[entity] for entity in suppliers if self._numbers[entity]]
        if any(contradict(one, other) for i, one in enumerate(numbered) for other in numbered[:i]):
            if numbers_of(row.identifiers):
                return []
            return [other for other in fitting if not self._numbers[self._entities[other]]]
        return fitting

    def _candidates(self, row: Row, at: int | None, neighbours: Neighbours) -> list[Candidate]:
        """Return the suppliers with an equal or a like name, the likeliest first, each once."""
        found: dict[Key, Candidate] = {}
        for alike, form in [(1.0, row.form), *neighbours]:
            for other in sorted(self.by_form.get(form, ()), key=self._order):
                entity = self._entities[other]
                if other != at and entity not in found:
                    found[entity] = Candidate(entity, alike, self.rows[other].written.name, form)
        return list(found.values())

    def _order(self, row: int) -> tuple[bool, Key, str]:
        return *order_of_key(self._entities[row]), self.rows[row].written.name

    def _by_similarity(self, row: Row, at: int | None, candidates: list[Candidate]) -> Decision | None:
        alike = [one for one in candidates if one.score >= SAME and one.form != row.form]
        if at is not None:
            alike = [one for one in alike if one.entity == self._entities[at]]
            return self._linked(row, alike[0], candidates) if alike else None
        numbers = numbers_of(row.identifiers)
        fitting = [one for one in alike if not contradict(numbers, self._numbers[one.entity])]
        fitting = [one for one in fitting if not opposes(self.book, {row.form}, self._forms[one.entity])]
        if not fitting or self._contested(numbers, fitting[0], candidates):
            return None
        return self._linked(row, fitting[0], candidates)

    def _linked(self, row: Row, best: Candidate, candidates: list[Candidate]) -> Decision:
        reason = why(self.book, row.form, best.form)
        return Decision(best.entity, Kind.SIMILAR, best.score, reason, _without(candidates, best.entity))

    def _contested(self, numbers: Numbers, best: Candidate, candidates: list[Candidate]) -> bool:
        """Tell whether another supplier, with a number that contradicts the best one's, is as likely."""
        return not numbers and any(
            one.score >= best.score - MARGIN
            and contradict(self._numbers[best.entity], self._numbers[one.entity])
            for one in candidates
        )

    def _unlinked(self, row: Row, at: int | None, candidates: list[Candidate]) -> Decision:
        entity = None if at is None else self._entities[at]
        if entity is not None and self._sizes[entity] > 1:
            others = _without(candidates, entity)
            return Decision(entity, Kind.EXACT, 1.0, "It is known as a name of this supplier.", others)
        numbers = numbers_of(row.identifiers)
        open_ones = [one for one in candidates if not contradict(numbers, self._numbers[one.entity])]
        if open_ones:
            best = open_ones[0]
            reason = self._why_asked(row, best)
            return Decision(entity, Kind.ASK, best.score, reason, tuple(open_ones[:_MOST_CANDIDATES]))
        if candidates:
            reason = f"“{candidates[0].name}” is like it and has another number."
            return Decision(entity, Kind.NEW, 0.0, reason)
        return Decision(entity, Kind.NEW, 0.0, "No other name is like it.")

    def _why_asked(self, row: Row, best: Candidate) -> str:
        if best.form == row.form:
            return "Several suppliers with different numbers have this name."
        return why(self.book, row.form, best.form)


def order_of_key(key: Key) -> tuple[bool, Key]:
    """Return what keys are ordered by where numbers and texts are mixed."""
    return isinstance(key, str), key


def alike_by(book: Book, one: int, other: int) -> float:
    """Return the score of two forms of a book; the same whichever is named first."""
    left, right = book.forms[one], book.forms[other]
    if left.text > right.text:
        left, right = right, left
    found = compare(left, right)
    return score(found, left, right, book) if found else 0.0


def why(book: Book, one: int, other: int) -> str:
    """Return in one sentence why two forms of a book are alike."""
    left, right = sorted((book.forms[one], book.forms[other]), key=lambda form: form.text)
    found = compare(left, right)
    return reasons.similar(found, book, len(book)) if found else "The names have too little in common."


def opposes(book: Book, some: set[int], others: set[int]) -> bool:
    """Tell whether names of one supplier and of another say that they are different branches."""
    return any(
        (found := compare(book.forms[one], book.forms[other])) is not None and found.contradicts()
        for one in _few(book, some)
        for other in _few(book, others)
    )


def _few(book: Book, forms: set[int]) -> list[int]:
    """Return some of a supplier's forms, always the same: those of a supplier with very many will do."""
    if len(forms) <= _MOST_FORMS:
        return list(forms)
    return sorted(forms, key=lambda form: book.forms[form].text)[:_MOST_FORMS]


def tells_apart(book: Book, text: str) -> bool:
    """Tell whether a name that stood beside another is rare enough to name one supplier by itself."""
    form = form_of_normalised(text)
    proper = any(word_class(word) is WordClass.PROPER for word in form.words)
    return proper and sum(map(book.weight, form.bag)) >= ENOUGH_TO_NAME * book.most()


def _beside(name: str) -> tuple[str, ...]:
    if not _MAY_NAME_ANOTHER.search(name):
        return ()
    return tuple(dict.fromkeys(other.normalised for other in further_names(name)))


def _without(candidates: list[Candidate], entity: Key) -> tuple[Candidate, ...]:
    return tuple(one for one in candidates if one.entity != entity)[:_MOST_CANDIDATES]
