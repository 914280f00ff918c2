"""A backward schedule to take away: as a calendar and as a spreadsheet."""

import csv
import datetime as dt
import io

from icalendar import Alarm, Event

from boroughs.calendar_files import new_calendar, whole_day
from boroughs.cells import safe_cell
from boroughs.schedule import Step
from boroughs.schedule_answer import Answer
from boroughs.words import plain_date

HEAD = [
    "Step",
    "Kind",
    "Begins",
    "Decided on",
    "What follows begins",
    "Days",
    "Counted in",
    "Papers by",
    "On the forward plan by",
    "Assumed",
    "Why",
    "Source",
]
#: Days before the day to begin on which a calendar reminds.
REMIND_DAYS = 28


def schedule_csv(answer: Answer) -> str:
    """Return the steps as CSV with a byte order mark; what does not apply stays empty."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(HEAD)
    for step in answer.steps:
        writer.writerow(_line(step))
    return "\ufeff" + buffer.getvalue()


def _line(step: Step) -> list[object]:
    return [
        safe_cell(step.name),
        "gate" if step.is_gate else "stage",
        step.begins,
        step.decided,
        step.ends,
        step.days,
        "working days" if step.working_days else "calendar days",
        step.papers,
        step.forward_plan,
        "yes" if step.assumed else "no",
        safe_cell(step.why),
        safe_cell(step.source),
    ]


def schedule_ics(answer: Answer, address: str) -> bytes:
    """Return the schedule as a calendar of whole days: when to begin, each gate's dates, and the start.

    The same question gives the same identifiers, so that a calendar that reads it again moves its entries.

    Args:
        answer: what was worked out.
        address: the full address of the page that shows it.
    """
    calendar = new_calendar(f"{answer.asked.borough.name}: {answer.question}", "Backward schedule")
    assumed = " Assumed: the borough has recorded no gates of its own." if answer.assumed else ""
    first = _event(answer, "begin", answer.begin_by, f"Begin: {answer.steps[0].name}", address)
    first.add("description", f"{answer.question}. {answer.summary}{assumed} {address}")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", f"Begin by {plain_date(answer.begin_by)}")
    alarm.add("trigger", dt.timedelta(days=-REMIND_DAYS))
    first.add_component(alarm)
    calendar.add_component(first)
    for number, step in enumerate(answer.steps, start=1):
        for event in _events_of(answer, step, str(number), address):
            event.add("description", f"{step.why} {address}")
            calendar.add_component(event)
    last = _event(answer, "start", answer.asked.start, "The contract starts", address)
    calendar.add_component(last)
    content: bytes = calendar.to_ical()
    return content


def _events_of(answer: Answer, step: Step, number: str, address: str) -> list[Event]:
    if not step.is_gate or step.decided is None:
        return [_event(answer, f"{number}-begins", step.begins, f"{step.name} begins", address)]
    events = []
    if step.forward_plan:
        name = f"{step.name}: on the forward plan"
        events.append(_event(answer, f"{number}-plan", step.forward_plan, name, address))
    if step.papers:
        events.append(_event(answer, f"{number}-papers", step.papers, f"{step.name}: papers due", address))
    events.append(_event(answer, f"{number}-decides", step.decided, f"{step.name}: decision", address))
    return events


def _event(answer: Answer, part: str, day: dt.date, name: str, address: str) -> Event:
    asked = answer.asked
    identity = f"{asked.borough.slug}|{asked.value}|{asked.route.code}|{asked.start}|{part}"
    return whole_day(day, f"{asked.borough.name}: {name}", address, identity=identity)
