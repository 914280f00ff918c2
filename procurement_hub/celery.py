"""The Celery application. Without a broker its tasks run at once, in the process that sent them."""

import logging.config
import os
from typing import Any

from celery import Celery, Task
from celery.signals import setup_logging
from django_structlog.celery.steps import DjangoStructLogInitStep

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "procurement_hub.settings")


class RecordedTask(Task):  # type: ignore[type-arg]
    """A task whose changes name it in the history."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Run the task inside a context of its own."""
        from boroughs.history.context import recorded_as

        with recorded_as(task=self.name, task_id=self.request.id):
            return self.run(*args, **kwargs)


app = Celery("procurement_hub", task_cls=RecordedTask)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.steps["worker"].add(DjangoStructLogInitStep)


@setup_logging.connect
def log_as_everywhere_else(**kwargs: Any) -> None:
    """Keep Celery from putting its own format over the one in the settings."""
    from django.conf import settings

    logging.config.dictConfig(settings.LOGGING)
    logging.captureWarnings(True)
