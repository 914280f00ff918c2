"""Every setting, read from the environment here and in settings_sign_in.py and settings_tasks.py.

``docs/operations.md`` lists the variables; ``procurement_hub/checks.py`` says in plain words what is
wrong with them. ``HUB_MODE`` is ``production`` unless something says otherwise: a machine that was set
up carelessly is then too strict, never too open.
"""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pghistory
from csp.constants import NONE, SELF

from procurement_hub import logs
from procurement_hub.installation import BEHIND_PROXY, HUB_NAME, LOCAL, MODE, env
from procurement_hub.settings_sign_in import *  # noqa: F403 (a part of the settings)
from procurement_hub.settings_tasks import *  # noqa: F403 (a part of the settings)
from procurement_hub.settings_tasks import CELERY_BEAT_SCHEDULE

BASE_DIR = Path(__file__).resolve().parent.parent

# --- What kind of installation this is -------------------------------------------------------------
DEBUG = env.bool("DEBUG", False)
SECRET_KEY = env.str("SECRET_KEY", "")
HUB_ORIGIN = env.str("HUB_ORIGIN", "http://127.0.0.1:8000")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["127.0.0.1", "localhost", "testserver"] if LOCAL else [])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", [])
NOT_SET = [
    name
    for name in ("DATABASE_URL", "EMAIL_URL", "DEFAULT_FROM_EMAIL")
    if not env.str(name, "")  # procurement_hub/checks.py asks for them in production
]
VAR_DIR = Path(env.str("HUB_VAR_DIR", str(BASE_DIR / "var")))
# The beginning of the ocids that the hub makes itself. This one is registered with nobody: an installation
# that publishes for others asks the Open Contracting Partnership for a prefix of its own.
OCID_PREFIX = env.str("OCID_PREFIX", "ocds-lnhub0")
DUMP_DIR = VAR_DIR / "open-data"  # files of open data; web and worker share it, and no web server serves it

# --- Applications, foundation last (the layers of docs/architecture.md) -----------------------------
INSTALLED_APPS = [
    "procurement_hub.apps.ProcurementHubConfig",
    "community",
    "pipeline",
    "toolkit",
    "reviews",
    "pilots",
    "performance",
    "data_access",
    "documents",
    "contracts",
    "suppliers",
    "boroughs",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "crispy_forms",
    "crispy_forms_gds",
    "csp",
    "django_celery_beat",
    "django_filters",
    "django_htmx",
    "django_structlog",
    "pgtrigger",
    "pghistory",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "procurement_hub.middleware.RequestLogMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "boroughs.middleware.SignInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "boroughs.middleware.SecondFactorMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "procurement_hub.middleware.FormAddressMiddleware",
    "procurement_hub.middleware.HistoryMiddleware",
]

ROOT_URLCONF = "procurement_hub.urls"
WSGI_APPLICATION = "procurement_hub.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "procurement_hub.context.hub",
            ],
            "builtins": [
                "procurement_hub.templatetags.hub",
                "procurement_hub.templatetags.timelines",
                "procurement_hub.templatetags.documents",
                "procurement_hub.templatetags.reviews",
                "procurement_hub.templatetags.toolkit",
                "procurement_hub.templatetags.pilots",
                "procurement_hub.templatetags.community",
                "procurement_hub.templatetags.performance",
                "procurement_hub.templatetags.data_access",
            ],
        },
    }
]

# --- PostgreSQL -------------------------------------------------------------------------------------
# `make run` and `make test` start the embedded PostgreSQL and set DATABASE_URL themselves.
DATABASES = {
    "default": {
        **env.dj_db_url("DATABASE_URL", "postgresql:///procurement_hub", conn_max_age=600),
        "CONN_HEALTH_CHECKS": True,
        "TEST": {"TEMPLATE": "template0"},
    }
}

# --- Redis: cache and broker. Without it the cache is in the process and tasks run at once ----------
REDIS_URL = env.str("REDIS_URL", "")
CACHES = {
    "default": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
        if REDIS_URL
        else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    )
}

#: For how long a public page is kept for visitors (boroughs/visitors.py).
VISITORS_SECONDS = env.int("VISITORS_SECONDS", 30)

CELERY_BROKER_URL = REDIS_URL or "memory://localhost/"
CELERY_TASK_ALWAYS_EAGER = not REDIS_URL
CELERY_TASK_EAGER_PROPAGATES = True
# Queues, routes and what is done when: settings_tasks.py, imported above.

# --- Notices that come by themselves (docs/operations.md, Notices) -----------------------------------
# Nothing is asked of any host but those of these addresses; a service with an empty one is not read.
NOTICES_ADDRESSES = {
    "contracts_finder": env.str(
        "NOTICES_CONTRACTS_FINDER",
        "https://www.contractsfinder.service.gov.uk/Published/Notices/OCDS/Search",
    ),
    "find_a_tender": env.str(
        "NOTICES_FIND_A_TENDER",
        "https://www.find-tender.service.gov.uk/api/1.0/ocdsReleasePackages",
    ),
}
NOTICES_SYNC = env.bool("NOTICES_SYNC", MODE == "production")
NOTICES_SYNC_MINUTES = env.int("NOTICES_SYNC_MINUTES", 60)  # from one reading to the next
NOTICES_FIRST_DAYS = env.int("NOTICES_FIRST_DAYS", 30)  # how far back a service is read the first time
NOTICES_TIMEOUT_SECONDS = env.int("NOTICES_TIMEOUT_SECONDS", 60)
if NOTICES_SYNC:
    CELERY_BEAT_SCHEDULE |= {
        f"sync-{source.replace('_', '-')}": {
            "task": "contracts.sync_notices",
            "schedule": timedelta(minutes=NOTICES_SYNC_MINUTES),
            "args": [source],
            "options": {"queue": "imports", "expires": NOTICES_SYNC_MINUTES * 60},
        }
        for source in NOTICES_ADDRESSES
    }

# --- Payments (docs/operations.md, Spend files) ------------------------------------------------------
# Hosts from which spend files may be fetched, such as www.hackney.gov.uk: by https, unless an entry says
# http:// itself. Without any, nothing is fetched; which addresses are asked is set in the admin.
SPEND_HOSTS: list[str] = env.list("SPEND_HOSTS", [])
SPEND_TIMEOUT_SECONDS = env.int("SPEND_TIMEOUT_SECONDS", 60)  # between two pieces; ten times that for a file
SPEND_MOST_MEGABYTES = env.int("SPEND_MOST_MEGABYTES", 50)  # of a file that is fetched
PAYMENTS_YEARS = env.int("PAYMENTS_YEARS", 7)  # how long payments are kept

# --- Registers that officers upload (docs/operations.md, Uploads) ----------------------------------------
UPLOAD_MOST_MB = env.int("UPLOAD_MOST_MB", 60)  # how large a file may be
UPLOAD_MOST_ROWS = env.int("UPLOAD_MOST_ROWS", 200_000)
UPLOAD_AT_ONCE = env.int("UPLOAD_AT_ONCE", 1000)  # contracts written in one transaction
UPLOAD_KEPT_DAYS = env.int("UPLOAD_KEPT_DAYS", 14)  # how long one that nobody goes on with is kept
UPLOAD_UNDO_DAYS = env.int("UPLOAD_UNDO_DAYS", 90)  # how long an import can be undone

# --- People and sign-in: settings_sign_in.py, imported above ----------------------------------------
AUTH_USER_MODEL = "boroughs.Person"

# --- Peers -------------------------------------------------------------------------------------------
# Replies by e-mail: the domain whose mail the service posts to /mail/inbound/, and which service that is
# (community/inbound.py names them). WEBHOOK_SECRET is the "user:password" with which it does.
REPLY_DOMAIN = env.str("REPLY_DOMAIN", "")
INBOUND_MAIL_SERVICE = env.str("INBOUND_MAIL_SERVICE", "")
ANYMAIL = {
    "WEBHOOK_SECRET": env.str("INBOUND_MAIL_SECRET", ""),
    "MAILGUN_WEBHOOK_SIGNING_KEY": env.str("MAILGUN_WEBHOOK_SIGNING_KEY", "") or None,
}
# Hosts to which cards for Microsoft Teams may go, by https; one with a dot in front stands for all below it.
TEAMS_WEBHOOK_HOSTS: list[str] = env.list(
    "TEAMS_WEBHOOK_HOSTS", [".environment.api.powerplatform.com", ".logic.azure.com"]
)
TEAMS_TIMEOUT_SECONDS = env.int("TEAMS_TIMEOUT_SECONDS", 15)
REPORTS_A_DAY = env.int("REPORTS_A_DAY", 20)  # of posts, that one person may make in 24 hours
POSTS_A_DAY = env.int("POSTS_A_DAY", 60)  # that one person may write in discussions in 24 hours
PEER_MESSAGES_A_DAY = env.int("PEER_MESSAGES_A_DAY", 20)  # that one person may send in 24 hours

# --- The API: how often one may ask, by address and by key (name=key,name=key) ------------------------------
API_RATE = env.str("API_RATE", "100000/min" if MODE == "test" else "120/min")
API_KEY_RATE = env.str("API_KEY_RATE", "1200/min")
ALERT_RATE = env.str("ALERT_RATE", "100000/h" if MODE == "test" else "20/h")  # alert e-mails
SEARCH_RATE = env.str("SEARCH_RATE", "100000/min" if MODE == "test" else "60/min")  # of everything
DOWNLOAD_RATE = env.str("DOWNLOAD_RATE", "100000/min" if MODE == "test" else "30/min")  # of lists, as files
API_KEYS: dict[str, str] = env.dict("API_KEYS", {})
NINJA_NUM_PROXIES = 1 if BEHIND_PROXY else 0

# --- Invitations to a borough ---------------------------------------------------------------------------
INVITATION_DAYS = env.int("INVITATION_DAYS", 14)  # how long the link in the e-mail can be used

# --- How long what is about people is kept, in months (boroughs/actions/retention.py) --------------------
RETENTION_MONTHS = {
    "accounts": env.int("RETENTION_ACCOUNTS_MONTHS", 24),
    "notifications": env.int("RETENTION_NOTIFICATIONS_MONTHS", 12),
    "messages": env.int("RETENTION_MESSAGES_MONTHS", 24),
    "requests": env.int("RETENTION_REQUESTS_MONTHS", 12),
    "invitations": env.int("RETENTION_INVITATIONS_MONTHS", 6),
    "profile_history": env.int("RETENTION_PROFILE_HISTORY_MONTHS", 12),
    "history_addresses": env.int("RETENTION_HISTORY_ADDRESSES_MONTHS", 12),
}
RETENTION_WARNING_DAYS = env.int("RETENTION_WARNING_DAYS", 30)  # before an unused account is deleted

# --- E-mail -----------------------------------------------------------------------------------------
_email = env.dj_email_url("EMAIL_URL", "console:" if LOCAL else "smtp://localhost:25")
EMAIL_BACKEND = _email.get("EMAIL_BACKEND", "")  # an unknown kind is named by procurement_hub/checks.py
EMAIL_HOST = _email["EMAIL_HOST"]
EMAIL_PORT = _email["EMAIL_PORT"]
EMAIL_HOST_USER = _email["EMAIL_HOST_USER"]
EMAIL_HOST_PASSWORD = _email["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS = _email["EMAIL_USE_TLS"]
EMAIL_USE_SSL = _email["EMAIL_USE_SSL"]
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", f"{HUB_NAME} <hub@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# After each attempt the pause doubles, from a minute to six hours: twelve attempts take about a day.
MAIL_MOST_ATTEMPTS = env.int("MAIL_MOST_ATTEMPTS", 12)

# --- Language, dates (R1: calendar days in Europe/London) -------------------------------------------
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True
DATE_FORMAT = "j F Y"

# --- Static files -----------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", str(BASE_DIR / "build" / "static")))
STATICFILES_DIRS = [
    folder for folder in (BASE_DIR / "static" / "public", BASE_DIR / "static" / "build") if folder.is_dir()
]
# Files of documents: in a folder, or in a bucket of a service that speaks S3 (docs/operations.md).
DOCUMENT_BUCKET = env.str("DOCUMENT_BUCKET", "")
DOCUMENT_STORAGE: dict[str, Any] = (
    {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": DOCUMENT_BUCKET,
            "endpoint_url": env.str("DOCUMENT_BUCKET_ADDRESS", "") or None,
            "access_key": env.str("DOCUMENT_BUCKET_KEY", "") or None,
            "secret_key": env.str("DOCUMENT_BUCKET_SECRET", "") or None,
            "default_acl": "private",
            "querystring_auth": True,
            "file_overwrite": False,
        },
    }
    if DOCUMENT_BUCKET
    else {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(VAR_DIR / "documents"), "file_permissions_mode": 0o600},
    }
)
DOCUMENT_MOST_MB = env.int("DOCUMENT_MOST_MB", 25)  # how large a file may be
# host:port or the path of a socket of clamd; without one, files go by the hub's own checks alone.
CLAMAV_ADDRESS = env.str("CLAMAV_ADDRESS", "")
CLAMAV_TIMEOUT_SECONDS = env.int("CLAMAV_TIMEOUT_SECONDS", 60)

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "uploads": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(VAR_DIR / "uploads"), "file_permissions_mode": 0o600},
    },
    "documents": DOCUMENT_STORAGE,
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if MODE == "test"
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}

# --- Security headers -------------------------------------------------------------------------------
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", not LOCAL)
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_HSTS_SECONDS = 0 if LOCAL else env.int("SECURE_HSTS_SECONDS", int(timedelta(days=365).total_seconds()))
SECURE_HSTS_INCLUDE_SUBDOMAINS = not LOCAL
SECURE_HSTS_PRELOAD = not LOCAL
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = not LOCAL
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = int(timedelta(days=14).total_seconds())
CSRF_COOKIE_SECURE = not LOCAL
CSRF_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# --- Audit: every insert, update and delete of a tracked model, by triggers ------------------------------
PGHISTORY_DEFAULT_TRACKERS = (pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())

# --- Forms ------------------------------------------------------------------------------------------
CRISPY_ALLOWED_TEMPLATE_PACKS = "gds"
CRISPY_TEMPLATE_PACK = "gds"

# --- The rules' allowances (docs/domain.md R2, R4); days and months --------------------------------
EARLY_START_DAYS = env.int("EARLY_START_DAYS", 90)
BRIDGING_DAYS = env.int("BRIDGING_DAYS", 0)
FLAG_HORIZON_MONTHS = env.int("FLAG_HORIZON_MONTHS", 30)
# A contract without an end date counts as live for so many years after its start or, where that is not
# known, after it was last confirmed; one with more suppliers than this is a
# framework, and sharing a place on it says little. Of the areas: yes, part, no (technology), unknown.
FLAG_UNDATED_YEARS = env.int("FLAG_UNDATED_YEARS", 5)
FLAG_MOST_SUPPLIERS = env.int("FLAG_MOST_SUPPLIERS", 10)
FLAG_SUPPLIER_TECHNOLOGY = env.list("FLAG_SUPPLIER_TECHNOLOGY", ["yes", "part"])

# --- Demonstration records (fictional suppliers, marked as such everywhere) -------------------------
DEMONSTRATION = env.bool("DEMONSTRATION", False)

# --- Logs: one JSON object a line, with the request's id --------------------------------------------
DJANGO_STRUCTLOG_CELERY_ENABLED = True
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
DJANGO_STRUCTLOG_TRUST_UPSTREAM_REQUEST_ID = BEHIND_PROXY
LOG_FORMAT = env.str("LOG_FORMAT", "plain" if LOCAL else "json")
LOGGING = logs.configuration(LOG_FORMAT, env.str("LOG_LEVEL", "WARNING" if LOCAL else "INFO"))
logs.configure_structlog()
