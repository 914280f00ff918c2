"""What people hear of the community. Whoever hears may read what it is about: asked when they are told."""

from collections.abc import Callable, Iterable, Sequence

from django.db.models import Q
from django.urls import reverse

from boroughs.following import followers
from boroughs.models import Event, Frequency, Person
from boroughs.notifications import Kind
from boroughs.notifications.kinds import Audience
from boroughs.rights import Permission
from boroughs.words import counted
from community import codes
from community.audience import readers_among
from community.models import Discussion, Membership, Post
from community.replying import reply_address
from community.subjects import subject_of

Named = Iterable[tuple[int, str]]


def _discussion(event: Event) -> Discussion | None:
    """Return what an event is about, while its post stands."""
    rows = Discussion.objects.select_related("group").filter(pk=event.data["discussion"])
    if not Post.objects.shown().filter(pk=event.data["post"]).exists():
        return None
    return rows.first()


def _readers(event: Event, named: Callable[[Discussion], Named]) -> Named:
    """Yield those who may read the discussion, each once, with the first reason."""
    discussion = _discussion(event)
    if discussion is None:
        return
    reasons: dict[int, str] = {}
    for pk, reason in named(discussion):
        reasons.setdefault(pk, reason)
    people = Person.objects.filter(pk__in=reasons, is_active=True).select_related("borough")
    seen = readers_among(people, discussion)
    yield from ((pk, reason) for pk, reason in reasons.items() if pk in seen)


def _of_group(discussion: Discussion) -> Named:
    rows = Membership.objects.filter(group=discussion.group_id or 0).values_list("person", flat=True)
    return [(pk, f"You belong to {discussion.group}.") for pk in rows]


def _of_thing(discussion: Discussion) -> Named:
    thing = discussion.subject
    if thing is None:
        return []
    noun = subject_of(thing).noun
    return [(pk, f"You follow the {noun} that it is about.") for pk in followers(thing)]


def _begun(event: Event) -> Named:
    return _readers(event, lambda discussion: [*_of_group(discussion), *_of_thing(discussion)])


def _written(event: Event) -> Named:
    return _readers(event, lambda found: [(pk, "You follow this discussion.") for pk in followers(found)])


def _mentioned(event: Event) -> Named:
    return _readers(event, lambda found: [(pk, "You are mentioned.") for pk in event.data["people"]])


def _peers(event: Event) -> Named:
    """Yield who looks after the group, and the members whose profile says that they know the subject."""
    named = [(pk, why) for pk, why in event.data["people"]]
    return _readers(event, lambda found: named)


def _person(reason: str) -> Callable[[Event], Named]:
    return lambda event: [(event.data["person"], reason)]


def _facilitators(event: Event) -> Named:
    staff = Person.objects.filter(Q(is_staff=True) | Q(is_facilitator=True), is_active=True)
    found = [(pk, "You look after the community.") for pk in staff.values_list("pk", flat=True)]
    own = event.data.get("facilitator")
    return [*found, *([(own, "You look after the group.")] if own else [])]


def _caretakers(event: Event) -> Named:
    """Return who looks after the group, or where nobody does, who looks after the community."""
    own = event.data.get("facilitator")
    return [(own, "You look after the group.")] if own else _facilitators(event)


def _post(event: Event) -> str:
    address = reverse("discussion", args=[event.data["discussion"]])
    return f"{address}?post={event.data['post']}#post-{event.data['post']}"


def _reply(event: Event, person: Person) -> str:
    return reply_address(event.data["discussion"], person.pk)


def _where(event: Event) -> str:
    return f" in {event.data['group']}" if event.data.get("group") else ""


def _text(event: Event) -> Sequence[str]:
    """Return what was written, as paragraphs, while it stands as it was."""
    if not Post.objects.shown().filter(pk=event.data["post"]).exists():
        return ["It is not shown any more."]
    files = event.data.get("files", 0)
    said = [part for part in str(event.data["text"]).split("\n\n") if part.strip()]
    return [*said, f"With {counted(files, 'file')}, to be read on the page."] if files else said


def _asks(event: Event) -> str:
    did = "asks" if event.data["kind"] == Discussion.Kind.QUESTION else "begins"
    return f"{event.data['from']} {did}{_where(event)}: {event.data['title']}"


def _result(event: Event) -> str:
    result = "is hidden" if event.data["hidden"] else "stands"
    return f"The post that you reported {result}: {event.data['title']}"


TAKE_PART = Permission.TAKE_PART


def _of_writing(
    code: str,
    *,
    label: str,
    why: str,
    audience: Audience,
    headline: Callable[[Event], str],
    default: Frequency = Frequency.DAILY,
) -> Kind:
    """Return a kind of event that carries what somebody wrote, and that can be answered by e-mail."""
    return Kind(
        code=code,
        label=label,
        why=why,
        audience=audience,
        headline=headline,
        details=_text,
        is_letter=True,
        address=_post,
        default=default,
        permission=TAKE_PART,
        reply_to=_reply,
        quoting=("text", "title"),
    )


KINDS = (
    _of_writing(
        codes.BEGUN,
        label="A discussion begins where you belong or follow",
        why="In your groups, and about what you follow.",
        audience=_begun,
        headline=_asks,
    ),
    _of_writing(
        codes.WRITTEN,
        label="Somebody writes in a discussion that you follow",
        why="You follow those in which you write, and those that you choose.",
        audience=_written,
        headline=lambda event: f"{event.data['from']} wrote{_where(event)}: {event.data['title']}",
    ),
    _of_writing(
        codes.MENTIONED,
        label="Somebody mentions you",
        why="When a post has @ and your name.",
        audience=_mentioned,
        headline=lambda event: f"{event.data['from']} mentions you: {event.data['title']}",
        default=Frequency.AT_ONCE,
    ),
    Kind(
        code=codes.ANSWERED,
        label="Your post is taken as the answer",
        why="When whoever asked, or a facilitator, says that it answers the question.",
        audience=_person("You wrote it."),
        headline=lambda event: f"Your post is taken as the answer: {event.data['title']}",
        address=_post,
        permission=TAKE_PART,
        quoting=("text", "title"),
    ),
    Kind(
        code=codes.UNANSWERED,
        label="A question waits for an answer",
        why="When nobody has answered for some days and you look after the group or know the subject.",
        audience=_peers,
        headline=lambda event: f"Nobody has answered yet{_where(event)}: {event.data['title']}",
        details=_text,
        is_letter=True,
        address=_post,
        permission=TAKE_PART,
        quoting=("text", "title"),
    ),
    Kind(
        code=codes.REPORTED,
        label="A post is reported",
        why="When a member says that a post should not stand as it does.",
        audience=_facilitators,
        headline=lambda event: f"A post is reported: {event.data['title']}",
        details=lambda event: [event.data["kind"].capitalize() + ".", *filter(None, [event.data["text"]])],
        address=lambda event: reverse("report", args=[event.data["report"]]),
        default=Frequency.AT_ONCE,
        permission=TAKE_PART,
        quoting=("text", "title"),
    ),
    Kind(
        code=codes.DECIDED,
        label="Your report is decided",
        why="When a facilitator has looked at the post.",
        audience=_person("You reported it."),
        headline=_result,
        details=lambda event: [event.data["answer"]],
        address=lambda event: reverse("discussion", args=[event.data["discussion"]]),
        permission=TAKE_PART,
        quoting=("answer", "title"),
    ),
    Kind(
        code=codes.HIDDEN,
        label="Your post is hidden",
        why="When a facilitator hides something that you wrote.",
        audience=_person("You wrote it."),
        headline=lambda event: f"Your post is hidden: {event.data['title']}",
        details=lambda event: [event.data["why"]],
        address=_post,
        default=Frequency.AT_ONCE,
        permission=TAKE_PART,
        quoting=("text", "title", "why"),
    ),
    Kind(
        code=codes.GROUP_PROPOSED,
        label="A user group is proposed",
        why="When three boroughs use a product that has no group, to those who run its contracts.",
        audience=lambda event: [(pk, "Your borough uses the product.") for pk in event.data["people"]],
        headline=lambda event: (
            f"{event.data['number']} boroughs use {event.data['product']}: start a user group?"
        ),
        address=lambda event: reverse("group_proposal", args=[event.data["slug"]]),
        default=Frequency.WEEKLY,
        permission=TAKE_PART,
    ),
    Kind(
        code=codes.TEAMS_OFF,
        label="Posting to Teams was switched off",
        why="When a group’s channel could not be reached several times in a row.",
        audience=_caretakers,
        headline=lambda event: f"{event.data['group']} is no longer told of in Teams",
        details=lambda event: [event.data["error"], "Look at the workflow in Teams, and send a trial."],
        address=lambda event: reverse("group_teams", args=[event.data["slug"]]),
        permission=TAKE_PART,
    ),
    Kind(
        code=codes.LET_IN,
        label="You are let into a group",
        why="When whoever looks after a group adds you.",
        audience=_person("You belong to it now; you can leave it on its page."),
        headline=lambda event: f"You are let into {event.data['group']}",
        address=lambda event: reverse("group", args=[event.data["slug"]]),
        permission=TAKE_PART,
    ),
)
