"""What a reader may have meant whose words found nothing: suppliers and products that are called alike."""

import re
from dataclasses import dataclass
from typing import Any

from django.db import connection

from contracts.filters import Asked
from suppliers.models import Supplier
from suppliers.normalise import normalise_name
from suppliers.search import ALIKE

MOST = 5
#: Words of a search that are compared with names, and the letters that one needs for it.
MOST_WORDS, FEWEST_LETTERS = 6, 4

#: Words of which the register has none, and the names of suppliers and products that are like them. The
#: setting holds for this statement alone.
_SQL = """
SELECT set_config('pg_trgm.word_similarity_threshold', %(alike)s, true);
WITH missing AS MATERIALIZED (
    SELECT word FROM unnest(%(words)s::text[]) AS word
    WHERE NOT %(only_missing)s OR numnode(plainto_tsquery('english', word)) > 0 AND NOT EXISTS (
        SELECT FROM contracts_contract WHERE search @@ plainto_tsquery('english', word)
    )
)
SELECT kind, slug, shown, max(near) FROM (
    SELECT 'supplier' AS kind, supplier.slug, supplier.name AS shown,
        word_similarity(missing.word, named.normalised) AS near
    FROM missing
    JOIN suppliers_suppliername named ON named.normalised %%> missing.word
    JOIN suppliers_supplier supplier ON supplier.id = named.supplier_id
    WHERE supplier.merged_into_id IS NULL
    UNION ALL
    SELECT 'product', product.slug, product.name, word_similarity(missing.word, lower(named.name))
    FROM missing
    JOIN suppliers_productname named ON lower(named.name) %%> missing.word
    JOIN suppliers_product product ON product.id = named.product_id
    WHERE %(only_missing)s
    UNION ALL
    SELECT 'product', product.slug, product.name, word_similarity(missing.word, lower(product.name))
    FROM missing
    JOIN suppliers_product product ON lower(product.name) %%> missing.word
    WHERE %(only_missing)s
) AS alike
WHERE EXISTS (
    SELECT FROM contracts_contractsupplier link JOIN suppliers_supplier sold ON sold.id = link.supplier_id
    WHERE kind = 'supplier' AND sold.slug = alike.slug
    UNION ALL
    SELECT FROM contracts_contract bought JOIN suppliers_product product ON product.id = bought.product_id
    WHERE kind = 'product' AND product.slug = alike.slug
)
GROUP BY kind, slug, shown ORDER BY max(near) DESC, shown, kind LIMIT %(most)s
"""


@dataclass(frozen=True)
class Suggestions:
    """What to say, and (label, address) of the questions that the reader may have meant."""

    text: str
    links: list[tuple[str, str]]


def suggestions(asked: Asked, path: str) -> Suggestions | None:
    """Return what may have been meant by a question that found nothing; ``None`` without an idea.

    Two queries. A supplier's name comes first, if one was asked for and there is none like it.

    Args:
        asked: the question.
        path: of the register's page.
    """
    name = asked["supplier"]
    if name and not asked.supplier:
        if Supplier.objects.filter(name__icontains=name).exists():
            return None
        found = _alike([normalise_name(name)], only_missing=False)
        return Suggestions(
            f"There is no supplier called “{name}”.",
            [(shown, asked.address(path, supplier=slug)) for _, slug, shown in found],
        )
    if not asked["q"]:
        return None
    links = [
        (f"{kind.capitalize()}: {shown}", asked.address(path, without="q", **{kind: slug}))
        for kind, slug, shown in _alike(_words(asked["q"]), only_missing=True)
        if not asked[kind]
    ]
    others = any(name not in ("q", "sort") for name in asked.parameters())
    which = "that passes your filters " if others else ""
    return Suggestions(f"No contract {which}mentions “{asked['q']}”.", links) if links else None


def _words(typed: str) -> list[str]:
    """Return what of a search is compared with names: the whole of it, and each longer word."""
    words = [word.casefold() for word in re.findall(r"[^\W_]+", typed) if len(word) >= FEWEST_LETTERS]
    whole = normalise_name(typed)
    return list(dict.fromkeys([whole, *words] if whole else words))[:MOST_WORDS]


def _alike(words: list[str], *, only_missing: bool) -> list[tuple[str, str, str]]:
    """Return (supplier or product, slug, name) of what is called like some words, the most alike first."""
    if not any(words):
        return []
    asked: dict[str, Any] = {"alike": str(ALIKE), "words": words, "only_missing": only_missing, "most": MOST}
    with connection.cursor() as cursor:
        cursor.execute(_SQL, asked)
        return [(kind, slug, shown) for kind, slug, shown, _ in cursor.fetchall()]
