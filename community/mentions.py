"""Whom a text mentions: *@Ada Lovelace*. Pure: no database.

A name counts where exactly one person is called so; code and e-mail addresses are no mentions.
"""

import re
from collections import Counter
from collections.abc import Iterable

_CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
_NAME = re.compile(r"(?<![\w.@])@([^\W\d_][\w’'-]*(?:[ \t]+[^\W\d_][\w’'-]*){0,3})")
#: Of one text so many mentions count at most.
MOST = 10


def names_in(text: str) -> list[str]:
    """Return what may be names behind an @, the longest first for each: in lower case.

    Args:
        text: Markdown.
    """
    found = []
    for match in list(_NAME.finditer(_CODE.sub(" ", text)))[:MOST]:
        words = match[1].split()
        found += [" ".join(words[:number]).casefold() for number in range(len(words), 0, -1)]
    return list(dict.fromkeys(found))


def mentioned(text: str, people: Iterable[tuple[int, str]]) -> list[int]:
    """Return the ids of those whom a text mentions, in the order in which it does.

    Args:
        text: Markdown.
        people: ids and names of those who can be mentioned.
    """
    people = list(people)
    often = Counter(name.casefold() for _, name in people)
    known = {name.casefold(): pk for pk, name in people if often[name.casefold()] == 1}
    found = []
    for match in list(_NAME.finditer(_CODE.sub(" ", text)))[:MOST]:
        words = match[1].split()
        tries = (" ".join(words[:number]).casefold() for number in range(len(words), 0, -1))
        found += [known[name] for name in tries if name in known][:1]
    return list(dict.fromkeys(found))
