"""What a download says of itself: what was asked, when, from where, and under which licence."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.text import slugify

LICENCE = "Open Government Licence v3.0"
LICENCE_ADDRESS = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
ATTRIBUTION = (
    "Contains public sector information licensed under the Open Government Licence v3.0, from London "
    f"boroughs’ notices and registers, by way of {settings.HUB_NAME}."
)
LONGEST_FILE_NAME = 80


@dataclass(frozen=True)
class About:
    """What a download says of itself.

    Attributes:
        asked: the filters in use in words, none for the whole register.
        made: when, with its zone.
        address: the full address of the list on the web.
        register: the full address of the register, below which each contract has its page.
    """

    asked: Sequence[str]
    made: dt.datetime
    address: str
    register: str

    @property
    def question(self) -> str:
        """What was asked in one line."""
        return "; ".join(self.asked) or "All contracts of the register"

    def file_name(self, ending: str) -> str:
        """Return a name that says what the file is: *contracts-2027-01-02-camden-housing.csv*.

        Args:
            ending: without its dot.
        """
        said = slugify(" ".join(self.asked))[:LONGEST_FILE_NAME].strip("-")
        day = self.made.date().isoformat()
        return "-".join(filter(None, ["contracts", day, said])) + f".{ending}"
