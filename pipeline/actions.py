"""Writes of the pipeline: the flag job (R4)."""

import datetime as dt
import gc
import logging
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from boroughs.history import recorded_as
from boroughs.models import Borough, ServiceArea
from boroughs.planning import RuleBook, rule_book
from pipeline import store
from pipeline.answering import return_answers
from pipeline.evidence import Evidence, Subject, Subjects, evidence_of, whole_stakes
from pipeline.flags import (
    ONE_A_SUBJECT,
    Decision,
    Finding,
    Kind,
    renewal_windows,
    shared_product,
    shared_supplier,
)
from pipeline.groups import groups_on_day
from pipeline.identity import keep_identity
from pipeline.joinable import pipeline
from pipeline.models import FlagRun
from pipeline.ranking import rank
from pipeline.reasons import Names, reasons, sentence
from suppliers.models import Product, Supplier

log = logging.getLogger(__name__)

#: Flags written at a time; if one of them cannot be stored, they are stored one by one.
WRITTEN_TOGETHER = 5_000
#: Up to so many subjects are locked one by one, more with one lock on their kind.
MOST_LOCKS = 500
#: The first half of the advisory locks' keys: of the kinds, and from the next number on of their subjects.
LOCKS = 7_100


@dataclass
class Outcome:
    """What a run did to one kind of flag, and the subjects that failed."""

    counts: Counter[str] = field(default_factory=Counter)
    failures: list[dict[str, str | int]] = field(default_factory=list)

    def failed(self, subject: Subject, error: Exception) -> None:
        """Note a subject that could not be examined or stored; its flags stay as they were."""
        log.error("A subject of the flag job failed: %s", subject, exc_info=error)
        reason = f"{type(error).__name__}: {error}".strip()
        self.failures.append({"kind": subject.kind.value, "subject": subject.id, "reason": reason})


def flag_boroughs(
    *, on: dt.date, subjects: Subjects | None = None, tell: Callable[[str], object] = log.info
) -> FlagRun:
    """Compute the flags of a day and store what changed: all of them, or those of some subjects (R4).

    Each kind is one transaction: a run that is ended in the middle leaves what the last one said, and the
    next run finds the same. Two runs at once wait for each other, kind by kind and subject by subject. A
    second run changes nothing. A subject that fails keeps its flags and is noted in the run.

    Args:
        on: the day of the run, which decides what is live and what is too late.
        subjects: the suppliers, products and service areas to look at; without it, all.
        tell: called with a line of progress for each kind.

    Returns:
        the run with its counts and failures.

    Raises:
        ProcurementRoute.DoesNotExist: without a default procurement route (``manage.py load_reference``).
    """
    rules = rule_book(on)
    run = FlagRun.objects.create(started=timezone.now())
    for kind in Kind:
        wanted = None if subjects is None else subjects.of(kind)
        if wanted is not None and not wanted:
            continue
        with _without_collector(), recorded_as(flag_run=run.pk):
            outcome = _flag_kind(kind, on, wanted, rules)
        run.counts[kind.value] = dict(outcome.counts)
        run.failures += outcome.failures
        tell(_progress(kind, outcome))
    return_answers(on=on)
    run.finished = timezone.now()
    run.save(update_fields=["counts", "failures", "finished"])
    return run


@contextmanager
def _without_collector() -> Iterator[None]:
    """Keep Python from looking for cycles among a million rows that have none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _progress(kind: Kind, outcome: Outcome) -> str:
    counts = ", ".join(f"{outcome.counts[word]:,} {word}" for word in ("found", "new", "changed", "expired"))
    failed = f", {len(outcome.failures):,} subjects failed" if outcome.failures else ""
    return f"{kind.value.replace('_', ' ')}: {counts}{failed}"


@transaction.atomic
def _flag_kind(kind: Kind, on: dt.date, wanted: frozenset[int] | None, rules: RuleBook) -> Outcome:
    """Bring the flags of one kind up to date, under its locks; the nightly digest tells of what is news."""
    _lock(kind, wanted)
    outcome = Outcome()
    evidence = evidence_of(kind, on, wanted)
    speaker = _Speaker(on, rules, _subject_names(kind, on, wanted))
    said: dict[Subject, list[store.Statement]] = {}
    for subject, own in evidence.items():
        try:
            said[subject] = speaker.statements(subject, own)
        except Exception as error:  # whatever is wrong with one subject, the others go on (R4)
            outcome.failed(subject, error)
    stored = store.live_flags(kind, wanted)
    failed = evidence.keys() - said.keys()
    _store(said, {subject: flags for subject, flags in stored.items() if subject not in failed}, outcome)
    return outcome


class _Speaker:
    """Turns the live contracts of a subject into statements: findings, put into words and ranked."""

    def __init__(self, on: dt.date, rules: RuleBook, subjects: Mapping[int, str]) -> None:
        self.on = on
        self.rules = rules
        self.subjects = subjects
        self.boroughs = dict(Borough.objects.values_list("id", "name"))

    def statements(self, subject: Subject, evidence: Evidence) -> list[store.Statement]:
        """Return what is to be said of a subject; nothing where boroughs share nothing."""
        names = Names(self.subjects[subject.id], self.boroughs)
        return [self._say(subject, finding, names) for finding in self._findings(subject.kind, evidence)]

    def _findings(self, kind: Kind, evidence: Evidence) -> list[Finding]:
        stakes = evidence.stakes
        if kind is Kind.SHARED_SUPPLIER:
            return shared_supplier(stakes, self.on)
        if kind is Kind.SHARED_PRODUCT:
            return shared_product(stakes, self.on)
        if kind is Kind.PIPELINE:
            return pipeline(evidence.purchases, stakes, self.on, self._decide)
        return renewal_windows(stakes, self.on, self._decide, partial(whole_stakes, self.on))

    def _decide(self, borough: int, start: dt.date, value: Decimal | None) -> Decision:
        rules = self.rules.of(borough)
        return Decision(rules.decide_by(start, value), rules.assumed)

    def _say(self, subject: Subject, finding: Finding, names: Names) -> store.Statement:
        return store.Statement(
            subject=subject,
            finding=finding,
            sentence=sentence(finding, names, self.on),
            reasons=tuple(reasons(finding, names, self.on)),
            score=rank(
                finding, on=self.on, boroughs=len(self.boroughs), horizon_months=settings.FLAG_HORIZON_MONTHS
            ),
        )


def _store(
    said: Mapping[Subject, list[store.Statement]],
    stored: Mapping[Subject, list[store.Stored]],
    outcome: Outcome,
) -> None:
    """Store what changed, and end the flags that were not found again."""
    now = timezone.now()
    known = {flag.id: flag for flags in stored.values() for flag in flags}
    placed = _identify(said, stored)
    fresh = iter(store.new_ids(sum(flag is None for flag, _ in placed)))
    added: dict[int, store.Statement] = {}
    changed: dict[int, store.Statement] = {}
    rescored: dict[int, float] = {}
    for flag, statement in placed:
        if flag is None:
            added[next(fresh)] = statement
        elif known[flag].fingerprint != statement.fingerprint:
            changed[flag] = statement
        elif known[flag].score != statement.score:
            rescored[flag] = statement.score
    gone = known.keys() - {flag for flag, _ in placed}
    store.expire(gone, now)  # before the new ones: a supplier or product has one live flag
    _in_parts(store.add, added, now, outcome)
    _in_parts(store.change, changed, now, outcome)
    store.rescore(rescored)
    outcome.counts.update(found=len(placed), new=len(added), expired=len(gone))
    outcome.counts.update(changed=len(changed), rescored=len(rescored))


def _identify(
    said: Mapping[Subject, list[store.Statement]], stored: Mapping[Subject, list[store.Stored]]
) -> list[tuple[int | None, store.Statement]]:
    """Return each statement with the id of the flag that it is, ``None`` for a new one (R4).

    A flag that says the same as before is itself; a supplier or product has one flag, whatever its contracts.
    Only for the others are the contracts compared.
    """
    result: list[tuple[int | None, store.Statement]] = []
    open_cases: list[tuple[list[store.Statement], list[int]]] = []
    for subject, statements in said.items():
        flags = stored.get(subject, [])
        same = {flag.fingerprint: flag.id for flag in flags} if flags else {}
        if subject.kind in ONE_A_SUBJECT:
            result += [(flags[0].id if flags else None, statement) for statement in statements]
            continue
        rest = []
        for statement in statements:
            flag = same.pop(statement.fingerprint, None)
            if flag is None:
                rest.append(statement)
            else:
                result.append((flag, statement))
        open_cases.append((rest, list(same.values())))
    members = store.members([flag for rest, flags in open_cases if rest for flag in flags])
    for rest, left in open_cases:
        kept = keep_identity(
            [statement.finding.members for statement in rest],
            {flag: members[flag] for flag in left if flag in members},
        )
        result += [(kept.get(place), statement) for place, statement in enumerate(rest)]
    return result


def _in_parts(
    save: Callable[[Mapping[int, store.Statement], dt.datetime], None],
    statements: Mapping[int, store.Statement],
    now: dt.datetime,
    outcome: Outcome,
) -> None:
    """Store flags some thousand at a time; where the database refuses, one by one, noting the one it is."""
    ids = list(statements)
    for first in range(0, len(ids), WRITTEN_TOGETHER):
        together = {pk: statements[pk] for pk in ids[first : first + WRITTEN_TOGETHER]}
        try:
            with transaction.atomic():
                save(together, now)
        except DatabaseError:
            for pk, statement in together.items():
                try:
                    with transaction.atomic():
                        save({pk: statement}, now)
                except DatabaseError as error:
                    outcome.failed(statement.subject, error)


def _lock(kind: Kind, wanted: frozenset[int] | None) -> None:
    """Wait until no other run works on the same subjects; PostgreSQL lets go when the transaction ends.

    A full run holds its kind alone. A run over some subjects shares the kind and holds each of them, in
    order, so that two never wait for each other.
    """
    number = list(Kind).index(kind)
    with connection.cursor() as cursor:
        if wanted is None or len(wanted) > MOST_LOCKS:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCKS, number])
            return
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s, %s)", [LOCKS, number])
        cursor.execute(
            "SELECT count(pg_advisory_xact_lock(%s, subject)) FROM unnest(%s::int[]) AS one(subject)",
            [LOCKS + 1 + number, sorted(pk % 2**31 for pk in wanted)],
        )


def _subject_names(kind: Kind, on: dt.date, wanted: frozenset[int] | None) -> dict[int, str]:
    if kind is Kind.SHARED_SUPPLIER:
        suppliers = Supplier.objects.all() if wanted is None else Supplier.objects.filter(pk__in=wanted)
        groups = groups_on_day(on)
        return {
            pk: f"{name} or companies of its group" if pk in groups else name
            for pk, name in suppliers.values_list("id", "name")
        }
    if kind is Kind.SHARED_PRODUCT:
        return dict(Product.objects.values_list("id", "name"))
    return dict(ServiceArea.objects.values_list("id", "name"))
