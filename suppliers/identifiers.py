"""Which of the identifiers that arrive can be believed (R10). Pure: no database here."""

import re
from collections.abc import Iterable

COMPANIES_HOUSE = "GB-COH"

#: Find a Tender numbers organisations afresh now and then, so that one may have several such numbers: each
#: names one organisation, and two different ones do not speak against each other.
FIND_A_TENDER = "GB-FTS"

#: Other registers whose values are kept as they come, with the shape that a value must have.
OTHER_SCHEMES = {
    "GB-PPON": re.compile(r"^[A-Z]{4}-\d{4}-[A-Z]{4}$"),
    "GB-CHC": re.compile(r"^\d{6,7}$"),
    "GB-SC": re.compile(r"^SC\d{6}$"),
    "GB-UKPRN": re.compile(r"^\d{8}$"),
    FIND_A_TENDER: re.compile(r"^\d{1,9}$"),
}

#: Letters with which Companies House numbers may begin: Scotland, Northern Ireland, partnerships,
#: societies, overseas and royal-charter bodies among them.
_PREFIXES = (
    "SC|NI|OC|SO|NC|FC|SF|NF|BR|GE|GS|GN|LP|SL|NL|IP|SP|NP|RS|NO|RC|SR|NR|IC|SI|AC|SA|NA|ZC|SZ|NZ|CE|CS|PC|ES"
)
_NUMBER = re.compile(rf"^(?:(?P<digits>\d{{6,8}})|(?P<prefix>{_PREFIXES})(?P<rest>\d{{4,6}})|R\d{{7}})$")
_PLACEHOLDERS = frozenset({"01234567", "12345678", "00123456", "87654321", "01234560"})


def company_number(written: str) -> str | None:
    """Return a Companies House number in its eight characters, or ``None`` for what cannot be one.

    Args:
        written: as in a register or notice: ``gb/1234567``, ``SC 12345``, ``1234567.0``, ``bexley``.

    Returns:
        eight characters such as ``01234567`` or ``SC012345``; ``None`` for words, for too few digits, and
        for the placeholders that forms are filled in with.
    """
    bare = re.sub(r"^(?:GB[-/ ]?COH[-/ ]?|GB[-/])", "", written.strip().upper())
    bare = re.sub(r"[\s.\-]", "", bare.removesuffix(".0"))
    match = _NUMBER.match(bare)
    if not match:
        return None
    if match["prefix"]:
        return match["prefix"] + match["rest"].zfill(6)
    number = bare.zfill(8)
    if number in _PLACEHOLDERS or len(set(number.lstrip("0"))) < 2:
        return None
    return number


def believable(identifiers: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the identifiers that name one supplier, cleaned, Companies House first, Find a Tender last.

    A scheme that is empty or unknown, or a value that its register could not have given, is left out.
    """
    found = []
    for scheme, value in identifiers:
        if scheme.strip() == COMPANIES_HOUSE:
            number = company_number(value)
            found += [(COMPANIES_HOUSE, number)] if number else []
        elif (shape := OTHER_SCHEMES.get(scheme.strip())) and shape.match(value.strip().upper()):
            found.append((scheme.strip(), value.strip().upper()))
    return sorted(set(found), key=_by_weight)


def single(scheme: str) -> bool:
    """Tell whether a supplier has at most one number of a scheme, so that two of them are two suppliers."""
    return scheme != FIND_A_TENDER


def _by_weight(identifier: tuple[str, str]) -> tuple[bool, bool, tuple[str, str]]:
    return identifier[0] == FIND_A_TENDER, identifier[0] != COMPANIES_HOUSE, identifier
