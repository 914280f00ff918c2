"""Peers ask the author of a review, who agreed to be asked; the hub carries the letter (R6)."""

from boroughs.actions.messages import CannotWrite, write_as_agreed
from boroughs.models import PeerMessage, Person
from reviews.models import Review


def ask_author(*, review: Review, subject: str, text: str, by: Person) -> PeerMessage:
    """Write to the author of a review.

    Raises:
        CannotWrite: where the author has left or did not agree, or the reader has written enough for a day.
    """
    author = review.author
    if author is None or not author.is_active or not review.may_be_asked:
        raise CannotWrite("Whoever wrote this review takes no questions about it.")
    return write_as_agreed(by=by, to=author, subject=subject, text=text)
