"""One's own account: what it holds, and where one is signed in."""

from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.views import EmailView
from allauth.mfa.webauthn.views import RemoveWebAuthnView
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.sessions.models import Session
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from boroughs.actions import end_sessions, sole_address_at_borough
from boroughs.actions.privacy import is_last_administrator
from boroughs.devices import device
from boroughs.models import Person
from boroughs.rights import Permission, has_permission, needs_second_factor, requires
from boroughs.second_factor import has_second_factor, may_remove


@dataclass(frozen=True)
class Place:
    """A page of the account: where it is, what it is for, and how things stand there (may be empty)."""

    label: str
    url: str
    about: str
    state: str = ""
    waits: bool = False


@dataclass(frozen=True)
class OwnSession:
    """Where somebody is signed in, in words."""

    number: int
    device: str
    address: str
    since: Any
    is_this_one: bool


@require_safe
@requires(Permission.KEEP_ACCOUNT)
def account(request: HttpRequest) -> HttpResponse:
    """List what belongs to one's account, each with how it stands."""
    person = request.user
    if not isinstance(person, Person):
        raise Http404
    places = [place for place in (*_sign_in_places(request, person), *_other_places(person)) if place]
    return render(request, "account/account.html", {"places": places, "person": person})


@require_safe
@requires(Permission.KEEP_ACCOUNT)
def sessions(request: HttpRequest) -> HttpResponse:
    """Show where one is signed in, the present session first, then the newest."""
    return render(request, "account/sessions.html", {"sessions": _sessions(request)})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.KEEP_ACCOUNT)
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whether to end one other session of one's own, and end it."""
    session = next((session for session in _sessions(request) if session.number == pk), None)
    if session is None or session.is_this_one:
        raise Http404("No other session of yours has this number.")
    if request.method == "POST":
        key = UserSession.objects.get(pk=pk).session_key
        end_sessions(person=request.user, only=key)  # type: ignore[arg-type]
        messages.success(request, f"The session on {session.device} has ended.")
        return redirect("usersessions_list")
    return render(request, "account/session_end.html", {"session": session})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.KEEP_ACCOUNT)
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """Ask whether to end all sessions but this one, and end them."""
    others = [session for session in _sessions(request) if not session.is_this_one]
    if request.method == "POST":
        end_sessions(person=request.user, but=request.session.session_key or "")  # type: ignore[arg-type]
        messages.success(request, "You are signed out everywhere else.")
        return redirect("usersessions_list")
    return render(request, "account/sessions_end.html", {"sessions": others})


class Addresses(EmailView):
    """One's addresses; says before one is removed what goes with it."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the address without which the reader would be no officer, if there is one."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["sole_work_address"] = self._sole_work_address()
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do what was asked; before an address goes, ask, and keep the last administrator's."""
        given = request.POST.get("email", "")
        if "\0" in given:
            return redirect("account_email")
        address = EmailAddress.objects.filter(user_id=request.user.pk, email=given).first()
        if "action_remove" in request.POST and address:
            sole = self._sole_work_address()
            if address.email == sole and (why := self._why_not_leave()):
                messages.error(request, why)
                return redirect("account_email")
            if "sure" not in request.POST:
                context = {"address": address.email, "sole_work_address": sole}
                return render(request, "account/email_remove.html", context)
        response: HttpResponse = super().post(request, *args, **kwargs)
        return response

    def _why_not_leave(self) -> str:
        """Say why somebody cannot stop being an officer now; nothing if they can."""
        person = Person.objects.select_related("borough").get(pk=self.request.user.pk)
        if person.borough is None or not is_last_administrator(person, person.borough):
            return ""
        return (
            f"You are the last administrator of {person.borough}, and this address makes you one. "
            "Make a colleague administrator first, or ask LOTI staff to."
        )

    def _sole_work_address(self) -> str:
        person = Person.objects.select_related("borough").get(pk=self.request.user.pk)
        confirmed = EmailAddress.objects.filter(user=person, verified=True).values_list("email", flat=True)
        return sole_address_at_borough(person, set(confirmed))


class RemovePasskey(RemoveWebAuthnView):
    """Takes a passkey off, but not the last factor of somebody who must have one."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask first, or say why not."""
        response: HttpResponse = self._refused() or super().get(request, *args, **kwargs)
        return response

    def form_valid(self, form: Any) -> HttpResponse:
        """Take it off, or say why not."""
        response: HttpResponse = self._refused() or super().form_valid(form)
        return response

    def _refused(self) -> HttpResponse | None:
        if may_remove(self.get_object()):
            return None
        messages.error(self.request, "This is your only second factor. Add another one before you remove it.")
        return HttpResponseRedirect(reverse("mfa_list_webauthn"))


def _sign_in_places(request: HttpRequest, person: Person) -> list[Place | None]:
    addresses = EmailAddress.objects.filter(user=person).count()
    factor, needed = has_second_factor(person), needs_second_factor(person)
    not_yet = "not set up, and your account needs one" if needed else "not set up"
    signed_in = len(_sessions(request))
    return [
        _place(
            "E-mail addresses",
            "account_email",
            "Where mail goes, and which addresses show who you are.",
            "1 address" if addresses == 1 else f"{addresses} addresses",
        ),
        _place("Password", "account_change_password", "Choose a new one.")
        if person.has_usable_password()
        else _place(
            "Password", "account_set_password", "Choose one, to sign in without your borough.", "none"
        ),
        _place(
            "Second factor",
            "mfa_index",
            "An app or a passkey beside the password, and recovery codes.",
            "set up" if factor else not_yet,
            waits=needed and not factor,
        ),
        _place(
            "Where you are signed in",
            "usersessions_list",
            "See your sessions and end those you do not know.",
            "1 session" if signed_in == 1 else f"{signed_in} sessions",
        ),
        _boroughs_sign_in(person),
    ]


def _boroughs_sign_in(person: Person) -> Place | None:
    linked = [f"{link.extra_data['email']} at {link.get_provider().name}" for link in _links(person)]
    if not settings.OPENID_PROVIDERS:
        return None
    about = "Your account at your borough opens this one."
    return _place(
        "Through your borough", "socialaccount_connections", about, ", ".join(linked) or "not linked"
    )


def _links(person: Person) -> list[SocialAccount]:
    known = [provider.id for provider in settings.OPENID_PROVIDERS]
    return list(SocialAccount.objects.filter(user=person, provider__in=known))


def _other_places(person: Person) -> list[Place | None]:
    return [
        _place("Ask to join", "join", "Tell us who you work for, so that we can let you in.")
        if has_permission(person, Permission.ASK_TO_JOIN)
        else None,
        _place("Your profile", "profile_edit", "What colleagues in other boroughs may know of you.")
        if has_permission(person, Permission.KEEP_PROFILE)
        else None,
        _place("Messages", "messages", "What you and peers in other boroughs wrote to each other.")
        if has_permission(person, Permission.SEE_DIRECTORY)
        else None,
        _place("Notifications", "notification_settings", "What you hear about, and how often."),
        _place("What you follow", "following", "Boroughs, suppliers, products and service areas."),
        _place("Saved views", "saved_views", "Questions to the register that you come back to."),
        _place("Your data", "my_data", "See and download all that the hub keeps about you."),
        _place("Close your account", "account_delete", "What goes, and what stays without your name."),
    ]


def _place(label: str, name: str, about: str, state: str = "", *, waits: bool = False) -> Place | None:
    """Return a page of the account; ``None`` where this installation has no such page."""
    try:
        return Place(label, reverse(name), about, state, waits)
    except NoReverseMatch:
        return None


def _sessions(request: HttpRequest) -> list[OwnSession]:
    """Return where the reader is signed in; the present session is noted if it is not yet."""
    mine = UserSession.objects.filter(user_id=request.user.pk)
    this = request.session.session_key
    if not mine.filter(session_key=this).exists():
        UserSession.objects.create_from_request(request)
    alive = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    found = [
        OwnSession(
            session.pk,
            device(session.user_agent),
            session.ip,
            session.created_at,
            session.session_key == this,
        )
        for session in mine.filter(session_key__in=alive).order_by("-created_at")
    ]
    return sorted(found, key=lambda session: not session.is_this_one)
