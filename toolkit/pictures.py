"""Pictures that are uploaded: looked into, drawn anew, and found again in the text of pages."""

import hashlib
import io
import re
import warnings
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Q, QuerySet
from PIL import Image, ImageOps, UnidentifiedImageError

from toolkit.markdown import Shown, pictures_of
from toolkit.models import Page, Picture

LARGEST_FILE = 8 * 1024 * 1024  # bytes
MOST_PIXELS = 30_000_000
#: What is wider is drawn smaller: no page of the hub and no sheet of paper shows more.
WIDEST = 1_600  # pixels
READ = ("PNG", "JPEG", "WEBP")
#: A photograph is smaller as JPEG, a drawing as PNG; what can be seen through must be PNG.
_THROUGH = ("RGBA", "LA", "PA")


class Drawn(NamedTuple):
    """A picture drawn anew: its bytes, what they are, and its size in pixels."""

    content: bytes
    kind: str
    width: int
    height: int

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes, in hexadecimal digits."""
        return hashlib.sha256(self.content).hexdigest()


def drawn_anew(content: bytes) -> Drawn:
    """Return a picture drawn anew: nothing but its pixels is left, no place, no camera and no other file.

    Args:
        content: the file as it was given.

    Raises:
        ValueError: with words for whoever gave it, where it is no PNG, JPEG or WebP picture, is damaged, or
            is too large (8 MB, 30 million pixels).
    """
    if len(content) > LARGEST_FILE:
        raise ValueError("The file has more than 8 MB: make the picture smaller.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            given = Image.open(io.BytesIO(content), formats=READ)
            if given.width * given.height > MOST_PIXELS:
                raise ValueError("The picture has more than 30 million pixels: make it smaller.")
            given.load()
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombWarning) as wrong:
        raise ValueError("This is no PNG, JPEG or WebP picture, or it is damaged: export it anew.") from wrong
    return _encoded(given)


def _encoded(given: Image.Image) -> Drawn:
    """Encode the pixels of a picture, turned as its camera says and no wider than a page."""
    is_photograph = given.format == "JPEG"
    upright = ImageOps.exif_transpose(given)
    see_through = upright.mode in _THROUGH or "transparency" in upright.info
    pixels = upright.convert("RGBA" if see_through else "RGB")
    pixels.thumbnail((WIDEST, WIDEST * 4))
    target = io.BytesIO()
    clean = Image.new(pixels.mode, pixels.size)
    clean.paste(pixels)
    if is_photograph:
        clean.save(target, "JPEG", quality=85, optimize=True)
    else:
        clean.save(target, "PNG", optimize=True)
    return Drawn(target.getvalue(), "jpeg" if is_photograph else "png", clean.width, clean.height)


def shown_in(*texts: str) -> dict[str, Shown]:
    """Return the pictures that texts show, by name: one query, and none where they show none."""
    names = {name for text in texts for name in pictures_of(text)}
    if not names:
        return {}
    found = Picture.objects.filter(slug__in=names).defer("content")
    return {
        one.slug: Shown(
            one.get_absolute_url(), one.alternative, one.caption, one.source, one.width, one.height
        )
        for one in found
    }


def contents_of(*texts: str) -> dict[str, Picture]:
    """Return the pictures that texts show, with their contents, by name."""
    names = {name for text in texts for name in pictures_of(text)}
    return {one.slug: one for one in Picture.objects.filter(slug__in=names)} if names else {}


def missing_in(text: str) -> list[str]:
    """Return the names that a text shows pictures by and that none has."""
    names = pictures_of(text)
    known = set(Picture.objects.filter(slug__in=names).values_list("slug", flat=True)) if names else set()
    return [name for name in names if name not in known]


def pages_with(picture: Picture, pages: QuerySet[Page] | None = None) -> list[Page]:
    """Return the pages whose text shows a picture, of all or of some.

    The database chooses by the name; the text is then read as Markdown, since code may mention it too.
    """
    among = Page.objects.all() if pages is None else pages
    found = among.filter(Q(text__contains=f"(picture:{picture.slug}")).select_related("stage").defer("search")
    return [page for page in found if picture.slug in pictures_of(page.text)]


def remote_in(text: str) -> list[str]:
    """Return the addresses of pictures in a text that are not the hub's own."""
    return [address for address in _addresses(text) if not address.startswith("picture:")]


def _addresses(text: str) -> Iterable[str]:
    return re.findall(r"!\[[^\]]*\]\(\s*<?([^)\s>]+)", text)
