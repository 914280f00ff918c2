"""What ``libcoveocds`` finds wrong in a release package, without the network."""

import io
import json
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from libcoveocds.api import ocds_json_output  # type: ignore[import-untyped]
from libcoveocds.config import LibCoveOCDSConfig  # type: ignore[import-untyped]

SCHEMAS = Path(__file__).parent / "ocds_1_1_5"
#: Fields of published extensions, which are not fetched: ``details.scale`` of partyDetails/scale.
EXTENSIONS = {"scale"}
#: The schema of records with all versions, which a release package does not use.
VERSIONED = json.dumps({"$schema": "http://json-schema.org/draft-04/schema#"})
#: What of its answer is an error; other parts only count or describe.
ERRORS = ("validation_errors", "conformance_errors", "additional_closed_codelist_values", "additional_checks")


def errors_of(package: dict[str, Any]) -> list[str]:
    """Return everything that is wrong, and each field that the standard does not have but for our own."""
    config = LibCoveOCDSConfig({"context": "api", "standard_zip": _standard()})
    core = {name: value for name, value in package.items() if name != "extensions"}
    found = ocds_json_output(json_data=core, lib_cove_ocds_config=config)
    errors = [f"{name}: {one}" for name in ERRORS for one in _each(found.get(name))]
    strange = [field["field"] for field in found["additional_fields"] if field["field"] not in EXTENSIONS]
    return errors + [f"not of the standard: {name}" for name in strange if not name.startswith("x_")]


def _each(found: Any) -> list[Any]:
    return list(found.items()) if isinstance(found, dict) else list(found or [])


@cache
def _standard() -> bytes:
    """Return the standard's files as the library wants them: packed, with the closed codelists."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("standard/", "")
        for path in SCHEMAS.glob("*.json"):
            file.writestr(f"standard/schema/{path.name}", path.read_text())
        file.writestr("standard/schema/versioned-release-validation-schema.json", VERSIONED)
        schema = json.loads((SCHEMAS / "release-schema.json").read_text())
        for name, codes in dict(_closed_codelists(schema)).items():
            file.writestr(f"standard/schema/codelists/{name}", "\n".join(["Code", *codes]))
    return packed.getvalue()


def _closed_codelists(part: Any) -> Iterator[tuple[str, list[str]]]:
    if not isinstance(part, dict):
        return
    codes = part.get("enum") or part.get("items", {}).get("enum") if "codelist" in part else None
    if codes:
        yield part["codelist"], [code for code in codes if code]
    for inner in part.values():
        yield from _closed_codelists(inner)
