"""Reads of suggestions and of pairs of contracts, named in business words."""

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from boroughs.models import Borough
    from contracts.models.pairs import ContractPair  # noqa: F401  (named in a base class)
    from contracts.models.suggestions import Suggestion  # noqa: F401  (named in a base class)


class SuggestionQuerySet(models.QuerySet["Suggestion"]):
    """Suggestions: only officers of the contract's boroughs see them (R9)."""

    def open(self) -> "SuggestionQuerySet":
        """Return those that wait for an answer."""
        return self.filter(state="open")

    def of_borough(self, borough: "Borough") -> "SuggestionQuerySet":
        """Return those about contracts on a borough's register."""
        return self.filter(contract__borough_ids__contains=[borough.pk])


class ContractPairQuerySet(models.QuerySet["ContractPair"]):
    """Pairs of contracts that may be one."""

    def undecided(self) -> "ContractPairQuerySet":
        """Return those that wait for an answer and whose records are both there.

        A record that was joined with another one is gone; its questions wait until that is undone.
        """
        there = {"left__title__isnull": False, "right__title__isnull": False}  # asks for both rows
        return self.filter(decision="undecided", **there)

    def of_borough(self, borough: "Borough") -> "ContractPairQuerySet":
        """Return those with a contract on a borough's register; pairs are within a borough as they arise."""
        one = models.Q(left__borough_ids__contains=[borough.pk])
        return self.filter(one | models.Q(right__borough_ids__contains=[borough.pk]))
