"""From rows of a register to what they say about contracts. Pure: no database here."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from boroughs.parties import Party
from contracts.extensions import LONGEST_NOTICE, parse_options, whole_number
from contracts.facts import ContractFacts, Key
from contracts.text import HIGHEST_VALUE, amount_of, cpv_codes_in, one_line, readable, web_address
from contracts.uploads.layouts import Line

#: What stands where a date or a value belongs and says that it is not known.
NOT_KNOWN = {"", "-", "tbc", "tba", "n/a", "na", "none", "unknown", "not known", "rolling", "ongoing", "open"}

DATE_FORMATS = (
    *("%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%d-%b-%Y", "%d-%b-%y", "%d %B %Y", "%d %b %Y", "%Y/%m/%d"),
    *("%d.%m.%Y", "%d.%m.%y", "%d-%m-%Y", "%d-%m-%y", "%d %b %y", "%d %B %y", "%Y%m%d", "%d-%B-%Y"),
)
_TIME = re.compile(r"[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?Z?$")
_ORDINAL = re.compile(r"(?<=\d)(st|nd|rd|th)\b", re.IGNORECASE)
_MONEY = re.compile(
    r"^(?:£|GBP)?\s*(?P<amount>\d[\d,]*(?:\.\d+)?)\s*(?P<unit>k|m|million|bn|billion)?\s*(?:GBP)?$", re.I
)
_UNITS = {"k": 10**3, "m": 10**6, "million": 10**6, "bn": 10**9, "billion": 10**9}
_LEGAL_FORM = r"(?:ltd|limited|plc|llp|cic|inc)\.?"
_SURE_SEPARATOR = re.compile(r"\s*[;|\n]\s*|\s+/\s+")
_AFTER_LEGAL_FORM = re.compile(rf"\b{_LEGAL_FORM}(?=\s*,\s|\s+(?:&|and)\s)", re.I)

Read = TypeVar("Read", dt.date, Decimal)


@dataclass(frozen=True)
class Group:
    """The rows that speak of one contract, and what they say of it together."""

    lines: tuple[Line, ...]
    facts: ContractFacts
    as_of: dt.date | None
    joint_with: tuple[Party, ...]


def day(written: str) -> dt.date | None:
    """Return the day that a cell of a register means, day before month as in Britain.

    Returns:
        ``None`` where it stands for *not known*.

    Raises:
        ValueError: for text that is no whole date, or one that stands for *no end*: 2050, 2099, 9999.
    """
    text = _TIME.sub("", _ORDINAL.sub("", " ".join(written.split())))
    if text.casefold() in NOT_KNOWN:
        return None
    for pattern in DATE_FORMATS:
        try:
            found = dt.datetime.strptime(text, pattern).replace(tzinfo=dt.UTC).date()
        except ValueError:
            continue
        if found.year == 2050 or not 1970 <= found.year < 2090:
            raise ValueError(f"“{written}” stands for no date: it is taken as not known.")
        return found
    raise ValueError(f"“{written}” is not a whole date: it is taken as not known.")


def money(written: str) -> Decimal | None:
    """Return GBP from *£1,234.00*, *1.2m* or *12000*; ``None`` where it stands for *not known* or is 0.

    Raises:
        ValueError: for a range, words, or an amount that no contract has.
    """
    text = " ".join(written.split())
    if text.casefold() in NOT_KNOWN:
        return None
    match = _MONEY.match(text)
    if not match:
        raise ValueError(f"“{written}” is not one amount: the value is taken as not known.")
    unit = _UNITS[match["unit"].casefold()] if match["unit"] else 1
    amount = Decimal(match["amount"].replace(",", "")) * unit
    if amount >= HIGHEST_VALUE:
        raise ValueError(f"“{written}” is too large to be a value: it is taken as not known.")
    return amount_of(amount)


def supplier_names(cells: Sequence[str]) -> list[str]:
    """Return the suppliers in the cells of a row, several in a cell taken apart.

    A semicolon, a bar, a line break or a slash between blanks parts them; a comma or "&" does after a
    legal form ("Purdy Ltd & SW Bruce Ltd"), and a comma between names of two words or more each, so
    that "Smith, Jones and Partners" stays one.
    """
    names: list[str] = []
    for cell in cells:
        for part in _SURE_SEPARATOR.split(cell):
            names += _parted(part)
    return list(dict.fromkeys(name for name in (one_line(name, 255) for name in names) if name))


def _parted(text: str) -> list[str]:
    marked = _AFTER_LEGAL_FORM.sub(lambda form: form[0] + "\n", text)
    if "\n" in marked:
        return [re.sub(r"^\s*(?:,|&|and\b)\s*", "", part, flags=re.I) for part in marked.split("\n")]
    parts = text.split(", ")
    if len(parts) > 1 and all(len(part.split()) > 1 and not part.startswith("and ") for part in parts):
        return parts
    return [text]


class Grouping:
    """Which rows of a register speak of one contract: those of one reference, title and dates.

    Rows without a reference belong together by supplier too. It keeps little of each row, so that a register
    of any length can be gone through.
    """

    def __init__(self) -> None:
        self._titles: dict[str, str] = {}
        self._numbers: dict[tuple[str, ...], int] = {}
        self._uses: dict[str, int] = defaultdict(int)
        self.titles: list[str] = []

    def number_of(self, line: Line) -> int:
        """Return the number, from 0, of the contract of which a row speaks.

        Args:
            line: with a title, or with the reference of a row before it that has one.
        """
        reference = _reference(line)
        title = one_line(line.first("title") or self._titles.get(reference, ""))
        if reference:
            self._titles.setdefault(reference, title)
        same: tuple[str, ...] = (reference, title.casefold(), line.first("start"), line.first("end"))
        same = same if reference else (*same, line.first("supplier"))
        if same not in self._numbers:
            self._numbers[same] = len(self._numbers)
            self._uses[reference] += 1
            self.titles.append(title)
        return self._numbers[same]

    def shared_references(self) -> list[str]:
        """Return the references that stand beside different titles or dates: they name several contracts."""
        return [reference for reference, uses in self._uses.items() if reference and uses > 1]

    def keys(self, gss: str) -> Iterator[Key]:
        """Yield the key of each contract by number: its reference where that is its alone.

        Args:
            gss: the borough's code, which keeps references of two boroughs apart.
        """
        for same in self._numbers:
            alone = same[0] and self._uses[same[0]] == 1
            yield Key("register", "|".join([gss, same[0]] if alone else [gss, *same])[:600])


def group_rows(lines: Sequence[Line], gss: str) -> Iterator[Group]:
    """Yield the contracts of a register's rows; rows with one reference and title are one contract.

    Args:
        lines: rows with a title, or with the reference of a row above that has one.
        gss: the borough's code, which keeps references of two boroughs apart.
    """
    grouping = Grouping()
    groups: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        groups[grouping.number_of(line)].append(line)
    for number, key in enumerate(grouping.keys(gss)):
        yield group_of(groups[number], key, grouping.titles[number])


def _reference(line: Line) -> str:
    return one_line(line.first("reference") or line.first("ocid"), 255)


def group_of(lines: Sequence[Line], key: Key, title: str) -> Group:
    """Return what the rows of one contract say of it together."""
    remarks = [f"{line.place}: {line.remark}" for line in lines if line.remark]
    first = lines[0]
    dates = {name: _first(lines, name, day, remarks) for name in ("start", "end", "break_date", "as_of")}
    description = next(
        (readable(line.first("description")) for line in lines if line.first("description")), ""
    )
    extensions = first.first("options")
    options = parse_options(extensions)
    if extensions and options is None:
        description = f"{description}\n\nExtensions: {extensions}".strip()
        if extensions.casefold() not in NOT_KNOWN:
            remarks.append(
                f"{first.place}: “{extensions}” leaves doubt which options there are: it is kept in words."
            )
    return Group(
        lines=tuple(lines),
        facts=ContractFacts(
            key=key,
            title=title,
            suppliers=_suppliers(lines),
            description="" if description == title else description,
            reference=_reference(first),
            notice_url=web_address(first.first("link")),
            cpv_codes=cpv_codes_in(" ".join(line.first("cpv") for line in lines)),
            area_code=first.first("area_code"),
            product_text=one_line(first.first("product"), 255),
            value=_first(lines, "value", money, remarks),
            start_date=dates["start"],
            end_date=dates["end"],
            break_date=dates["break_date"],
            notice_days=whole_number(first.first("notice_days"), LONGEST_NOTICE),
            options=options,
            remarks=tuple(dict.fromkeys(remarks)),
        ),
        as_of=dates["as_of"],
        joint_with=tuple(Party(name) for name in _SURE_SEPARATOR.split(first.first("joint_with")) if name),
    )


def _first(
    lines: Sequence[Line], field: str, reader: Callable[[str], Read | None], remarks: list[str]
) -> Read | None:
    """Return the first value of a field that can be read; what cannot becomes a remark."""
    for line in lines:
        try:
            found = reader(line.first(field))
        except ValueError as error:
            remarks.append(f"{line.place}: {error}")
            continue
        if found is not None:
            return found
    return None


def _suppliers(lines: Sequence[Line]) -> tuple[Party, ...]:
    """Return each supplier once; numbers go with names where there are as many of them."""
    found: dict[str, Party] = {}
    for line in lines:
        names = supplier_names(line.cells.get("supplier", ()))
        numbers = re.split(r"[\s;,|]+", line.first("company_number").strip())
        fitting = numbers if len(numbers) == len(names) else [""] * len(names)
        charity = line.first("charity_number") if len(names) == 1 else ""
        for name, number in zip(names, fitting, strict=True):
            identifiers = tuple(pair for pair in (("GB-COH", number), ("GB-CHC", charity)) if pair[1])
            found.setdefault(name.casefold(), Party(name, identifiers))
    return tuple(found.values())
