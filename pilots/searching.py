"""Who has tried something like this: what a reader's words mean as a query, forgiving what is mistyped."""

from dataclasses import dataclass, field
from functools import reduce
from operator import and_, or_

from django.contrib.postgres.aggregates import BoolOr
from django.contrib.postgres.search import SearchQuery
from django.db import connection
from django.db.models import Q

from pilots.models import Synonym
from pilots.querysets import PilotQuerySet
from pilots.terms import Term, groups_by_word, terms_of

#: How much of a mistyped word must be found again in a known one, and the letters that it needs for that.
ALIKE, FEWEST_LETTERS = 0.4, 4

#: Known words that are most like mistyped ones: of published pilots' public parts, and of synonyms.
_NEAR = """
SELECT typed, near.word FROM unnest(%(typed)s::text[]) AS typed
CROSS JOIN LATERAL (
    SELECT word FROM (
        SELECT word FROM ts_stat('
            SELECT to_tsvector(''simple'', concat_ws('' '', title, technology, problem, setting))
            FROM pilots_pilot WHERE state = ''published''')
        UNION
        SELECT lower(trim(part)) FROM pilots_synonym, unnest(string_to_array(words, ',')) AS part
    ) AS known
    WHERE similarity(word, typed) >= %(alike)s AND word <> typed
    ORDER BY similarity(word, typed) DESC, word LIMIT 1
) AS near
"""


@dataclass(frozen=True)
class Asked:
    """A search as it was understood.

    Attributes:
        terms: what a pilot must mention, all of it.
        synonyms: what means the same, by word.
        instead: what was looked for in place of a word that nothing mentions, by what was typed.
    """

    terms: tuple[Term, ...] = ()
    synonyms: dict[str, tuple[str, ...]] = field(default_factory=dict)
    instead: tuple[tuple[str, str], ...] = ()

    @property
    def query(self) -> SearchQuery | None:
        """The question for the database; ``None`` where no word was typed."""
        return reduce(and_, (_query_of(term) for term in self.terms)) if self.terms else None

    @property
    def also(self) -> list[tuple[str, tuple[str, ...]]]:
        """What else was looked for, by what was typed."""
        return [(term.typed, term.ways[1:]) for term in self.terms if term.ways[1:]]


def understood(words: str) -> Asked:
    """Return what is searched for: every term, each as it was typed or by a synonym. One query."""
    if not words.strip():
        return Asked()
    synonyms = groups_by_word(Synonym.objects.values_list("words", flat=True))
    return Asked(tuple(terms_of(words, synonyms)), synonyms)


def forgiven(asked: Asked, among: PilotQuerySet) -> Asked | None:
    """Return what may have been meant by words that found nothing; ``None`` without an idea. Two queries.

    A term that none of the pilots mentions gives way to the known word that is most like it.

    Args:
        asked: the words as they were understood.
        among: the published pilots, in which a word is known or not.
    """
    known = among.aggregate(
        **{f"term_{at}": BoolOr(Q(search=_query_of(term))) for at, term in enumerate(asked.terms)}
    )
    missing = [term.typed for at, term in enumerate(asked.terms) if not known[f"term_{at}"]]
    near = _nearest([word for word in missing if len(word) >= FEWEST_LETTERS])
    if not near:
        return None
    meant = tuple(
        Term((near[term.typed], *asked.synonyms.get(near[term.typed], ()))) if term.typed in near else term
        for term in asked.terms
    )
    return Asked(meant, asked.synonyms, tuple(near.items()))


def _nearest(words: list[str]) -> dict[str, str]:
    if not words:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_NEAR, {"typed": words, "alike": ALIKE})
        return dict(cursor.fetchall())


def _query_of(term: Term) -> SearchQuery:
    ways = (SearchQuery(way, config="english", search_type="phrase") for way in term.ways)
    query: SearchQuery = reduce(or_, ways)
    return query
