"""The officer's report as files: Word for the board's papers, CSV for whoever adds figures up."""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import Table

from boroughs.cells import safe_cell
from boroughs.markup import fit_for_xml
from boroughs.words import plain_date
from pipeline.models import Risk
from pipeline.reporting import Report
from pipeline.timelines import State

WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
HEAD = [
    "Procurement",
    "Borough",
    "Status",
    "Part",
    "What",
    "Planned at first",
    "Planned now",
    "Happened",
    "Days later than at first",
    "Stands",
    "Words",
    "Page in the hub",
]


def report_csv(reports: Iterable[Report], address: str) -> str:
    """Return reports as CSV, a line for each step, slip, risk, gap and decision.

    No cell can be taken for a formula. Days are written as 2027-08-03, so that spreadsheets sort them.

    Args:
        reports: in the order of the file.
        address: the full address of the hub, without a slash at its end.
    """
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(HEAD)
    for report in reports:
        page = f"{address}{report.timeline.get_absolute_url()}"
        always = [report.timeline.title, report.timeline.borough.name, report.status.word]
        for line in [*_step_lines(report), *_other_lines(report)]:
            table.writerow([_cell(cell) for cell in (*always, *line, page)])
    return "\ufeff" + written.getvalue()


def _cell(value: object) -> object:
    """Return a value as a cell: a number stays one, and no text can be taken for a formula."""
    return value if isinstance(value, int) else safe_cell(str(value))


def _step_lines(report: Report) -> Iterable[Sequence[object]]:
    for step in report.dates.steps:
        row = step.row
        if step.kind == "stage":
            first, planned, happened = row.first_start, row.planned_start, row.entered_on
        else:
            first, planned, happened = row.first_on, row.planned_on, row.done_on
        days = ((happened or planned) - first).days
        stands = "overdue forecast" if step.state is State.LATE and not happened else step.state.value
        yield step.kind.capitalize(), step.name, first, planned, happened or "", days, stands, step.more


def _other_lines(report: Report) -> Iterable[Sequence[object]]:
    for slip in report.slipped:
        why = "; ".join(slip.reasons)
        yield "Moved since the last report", slip.what, slip.before, slip.after, "", "", slip.by, why
    for risk in report.risks:
        yield "Risk", risk.text, "", "", "", "", risk.get_level_display(), risk.response
    for gap in report.gaps:
        yield "Gap", gap, "", "", "", "", "", ""
    for said in report.decisions:
        yield "Decision needed", said, "", "", "", "", "", ""


def report_word(
    reports: Sequence[Report], *, title: str, summary: str, since: dt.date, today: dt.date
) -> bytes:
    """Return reports as a Word document: headings, lists and tables in Word's own styles, to be edited.

    Args:
        reports: in their order, each on a page of its own.
        title: of the document.
        summary: how they stand together; empty where there is one only.
        since: the day of the last report.
        today: the day of this one.
    """
    document = Document()
    document.core_properties.title = fit_for_xml(title)
    document.core_properties.author = "Procurement Hub"
    document.core_properties.language = "en-GB"
    document.styles["Normal"].font.name = "Arial"
    document.styles["Normal"].font.size = Pt(11)
    document.add_heading(fit_for_xml(title), level=0)
    document.add_paragraph(f"{plain_date(today)}. What moved is since {plain_date(since)}.")
    if summary:
        document.add_paragraph(fit_for_xml(summary))
    for place, report in enumerate(reports):
        if place:
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        _write(document, report, alone=len(reports) == 1)
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def _write(document: WordDocument, report: Report, *, alone: bool) -> None:
    """Write one report; where it is the only one, the document's title is its heading."""
    timeline = report.timeline
    if not alone:
        document.add_heading(fit_for_xml(timeline.title), level=1)
    document.add_paragraph(fit_for_xml(report.sentence))
    facts = [
        ("Status", report.status.word),
        ("Stage", report.stage),
        ("Service area", str(timeline.service_area or "not known")),
        ("How it is bought", str(timeline.route)),
        ("Estimated total value, excluding VAT", report.value),
        ("Seen by", str(timeline.get_visibility_display())),
    ]
    if timeline.is_demonstration:
        facts.append(("Note", "A demonstration: nothing in it is real"))
    _table(document, ("", ""), facts)
    _list(document, "Decisions needed", report.decisions, "None now.")
    slipped = [
        (
            one.what,
            plain_date(one.before),
            plain_date(one.after),
            one.by,
            "; ".join(one.reasons) or "not said",
        )
        for one in report.slipped
    ]
    document.add_heading("What moved since the last report", level=2)
    if slipped:
        _table(document, ("Date", "Was", "Is", "By", "Why"), slipped)
    else:
        document.add_paragraph("No date has moved.")
    changes = [f"{plain_date(one.at.date())}: {one.sentence}" for one in report.moved if not one.what]
    _list(document, "What else was changed", changes, "Nothing.")
    if report.overdue:
        _list(document, "Overdue forecasts", report.overdue_in_words, "")
    document.add_heading("Dates", level=2)
    steps = [
        (
            step.name + (" (assumed)" if getattr(step.row, "assumed", False) else ""),
            step.planned,
            step.happened or "–",
            step.slipped or "–",
            step.state.value,
        )
        for step in report.dates.steps
    ]
    _table(document, ("Step", "Planned", "Happened", "Slipped", "Stands"), steps)
    _list(document, "Risks", [_risk(one) for one in report.risks], "None is recorded.")
    _list(document, "Gaps", [one.capitalize() for one in report.gaps], "Nothing.")


def _risk(risk: Risk) -> str:
    said = f"{str(risk.get_level_display()).capitalize()}: {risk.text}"
    return f"{said} Response: {risk.response}" if risk.response else said


def _list(document: WordDocument, heading: str, lines: Sequence[str], otherwise: str) -> None:
    document.add_heading(heading, level=2)
    for line in lines:
        document.add_paragraph(fit_for_xml(line), style="List Bullet")
    if not lines:
        document.add_paragraph(otherwise)


def _table(document: WordDocument, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Write a table; its head, if it has one, is repeated on each page."""
    table = document.add_table(rows=0, cols=len(head), style="Table Grid")
    if any(head):
        cells = table.add_row().cells
        for cell, text in zip(cells, head, strict=True):
            cell.paragraphs[0].add_run(text).bold = True
        _repeat_head(table)
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = fit_for_xml(text)


def _repeat_head(table: Table) -> None:
    """Mark the first row as a head, which Word repeats and screen readers announce."""
    properties = table.rows[0]._tr.get_or_add_trPr()
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    properties.append(mark)
