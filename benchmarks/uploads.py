"""An upload of a large register from the file to the register: time, and the most memory that a worker holds.

``python -m benchmarks.uploads [ROWS]``; DATABASE_URL names a server on which databases may be made. The file
is read, tried out and imported by the code that the Celery worker runs, each step in a process of its own,
whose largest resident size is compared with the limit of issue and container, 512 MB.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.database import ROOT, use_own_database

if TYPE_CHECKING:
    from contracts.models import Upload

ROWS = 100_000
MOST_MB = 512
DATABASE = "benchmark_uploads"
STEPS = ("try out", "import", "again")


def main(words: list[str]) -> int:
    """Upload a CSV file, then the same rows as a workbook; print a table; 1 if memory passes the limit."""
    if words[:1] == ["--step"]:
        return _step(words[1], Path(words[2]))
    rows = int(words[0]) if words else ROWS
    use_own_database(DATABASE)
    from benchmarks.uploads_file import write_csv, write_xlsx

    most = 0.0
    with tempfile.TemporaryDirectory() as folder:
        csv_file, xlsx_file = Path(folder) / "register.csv", Path(folder) / "register.xlsx"
        write_csv(csv_file, rows)
        write_xlsx(xlsx_file, rows)
        print(f"{rows:,} rows: {_mb(csv_file)} MB of CSV, {_mb(xlsx_file)} MB of XLSX", flush=True)
        print(f"{'':<28}{'seconds':>9}{'rows/s':>9}{'MB':>7}  what became of the contracts")
        for step, file in [*((step, csv_file) for step in STEPS[:2]), (STEPS[2], xlsx_file)]:
            done = subprocess.run(
                [sys.executable, "-m", "benchmarks.uploads", "--step", step, str(file)],
                cwd=ROOT,
                check=True,
                capture_output=True,
                text=True,
            )
            said = json.loads(done.stdout.splitlines()[-1])
            most = max(most, said["mb"])
            rate = rows / said["seconds"]
            name = f"{step}, {file.suffix[1:].upper()}"
            print(
                f"{name:<28}{said['seconds']:>9.0f}{rate:>9.0f}{said['mb']:>7.0f}  {said['became']}",
                flush=True,
            )
    print(f"Limit {MOST_MB} MB: {'kept' if most < MOST_MB else 'PASSED'}")
    return int(most >= MOST_MB)


def _step(step: str, file: Path) -> int:
    """Do one step as a worker does it; prints what it took as JSON."""
    import django

    django.setup()
    from boroughs.models import Borough
    from contracts.actions.uploads import apply_upload, work_on_upload
    from contracts.models import Upload

    began = time.perf_counter()
    upload = Upload.objects.filter(state="checked").first() if step == "import" else _given(file)
    if upload is None:
        raise SystemExit(f"There is no upload to {step}.")
    if step == "import":
        apply_upload(upload=upload, by=None)
    work_on_upload(upload_id=upload.pk)
    upload.refresh_from_db()
    if upload.problem:
        raise SystemExit(upload.problem)
    contracts = upload.counts["contracts"]
    became = ", ".join(f"{number:,} {name}" for name, number in contracts.items() if number)
    print(
        json.dumps(
            {
                "seconds": time.perf_counter() - began,
                "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
                "became": f"{became} ({Borough.objects.get(pk=upload.borough_id)})",
            }
        )
    )
    return 0


def _given(file: Path) -> "Upload":
    """Upload a file as a page does, its columns as they were guessed."""
    from django.core.files import File

    from boroughs.models import Borough
    from contracts.actions.uploads import begin_upload, choose_columns, opening_layouts

    with file.open("rb") as opened:
        upload = begin_upload(
            borough=Borough.objects.get(slug="camden"), by=None, file=File(opened, file.name), name=file.name
        )
    layouts = [layout for _, layout, is_read in opening_layouts(upload) if is_read]
    choose_columns(upload=upload, layouts=layouts, by=None)
    return upload


def _mb(path: Path) -> str:
    return f"{path.stat().st_size / 2**20:.1f}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
