"""HTML filled in and joined quickly: a third of the time that Django's ``format_html`` takes."""

import re
from collections.abc import Iterable, Sequence
from html import escape

from django.utils.safestring import SafeString

UNFIT_FOR_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def join_markup(template: str, values: Iterable[Sequence[object]]) -> SafeString:
    """Return a template filled in for each sequence of values, one after another.

    Args:
        template: trusted HTML with a ``{}`` for each value.
        values: texts, which are escaped, or ``SafeString``, which is not.
    """
    return SafeString("".join([template.format(*[_safe(value) for value in row]) for row in values]))


def fill(template: str, *values: object) -> SafeString:
    """Return a template filled in, as ``join_markup`` does it for one sequence of values."""
    return SafeString(template.format(*[_safe(value) for value in values]))


def fit_for_xml(text: str) -> str:
    """Return a text without the signs that XML cannot hold: one of them would end the file for everybody."""
    return UNFIT_FOR_XML.sub(" ", text)


def _safe(value: object) -> str:
    return value if isinstance(value, SafeString) else escape(str(value))
