"""Addresses to which somebody replies by e-mail: signed for one discussion and one person.

The part before the @ is ``reply-<discussion>-<person>-<signature>`` in lower case, since mail programs do not
keep capitals, and well under the 64 characters of RFC 5321.
"""

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.http import base36_to_int, int_to_base36

SALT = "community.replying"
BEGINNING = "reply-"
#: Hexadecimal digits of the signature: 80 bits.
LENGTH = 20


class Forged(Exception):
    """An address that looks like ours and is not signed by us."""


def reply_address(discussion: int, person: int) -> str:
    """Return the address by which somebody answers in a discussion; empty where no mail comes in.

    Args:
        discussion: its id.
        person: the id of who gets the address.
    """
    if not settings.REPLY_DOMAIN:
        return ""
    return f"{BEGINNING}{_local(discussion, person)}@{settings.REPLY_DOMAIN}"


def _local(discussion: int, person: int) -> str:
    who = f"{int_to_base36(discussion)}-{int_to_base36(person)}"
    return f"{who}-{salted_hmac(SALT, who, algorithm='sha256').hexdigest()[:LENGTH]}"


def read_address(address: str) -> tuple[int, int] | None:
    """Return the ids of the discussion and the person; ``None`` for an address that is none of these.

    Raises:
        Forged: for one that looks like one of ours and is not signed by us.
    """
    local, _, domain = address.strip().casefold().rpartition("@")
    if not settings.REPLY_DOMAIN or domain != settings.REPLY_DOMAIN.casefold():
        return None
    if not local.startswith(BEGINNING):
        return None
    parts = local.removeprefix(BEGINNING).split("-")
    try:
        discussion, person = (base36_to_int(part) for part in parts[:2])
    except ValueError:
        raise Forged from None
    if not constant_time_compare(local.removeprefix(BEGINNING), _local(discussion, person)):
        raise Forged
    return discussion, person
