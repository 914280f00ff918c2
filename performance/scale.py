"""The statutory scale on which performance against an indicator is rated, and where it stands. Pure.

Section 71 of the Procurement Act 2023 has authorities assess performance against the key performance
indicators of section 52 at least once a year; regulation 39(5) of the Procurement Regulations 2024 (SI
2024/692) has the ratings. The hub keeps them for contracts of any value, whether or not a notice is due.
"""

from decimal import Decimal

GOOD, APPROACHING, IMPROVE, INADEQUATE, OTHER = "good", "approaching", "improve", "inadequate", "other"
RATINGS = [
    (GOOD, "good"),
    (APPROACHING, "approaching target"),
    (IMPROVE, "requires improvement"),
    (INADEQUATE, "inadequate"),
    (OTHER, "other"),
]
NAMES = dict(RATINGS)
#: GOV.UK's colours of tags; the words say it too.
COLOURS = {
    GOOD: "green",
    APPROACHING: "yellow",
    IMPROVE: "orange",
    INADEQUATE: "red",
    OTHER: "grey",
}
ACT = ("Procurement Act 2023, section 71", "https://www.legislation.gov.uk/ukpga/2023/54/section/71")
REGULATION = (
    "Procurement Regulations 2024, regulation 39",
    "https://www.legislation.gov.uk/uksi/2024/692/regulation/39/made",
)
#: In GBP: above this value of the contract, VAT included, section 52 asks for indicators and section 71 for a
#: published assessment once in each 12 months, the contract performance notice (UK9).
PUBLISHED_ABOVE = Decimal(5_000_000)
#: What the law calls VAT on top of a value that is kept without it.
WITH_VAT = Decimal("1.2")


def may_need_notice(value: Decimal | None) -> bool:
    """Tell whether a contract of a value in GBP excluding VAT may be one whose assessment is published."""
    return value is not None and value * WITH_VAT > PUBLISHED_ABOVE
