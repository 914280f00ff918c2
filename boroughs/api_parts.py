"""What all parts of the API share: its parameters, its lists and its refusals."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.http import HttpRequest
from ninja import Field, Schema

from boroughs.panel import errors

#: Rows a page, unless asked otherwise, and at most.
PAGE, LARGEST_PAGE = 50, 200
LONGEST_CURSOR = 700


class WrongParameter(Schema):
    """A parameter that cannot be used, and what to do about it."""

    parameter: str
    message: str


class Wrong(Schema):
    """Why there is no answer, in a sentence, and which parameters are to be mended."""

    error: str
    parameters: list[WrongParameter] = []


class BadQuestion(Exception):
    """A question that cannot be answered as it stands: 400.

    Args:
        wrong: (parameter, message) of each that is to be mended.
    """

    def __init__(self, wrong: Iterable[tuple[str, str]]) -> None:
        self.wrong = list(wrong)
        super().__init__(self.wrong)


#: What an operation may answer beside its own, for its ``response``.
REFUSALS = {400: Wrong, 401: Wrong, 429: Wrong}
REFUSALS_OF_ONE = {**REFUSALS, 404: Wrong}


def parameter(
    description: str, *, choices: Iterable[str] = (), longest: int | None = None, example: str = ""
) -> Any:
    """Return a text parameter for the description of an operation; the list's own form checks it.

    Args:
        description: what it asks, in a sentence.
        choices: the values there are, where there is a list of them.
        longest: most characters.
        example: a value.
    """
    said: dict[str, Any] = {}
    if choices:
        said["enum"] = ["", *choices]  # empty is as good as left out
    if longest:
        said["maxLength"] = longest
    if example:
        said["examples"] = [example]

    def describe(schema: dict[str, Any]) -> None:
        schema.pop("default", None)
        schema.update(said)

    return Field("", description=description, json_schema_extra=describe)


class PageQuestion(Schema):
    """Where in a list a page begins, and how long it is."""

    after: str = parameter(
        "Where the page begins: taken from “next” of the page before.", longest=LONGEST_CURSOR
    )
    size: int = Field(PAGE, ge=1, le=LARGEST_PAGE, description="Rows a page.")


def check_names(request: HttpRequest, *questions: type[Schema]) -> None:
    """Refuse parameters that an operation does not have: a slip of the pen must not ask for everything.

    Raises:
        BadQuestion: naming each of them, and those that there are.
    """
    known = {name for question in questions for name in question.model_fields}
    strange = [name for name in request.GET if name not in known]
    if strange:
        there_are = f"Use {', '.join(sorted(known))}." if known else "This address takes none."
        raise BadQuestion((name[:60], f"There is no parameter of this name. {there_are}") for name in strange)


def check_form(form: forms.Form) -> None:
    """Refuse what a list's form refuses.

    Raises:
        BadQuestion: with the form's own messages.
    """
    if form.errors:
        raise BadQuestion(errors(form))


def wrong_place() -> BadQuestion:
    """Return the refusal of a cursor that is none of the order asked for."""
    return BadQuestion([("after", "There is no such place in this order. Begin again without it.")])


def next_address(request: HttpRequest, cursor: str) -> str | None:
    """Return the full address of the next page; ``None`` on the last one."""
    if not cursor:
        return None
    query = request.GET.copy()
    query["after"] = cursor
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")


def pages_of(request: HttpRequest) -> Callable[[Any], str]:
    """Return what makes the full address of a thing's page in the hub."""
    return lambda thing: request.build_absolute_uri(thing.get_absolute_url())
