"""The API under /api/v1/, put together: who may ask how often, how it refuses, how answers are kept.

Operations are in each app's ``api`` module, and are read-only and public (R9).
"""

import hmac
import math
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponsePermanentRedirect,
    JsonResponse,
)
from django.shortcuts import render
from django.urls import URLPattern, path, re_path, resolve, reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import conditional_page, require_safe
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.throttling import SimpleRateThrottle

from boroughs.api import router as boroughs
from boroughs.api_parts import BadQuestion
from contracts.api import router as contracts
from contracts.landscape.api import router as landscape
from contracts.payments.api import router as payments
from pilots.api import router as pilots
from pipeline.api import router as opportunities
from suppliers.api import router as suppliers

PREFIX = "/api/v1/"
METHODS = ("GET", "HEAD")
#: Seconds for which an answer may be used again without asking.
FRESH_SECONDS = 60
DESCRIPTION = (
    "What is public in the hub, read-only. Lists come in pages: “next” is the full address of the next one, "
    "null on the last. Money is GBP excluding VAT, as text to the penny; dates are calendar days in London; "
    "what is not known is null, never zero. Answers have an ETag: ask with If-None-Match, and 304 says that "
    "nothing has changed. Whoever asks too often gets 429, with the seconds to wait in Retry-After; a key, "
    "sent as “Authorization: Bearer …”, allows more."
)

api = NinjaAPI(
    title="Procurement Hub",
    version="1.0.0",
    description=DESCRIPTION,
    openapi_url=None,
    docs_url=None,
    openapi_extra={
        "info": {
            "license": {
                "name": "Open Government Licence v3.0",
                "url": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
            }
        }
    },
)
for router in (contracts, opportunities, suppliers, boroughs, landscape, payments, pilots):
    api.add_router("", router)


def refusal(status: int, error: str, parameters: list[tuple[str, str]] | None = None) -> JsonResponse:
    """Return why there is no answer, as JSON with a sentence."""
    wrong = [{"parameter": name, "message": message} for name, message in parameters or []]
    return JsonResponse({"error": error, "parameters": wrong}, status=status)


@api.exception_handler(BadQuestion)
def bad_question(request: HttpRequest, exc: BadQuestion) -> HttpResponse:
    """Say which parameters are to be mended."""
    return refusal(400, "Some parameters cannot be used.", exc.wrong)


@api.exception_handler(ValidationError)
def wrong_value(request: HttpRequest, exc: ValidationError) -> HttpResponse:
    """Say the same of parameters that are not even of the right kind."""
    return bad_question(request, BadQuestion((str(one["loc"][-1]), f"{one['msg']}.") for one in exc.errors))


@api.exception_handler(Http404)
def not_found(request: HttpRequest, exc: Http404) -> HttpResponse:
    """Say that there is no such thing."""
    return refusal(404, str(exc) or "There is no such thing.")


@api.exception_handler(HttpError)
def other_error(request: HttpRequest, exc: HttpError) -> HttpResponse:
    """Say what the library refuses."""
    return refusal(exc.status_code, str(exc))


class Throttle(SimpleRateThrottle):
    """How often one may ask: per address or, with a key of the settings, per key.

    One is made for each request, since it remembers what it found.
    """

    def __init__(self, key_name: str) -> None:
        """Count for the holder of a key, or for an address where the name is empty."""
        self.key_name = key_name
        super().__init__(settings.API_KEY_RATE if key_name else settings.API_RATE)

    def get_cache_key(self, request: HttpRequest) -> str:
        """Return under which name the requests are counted."""
        if self.key_name:
            return f"api-key-{self.key_name}"
        return f"api-address-{self.get_ident(request)}"


def served(view: Callable[..., Any]) -> Callable[..., Any]:
    """Make a view one of the API: public, read-only, counted, with an ETag, refusing in JSON."""
    kept = conditional_page(view)

    @csrf_exempt  # nothing is ever written here
    @login_not_required
    @wraps(view)
    def serve(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method not in METHODS:
            refused = refusal(405, "The API is read-only: use GET or HEAD.")
            refused.headers["Allow"] = ", ".join(METHODS)
            return refused
        request.method = "GET"  # the server leaves the body of a HEAD out
        key_name = _name_of_key(request)
        throttle = Throttle(key_name or "")  # whoever tries keys is counted like everybody
        if not throttle.allow_request(request):
            wait = max(1, math.ceil(throttle.wait() or 1))
            refused = refusal(429, f"Too many requests. Wait {wait} seconds, then ask again.")
            refused.headers["Retry-After"] = str(wait)
            return refused
        if key_name is None:
            refused = refusal(401, "This key is not known. Ask without one, or ask LOTI for one.")
            refused.headers["WWW-Authenticate"] = "Bearer"
            return refused
        response: HttpResponseBase = kept(request, *args, **kwargs)
        if response.status_code in (200, 304):
            response.headers.setdefault("Cache-Control", f"public, max-age={FRESH_SECONDS}")
        return response

    return serve


def _name_of_key(request: HttpRequest) -> str | None:
    """Return the name of the key that came along: empty without one, ``None`` if it is not known."""
    given = request.headers.get("Authorization", "")
    if not given:
        return ""
    key = given.removeprefix("Bearer ").strip()
    names = [
        name for name, known in settings.API_KEYS.items() if hmac.compare_digest(known.encode(), key.encode())
    ]
    return names[0] if names else None


def schema_of_api() -> dict[str, Any]:
    """Return the OpenAPI 3.1 description of the API."""
    return dict(api.get_openapi_schema(path_prefix=PREFIX))


def schema(request: HttpRequest) -> HttpResponse:
    """Send the description of the API."""
    return JsonResponse(schema_of_api())


def root(request: HttpRequest) -> HttpResponse:
    """Say where everything is."""
    buying = ("contracts", "opportunities", "suppliers", "products", "payments", "pilots")
    names = (*buying, "boroughs", "service_areas", "schema")
    return JsonResponse({name: request.build_absolute_uri(reverse(f"api_{name}")) for name in names})


def unknown(request: HttpRequest, rest: str) -> HttpResponse:
    """Lead to the address with a slash at its end if that is one; say of any other that there is nothing."""
    if not rest.endswith("/") and resolve(f"{PREFIX}{rest}/").url_name != "api_unknown":
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(f"{PREFIX}{quote(rest)}/{'?' if query else ''}{query}")
    return refusal(404, f"There is nothing at this address. {reverse('api')} lists what there is.")


@require_safe
@login_not_required
def api_page(request: HttpRequest) -> HttpResponse:
    """Show what the API has, for people."""
    described = schema_of_api()
    operations = [
        {"address": address, "example": None if "{" in address else address, **methods["get"]}
        for address, methods in described["paths"].items()
    ]
    context = {
        "operations": operations,
        "schema_address": reverse("api_schema"),
        "rate": _in_words(settings.API_RATE),
        "key_rate": _in_words(settings.API_KEY_RATE),
    }
    return render(request, "api.html", context)


def _in_words(rate: str) -> str:
    """Return how often one may ask as people say it: *120 times in a minute*."""
    throttle = SimpleRateThrottle(rate)
    seconds = throttle.duration or 1
    units = {1: "a second", 60: "a minute", 3600: "an hour", 86400: "a day"}
    return f"{throttle.num_requests or 0:,} times in {units.get(seconds, f'{seconds} seconds')}"


def _operations() -> list[URLPattern]:
    """Return the addresses of the operations, without the library's own beginning of them."""
    patterns = [entry for entry in api.urls[0] if isinstance(entry, URLPattern) and entry.name != "api-root"]
    for entry in patterns:
        entry.callback = served(entry.callback)
    return patterns


urlpatterns = [
    path("", served(root), name="api_root"),
    path("openapi.json", served(schema), name="api_schema"),
    *_operations(),
    re_path(r"^(?P<rest>[\s\S]+)$", served(unknown), name="api_unknown"),  # line breaks included
]
