"""Reads of the foundation, named in business words."""

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from boroughs.models import Borough  # noqa: F401


class BoroughQuerySet(models.QuerySet["Borough"]):
    """Boroughs."""

    def with_email_domain(self, address: str) -> "BoroughQuerySet":
        """Return the boroughs (one at most) at whose domain an e-mail address is.

        Args:
            address: an e-mail address; subdomains do not count, since anybody may hold one.
        """
        return self.filter(domains__domain=address.rpartition("@")[2].lower())
