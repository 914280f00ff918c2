"""OCDS releases for tests, real in shape."""

import json
from pathlib import Path
from typing import Any

OCID = "ocds-b5fd17-0001"


def award(**changes: Any) -> dict[str, Any]:
    """Return an award to one supplier, 500,000 GBP over five years."""
    return {
        "id": "award-1",
        "status": "active",
        "value": {"amount": 500000, "currency": "GBP"},
        "suppliers": [{"id": "S1", "name": "Tideline Systems Ltd"}],
        "contractPeriod": {"startDate": "2022-04-01T00:00:00+01:00", "endDate": "2027-03-31T23:59:59+01:00"},
        **changes,
    }


def release(*awards: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """Return an award release of Camden."""
    return {
        "ocid": OCID,
        "id": "release-1",
        "date": "2022-03-01T10:00:00Z",
        "tag": ["award"],
        "buyer": {"id": "B1", "name": "London Borough of Camden"},
        "parties": [
            {"id": "B1", "name": "London Borough of Camden", "roles": ["buyer"]},
            {
                "id": "S1",
                "name": "Tideline Systems Ltd",
                "roles": ["supplier"],
                "identifier": {"scheme": "GB-COH", "id": "4161207"},
            },
        ],
        "tender": {
            "title": "Housing management system",
            "description": "Rents &amp; repairs.rnrnTwo lots.",
            "classification": {"scheme": "CPV", "id": "48000000"},
        },
        "awards": list(awards),
        **changes,
    }


def package(folder: Path, name: str, *releases: Any) -> Path:
    """Write a release package and return its path."""
    path = folder / name
    path.write_text(json.dumps({"publishedDate": "2022-03-02T00:00:00Z", "releases": list(releases)}))
    return path
