"""Asks a virus scanner, where one is configured (``CLAMAV_ADDRESS``)."""

from typing import Any, BinaryIO

from clamav_client.clamd import ClamdError, ClamdNetworkSocket, ClamdUnixSocket
from django.conf import settings

from boroughs.refusals import Refused


class ScannerAway(Exception):
    """The scanner does not answer: the file waits, and is asked about again."""


def scan(file: BinaryIO) -> bool:
    """Have a file looked at; tells whether there is a scanner.

    Args:
        file: at any place; it is sent from its beginning.

    Raises:
        Refused: where it found something.
        ScannerAway: where it does not answer.
    """
    if not settings.CLAMAV_ADDRESS:
        return False
    file.seek(0)
    try:
        answer = _scanner().instream(file)
    except (ClamdError, OSError, ValueError) as error:
        raise ScannerAway(str(error)) from error
    state, what = answer.get("stream", ("ERROR", "no answer"))
    if state == "FOUND":
        raise Refused(f"The virus scanner found {what}: have the computer that it comes from looked at.")
    if state != "OK":
        raise ScannerAway(str(what))
    return True


def _scanner() -> Any:
    address: str = settings.CLAMAV_ADDRESS
    if address.startswith("/"):
        return ClamdUnixSocket(address, timeout=settings.CLAMAV_TIMEOUT_SECONDS)
    host, _, port = address.rpartition(":")
    return ClamdNetworkSocket(host, int(port), timeout=settings.CLAMAV_TIMEOUT_SECONDS)
