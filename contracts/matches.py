"""Why words found a contract: the words marked in its texts, for the rows of a page only."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils.safestring import SafeString

from boroughs.markup import fill
from contracts.highlights import BEGIN, END, has_marks, marked

#: Characters of a description in which words are looked for; longer ones are rare.
LONGEST = 50_000
_MARKS = f"StartSel={BEGIN}, StopSel={END}"
_WHOLE = f"HighlightAll=true, {_MARKS}"
_FRAGMENT = f"MaxFragments=1, MaxWords=26, MinWords=12, {_MARKS}"
_NO_MARKS = "translate({}, chr(2) || chr(3), '')"
_SQL = """
SELECT id, title, supplier_text, reference,
    ts_headline('english', {title}, question, %(whole)s),
    ts_headline('english', {supplier_text}, question, %(whole)s),
    ts_headline('english', {reference}, question, %(whole)s),
    ts_headline('english', left({description}, %(longest)s), question, %(fragment)s)
FROM contracts_contract, websearch_to_tsquery('english', %(words)s) AS question
WHERE id = ANY(%(keys)s)
""".format(
    **{name: _NO_MARKS.format(name) for name in ("title", "supplier_text", "reference", "description")}
)


@dataclass(frozen=True)
class Match:
    """A contract's title and suppliers with the found words marked, and where else some were found."""

    title: SafeString
    suppliers: SafeString
    elsewhere: SafeString


def matches(keys: Sequence[int], words: str) -> dict[int, Match]:
    """Return why each of some contracts, found by words, was found: one query.

    Args:
        keys: primary keys of the contracts.
        words: as the reader typed them (``ContractQuerySet.mentioning``).
    """
    asked: dict[str, Any] = {
        "whole": _WHOLE,
        "fragment": _FRAGMENT,
        "longest": LONGEST,
        "words": words,
        "keys": list(keys),
    }
    with connection.cursor() as cursor:
        cursor.execute(_SQL, asked)
        return {row[0]: _match(*row[1:]) for row in cursor.fetchall()}


def _match(
    title: str, suppliers: str, reference: str, in_title: str, in_suppliers: str, in_reference: str, rest: str
) -> Match:
    found = [("Reference", marked(in_reference, reference))] if has_marks(in_reference) else []
    if has_marks(rest):
        found.append(("Description", SafeString(f"… {marked(' '.join(rest.split()))} …")))
    line = "".join(
        fill('<span class="hub-register__why"><span class="hub-register__where">{}:</span> {}</span>', *one)
        for one in found
    )
    return Match(marked(in_title, title), marked(in_suppliers, suppliers), SafeString(line))
