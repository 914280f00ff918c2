"""Telling people on a real worker: ended in the middle, run again, run by two at once; nothing is doubled."""

from collections.abc import Callable
from functools import partial

import pytest
from django.db import connection, transaction

from boroughs.models import Borough, Event, Frequency, Mail, Notification, Person, Preference
from boroughs.tasks import send_mails_task, tell_events_task
from contracts.news import DECISION_NEAR
from tests.celery_worker import Worker
from tests.factories import BoroughFactory, OfficerFactory
from tests.waiting import eventually

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

StartWorker = Callable[..., Worker]
EVENTS = 4


@pytest.fixture
def officers(transactional_db: None) -> list[Person]:
    """Three officers who hear of near decisions at once, and four decisions of which nobody was told."""
    borough: Borough = BoroughFactory(slug="camden")
    people: list[Person] = [OfficerFactory(borough=borough) for _ in range(3)]
    for person in people:
        Preference.objects.create(person=person, kind=DECISION_NEAR, frequency=Frequency.AT_ONCE)
    for number in range(EVENTS):
        Event.objects.create(
            kind=DECISION_NEAR,
            key=f"{DECISION_NEAR}:{number}",
            data={
                "contract": number + 1,
                "title": f"Contract {number}",
                "borough": borough.pk,
                "name": "Camden",
                "decide_by": "1 April 2027",
                "ends": "31 March 2028",
                "assumed": False,
            },
        )
    return people


def hold_the_mails() -> None:
    """Let nobody write an e-mail until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE boroughs_mail IN SHARE MODE")


def somebody_waits_for_the_mails() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'boroughs_mail'::regclass"
        )
        return bool(cursor.fetchone()[0])


def all_is_sent() -> bool:
    return Mail.objects.filter(state=Mail.State.SENT).count() == EVENTS * 3


def is_done(worker: Worker, task: str) -> bool:
    """Tell whether a worker has said that it is done with a task, given by its id."""
    return any("task_succeeded" in line and task in line for line in worker.output.splitlines())


def each_was_told_once(officers: list[Person]) -> None:
    """Every officer has one notification and one e-mail of each event, and the e-mail carries it."""
    assert not Event.objects.filter(told_at=None).exists()
    for person in officers:
        notifications = Notification.objects.filter(person=person)
        assert notifications.values("event").distinct().count() == notifications.count() == EVENTS
        assert notifications.values("mail").distinct().count() == EVENTS
        assert person.mails.count() == EVENTS


def test_ended_in_the_middle_and_run_again_nobody_is_missed_or_told_twice(
    officers: list[Person], celery_worker_process: StartWorker
) -> None:
    worker = celery_worker_process()
    with transaction.atomic():
        hold_the_mails()
        tell_events_task.delay()
        eventually(somebody_waits_for_the_mails)  # the notifications of an event are written by now
        worker.kill()
    assert not Notification.objects.exists()

    worker = celery_worker_process()
    tell_events_task.delay()
    eventually(all_is_sent)
    each_was_told_once(officers)

    for again in (tell_events_task.delay(), send_mails_task.delay()):
        eventually(partial(is_done, worker, again.id))
    each_was_told_once(officers)


def test_two_at_once_pass_over_each_others_events(
    officers: list[Person], celery_worker_process: StartWorker
) -> None:
    celery_worker_process(concurrency=2)
    with transaction.atomic():
        hold_the_mails()
        tell_events_task.delay()
        tell_events_task.delay()
        eventually(somebody_waits_for_the_mails)
    eventually(all_is_sent)
    each_was_told_once(officers)
