"""Who has tried something like this: what a reader's words mean as a query, forgiving what is mistyped."""

from dataclasses import dataclass
from functools import reduce
from operator import and_, or_

from django.contrib.postgres.search import SearchQuery
from django.db import connection
from django.db.models import Q

from pilots.models import Synonym
from pilots.querysets import PilotQuerySet
from pilots.terms import Term, groups_by_word, terms_of

#: How much of a mistyped word must be found again in a known one, and the letters that it needs for that.
ALIKE, FEWEST_LETTERS = 0.4, 4

#: Words of published pilots' public parts and of synonyms that are like a mistyped one; the closest first.
_NEAR = """
SELECT word FROM (
    SELECT word FROM ts_stat('
        SELECT to_tsvector(''simple'', concat_ws('' '', title, technology, problem, setting))
        FROM pilots_pilot WHERE state = ''published''')
    UNION
    SELECT lower(trim(part)) FROM pilots_synonym, unnest(string_to_array(words, ',')) AS part
) AS known
WHERE similarity(word, %(typed)s) >= %(alike)s
ORDER BY similarity(word, %(typed)s) DESC, word LIMIT 1
"""


@dataclass(frozen=True)
class Asked:
    """A search as it was understood.

    Attributes:
        query: for the database; ``None`` where no word was typed.
        also: what else was looked for, by what was typed.
        instead: what was looked for in place of a word that nothing mentions, by what was typed.
    """

    query: SearchQuery | None = None
    also: tuple[tuple[str, tuple[str, ...]], ...] = ()
    instead: tuple[tuple[str, str], ...] = ()


def understood(words: str) -> Asked:
    """Return what is searched for: every term, each as it was typed or by a synonym. One query."""
    if not words.strip():
        return Asked()
    synonyms = groups_by_word(Synonym.objects.values_list("words", flat=True))
    return _asked(terms_of(words, synonyms))


def forgiven(words: str, among: PilotQuerySet) -> Asked | None:
    """Return what may have been meant by words that found nothing; ``None`` without an idea.

    A term that none of the pilots mentions gives way to the known word that is most like it.

    Args:
        words: as typed.
        among: the published pilots, in which a word is known or not.
    """
    synonyms = groups_by_word(Synonym.objects.values_list("words", flat=True))
    terms = terms_of(words, synonyms)
    meant, instead = [], []
    for term in terms:
        near = "" if _known(term, among) else _nearest(term.typed)
        meant.append(Term((near, *synonyms.get(near, ()))) if near else term)
        if near:
            instead.append((term.typed, near))
    if not instead:
        return None
    asked = _asked(meant)
    return Asked(asked.query, asked.also, tuple(instead))


def _known(term: Term, among: PilotQuerySet) -> bool:
    return among.filter(Q(search=_query_of(term))).exists()


def _nearest(word: str) -> str:
    if len(word) < FEWEST_LETTERS:
        return ""
    with connection.cursor() as cursor:
        cursor.execute(_NEAR, {"typed": word, "alike": ALIKE})
        row = cursor.fetchone()
    return str(row[0]) if row and row[0] != word else ""


def _asked(terms: list[Term]) -> Asked:
    if not terms:
        return Asked()
    also = tuple((term.typed, term.ways[1:]) for term in terms if term.ways[1:])
    return Asked(reduce(and_, (_query_of(term) for term in terms)), also)


def _query_of(term: Term) -> SearchQuery:
    ways = (SearchQuery(way, config="english", search_type="phrase") for way in term.ways)
    query: SearchQuery = reduce(or_, ways)
    return query
