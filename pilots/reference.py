"""Loads what the repository has for pilots: grades of evidence, facets, synonyms."""

from collections.abc import Mapping
from pathlib import Path

from boroughs.reference import rows_of
from pilots.models import EvidenceGrade, Facet, Synonym


def load_pilot_words(folder: Path) -> Mapping[str, int]:
    """Load grades, facets and synonyms; what staff changed is not overwritten.

    Synonyms are loaded only where there are none: staff take rows away, and they stay away.

    Args:
        folder: where the CSV files are.
    """
    grades = rows_of(folder / "evidence_grades.csv")
    for row in grades:
        columns = ("name", "definition", "source", "source_url")
        values = {"position": int(row["position"]), **{name: row[name] for name in columns}}
        EvidenceGrade.objects.get_or_create(code=row["code"], defaults=values)
    facets = rows_of(folder / "assistive_facets.csv")
    for number, row in enumerate(facets, start=1):
        values = {"kind": row["kind"], "name": row["name"], "position": number}
        Facet.objects.get_or_create(code=row["code"], defaults=values)
    synonyms = rows_of(folder / "pilot_synonyms.csv")
    if not Synonym.objects.exists():
        Synonym.objects.bulk_create([Synonym(words=row["words"]) for row in synonyms])
    return {"grades of evidence": len(grades), "facets of pilots": len(facets), "synonyms": len(synonyms)}
