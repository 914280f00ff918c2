"""Pages that are the same for every visitor, kept for some seconds.

Whoever is signed in, or brings any cookie, always gets a page made anew: nothing of anybody is ever kept.
"""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

View = Callable[..., HttpResponseBase]


def kept_for_visitors(view: View) -> View:
    """Let a public page be answered from the cache for ``VISITORS_SECONDS`` to those without a cookie.

    Only whole pages that were found are kept: no parts for htmx, no streams, nothing that sets a cookie or
    holds a form's token. What changes meanwhile is seen by a visitor that many seconds later at most.

    Args:
        view: a public view whose answer to a visitor hangs on its address alone.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        seconds = settings.VISITORS_SECONDS
        if not seconds or request.method != "GET" or request.COOKIES or "HX-Request" in request.headers:
            return view(request, *args, **kwargs)
        address = request.build_absolute_uri()
        key = f"visitors:{hashlib.sha256(address.encode()).hexdigest()}"
        kept = cache.get(key)
        if kept is not None:
            content, headers = kept
            return HttpResponse(content, headers=headers)
        response = view(request, *args, **kwargs)
        if isinstance(response, HttpResponse) and _can_be_kept(request, response):
            cache.set(key, (response.content, dict(response.headers)), seconds)
        return response

    return answer


def _can_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    return response.status_code == 200 and not response.cookies and "CSRF_COOKIE" not in request.META
