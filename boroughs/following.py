"""What can be followed, who follows it, and following."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.urls import reverse

from boroughs.models import Borough, Follow, Person, ServiceArea


def _all(rows: Any, person: Person) -> Any:
    """Narrow nothing: what all members may see."""
    return rows


@dataclass(frozen=True)
class Followable:
    """A kind of thing that can be followed.

    Attributes:
        model: what it is.
        label: one of them, in the middle of a sentence: *service area*.
        heading: several of them, at the head of a list: *Service areas*.
        named_like: finds some by a word; for the reader's search.
        address: where a page leads that names one.
        visible_to: narrows some of them to those that somebody may see; without it, everybody sees all.
    """

    model: type[models.Model]
    label: str
    heading: str
    named_like: Callable[[str], models.QuerySet[Any]]
    address: Callable[[Any], str]
    visible_to: Callable[[Any, Person], models.QuerySet[Any]] = _all

    @property
    def names(self) -> tuple[str, str]:
        """How an address names it: the app's label and the model's name."""
        return _names(self.model)


_FOLLOWABLE: dict[type[models.Model], Followable] = {}


def followable(kind: Followable) -> None:
    """Make things of a kind ones that can be followed; an app does so when it is ready.

    Raises:
        ValueError: if the model has been named before.
    """
    if _FOLLOWABLE.setdefault(kind.model, kind) is not kind:
        raise ValueError(f"{kind.model.__name__} can be followed already.")


def all_followable() -> list[Followable]:
    """Return what can be followed, in the order in which it was named."""
    return list(_FOLLOWABLE.values())


def followable_named(app_label: str, model: str) -> Followable | None:
    """Return what an address names, if it can be followed."""
    return next((kind for kind in _FOLLOWABLE.values() if kind.names == (app_label, model)), None)


@transaction.atomic
def follow(*, person: Person, target: models.Model) -> None:
    """Let somebody follow a thing; doing so twice changes nothing.

    Raises:
        KeyError: if things of its kind cannot be followed.
    """
    kind = _FOLLOWABLE[type(target)]
    Follow.objects.get_or_create(person=person, content_type=_content_type(kind.model), object_id=target.pk)


@transaction.atomic
def stop_following(*, person: Person, target: models.Model | None = None) -> int:
    """Let somebody stop following a thing, or everything; return how many follows ended."""
    follows = person.follows.all()
    if target is not None:
        follows = follows.filter(content_type=_content_type(type(target)), object_id=target.pk)
    ended, _ = follows.delete()
    return ended


def followed_by(person: Person, targets: Iterable[models.Model]) -> set[tuple[type[models.Model], int]]:
    """Return which of some things somebody follows, as pairs of model and id, in one query."""
    wanted = models.Q(pk__in=())
    for target in targets:
        app_label, model = _names(type(target))
        wanted |= models.Q(content_type__app_label=app_label, content_type__model=model, object_id=target.pk)
    named = person.follows.filter(wanted).values_list(
        "content_type__app_label", "content_type__model", "object_id"
    )
    return {(apps.get_model(app_label, model), pk) for app_label, model, pk in named}


def followed_among(model: type[models.Model], ids: Collection[int]) -> set[int]:
    """Return which of some things of a kind anybody follows, by their ids."""
    follows = Follow.objects.filter(content_type=_content_type(model), object_id__in=ids)
    return set(follows.values_list("object_id", flat=True))


def followers(target: models.Model) -> list[int]:
    """Return the ids of the people who follow a thing."""
    follows = Follow.objects.filter(content_type=_content_type(type(target)), object_id=target.pk)
    return list(follows.values_list("person", flat=True))


@dataclass(frozen=True)
class FollowedThing:
    """A thing that somebody follows: where its page is, and where to post to stop following it."""

    thing: Any
    since: dt.datetime
    address: str
    post_to: str


@dataclass(frozen=True)
class Followed:
    """What somebody follows of a kind, by name."""

    kind: Followable
    rows: Sequence[FollowedThing]


def everything_followed_by(person: Person) -> list[Followed]:
    """Return what somebody follows, by kind; one query for each kind that they follow something of.

    What they may not see any more is left out; it is there again if they may.
    """
    since: dict[int, dict[int, dt.datetime]] = defaultdict(dict)
    for one in person.follows.all():
        since[one.content_type_id][one.object_id] = one.since
    result = []
    for kind in all_followable():
        follows = since.get(_content_type(kind.model).pk)
        if follows:
            rows_of_kind = kind.visible_to(kind.named_like(""), person).filter(pk__in=follows)
            things = sorted(rows_of_kind, key=str)
            rows = [FollowedThing(it, follows[it.pk], kind.address(it), post_to(it)) for it in things]
            if rows:
                result.append(Followed(kind, rows))
    return result


def post_to(target: models.Model) -> str:
    """Return the address to which following a thing, or stopping that, is posted."""
    return reverse("follow", args=[*_names(type(target)), target.pk])


def _names(model: type[models.Model]) -> tuple[str, str]:
    return model._meta.app_label, str(model._meta.model_name)


def _content_type(model: type[models.Model]) -> ContentType:
    return ContentType.objects.get_for_model(model)


def _area_address(area: ServiceArea) -> str:
    return f"{reverse('register')}?area={area.code}"


BOROUGHS = Followable(
    model=Borough,
    label="borough",
    heading="Boroughs",
    named_like=lambda words: Borough.objects.filter(
        models.Q(name__icontains=words) | models.Q(official_name__icontains=words)
    ),
    address=Borough.get_absolute_url,
)
SERVICE_AREAS = Followable(
    model=ServiceArea,
    label="service area",
    heading="Service areas",
    named_like=lambda words: ServiceArea.objects.select_related("parent").filter(
        models.Q(name__icontains=words) | models.Q(includes__icontains=words)
    ),
    address=_area_address,
)
