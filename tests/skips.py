"""What was not tested and how to have it tested: in the last lines, or a failure where all is required."""

from collections import Counter
from collections.abc import Iterator

import pytest

from tests.needs import NEEDS_SHARED_DATA
from tests.services import everything_is_required


def _skipped(reporter: pytest.TerminalReporter) -> Iterator[tuple[str, str]]:
    """Yield (test, reason) for each that was skipped."""
    for report in reporter.stats.get("skipped", []):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        yield report.nodeid, reason.removeprefix("Skipped: ")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail the run where everything is required and something was skipped or expected to fail."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if not everything_is_required() or reporter is None or hasattr(session.config, "workerinput"):
        return
    left_out = [test for test, reason in _skipped(reporter) if reason != NEEDS_SHARED_DATA]
    if (left_out or reporter.stats.get("xfailed")) and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say for each reason how many tests were skipped."""
    reasons = Counter(reason for _, reason in _skipped(terminalreporter))
    if not reasons:
        return
    terminalreporter.section("not tested here")
    for reason, number in sorted(reasons.items()):
        terminalreporter.write_line(f"{number} skipped: {reason}")
    if everything_is_required():
        terminalreporter.write_line("Nothing but what needs the shared data may be skipped here.")
