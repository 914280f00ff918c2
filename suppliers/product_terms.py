"""Words of contracts that may be products nobody has recorded yet. Pure: no database here.

A word is taken for a name if it is written like one, with a capital or a figure in it (*iTrent*), or if it
begins with a capital and is no word that descriptions of goods, services and areas use. Neighbouring ones
are one name. A name counts where contracts of several boroughs have it.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Set
from dataclasses import dataclass

from suppliers.product_words import Word, normalise_product, words_of

#: In how many boroughs' contracts a term must be, to be offered; one that is only ever the first word of a
#: title, where every word has a capital, in one more.
LEAST_BOROUGHS = 2
EXAMPLES = 5
LONGEST = 120
#: Written like a name whatever its place: a small letter before a capital, or letters and figures mixed.
_LIKE_A_NAME = re.compile(r"^(?:.*[a-z][A-Z]|[A-Za-z]+\d+[A-Za-z]*$)")
_YEAR_OR_CODE = re.compile(r"^[A-Za-z]{0,3}\d{2,}$")


@dataclass(frozen=True)
class TermSource:
    """A contract in which terms are looked for; ``named`` is what its source calls the product."""

    title: str
    boroughs: tuple[int, ...]
    named: str = ""


@dataclass(frozen=True)
class FoundTerm:
    """A term as it is written most often, in how many contracts it is, whose, and some of their titles."""

    term: str
    normalised: str
    contracts: int
    boroughs: tuple[int, ...]
    examples: tuple[str, ...]


def frequent_terms(
    contracts: Iterable[TermSource],
    *,
    ordinary: Set[str],
    products: Set[str],
    known: Set[str],
    boroughs: int = LEAST_BOROUGHS,
) -> list[FoundTerm]:
    """Return the terms that contracts of several boroughs have, those of most boroughs first.

    Args:
        contracts: technology contracts of which no product is known.
        ordinary: words that are no names, as ``words_of`` compares them: of CPV codes, areas, places.
        products: normalised names of known products.
        known: normalised names of suppliers and boroughs. In titles they are no products; what a source
            itself calls the product may be called like its supplier.
        boroughs: the least number of boroughs.
    """
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    titles: defaultdict[str, dict[str, None]] = defaultdict(dict)
    places: defaultdict[str, set[int]] = defaultdict(set)
    counts: Counter[str] = Counter()
    sure: set[str] = set()
    for contract in contracts:
        for normalised, (written, is_sure) in _terms(contract, ordinary, products, known).items():
            counts[normalised] += 1
            sure |= {normalised} if is_sure else set()
            spellings[normalised][written] += 1
            titles[normalised][contract.title] = None
            places[normalised] |= set(contract.boroughs)
    found = [
        FoundTerm(
            term=min(spellings[term].items(), key=lambda pair: (-pair[1], pair[0]))[0],
            normalised=term,
            contracts=counts[term],
            boroughs=tuple(sorted(places[term])),
            examples=tuple(titles[term])[:EXAMPLES],
        )
        for term in counts
        if len(places[term]) >= boroughs + (term not in sure)
    ]
    return sorted(found, key=lambda term: (-len(term.boroughs), -term.contracts, term.normalised))


def _terms(
    contract: TermSource, ordinary: Set[str], products: Set[str], known: Set[str]
) -> dict[str, tuple[str, bool]]:
    """Return a contract's terms by normalised form: how each is written, and whether it is surely a name.

    A product that its source names goes before its title.
    """
    named = normalise_product(contract.named)
    if named:
        return {} if named in products else {named: (" ".join(contract.named.split())[:LONGEST], True)}
    terms: dict[str, tuple[str, bool]] = {}
    run: list[Word] = []
    for word in (*words_of(contract.title), None):
        if word is not None and _is_a_name(word, ordinary):
            run.append(word)
            continue
        written = " ".join(part.written for part in run)[:LONGEST]
        normalised = normalise_product(written)
        is_new = normalised not in known and normalised not in products
        if normalised and is_new and not _all_known(run, known):
            first_alone = len(run) == 1 and not contract.title[: run[0].start].strip(" “\"'(")
            terms[normalised] = (written, not first_alone or bool(_LIKE_A_NAME.match(written)))
        run = []
    return terms


def _all_known(run: Iterable[Word], known: Set[str]) -> bool:
    """Tell whether every word is a name that is known: *Camden Islington* is no product."""
    return all(word.plain in known for word in run)


def _is_a_name(word: Word, ordinary: Set[str]) -> bool:
    written = word.written
    if len(word.plain) < 3 or word.plain in ordinary or _YEAR_OR_CODE.match(written):
        return False
    return bool(_LIKE_A_NAME.match(written)) or (written[0].isupper() and word.plain.isalpha())
