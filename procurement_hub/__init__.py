"""The composition root: settings, URLs, Celery, and the pages that read from every app."""

from procurement_hub.celery import app as celery_app

__all__ = ["celery_app"]
