"""The form in which suppliers' names are compared, and the names that hide in one name (R10).

Pure: no database here.
"""

import re
from dataclasses import dataclass

from suppliers.legal_forms import ANYWHERE, AT_THE_END, AT_THE_FRONT, PHRASES
from suppliers.spelling import folded

TRADING, FORMER = "trading", "former"

#: What stands in brackets and says nothing about who it is: a country, a state of affairs, a number.
_ASIDE = re.compile(
    r"\((?:u\.?\s?k\.?|united kingdom|g\.?b\.?|in (?:administration|liquidation|receivership)|dissolved"
    r"|(?:company |reg(?:istered)? |co )?(?:no|number|num)?[.: ]*(?:[a-z]{2})?\d{6,8})?\)"
)
#: A company number written at the end of a name, bare.
_NUMBER_AT_THE_END = re.compile(r"(?<=[a-z.)] )(?:(?:sc|ni|oc)\d{6}|\d{8})$")
_SHORTHAND = (
    (re.compile(r"\bt\s?/\s?as?\b|\bt\.a\.(?=\s|$)|(?<=\b(?:ltd|plc|llp)) ta\b"), " trading as "),
    (re.compile(r"\bf\s?/\s?k\s?/\s?a\b"), " formerly "),
    (re.compile(r"\bd\s?/\s?b\s?/\s?a\b|\ba\s?/\s?k\s?/\s?a\b"), " trading as "),
)
_APOSTROPHES = re.compile(r"['’‘‛`´ʼ′]")
_NOT_A_WORD = re.compile(r"[\W_]+")
_SPACED_INITIALS = re.compile(r"(?<!\w)(?:[^\W\d_] )+[^\W\d_](?!\w)")
#: Words after which another name follows. What stands before it is the supplier's own name …
_OTHER_FOLLOWS = re.compile(
    r" (?:(?P<former>(?:formerly|previously|formally)(?: (?:known? as|called|trading as))?|fka)"
    r"|(?:trading|trades|traded|operating) (?:as|under(?: the)?(?: names?)?(?: of)?)|doing business as|dba"
    r"|(?:(?:more )?commonly |also )known as|aka)(?= )"
)
#: … and words after which the supplier's own name follows.
_OWN_FOLLOWS = re.compile(
    r" (?:trading )?(?:(?P<former>now (?:known as|called|trading as))"
    r"|(?:a |the )?trading (?:name|style|division|arm) (?:of|for)|as an? division of)(?= )"
)


@dataclass(frozen=True)
class FurtherName:
    """A name that was written beside a supplier's own, normalised: a ``trading`` or a ``former`` one."""

    normalised: str
    kind: str


def normalise_name(name: str) -> str:
    """Return the form of a supplier's name in which two spellings of it are equal (R10).

    Case, accents, broken encodings, punctuation, "&" against "and", a leading "The", the legal form,
    "(UK)", a company number in brackets, what follows "t/a" or "formerly", and spaces between initials
    make no difference.

    Args:
        name: as somebody wrote it.

    Returns:
        lower-case words parted by single spaces; never empty for a name that has something in it, and
        applying it twice changes nothing.
    """
    return _settled(_spaced(name))[0] or " ".join(name.casefold().split())


def further_names(name: str) -> tuple[FurtherName, ...]:
    """Return the trading and former names that stand in a name beside the supplier's own.

    ``Smith Ltd t/a Quick Fix`` has the trading name ``quick fix``; a name equal to the own one is left out.
    """
    own, others = _settled(_spaced(name))
    return tuple(dict.fromkeys(other for other in others if other.normalised not in ("", own)))


def _spaced(name: str) -> str:
    """Return a name's words in lower case, without punctuation, shorthand written out."""
    text = folded(name)
    if "(" in text:
        text = _ASIDE.sub(" ", text)
    text = _NUMBER_AT_THE_END.sub("", text.strip())
    if "/" in text or " ta" in text or "t.a" in text:
        for pattern, words in _SHORTHAND:
            text = pattern.sub(words, text)
    text = _APOSTROPHES.sub("", text).replace("&", " and ").replace("+", " and ")
    return " ".join(_NOT_A_WORD.sub(" ", text).split())


def _settled(spaced: str) -> tuple[str, list[FurtherName]]:
    """Return the supplier's own name and the further ones, trimmed until nothing is left to trim."""
    others: list[FurtherName] = []
    while True:
        joined = _SPACED_INITIALS.sub(lambda initials: initials[0].replace(" ", ""), spaced)
        own, found = _parted(joined)
        others += found
        trimmed = " ".join(_trimmed(own.split()))
        if trimmed == spaced:
            return trimmed, others
        spaced = trimmed


def _parted(joined: str) -> tuple[str, list[FurtherName]]:
    """Part the supplier's own name from one that stands before or after it."""
    text = f" {joined} "
    if match := _OWN_FOLLOWS.search(text):
        before, own = text[: match.start()].strip(), text[match.end() :].strip()
        if own:
            return own, _further(before, FORMER if match["former"] else TRADING)
    if match := _OTHER_FOLLOWS.search(text):
        own, after = text[: match.start()].strip(), text[match.end() :].strip()
        if own:
            return own, _further(after, FORMER if match["former"] else TRADING)
        # A supplier may be called AKA: a legal form alone is nobody's other name.
        return (joined if _is_legal_form(after) else after), []
    return joined, []


def _is_legal_form(text: str) -> bool:
    return len(_trimmed(["x", *text.split()])) == 1


def _further(text: str, kind: str) -> list[FurtherName]:
    own, others = _settled(text)
    return [FurtherName(own, kind), *others]


def _trimmed(words: list[str]) -> list[str]:
    """Take the legal form, "UK" and "the" away, but leave at least one word."""
    while len(words) > 1 and words[0] in AT_THE_FRONT:
        words = words[1:]
    while len(words) > 1:
        form = next((n for n in (4, 3, 2) if len(words) > n and tuple(words[-n:]) in PHRASES), 0)
        if not form and words[-1] not in AT_THE_END:
            break
        words = words[: -(form or 1)]
    if len(words) > 1 and not ANYWHERE.isdisjoint(words[1:]):
        words = words[:1] + [word for word in words[1:] if word not in ANYWHERE]
    return words
