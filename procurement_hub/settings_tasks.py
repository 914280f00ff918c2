"""The settings of background tasks: their queues, their bounds, and what is done when."""

from datetime import timedelta
from typing import Any

from celery.schedules import crontab
from kombu import Queue

CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_QUEUES = [Queue(name, routing_key=name) for name in ("default", "flags", "imports", "mail")]
CELERY_TASK_CREATE_MISSING_QUEUES = False
CELERY_TASK_ROUTES = {  # each task's queue, by its name; a task without a line here fails a test
    "boroughs.tell_events": {"queue": "mail"},
    "boroughs.make_digests": {"queue": "mail"},
    "boroughs.send_mails": {"queue": "mail"},
    "boroughs.enforce_retention": {"queue": "default"},
    "community.*": {"queue": "default"},
    "contracts.*": {"queue": "imports"},
    "documents.*": {"queue": "imports"},
    "opportunities.*": {"queue": "mail"},
    "performance.*": {"queue": "default"},
    "pipeline.*": {"queue": "flags"},
    "procurement_hub.*": {"queue": "default"},
    "reviews.*": {"queue": "default"},
    "suppliers.*": {"queue": "imports"},
    "toolkit.*": {"queue": "default"},
}
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT = 60 * 60
CELERY_TASK_SOFT_TIME_LIMIT = 55 * 60
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 2 * 60 * 60}
CELERY_TIMEZONE = "Europe/London"
CELERY_BEAT_SCHEDULER = "django_celery_beat.schedulers:DatabaseScheduler"
CELERY_BEAT_SCHEDULE: dict[str, dict[str, Any]] = {
    "heartbeat": {
        "task": "procurement_hub.heartbeat",
        "schedule": timedelta(minutes=1),
        "options": {"queue": "default", "expires": 60},
    },
    # What was lost with a worker or a broker is found again by these; each does nothing where nothing waits.
    "tell-events": {
        "task": "boroughs.tell_events",
        "schedule": timedelta(minutes=1),
        "options": {"queue": "mail", "expires": 60},
    },
    "make-digests": {
        "task": "boroughs.make_digests",
        "schedule": crontab(minute="*/15"),
        "options": {"queue": "mail", "expires": 15 * 60},
    },
    "send-mails": {
        "task": "boroughs.send_mails",
        "schedule": timedelta(minutes=1),
        "options": {"queue": "mail", "expires": 60},
    },
    # Saved searches of the board: compared with what each was told, so that a missed run loses nothing.
    "send-alerts": {
        "task": "opportunities.send_alerts",
        "schedule": timedelta(minutes=5),
        "options": {"queue": "mail", "expires": 5 * 60},
    },
    "forget-alerts": {
        "task": "opportunities.forget_alerts",
        "schedule": crontab(hour="3", minute="50"),
        "options": {"queue": "mail"},
    },
    "enforce-retention": {
        "task": "boroughs.enforce_retention",
        "schedule": crontab(hour="3", minute="30"),
        "options": {"queue": "default"},
    },
    "match-products-nightly": {
        "task": "contracts.match_products",
        "schedule": crontab(hour="1", minute="15"),
        "options": {"queue": "default"},
    },
    "resume-uploads": {
        "task": "contracts.resume_uploads",
        "schedule": timedelta(minutes=5),
        "options": {"queue": "imports", "expires": 5 * 60},
    },
    "tidy-uploads": {
        "task": "contracts.tidy_uploads",
        "schedule": crontab(hour="3", minute="45"),
        "options": {"queue": "imports"},
    },
    # A gate or a stage begins to count on its own day, without anybody changing anything.
    "derive-nightly": {
        "task": "contracts.derive_borough",
        "schedule": crontab(hour="1", minute="45"),
        "options": {"queue": "imports"},
    },
    "find-supplier-pairs": {
        "task": "suppliers.find_pairs",
        "schedule": crontab(hour="3", minute="0"),
        "options": {"queue": "imports"},
    },
    "look-after-payments": {
        "task": "contracts.look_after_payments",
        "schedule": crontab(hour="4", minute="40"),
        "options": {"queue": "imports"},
    },
    "fetch-payments": {
        "task": "contracts.fetch_payments",
        "schedule": crontab(hour="5", minute="10", day_of_week="sun"),
        "options": {"queue": "imports"},
    },
    "find-same-contracts": {
        "task": "contracts.find_same",
        "schedule": crontab(hour="3", minute="45"),
        "options": {"queue": "imports"},
    },
    "announce-decisions": {
        "task": "contracts.announce_decisions",
        "schedule": crontab(hour="6", minute="30"),
        "options": {"queue": "imports"},
    },
    "ask-whether-true": {
        "task": "contracts.ask_whether_true",
        "schedule": crontab(hour="7", minute="15", day_of_week="tue,wed,thu"),
        "options": {"queue": "imports"},
    },
    "ask-mailboxes": {
        "task": "contracts.ask_mailboxes",
        "schedule": crontab(hour="7", minute="30", day_of_week="tue,wed,thu"),
        "options": {"queue": "imports"},
    },
    "write-dumps": {
        "task": "procurement_hub.write_dumps",
        "schedule": crontab(hour="4", minute="10"),
        "options": {"queue": "default"},
    },
    "check-waiting-documents": {
        "task": "documents.check_waiting",
        "schedule": crontab(minute="*/15"),
        "options": {"queue": "imports", "expires": 15 * 60},
    },
    "sweep-files-of-documents": {
        "task": "documents.sweep_files",
        "schedule": crontab(hour="2", minute="40"),
        "options": {"queue": "imports"},
    },
    "community-send-cards": {
        "task": "community.send_cards",
        "schedule": timedelta(minutes=2),
        "options": {"queue": "default", "expires": 2 * 60},
    },
    "forget-inbound-mails": {
        "task": "community.forget_mails",
        "schedule": crontab(hour="3", minute="55"),
        "options": {"queue": "default"},
    },
    "remind-of-issues": {
        "task": "community.remind_of_issues",
        "schedule": crontab(hour="7", minute="5"),
        "options": {"queue": "default"},
    },
    "ask-peers": {
        "task": "community.ask_peers",
        "schedule": crontab(hour="7", minute="15"),
        "options": {"queue": "default"},
    },
    "propose-groups": {
        "task": "community.propose_groups",
        "schedule": crontab(hour="6", minute="50", day_of_week="mon"),
        "options": {"queue": "default"},
    },
    "find-broken-links": {
        "task": "toolkit.find_broken_links",
        "schedule": crontab(hour="4", minute="20"),
        "options": {"queue": "default"},
    },
    "remind-of-toolkit-reviews": {
        "task": "toolkit.remind_of_reviews",
        "schedule": crontab(hour="7", minute="25"),
        "options": {"queue": "default"},
    },
    "publish-toolkit-pages": {
        "task": "toolkit.publish_due_pages",
        "schedule": crontab(minute="*/10"),
        "options": {"queue": "default", "expires": 10 * 60},
    },
    "remind-of-review-replies": {
        "task": "reviews.remind_of_replies",
        "schedule": crontab(hour="7", minute="45"),
        "options": {"queue": "default"},
    },
    "remind-of-performance": {
        "task": "performance.remind",
        "schedule": crontab(hour="7", minute="20"),
        "options": {"queue": "default"},
    },
    # Whatever changed the register without asking for it is seen by the next of these; a new day is too.
    "refresh-landscape": {
        "task": "contracts.refresh_landscape",
        "schedule": crontab(minute="5-59/10"),
        "options": {"queue": "imports", "expires": 10 * 60},
    },
    "forget-registrations-nightly": {
        "task": "pipeline.forget_registrations",
        "schedule": crontab(hour="3", minute="40"),
        "options": {"queue": "flags"},
    },
    "flag-boroughs-nightly": {
        "task": "pipeline.flag_boroughs",
        "schedule": crontab(hour="2", minute="15"),
        "options": {"queue": "flags"},
    },
    "remind-of-milestones": {
        "task": "pipeline.remind",
        "schedule": crontab(hour="6", minute="45"),
    },
    # After the flag job; it compares with what was told, so that a night without it is made up for.
    "tell-of-flags": {
        "task": "pipeline.tell_of_flags",
        "schedule": crontab(hour="3", minute="15"),
        "options": {"queue": "flags"},
    },
}
