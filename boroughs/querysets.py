"""Reads of the foundation, named in business words."""

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Count, Q, Sum

if TYPE_CHECKING:
    from boroughs.models import Borough, PeerMessage, Person, Profile  # noqa: F401


class BoroughQuerySet(models.QuerySet["Borough"]):
    """Boroughs."""

    def with_email_domain(self, address: str) -> "BoroughQuerySet":
        """Return the boroughs (one at most) at whose domain an e-mail address is.

        Args:
            address: an e-mail address; subdomains do not count, since anybody may hold one.
        """
        return self.filter(domains__domain=address.rpartition("@")[2].lower())

    def with_live_contracts(self, day: dt.date, *, real_only: bool = False) -> "BoroughQuerySet":
        """Add what each borough has on its register on a day, joint contracts counted for each borough.

        Adds ``live_contracts``, ``live_value`` (their annual values together in GBP excluding VAT; ``None``
        when none is known) and ``unknown_values`` (how many are left out of that sum, R1). The boroughs come
        in the order of their names, said here because a model's own order is dropped where rows are grouped.
        Adds ``live_fictional`` too: how many live demonstration records there are.

        Args:
            day: on which contracts are live.
            real_only: whether demonstration records are left out of all but ``live_fictional``.
        """
        begun = Q(contract_links__contract__start_date__isnull=True) | Q(
            contract_links__contract__start_date__lte=day
        )
        live = Q(contract_links__contract__maximum_end_date__gte=day) & begun
        fictional = Q(contract_links__contract__is_demonstration=True)
        counted = live & ~fictional if real_only else live
        unknown = Q(contract_links__contract__annual_value__isnull=True)
        return self.annotate(
            live_contracts=Count("contract_links", filter=counted),
            live_value=Sum("contract_links__contract__annual_value", filter=counted),
            unknown_values=Count("contract_links", filter=counted & unknown),
            live_fictional=Count("contract_links", filter=live & fictional),
        ).order_by("name")


#: Who is let in as a peer: officers, LOTI facilitators and LOTI staff who may still sign in (R9).
MEMBERS = Q(person__is_active=True) & (
    Q(person__borough__isnull=False) | Q(person__is_facilitator=True) | Q(person__is_staff=True)
)


class ProfileQuerySet(models.QuerySet["Profile"]):
    """What people tell their peers."""

    def in_directory(self) -> "ProfileQuerySet":
        """Return the profiles of members who agreed to be found, and are members still."""
        return self.filter(MEMBERS, in_directory=True)

    def named_on_page_of(self, borough: "Borough") -> "ProfileQuerySet":
        """Return the profiles of a borough's officers who agreed to be named on its public page, by name."""
        agreed = self.filter(on_borough_page=True, person__borough=borough, person__is_active=True)
        return agreed.exclude(person__name="").select_related("person").order_by("person__name", "pk")

    def contactable(self) -> "ProfileQuerySet":
        """Return the profiles in the directory whose owners agreed to be written to."""
        return self.in_directory().filter(contactable=True)

    def saying(self, words: str) -> "ProfileQuerySet":
        """Return the profiles whose name, job role or *happy to be contacted about* has every word.

        Args:
            words: parted by spaces; any part of a word counts, whatever its case.
        """
        found = self
        for word in words.split():
            found = found.filter(
                Q(person__name__icontains=word)
                | Q(job_role__icontains=word)
                | Q(contact_about__icontains=word)
            )
        return found


class PeerMessageQuerySet(models.QuerySet["PeerMessage"]):
    """Messages between peers."""

    def visible_to(self, person: "Person") -> "PeerMessageQuerySet":
        """Return the messages that somebody wrote or was sent."""
        return self.filter(Q(sender=person) | Q(recipient=person))

    def thread_of(self, first: int) -> "PeerMessageQuerySet":
        """Return a thread, the oldest message first.

        Args:
            first: primary key of the message that began it.
        """
        return self.filter(Q(pk=first) | Q(in_reply_to=first)).order_by("sent_at", "pk")

    def unread_by(self, person: "Person") -> "PeerMessageQuerySet":
        """Return the messages that somebody was sent and has not opened."""
        return self.filter(recipient=person, read_at__isnull=True)
