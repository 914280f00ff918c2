"""What a borough does with a pitch: take it up, ask, pass it on, decline it; and the supplier's answers."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from boroughs.models import Borough, Person
from boroughs.notifications import announce, announce_all
from boroughs.refusals import Refused
from pipeline.models import PitchCase, PitchQuestion
from pipeline.pitch_rules import MOST_OPEN_QUESTIONS, Offer
from pipeline.pitching.sending import arrival, earlier_cases

PITCH_ANSWERED = "pitch_answered"
PITCH_REPLIED = "pitch_replied"
State = PitchCase.State


@transaction.atomic
def take_up(*, case: PitchCase, by: Person, word: str = "") -> PitchCase:
    """Say that the borough takes a pitch up, with who handles it; also one that it declined before.

    Args:
        case: at the borough.
        by: the officer who handles it from now on; the supplier is not told who.
        word: to the supplier; may be empty.

    Raises:
        Refused: when it is taken up already, or was withdrawn or passed on.
    """
    case = _held(case)
    if case.state == State.CLAIMED:
        raise Refused(f"{case.handled_by or 'Somebody'} has taken this up already.")
    if case.state == State.PASSED:
        raise Refused("Your borough has passed this pitch on.")
    case.handled_by = by
    return _answered(case, State.CLAIMED, by, word)


@transaction.atomic
def ask(*, case: PitchCase, question: str, by: Person) -> PitchQuestion:
    """Ask the supplier about a pitch; it counts as the borough's answer, and the pitch stays where it is.

    Raises:
        Refused: without words, when too many questions wait, or when it was withdrawn.
    """
    if not question.strip():
        raise Refused("Write your question.")
    case = _held(case)
    if case.questions.filter(answered_at__isnull=True).count() >= MOST_OPEN_QUESTIONS:
        raise Refused(f"{MOST_OPEN_QUESTIONS} questions wait for the supplier: let it answer first.")
    asked = PitchQuestion.objects.create(case=case, question=question.strip(), asked_by=by)
    if case.handled_by is None:
        case.handled_by = by
    _mark(case)
    _tell(case, "asked", by, details=[asked.question], key=f"q{asked.pk}")
    return asked


@transaction.atomic
def pass_on(*, case: PitchCase, to: Borough, by: Person, word: str = "") -> PitchCase:
    """Pass a pitch on to another borough, whose officers are told.

    Args:
        case: at the borough that passes it on.
        to: the other borough.
        by: the officer.
        word: why, to the other borough and the supplier; may be empty.

    Returns:
        the case at the other borough.

    Raises:
        Refused: to the own borough, where the other one has the pitch or was pitched the same thing within
            a year, or when it was passed on or withdrawn.
    """
    case = _held(case)
    if to.pk == case.borough_id:
        raise Refused("Choose another borough than your own.")
    if case.state == State.PASSED:
        raise Refused("Your borough has passed this pitch on already.")
    pitch = case.pitch
    offer = Offer(pitch.service_area_id, pitch.same_as, pitch.product_id)
    if earlier_cases(pitch.supplier.standing(), offer, [to], timezone.localdate()):
        raise Refused(f"{to} was pitched this within the last year, and is not asked twice.")
    try:
        with transaction.atomic():
            passed = PitchCase.objects.create(pitch=pitch, borough=to, passed_from=case)
    except IntegrityError as error:
        raise Refused(f"{to} has this pitch already.") from error
    if not pitch.is_demonstration:  # nobody is told of what is made up
        announce_all([arrival(passed, by=by)])
    _answered(case, State.PASSED, by, word or f"Passed on to {to}.")
    return passed


@transaction.atomic
def decline(*, case: PitchCase, reason: str, by: Person) -> PitchCase:
    """Decline a pitch with a reason, which the supplier reads and the hub remembers for a year.

    Raises:
        Refused: without a reason, or when it was declined, passed on or withdrawn.
    """
    if not reason.strip():
        raise Refused("Say why: the supplier reads it, and does not ask you the same again for a year.")
    case = _held(case)
    if case.state not in (State.NEW, State.CLAIMED):
        raise Refused("This pitch is answered already.")
    case.handled_by = by
    return _answered(case, State.DECLINED, by, reason)


@transaction.atomic
def answer_question(*, question: PitchQuestion, answer: str, by: Person) -> PitchQuestion:
    """Answer a borough's question; whoever handles the pitch there is told.

    Raises:
        Refused: without words, when it is answered, or when the pitch was withdrawn.
    """
    if not answer.strip():
        raise Refused("Write your answer.")
    question = (
        PitchQuestion.objects.select_for_update(of=("self",))
        .select_related("case__pitch__supplier", "case__borough")
        .get(pk=question.pk)
    )
    if question.answered_at:
        raise Refused("Somebody has answered this already.")
    if question.case.pitch.withdrawn_at:
        raise Refused("This pitch is withdrawn.")
    question.answer, question.answered_by, question.answered_at = answer.strip(), by, timezone.now()
    question.save()
    case = question.case
    if case.pitch.is_demonstration:  # nobody is told of what is made up
        return question
    announce(
        kind=PITCH_REPLIED,
        key=f"{PITCH_REPLIED}:{question.pk}",
        subject=case,
        by=by,
        data={
            "case": case.pk,
            "borough": case.borough_id,
            "slug": case.borough.slug,
            "supplier": case.pitch.supplier.name,
            "title": case.pitch.title,
            "people": sorted({pk for pk in (case.handled_by_id, question.asked_by_id) if pk}),
            "answer": question.answer,
        },
    )
    return question


def _held(case: PitchCase) -> PitchCase:
    """Return a case as it is now, held until the transaction ends; one of a withdrawn pitch is refused."""
    rows = PitchCase.objects.select_for_update(of=("self",)).select_related(
        "borough", "pitch__supplier__merged_into", "handled_by"
    )
    found = rows.get(pk=case.pk)
    if found.pitch.withdrawn_at:
        raise Refused("The supplier has withdrawn this pitch.")
    return found


def _mark(case: PitchCase) -> None:
    case.answered_at = timezone.now()
    case.first_answered_at = case.first_answered_at or case.answered_at
    case.save()


def _answered(case: PitchCase, state: str, by: Person, word: str) -> PitchCase:
    case.state, case.reason = state, word.strip()
    _mark(case)
    _tell(case, state, by, details=[case.reason] if case.reason else [], key=timezone.now().isoformat())
    return case


def _tell(case: PitchCase, what: str, by: Person, *, details: list[str], key: str) -> None:
    """Tell the supplier's people; the officer is not named to them."""
    if case.pitch.is_demonstration:  # nobody is told of what is made up
        return
    announce(
        kind=PITCH_ANSWERED,
        key=f"{PITCH_ANSWERED}:{case.pk}:{key}",
        subject=case,
        by=by,
        data={
            "pitch": case.pitch_id,
            "supplier": case.pitch.supplier.standing().pk,
            "borough": case.borough.name,
            "title": case.pitch.title,
            "what": what,
            "details": details,
        },
    )
