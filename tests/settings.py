"""The product's settings in test mode; loading them starts the throw-away services of the run."""

import os
import shutil

from tests import services

os.environ["HUB_MODE"] = "test"
os.environ["SECRET_KEY"] = "only-for-tests-0123456789-0123456789-0123456789-0123456789"
# Playwright's synchronous interface keeps an event loop in the main thread, which Django would refuse.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
for name in ("REDIS_URL", "EMAIL_URL", "DEBUG", "ALLOWED_HOSTS", "DEMONSTRATION", "LOG_FORMAT", "LOG_LEVEL"):
    os.environ.pop(name, None)
# Each process of a run has a folder of its own, emptied when the next run begins.
os.environ["HUB_VAR_DIR"] = str(
    services.ROOT / "build" / "test-var" / os.environ.get("PYTEST_XDIST_WORKER", "alone")
)
shutil.rmtree(os.environ["HUB_VAR_DIR"], ignore_errors=True)
os.environ["VISITORS_SECONDS"] = "0"  # a test sees at once what it has changed
os.environ["STATIC_ROOT"] = str(services.ROOT / "build" / "test-static")
(services.ROOT / "build" / "test-static").mkdir(parents=True, exist_ok=True)  # else WhiteNoise warns
services.start()

from procurement_hub.settings import *  # noqa: E402, F403 (the environment must be ready first)

if template := os.environ.get("HUB_TEST_TEMPLATE"):
    DATABASES["default"].setdefault("TEST", {})["TEMPLATE"] = template  # noqa: F405
