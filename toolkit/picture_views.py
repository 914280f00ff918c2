"""Sends pictures of the toolkit."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from boroughs.rights import Permission, has_permission
from toolkit.models import Page, Picture
from toolkit.pictures import pages_with

A_DAY = 24 * 60 * 60  # seconds


@login_not_required
@require_safe
def toolkit_picture(request: HttpRequest, slug: str) -> HttpResponse:
    """Send a picture: to anybody from a published page, to members from a consultation, else to staff."""
    picture = get_object_or_404(Picture, slug=slug)
    is_public = bool(pages_with(picture, Page.objects.published()))
    if not is_public and not _may_see(request, picture):
        raise Http404("No page that you may read shows this picture.")
    whose = "public" if is_public else "private"
    return HttpResponse(
        bytes(picture.content),
        content_type=f"image/{picture.kind}",
        headers={
            "Cache-Control": f"{whose}, max-age={A_DAY if is_public else 0}",
            "ETag": f'"{picture.digest}"',
        },
    )


def _may_see(request: HttpRequest, picture: Picture) -> bool:
    """Tell whether somebody sees a picture that no published page shows."""
    if has_permission(request.user, Permission.CURATE):
        return True
    asked_about = Page.objects.filter(consultations__opens_on__lte=timezone.localdate()).distinct()
    return has_permission(request.user, Permission.USE_TOOLKIT) and bool(pages_with(picture, asked_about))
