"""What the calculator of notices is asked and answers: purchases, figures of law, notices. Pure."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

LAW = "https://www.legislation.gov.uk/ukpga/2023/54/section/{}"


class Kind(Enum):
    """What is bought, as the thresholds know it; the value is the threshold's code."""

    GOODS_SERVICES = "goods-services"
    WORKS = "works"
    LIGHT_TOUCH = "light-touch"
    CONCESSION = "concession"
    LIGHT_TOUCH_CONCESSION = "light-touch-concession"

    @property
    def light_touch(self) -> bool:
        """Tell the light touch services, such as social care."""
        return self in (Kind.LIGHT_TOUCH, Kind.LIGHT_TOUCH_CONCESSION)

    @property
    def concession(self) -> bool:
        """Tell the concessions."""
        return self in (Kind.CONCESSION, Kind.LIGHT_TOUCH_CONCESSION)


class Way(Enum):
    """How it is bought, as far as notices differ."""

    COMPETITION = "competition"
    FRAMEWORK = "framework"
    DIRECT = "direct"


#: The routes of the hub, by code.
WAYS = {
    "open": Way.COMPETITION,
    "competitive-flexible": Way.COMPETITION,
    "further-competition": Way.FRAMEWORK,
    "framework-call-off": Way.FRAMEWORK,
    "direct-award": Way.DIRECT,
}


class Need(Enum):
    """Whether a notice must be published."""

    REQUIRED = "required"
    CONDITIONAL = "if it applies"
    OPTIONAL = "optional"
    NOT_NEEDED = "not needed"


class Regime(Enum):
    """Which part of the Act a purchase falls under."""

    PUBLIC = "at or above the threshold: a public contract, so the Act applies in full"
    NOTIFIABLE = "below the threshold, but notifiable"
    BELOW = "below the threshold and below what is notifiable"
    UNKNOWN = "of unknown value: what is said is for a public contract, the stricter case"


@dataclass(frozen=True)
class Figure:
    """A threshold: GBP, whether the law counts it including VAT."""

    amount: Decimal
    includes_vat: bool = True


@dataclass(frozen=True)
class Length:
    """A period of law: a number of days, working days or months."""

    number: int
    unit: str = "days"

    def __str__(self) -> str:
        return f"{self.number} {self.unit.replace('_', ' ')}"


@dataclass(frozen=True)
class Purchase:
    """What is bought, how and when; a day that is not known yet is ``None``.

    ``value`` is the estimated total in GBP excluding VAT, ``with_vat`` the same including it; both ``None``
    where it is not known. ``published_on`` is the day of the tender or transparency notice,
    ``bids_due`` the end of the tender period, ``signed_on`` the day on which the contract is made.
    ``large_spender``: the authority expects to pay more than £100 million under relevant contracts in the
    year (section 93). ``advertised`` matters below the threshold, ``user_choice`` to direct awards.
    """

    kind: Kind
    way: Way
    value: Decimal | None = None
    with_vat: Decimal | None = None
    published_on: dt.date | None = None
    bids_due: dt.date | None = None
    signed_on: dt.date | None = None
    engagement: bool = False
    advertised: bool = True
    large_spender: bool = True
    user_choice: bool = False

    @property
    def users_choose(self) -> bool:
        """Whether it is a direct award of light touch services by a user's choice (Schedule 5, para 15)."""
        return self.user_choice and self.way is Way.DIRECT and self.kind.light_touch


@dataclass(frozen=True)
class NoticeNeed:
    """One notice: its code and name, whether it is needed and why, by when, and the section.

    ``by`` is the last day, ``None`` where no day can be said; ``when`` says it in words.
    """

    code: str
    name: str
    need: Need
    why: str
    when: str
    section: str
    by: dt.date | None = None

    @property
    def law(self) -> str:
        """The address of the section."""
        return LAW.format(self.section)


@dataclass(frozen=True)
class Answer:
    """What the calculator says: the regime, the notices in the order of a procurement, and warnings."""

    regime: Regime
    notices: tuple[NoticeNeed, ...]
    warnings: tuple[str, ...] = ()

    @property
    def required(self) -> list[NoticeNeed]:
        """The notices that must be published."""
        return [one for one in self.notices if one.need is Need.REQUIRED]


@dataclass(frozen=True)
class Rules:
    """The figures of law that count on a day, by code; one that is missing is not guessed."""

    thresholds: Mapping[str, Figure]
    periods: Mapping[str, Length]
