"""What people hear of the toolkit: a consultation in which they commented is answered."""

from django.urls import reverse

from boroughs.notifications import Kind
from boroughs.rights import Permission
from toolkit.codes import ANSWERED

NEWS = Kind(
    code=ANSWERED,
    label="A consultation in which you commented is answered",
    why="When LOTI staff publish what they make of the comments.",
    audience=lambda event: [(pk, "You commented.") for pk in event.data["people"]],
    headline=lambda event: f"LOTI answers the comments on “{event.data['page']}”",
    address=lambda event: reverse("toolkit_consultation", args=[event.data["consultation"]]),
    permission=Permission.USE_TOOLKIT,
)
