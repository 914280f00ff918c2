"""The form in which buyers' names are compared. Pure: no database here."""

import re
import unicodedata

_NOT_A_WORD = re.compile(r"[^0-9a-z]+")


def normalise_buyer(name: str) -> str:
    """Return a buyer's name in lower case, without accents, punctuation, "the" and "&" against "and".

    Args:
        name: as a notice writes it.
    """
    folded = (
        unicodedata.normalize("NFKD", name).casefold().replace("&", " and ").replace("'", "").replace("’", "")
    )
    words = _NOT_A_WORD.sub(" ", folded).split()
    return " ".join(word for word in words if word != "the")
