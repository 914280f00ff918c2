"""What tests of feeds share: a moment, releases of the day before, and sums that must add up."""

import datetime as dt
from typing import Any

from contracts.actions import Synced
from contracts.models import SourceRecord
from tests.contracts.releases import award, release

NOW = dt.datetime(2026, 11, 24, 12, 0, tzinfo=dt.UTC)
THE_DAY_BEFORE = dt.datetime(2026, 11, 23, tzinfo=dt.UTC)


def numbered(number: int, **changes: Any) -> dict[str, Any]:
    """Return a release with an ocid of its own, one minute after the one before."""
    moment = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC) + dt.timedelta(minutes=number)
    about = {"ocid": f"ocds-b5fd17-{number:04}", "id": f"release-{number}", "date": moment.isoformat()}
    return release(award(), **{**about, **changes})


def outcomes(synced: Synced) -> dict[str, int]:
    """Return the outcomes that occurred; their sum is what was read."""
    found = {name: synced.counts[name] for name in SourceRecord.Outcome.values if synced.counts[name]}
    assert sum(found.values()) == synced.read
    return found
