"""Fixtures of the register's tests."""

import shutil
from pathlib import Path

import pytest

from boroughs.reference import FOLDER, load_reference


@pytest.fixture(scope="session")
def reference_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reference data without the thousands of CPV codes, which imports do not need."""
    folder = tmp_path_factory.mktemp("data") / "reference"
    shutil.copytree(FOLDER, folder)
    (folder / "cpv.csv").write_text("code,parent,description\n")
    return folder


@pytest.fixture
def reference(db: None, reference_folder: Path) -> None:
    """The 33 boroughs, service areas, buyers' names, routes and default gates."""
    load_reference(reference_folder)
