"""Middleware of the composition root."""

import re
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import pghistory.middleware
import structlog
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django_structlog.middlewares import RequestMiddleware

from procurement_hub.logs import without_secrets

PLAIN_ID = re.compile(r"[A-Za-z0-9-]{8,64}")


class RequestLogMiddleware(RequestMiddleware):
    """Gives each request an id, in every line logged for it and in the answer's ``X-Request-ID`` header.

    Behind a proxy (``BEHIND_PROXY``) the proxy's id is kept. Queries and keys in paths are not logged.
    """

    def prepare(self, request: HttpRequest) -> None:
        """Begin the request's log context; an id from outside that is no plain short word is replaced."""
        if not PLAIN_ID.fullmatch(request.META.get("HTTP_X_REQUEST_ID", "")):
            request.META.pop("HTTP_X_REQUEST_ID", None)
        super().prepare(request)

    def handle_response(self, request: HttpRequest, response: HttpResponse) -> None:
        """Put the id on the answer, then log it."""
        response.headers["X-Request-ID"] = structlog.contextvars.get_contextvars()["request_id"]
        super().handle_response(request, response)

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        """Return the method and path, without query and keys."""
        return f"{request.method} {without_secrets(request.path)}"


class FormAddressMiddleware:
    """Answers with a page who opens an address that only takes what a form sends."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Put words in place of the empty answer that a browser would show as an error of its own."""
        response = self.get_response(request)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or request.method != "GET":
            return response
        page = render(request, "405.html", status=HTTPStatus.METHOD_NOT_ALLOWED)
        page.headers["Allow"] = response.headers["Allow"]
        return page


class HistoryMiddleware(pghistory.middleware.HistoryMiddleware):
    """Says in the history who changed something, at which address and with which request."""

    def get_context(self, request: HttpRequest) -> dict[str, Any]:
        """Return person, path and request id; keys in paths give rights and are not written down."""
        context: dict[str, Any] = super().get_context(request)
        return {
            **context,
            "url": without_secrets(request.path),
            "request": structlog.contextvars.get_contextvars().get("request_id"),
        }
