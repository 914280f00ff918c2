"""Logs: one JSON object a line (or plain lines on a developer's terminal), each with its request's id.

No Django in here, so that the web server can log in the same manner before Django is loaded.
"""

import re
from collections.abc import MutableMapping
from typing import Any
from urllib.parse import unquote

import structlog

# Signed links and keys for a new password give rights to whoever reads them: they are not written down.
SECRET_PART = re.compile(r"(?<=/)[^/]*:[^/]*(?=/|$)|(?<=/key/)[^/]+|(?<=/confirm-email/)[^/]+")
# The same within a line of text, where an address ends with a blank or a quotation mark.
PATH = re.compile(r"(?:(?<=[\s\"'])|^)(/[^\s\"'?]*)(\?[^\s\"']*)?")
#: Loggers of others that write addresses of the hub as they were asked for.
WRITE_ADDRESSES = ("django", "gunicorn")

BEFORE: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
]


def without_secrets(path: str) -> str:
    """Return a URL's path with the parts left out that are keys, as in ``/account/confirm-email/…/``."""
    return SECRET_PART.sub("…", path)


def leave_keys_out(_: Any, __: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Take keys and queries out of what Django and the web server write of a request (a structlog processor).

    Django logs each refused request with its whole address, and with the request itself beside it.
    """
    if str(line.get("logger", "")).partition(".")[0] in WRITE_ADDRESSES:
        line["event"] = PATH.sub(lambda found: without_secrets(unquote(found[1])), str(line["event"]))
        request = line.pop("request", None)
        if hasattr(request, "path"):
            line["request"] = f"{request.method} {without_secrets(request.path)}"
    return line


def configuration(formatter: str, level: str) -> dict[str, Any]:
    """Return the ``logging`` configuration: everything to stderr by one handler.

    ``formatter`` is "json" or "plain", ``level`` a level's name such as "INFO".
    """
    last: dict[str, list[Any]] = {
        "json": [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()],
        # Plain tracebacks too: a framed one takes the processor longer than the request that it is about.
        "plain": [
            structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
        ],
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            name: {
                "()": structlog.stdlib.ProcessorFormatter,
                "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *processors],
                "foreign_pre_chain": [*BEFORE, structlog.stdlib.ExtraAdder(), leave_keys_out],
            }
            for name, processors in last.items()
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": formatter}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            **{name: {"handlers": [], "propagate": True} for name in ("django", "django.server", "celery")},
            "gunicorn.error": {"handlers": [], "propagate": True, "level": level},
            # django-structlog says the same of each task, with the request's id and without its arguments.
            "celery.app.trace": {"level": "WARNING"},
            "celery.worker.strategy": {"level": "WARNING"},
            # RequestLogMiddleware writes a better line for each request.
            "gunicorn.access": {"handlers": [], "propagate": False, "level": "CRITICAL"},
        },
    }


def configure_structlog() -> None:
    """Send what is logged through structlog to the same handler."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *BEFORE,
            structlog.stdlib.PositionalArgumentsFormatter(),
            structlog.processors.StackInfoRenderer(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
