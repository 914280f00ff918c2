"""Uploads whole files in tests, as a page and a worker do it together."""

from pathlib import Path

from django.core.files.base import ContentFile

from boroughs.models import Borough, Person
from contracts.actions.uploads import (
    apply_upload,
    begin_upload,
    choose_columns,
    opening_layouts,
    undo_upload,
    work_on_upload,
)
from contracts.models import Upload

HEAD = "Contract No.,Title of agreement,Supplier,Start date,End date,Value £,Extension options\n"
#: Two contracts and a third one of two suppliers, a row of nobody and a total.
REGISTER = (
    "Camden Council\nContracts over £5,000\n\n" + HEAD + "C1,Housing management,Tideline Ltd,01/04/2022,"
    '31/03/2027,"£500,000.00",1+1 years\n'
    "C2,Parking permits,Kestrel plc,01-Apr-2023,TBC,0,\n"
    "C3,Legal panel,One LLP,2024-01-01,2026-12-31,,\n"
    "C3,Legal panel,Two LLP,2024-01-01,2026-12-31,,\n"
    ",,No Title Ltd,,,,\n"
    'Total,,,,,"£500,000.00",\n'
)
#: The same a year later: C1 goes on, C2 is gone, C4 is new, and a date is none.
NEXT_REGISTER = (
    HEAD + 'C1,Housing management,Tideline Ltd,01/04/2022,31/03/2028,"£600,000.00",1+1 years\n'
    "C3,Legal panel,One LLP,2024-01-01,2026-12-31,,\n"
    "C3,Legal panel,Two LLP,2024-01-01,2026-12-31,,\n"
    "C4,Library self-service,Fernhill Ltd,01/05/2026,end of the month,12000,\n"
    ",,No Title Ltd,,,,\n"
)


def begun(
    borough: Borough, content: str | bytes, *, name: str = "register.csv", by: Person | None = None
) -> Upload:
    """Upload a file; its columns wait to be confirmed."""
    raw = content.encode() if isinstance(content, str) else content
    return begin_upload(borough=borough, by=by, file=ContentFile(raw, name), name=name)


def settled(upload: Upload) -> Upload:
    """Do what waits for a worker, and return the upload as it is then."""
    work_on_upload(upload_id=upload.pk)
    upload.refresh_from_db()
    return upload


def uploaded(
    borough: Borough, content: str | bytes, *, name: str = "register.csv", by: Person | None = None
) -> Upload:
    """Upload a file, confirm the columns as they were guessed, and have it checked."""
    upload = begun(borough, content, name=name, by=by)
    layouts = [layout for _, layout, is_read in opening_layouts(upload) if is_read]
    choose_columns(upload=upload, layouts=layouts, by=by)
    return settled(upload)


def uploaded_file(borough: Borough, path: Path) -> Upload:
    """Upload a file of the disk, up to its check."""
    return uploaded(borough, path.read_bytes(), name=path.name)


def imported(
    borough: Borough, content: str | bytes, *, name: str = "register.csv", by: Person | None = None
) -> Upload:
    """Upload a file and import it."""
    upload = uploaded(borough, content, name=name, by=by)
    apply_upload(upload=upload, by=by)
    return settled(upload)


def undone(upload: Upload) -> Upload:
    """Undo an import."""
    undo_upload(upload=upload)
    return settled(upload)
