"""Which names are known to be of one supplier, and that no two numbers ever become one (R10).

Pure: no database here.
"""

from collections.abc import Iterable

from suppliers.identifiers import single
from suppliers.resolution.written import Identifiers

#: A supplier's identifiers by scheme: those of which it can have only one.
Numbers = dict[str, set[str]]


def contradict(one: Numbers, other: Numbers) -> bool:
    """Tell whether two suppliers have different numbers of one kind."""
    return any(other.get(scheme) and values.isdisjoint(other[scheme]) for scheme, values in one.items())


def numbers_of(identifiers: Identifiers) -> Numbers:
    """Return by scheme the identifiers of which a supplier can have only one."""
    numbers: Numbers = {}
    for scheme, value in identifiers:
        if single(scheme):
            numbers.setdefault(scheme, set()).add(value)
    return numbers


class Clusters:
    """Rows joined to suppliers; a union that would give a supplier two different numbers is refused."""

    def __init__(self, numbers: Iterable[Identifiers], forms: Iterable[int]) -> None:
        self._parent: list[int] = []
        self._numbers: list[Numbers] = []
        self._forms: list[set[int]] = []
        for identifiers, form in zip(numbers, forms, strict=True):
            self._parent.append(len(self._parent))
            self._numbers.append(numbers_of(identifiers))
            self._forms.append({form})

    def root(self, row: int) -> int:
        """Return the row that stands for the supplier of one."""
        while self._parent[row] != row:
            self._parent[row] = self._parent[self._parent[row]]
            row = self._parent[row]
        return row

    def numbers(self, row: int) -> Numbers:
        """Return the numbers of a row's supplier by scheme."""
        return self._numbers[self.root(row)]

    def forms(self, row: int) -> set[int]:
        """Return the numbers of the forms that a row's supplier is written in."""
        return self._forms[self.root(row)]

    def fit(self, one: int, other: int) -> bool:
        """Tell whether two rows' suppliers have no numbers that contradict each other."""
        return not contradict(self.numbers(one), self.numbers(other))

    def join(self, one: int, other: int) -> None:
        """Make one supplier of two rows', whatever their numbers."""
        kept, gone = sorted((self.root(one), self.root(other)))
        if kept == gone:
            return
        self._parent[gone] = kept
        for scheme, values in self._numbers[gone].items():
            self._numbers[kept].setdefault(scheme, set()).update(values)
        self._forms[kept] |= self._forms[gone]

    def join_all_that_fit(self, rows: list[int]) -> None:
        """Join rows that say the same, if none contradicts another; else only those without a number."""
        roots = list({self.root(row) for row in rows})
        numbered = [root for root in roots if self._numbers[root]]
        if any(not self.fit(one, other) for at, one in enumerate(numbered) for other in numbered[:at]):
            roots = [root for root in roots if not self._numbers[root]]
        for other in roots[1:]:
            self.join(roots[0], other)
