"""Fixtures of the register's tests."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine

from boroughs.reference import FOLDER, load_reference
from contracts.actions import Synced, sync_notices
from tests.contracts.feeding import NOW, THE_DAY_BEFORE
from tests.notice_service import NoticeService, running
from tests.remembered_rows import remembering


@pytest.fixture(scope="session")
def reference_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reference data without the thousands of CPV codes, which imports do not need."""
    folder = tmp_path_factory.mktemp("data") / "reference"
    shutil.copytree(FOLDER, folder)
    (folder / "cpv.csv").write_text("code,parent,description\n")
    return folder


@pytest.fixture(scope="session")
def remembered_reference(reference_folder: Path) -> Callable[[], dict[str, int]]:
    """Loads the reference data, from memory but for the first time."""
    return remembering(lambda: load_reference(reference_folder))


@pytest.fixture
def reference(db: None, remembered_reference: Callable[[], dict[str, int]]) -> None:
    """The 33 boroughs, service areas, buyers' names, routes and default gates."""
    remembered_reference()


@pytest.fixture
def noon() -> Iterator[None]:
    """It is noon on 24 November 2026, and time goes on."""
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def service(noon: None, settings: Any) -> Iterator[NoticeService]:
    """A service that stands for both real ones."""
    with running() as at_work:
        settings.NOTICES_ADDRESSES = {"contracts_finder": at_work.address, "find_a_tender": at_work.address}
        settings.NOTICES_SYNC = True
        yield at_work


@pytest.fixture
def waits() -> list[float]:
    """The seconds for which the hub would have waited."""
    return []


@pytest.fixture
def sync(service: NoticeService, waits: list[float]) -> Callable[..., Synced]:
    """Read the service from the day before; waiting takes no time."""

    def read(**options: Any) -> Synced:
        return sync_notices(
            **{"source": "contracts_finder", "since": THE_DAY_BEFORE, "wait": waits.append, **options}
        )

    return read
