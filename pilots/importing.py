"""Taking pilots from a file: rows are kept as they came, mended, and made into drafts."""

from collections.abc import Mapping
from typing import Any, BinaryIO

from django.conf import settings
from django.db import transaction
from django.http import QueryDict

from boroughs.models import Borough, Person, ServiceArea
from boroughs.refusals import Refused
from documents.checking import MB, check
from documents.scanning import scan
from pilots.actions import begin_pilot
from pilots.forms import FACET_FIELDS, TemplateForm
from pilots.models import EvidenceGrade, Facet, Pilot, PilotImport, PilotImportRow
from pilots.reading import NAMES, SEVERAL, plain, read_pilots

#: Bytes of a file of pilots; it is read while its officer waits.
MOST_BYTES = 5 * MB


@transaction.atomic
def take_file(*, borough: Borough, file: Any, by: Person) -> PilotImport:
    """Take a file of pilots: each is kept as it came, and none is made yet.

    Args:
        borough: whose pilots they are.
        file: an uploaded file, with ``name`` and ``size``.
        by: the officer.

    Raises:
        Refused: where the file is not taken (``documents/checking.py``) or there is no pilot in it.
        ScannerAway: where a virus scanner is configured and does not answer.
    """
    checked = check(file, file.name, file.size, most=min(MOST_BYTES, settings.DOCUMENT_MOST_MB * MB))
    stream: BinaryIO = file
    scan(stream)
    stream.seek(0)
    found = read_pilots(stream.read(), checked.kind)
    source = PilotImport.objects.create(borough=borough, name=checked.name, by=by)
    choices = choices_by_name()
    for number, one in enumerate(found, start=1):
        mended = {name: coded(name, text, choices) for name, text in one.given.items()}
        PilotImportRow.objects.create(
            source=source,
            number=number,
            given=one.given,
            mended=mended,
            unknown=one.unknown,
            problems=problems_of(form_of_row(mended, borough)),
        )
    return source


def choices_by_name() -> dict[str, dict[str, str]]:
    """Return, for each field in which one chooses, the codes by what a file may call them."""
    areas: dict[str, str] = {}
    for area in ServiceArea.objects.select_related("parent"):
        areas |= {plain(str(area)): area.code, plain(area.name): area.code}
    grades = {plain(one.name): one.code for one in EvidenceGrade.objects.all()}
    facets: dict[str, dict[str, str]] = {name: {} for name in FACET_FIELDS.values()}
    for facet in Facet.objects.all():
        facets[FACET_FIELDS[facet.kind]][plain(facet.name)] = facet.code
    chosen = {
        "maker": Pilot.Maker,
        "cost": Pilot.Cost,
        "outcome": Pilot.Outcome,
        "scale": Pilot.Scale,
        "bought": Pilot.Bought,
    }
    named = {
        name: {plain(str(label)): str(value) for value, label in choices.choices}
        for name, choices in chosen.items()
    }
    named["maker"] |= {"supplier": "supplier", "in house": "in_house"}
    named["is_assistive"] = {"yes": "yes", "no": "no", "true": "yes", "false": "no", "y": "yes", "n": "no"}
    return {"service_area": areas, "grade": grades, **facets, **named}


def coded(name: str, text: str, choices: Mapping[str, Mapping[str, str]]) -> str:
    """Return what a file says under a field as the form takes it; what is not known stays as it is."""
    known = choices.get(name)
    if known is None:
        return text
    parts = [part.strip() for part in text.split(";")] if name in SEVERAL else [text.strip()]
    return "; ".join(known.get(plain(part), part) for part in parts if part)


def form_of_row(texts: Mapping[str, str], borough: Borough) -> TemplateForm:
    """Return the template's form, filled with the texts of a row."""
    data = QueryDict(mutable=True)
    for name, text in texts.items():
        if name in SEVERAL:
            data.setlist(name, [part.strip() for part in text.split(";") if part.strip()])
        else:
            data[name] = text
    form = TemplateForm(data, borough=borough)
    # Nobody agrees to be asked in a file, and contracts have no names by which they could be found.
    for name in ("may_ask", "bought_contract"):
        del form.fields[name]
    return form


def problems_of(form: TemplateForm) -> list[tuple[str, str]]:
    """Return what is wrong with a row, as (field's label, message)."""
    return [
        (str(form.fields[name].label) if name in form.fields else "The row", str(message))
        for name, messages in form.errors.items()
        for message in messages
    ]


def texts_of(data: QueryDict) -> dict[str, str]:
    """Return what an officer mended, as a row keeps it."""
    return {
        name: "; ".join(data.getlist(name)) if name in SEVERAL else str(data[name]).replace("\0", "")
        for name in NAMES
        if data.get(name)
    }


@transaction.atomic
def mend(*, row: PilotImportRow, texts: Mapping[str, str]) -> PilotImportRow:
    """Keep what an officer mended in a row, right or not yet right; what came stays beside it.

    Raises:
        Refused: where the row is a pilot already.
    """
    rows = PilotImportRow.objects.select_for_update(of=("self",)).select_related("source__borough")
    found = rows.get(pk=row.pk)
    if found.pilot_id:
        raise Refused("It is a pilot already: change it there.")
    found.mended = dict(texts)
    found.problems = problems_of(form_of_row(texts, found.source.borough))
    found.save()
    return found


@transaction.atomic
def make_drafts(*, source: PilotImport, by: Person) -> int:
    """Make a draft of each row that can be read and is none yet; the others wait to be mended.

    Returns:
        how many were made.
    """
    made = 0
    rows = PilotImportRow.objects.select_for_update(of=("self",)).filter(source=source, pilot=None)
    for row in rows.order_by("number"):
        form = form_of_row(row.mended, source.borough)
        if form.is_valid():
            row.pilot = begin_pilot(borough=source.borough, answers=form.answers(), by=by)
            row.save()
            made += 1
    return made
