"""Text in which the words that were found are marked. Pure: no database here."""

from html import escape

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


def _without_marks(text: str) -> str:
    return text.replace(BEGIN, "").replace(END, "")


def _well_formed(text: str) -> bool:
    """Tell whether each mark that begins ends before the next one."""
    marks = [letter for letter in text if letter in (BEGIN, END)]
    return marks == [BEGIN, END] * (len(marks) // 2)
