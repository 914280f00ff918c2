"""What a test may need from the machine, by the names that its skips carry."""

import pytest

from tests.services import everything_is_required

NEEDS_REDIS = "needs Redis (apt-get install redis-server)"
NEEDS_CHROMIUM = "needs Chromium (apt-get install chromium)"
NEEDS_SHARED_DATA = "needs the shared data of public notices (../shared/data), which is not in the repository"


def skip_or_fail(reason: str) -> None:
    """Skip the test for ``reason``, one of the three above; fail it where everything is required."""
    if everything_is_required() and reason != NEEDS_SHARED_DATA:
        pytest.fail(f"This test {reason}, and nothing may be skipped here.", pytrace=False)
    pytest.skip(reason)
