"""``manage.py plan_alignment IN.json OUT.json``: an alignment plan without the database (R5)."""

import argparse
import json
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from boroughs.commands import HubCommand
from boroughs.text_files import decode
from boroughs.words import counted
from pipeline.alignment import make_plan
from pipeline.alignment_answer import PlanOut, written_plan
from pipeline.alignment_file import CaseIn, UnreadableCase, read_case_file

#: Problems that are printed; the others are counted.
MOST_SAID = 20


class Command(HubCommand):
    """Plans for the boroughs of a file; the register is neither read nor changed."""

    help = (
        "Find out which boroughs of a JSON file could start together, when, and what each must do by when; "
        "write the plan to another file. docs/plan-alignment-in.schema.json and "
        "docs/plan-alignment-out.schema.json describe them, docs/plan-alignment-example.json is a case; "
        "a flag's page offers its own."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take the two files, or the folder for the schemas."""
        parser.add_argument("source", type=Path, nargs="?", metavar="IN.json")
        parser.add_argument("target", type=Path, nargs="?", metavar="OUT.json")
        parser.add_argument("--schemas", type=Path, metavar="FOLDER", help="Write both JSON schemas there.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, plan, write, and say the plan's sentence."""
        if options["schemas"]:
            self._write_schemas(options["schemas"])
            return
        source, target = options["source"], options["target"]
        if source is None or target is None:
            raise CommandError("Name two files: the case to read and the plan to write.")
        if target.exists() and source.exists() and target.samefile(source):
            raise CommandError("The two files are the same: name another one to write to.")
        try:
            case, start = read_case_file(decode(source.read_bytes()))
        except OSError as error:
            raise CommandError(f"{source} cannot be read: {error.strerror}.") from None
        except UnreadableCase as error:
            raise CommandError(_said(source, error.problems)) from None
        text = written_plan(make_plan(case, start))
        _write(target, text)
        plan = json.loads(text)
        for line in (plan["sentence"], *plan["explanation"]):
            self.stdout.write(line)

    def _write_schemas(self, folder: Path) -> None:
        for name, text in schemas().items():
            _write(folder / name, text)
            self.stdout.write(str(folder / name))


def schemas() -> dict[str, str]:
    """Return the JSON schemas of both files by the name under which docs/ has them."""
    found = {
        "plan-alignment-in.schema.json": CaseIn.model_json_schema(),
        "plan-alignment-out.schema.json": PlanOut.model_json_schema(mode="serialization"),
    }
    dialect = "https://json-schema.org/draft/2020-12/schema"
    return {
        name: json.dumps({"$schema": dialect, **schema}, ensure_ascii=False, indent=2) + "\n"
        for name, schema in found.items()
    }


def _write(target: Path, text: str) -> None:
    try:
        target.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise CommandError(f"{target} cannot be written: {error.strerror}.") from None


def _said(source: Path, problems: list[str]) -> str:
    """Put what is to be mended into lines."""
    lines = [f"{source.name} cannot be used:", *problems[:MOST_SAID]]
    if len(problems) > MOST_SAID:
        lines.append(f"and {counted(len(problems) - MOST_SAID, 'more problem')}.")
    return "\n".join(lines)
