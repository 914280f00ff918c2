"""Text in which the words that were found are marked, by PostgreSQL or here."""

import re
from html import escape

from django.contrib.postgres.search import SearchHeadline, SearchQuery
from django.db.models import Expression
from django.utils.safestring import SafeString

#: What stands around a found word until it is markup: characters that no text of ours has.
BEGIN, END = "\x02", "\x03"


def has_marks(text: str) -> bool:
    """Tell whether a text has a found word."""
    return BEGIN in text


def marked(text: str, plain: str | None = None) -> SafeString:
    """Return a text as HTML, each found word in ``<mark>``.

    Args:
        text: with ``BEGIN`` and ``END`` around what was found.
        plain: the text as it is to be read. PostgreSQL leaves out of what it marks whatever looks like a tag;
            then the plain text counts, without marks, so that nothing is lost.
    """
    bare = _without_marks(text)
    meant = bare if plain is None else _without_marks(plain)
    if bare != meant or not _well_formed(text):
        return SafeString(escape(meant))
    return SafeString(escape(text).replace(BEGIN, "<mark>").replace(END, "</mark>"))


def marked_words(text: str, words: str) -> SafeString:
    """Return a text as HTML, in ``<mark>`` what begins with one of the words of two letters or more."""
    asked = sorted({word for word in re.findall(r"\w+", words) if len(word) > 1}, key=len, reverse=True)
    bare = _without_marks(text)
    if not asked:
        return SafeString(escape(bare))
    found = re.compile(rf"\b({'|'.join(map(re.escape, asked))})", re.IGNORECASE)
    return marked(found.sub(rf"{BEGIN}\1{END}", bare))


def excerpts(text: str | Expression, query: SearchQuery, *, longest: int = 18) -> SearchHeadline:
    """Return for a queryset the one or two places of a long text that best tell why it was found, marked.

    Args:
        text: the field, or an expression.
        query: in English, what was searched for.
        longest: words of each place.
    """
    return SearchHeadline(
        text,
        query,
        config="english",
        start_sel=BEGIN,
        stop_sel=END,
        max_fragments=2,
        max_words=longest,
        min_words=8,
    )


def in_one_line(text: str) -> SafeString | str:
    """Return such places as HTML, without their line breaks; nothing where no word was found in them."""
    return marked(" ".join(text.split())) if has_marks(text) else ""


def _without_marks(text: str) -> str:
    return text.replace(BEGIN, "").replace(END, "")


def _well_formed(text: str) -> bool:
    """Tell whether each mark that begins ends before the next one."""
    marks = [letter for letter in text if letter in (BEGIN, END)]
    return marks == [BEGIN, END] * (len(marks) // 2)
