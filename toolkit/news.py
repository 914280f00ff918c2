"""What people hear of the toolkit: a consultation is answered, a page is to be looked at again."""

import datetime as dt

from django.urls import reverse

from boroughs.notifications import Kind
from boroughs.rights import Permission
from boroughs.words import plain_date
from toolkit.codes import ANSWERED, REVIEW_DUE

CONSULTATION = Kind(
    code=ANSWERED,
    label="A consultation in which you commented is answered",
    why="When LOTI staff publish what they make of the comments.",
    audience=lambda event: [(pk, "You commented.") for pk in event.data["people"]],
    headline=lambda event: f"LOTI answers the comments on “{event.data['page']}”",
    address=lambda event: reverse("toolkit_consultation", args=[event.data["consultation"]]),
    permission=Permission.USE_TOOLKIT,
)

REVIEW = Kind(
    code=REVIEW_DUE,
    label="A page of the toolkit that you look after is to be looked at again",
    why="A fortnight before the day that is set for it.",
    audience=lambda event: [(event.data["person"], "You look at it next.")],
    headline=lambda event: (
        f"Look at “{event.data['title']}” by {plain_date(dt.date.fromisoformat(event.data['by']))}"
    ),
    address=lambda event: reverse("admin:toolkit_page_change", args=[event.data["page"]]),
    permission=Permission.CURATE,
)
NEWS = [CONSULTATION, REVIEW]
