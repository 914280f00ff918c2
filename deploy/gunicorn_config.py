"""The web server's settings, in production and on a developer's machine alike."""

import logging
import os
from pathlib import Path

from procurement_hub import logs

# Pages are bound by the processor: a process for each core and one to spare; threads would only queue.
workers = int(os.environ.get("WEB_CONCURRENCY") or (os.cpu_count() or 1) + 1)
worker_class = "sync"
timeout = 60
graceful_timeout = 30
max_requests = 5000
max_requests_jitter = 500
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 (gunicorn makes safe names)
control_socket_disable = True
accesslog = None  # the application logs each request, with its id
_local = os.environ.get("HUB_MODE") == "local"
logconfig_dict = logs.configuration(
    os.environ.get("LOG_FORMAT") or ("plain" if _local else "json"),
    os.environ.get("LOG_LEVEL") or ("WARNING" if _local else "INFO"),
)
logs.configure_structlog()
logging.captureWarnings(True)
