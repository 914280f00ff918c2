"""All names at once: which are of one supplier, and which pairs a person should see (R10).

Pure: no database here.
"""

import gc
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import product

from suppliers.resolution.clusters import Clusters, contradict
from suppliers.resolution.index import (
    NameIndex,
    Neighbours,
    alike_by,
    opposes,
    order_of_key,
    tells_apart,
    why,
)
from suppliers.resolution.thresholds import ASK, MARGIN, SAME
from suppliers.resolution.written import Decision, Key, SimilarPair, WrittenName

#: Two forms' numbers, the smaller text first, and their score.
_Link = tuple[float, int, int]


def resolve_all(names: Iterable[WrittenName]) -> list[Decision]:
    """Return the decision about each name against all others, in the order in which they came.

    Names of one supplier get one entity: the smallest of their keys. The decision says how a name is tied to
    the rest of its supplier; a name that stands alone is ``NEW``, or ``ASK`` if a person should look. The
    result for each name is the same in whatever order the names come.
    """
    return settled(names)[1]


def settled(names: Iterable[WrittenName]) -> tuple[NameIndex, list[Decision]]:
    """Return an index that knows which names are of one supplier, and the decisions of ``resolve_all``.

    A name that arrives later is resolved against the index as it would be among all names.
    """
    with _collector_at_rest():
        return _settled(NameIndex(names))


def _settled(index: NameIndex) -> tuple[NameIndex, list[Decision]]:
    links = _links(index)
    clusters = _joined(index, links)
    smallest: dict[int, Key] = {}
    for at, row in enumerate(index.rows):
        root = clusters.root(at)
        key = row.written.key
        smallest[root] = min(smallest.get(root, key), key, key=order_of_key)
    index.settle([smallest[clusters.root(at)] for at in range(len(index.rows))])
    return index, _decisions(index, clusters, links)


def similar_pairs(names: Iterable[WrittenName]) -> list[SimilarPair]:
    """Return the pairs of different names that are alike, the likeliest first.

    A pair whose suppliers have different numbers is never among them. ``same`` is false for the pairs to ask
    a person about. Of names that are written the same only one is shown, with the smallest key.
    """
    index = NameIndex(names)
    links = _links(index)
    clusters = _joined(index, links)
    pairs = []
    for alike, left, right in links:
        for one, other in product(
            _each_supplier(index, clusters, left), _each_supplier(index, clusters, right)
        ):
            joined = clusters.root(one) == clusters.root(other)
            if joined or clusters.fit(one, other):
                names_of = index.rows[one].written, index.rows[other].written
                reason = why(index.book, left, right)
                pairs.append(SimilarPair(*names_of, alike, reason, same=joined and alike >= SAME))
    return pairs


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Keep Python from looking through millions of values, which are needed to the end, again and again."""
    was_at_work = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_at_work:
            gc.enable()


def _each_supplier(index: NameIndex, clusters: Clusters, form: int) -> list[int]:
    """Return one row of each supplier that is written in a form."""
    rows = sorted(index.by_form[form], key=lambda row: order_of_key(index.rows[row].written.key))
    return list({clusters.root(row): row for row in reversed(rows)}.values())[::-1]


def _links(index: NameIndex) -> list[_Link]:
    """Return the forms that are alike enough to ask about at least, the likeliest first."""
    book = index.book
    links = []
    for one, other in book.pairs():
        alike = alike_by(book, one, other)
        if alike >= ASK:
            left, right = sorted((one, other), key=lambda form: book.forms[form].text)
            links.append((alike, left, right))
    links.sort(key=lambda link: (-link[0], book.forms[link[1]].text, book.forms[link[2]].text))
    return links


def _joined(index: NameIndex, links: list[_Link]) -> Clusters:
    """Return the suppliers: joined by key, by number, by name, by the name beside it, by similarity."""
    rows = index.rows
    clusters = Clusters((row.identifiers for row in rows), (row.form for row in rows))
    first_of_key: dict[Key, int] = {}
    for at, row in enumerate(rows):
        clusters.join(at, first_of_key.setdefault(row.written.key, at))
    for (scheme, _), having in sorted(
        index.by_identifier.items(), key=lambda item: _order_of_scheme(*item[0])
    ):
        if scheme == "GB-COH":
            for other in having[1:]:
                clusters.join(having[0], other)
        else:
            clusters.join_all_that_fit(having)
    for form in sorted(index.by_form, key=lambda form: index.book.forms[form].text):
        clusters.join_all_that_fit(index.by_form[form])
    for text in sorted(index.by_name_beside):
        number = index.book.numbers.get(text)
        if number is not None and tells_apart(index.book, text):
            clusters.join_all_that_fit([*index.by_name_beside[text], *index.by_form[number]])
    _join_similar(index, clusters, links)
    return clusters


def _order_of_scheme(scheme: str, value: str) -> tuple[bool, str, str]:
    return scheme != "GB-COH", scheme, value


def _join_similar(index: NameIndex, clusters: Clusters, links: list[_Link]) -> None:
    """Join what is alike enough, the likeliest first, where no number, place or rival speaks against it."""
    of_form: dict[int, Neighbours] = defaultdict(list)
    for alike, left, right in links:
        of_form[left].append((alike, right))
        of_form[right].append((alike, left))
    for alike, left, right in links:
        if alike < SAME:
            break
        fitting = [
            (one, other)
            for one, other in product(
                _each_supplier(index, clusters, left), _each_supplier(index, clusters, right)
            )
            if clusters.fit(one, other)
        ]
        if len(fitting) != 1:
            continue
        (one, other) = fitting[0]
        if clusters.root(one) == clusters.root(other):
            continue
        if _rival(index, clusters, one, other, alike, of_form) or _rival(
            index, clusters, other, one, alike, of_form
        ):
            continue
        if not opposes(index.book, clusters.forms(one), clusters.forms(other)):
            clusters.join(one, other)


def _rival(
    index: NameIndex, clusters: Clusters, one: int, other: int, alike: float, of_form: dict[int, Neighbours]
) -> bool:
    """Tell whether a supplier without a number is as like one number's supplier as it is another's."""
    if clusters.numbers(one) or not clusters.numbers(other):
        return False
    return any(
        rival >= alike - MARGIN and contradict(clusters.numbers(other), clusters.numbers(row))
        for form in clusters.forms(one)
        for rival, like in of_form[form]
        for row in index.by_form[like]
    )


def _decisions(index: NameIndex, clusters: Clusters, links: list[_Link]) -> list[Decision]:
    """Return each row's decision; rows that say the same of one supplier share it."""
    of_form: dict[int, Neighbours] = defaultdict(list)
    for alike, left, right in links:
        of_form[left].append((alike, right))
        of_form[right].append((alike, left))
    shared: dict[tuple[object, ...], Decision] = {}
    decisions = []
    for at, row in enumerate(index.rows):
        same = row.form, row.identifiers, row.beside, row.written.former, clusters.root(at)
        if same not in shared:
            neighbours = sorted(
                of_form[row.form], key=lambda pair: (-pair[0], index.book.forms[pair[1]].text)
            )
            shared[same] = index.decide(row, at, neighbours)
        decisions.append(shared[same])
    return decisions
