"""Which files of an e-mail are the writer's; pure: no database.

Mail programs send the pictures of a signature along, and proofs of who signed: those are no files to anybody.
"""

from collections.abc import Sequence
from dataclasses import dataclass

#: A picture that stands in the text and has no more bytes than this belongs to a signature.
SMALL = 100_000
#: Parts by which a mail program proves who wrote.
PROOFS = {"application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"}


@dataclass(frozen=True)
class Attached:
    """A file of an e-mail.

    Attributes:
        name: as the mail program calls it; empty where it has none.
        kind: its content type, as the mail program says.
        content: its bytes.
        content_id: by which the HTML part names it, without brackets; empty where it has none.
    """

    name: str
    kind: str
    content: bytes
    content_id: str = ""


def own_files(files: Sequence[Attached], html: str) -> list[Attached]:
    """Return the files that somebody meant to send.

    Args:
        files: of the e-mail.
        html: its HTML part, in which pictures are named by their Content-IDs.
    """
    return [one for one in files if one.kind not in PROOFS and not _is_of_the_signature(one, html)]


def _is_of_the_signature(file: Attached, html: str) -> bool:
    named = bool(file.content_id) and f"cid:{file.content_id}" in html
    return named and file.kind.startswith("image/") and len(file.content) <= SMALL
