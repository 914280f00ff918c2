"""Who may open what (R9): one row for each URL name, written without looking at the views.

A row says what each persona gets, for a record of their own borough and for one of another borough's.
``test_matrix.py`` asks every address on behalf of everybody and compares. To add a page, add a row: the
name of the URL, the pattern of access, and the arguments of its address taken from ``Things``, what each
borough has in the populated hub of ``world.py``.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from boroughs.notifications.links import sign
from boroughs.notifications.unsubscribing import STOP, UNDO


class Answer(Enum):
    """What an address answers."""

    OK = "200"
    SIGN_IN = "302 to the sign-in page"
    ELSEWHERE = "302"
    FORBIDDEN = "403"
    UNKNOWN = "404"
    WRONG_METHOD = "405"


class Persona(Enum):
    """Who asks. Officers ask for their own borough's records and for another borough's."""

    ANYONE = "anyone"
    NEWCOMER = "newcomer"
    SUPPLIERS_PERSON = "supplier's person"
    OFFICER = "officer"
    CONTRACT_MANAGER = "contract manager"
    PUBLISHER = "publisher"
    BOROUGH_ADMINISTRATOR = "borough administrator"
    LOTI_FACILITATOR = "LOTI facilitator"
    LOTI_STAFF = "LOTI staff"


OFFICERS = frozenset(
    {Persona.OFFICER, Persona.CONTRACT_MANAGER, Persona.PUBLISHER, Persona.BOROUGH_ADMINISTRATOR}
)
PUBLISHERS = frozenset({Persona.PUBLISHER, Persona.BOROUGH_ADMINISTRATOR})
ADMINISTRATORS = frozenset({Persona.BOROUGH_ADMINISTRATOR})

#: What somebody gets: by persona and whether the record is their own borough's. Facilitators, newcomers
#: and suppliers' people have no borough, so that everything is another's; to LOTI staff all is their own.
Access = Callable[[Persona, bool], Answer]


def public(persona: Persona, own: bool) -> Answer:
    """Open to everybody."""
    return Answer.OK


def signed_in(persona: Persona, own: bool) -> Answer:
    """Open to whoever has an account: what is theirs alone, or asks for no further right."""
    return Answer.SIGN_IN if persona is Persona.ANYONE else Answer.OK


def after_proving_oneself(persona: Persona, own: bool) -> Answer:
    """Open to whoever has an account, once they have proved again that they are the one."""
    return Answer.SIGN_IN if persona is Persona.ANYONE else Answer.ELSEWHERE


def only(*personas: Persona) -> Access:
    """Open to some, whichever borough it is about; the others are refused."""

    def access(persona: Persona, own: bool) -> Answer:
        if persona is Persona.ANYONE:
            return Answer.SIGN_IN
        return Answer.OK if persona in personas else Answer.FORBIDDEN

    return access


MEMBERS = only(*OFFICERS, Persona.LOTI_FACILITATOR, Persona.LOTI_STAFF)
STAFF = only(Persona.LOTI_STAFF)
FACILITATORS = only(Persona.LOTI_FACILITATOR, Persona.LOTI_STAFF)
NEWCOMERS = only(Persona.NEWCOMER)
#: For an address without a borough in it that shows one's own borough.
ANY_OFFICER = only(*OFFICERS, Persona.LOTI_STAFF)


def own_borough(holders: frozenset[Persona] = OFFICERS) -> Access:
    """Open to those who hold a right in that borough, and to LOTI staff.

    Another borough's record is unknown to everybody else; one's own without the right is forbidden.
    """

    def access(persona: Persona, own: bool) -> Answer:
        if persona is Persona.ANYONE:
            return Answer.SIGN_IN
        if persona is Persona.LOTI_STAFF or (own and persona in holders):
            return Answer.OK
        return Answer.FORBIDDEN if own and persona in OFFICERS else Answer.UNKNOWN

    return access


def concerning(access: Access) -> Access:
    """Open as ``access`` says, but to officers another borough's record is unknown."""

    def narrowed(persona: Persona, own: bool) -> Answer:
        return Answer.UNKNOWN if persona in OFFICERS and not own else access(persona, own)

    return narrowed


def theirs_alone(access: Access) -> Access:
    """Unknown to everybody here whom ``access`` lets in: it belongs to somebody else."""

    def narrowed(persona: Persona, own: bool) -> Answer:
        answer = access(persona, own)
        return Answer.UNKNOWN if answer is Answer.OK else answer

    return narrowed


def for_strangers(persona: Persona, own: bool) -> Answer:
    """Open to those who are not signed in; the others are led on."""
    return Answer.OK if persona is Persona.ANYONE else Answer.ELSEWHERE


def nobodys(persona: Persona, own: bool) -> Answer:
    """Unknown to everybody: something of somebody else's alone."""
    return Answer.SIGN_IN if persona is Persona.ANYONE else Answer.UNKNOWN


def unknown(persona: Persona, own: bool) -> Answer:
    """Nowhere: nothing of this name is configured."""
    return Answer.UNKNOWN


def after_confirming(persona: Persona, own: bool) -> Answer:
    """Led to confirm first that it is them: what changes how one signs in."""
    return Answer.SIGN_IN if persona is Persona.ANYONE else Answer.ELSEWHERE


Arguments = Callable[[Any], Mapping[str, Any]]


def no_arguments(things: Any) -> Mapping[str, Any]:
    """Leave the address as it is."""
    return {}


def no_provider(things: Any) -> Mapping[str, Any]:
    """Name an identity provider that is not configured."""
    return {"provider_id": "nobodys"}


def no_number(things: Any) -> Mapping[str, Any]:
    """Name a row that is not one's own."""
    return {"pk": 0}


def slug(things: Any) -> Mapping[str, Any]:
    """Name a borough."""
    return {"slug": things.borough.slug}


def colleague(things: Any) -> Mapping[str, Any]:
    """Name an officer of a borough."""
    return {"slug": things.borough.slug, "pk": things.colleague.pk}


def gate(things: Any) -> Mapping[str, Any]:
    """Name a gate of a borough."""
    return {"slug": things.borough.slug, "pk": things.gate.pk}


#: A question about when to begin.
QUESTION = {"value": "1.2m", "route": "open", "start": "2040-04-02"}


@dataclass(frozen=True)
class Row:
    """What everybody gets at one address.

    Args:
        access: what each persona gets; with ``OK`` for "let in", whatever the view then answers to a post.
        arguments: the arguments of the address, from the ``Things`` of a borough.
        post: harmless data to post, for an address that takes nothing but posts; a get is then a 405 for
            those who are let in. Everywhere else, posts are tried on those who are not let in.
        query: what follows the question mark.
    """

    access: Access
    arguments: Arguments = no_arguments
    post: Mapping[str, Any] | None = None
    query: Mapping[str, str] = field(default_factory=dict)


MATRIX: dict[str, Row] = {
    # Public pages
    "home": Row(public),
    "accessibility": Row(public),
    "privacy": Row(public),
    "cookies": Row(public),
    "components": Row(public),
    "health_live": Row(public),
    "health_ready": Row(public),
    "boroughs": Row(public),
    "borough": Row(public, slug),
    "suppliers": Row(public),
    "supplier": Row(public, lambda things: {"slug": things.supplier.slug}),
    "register": Row(public),
    "register_csv": Row(public),
    "contract": Row(public, lambda things: {"pk": things.contract.pk}),
    # A borough's own page, and saying that records are still true
    "my_borough": Row(ANY_OFFICER),
    "contracts_confirm": Row(own_borough(), slug, post={}),
    "contracts_confirm_undo": Row(own_borough(), slug, post={}),
    "still_true": Row(public, lambda things: {"token": sign("still-true", things.question)}),
    # History
    "borough_history": Row(MEMBERS, slug),
    "supplier_history": Row(MEMBERS, lambda things: {"slug": things.supplier.slug}),
    "contract_history": Row(MEMBERS, lambda things: {"pk": things.contract.pk}),
    # Gates
    "borough_gates": Row(public, slug),
    "borough_schedule_csv": Row(public, slug, query=QUESTION),
    "borough_schedule_ics": Row(public, slug, query=QUESTION),
    "thresholds": Row(public),
    "gates_edit": Row(own_borough(), slug),
    "gates_start": Row(own_borough(), slug, post={}),
    "gate_add": Row(own_borough(), slug),
    "gate_change": Row(own_borough(), gate),
    "gate_end": Row(own_borough(), gate),
    "gate_remove": Row(own_borough(), gate),
    "gate_move": Row(own_borough(), gate, post={"to": "earlier"}),
    "meetings_add": Row(own_borough(), slug),
    "meetings_remove": Row(own_borough(), slug, post={}),
    # Products
    "product_terms": Row(STAFF),
    "product_term": Row(STAFF, lambda things: {"pk": things.term.pk}),
    # Flags
    "flags": Row(MEMBERS),
    "ranking": Row(MEMBERS),
    "flag": Row(concerning(MEMBERS), lambda things: {"pk": things.flag.pk}),
    # Profiles and peers
    "profile_edit": Row(MEMBERS),
    "profile_products": Row(MEMBERS),
    "people": Row(MEMBERS),
    "person": Row(MEMBERS, lambda things: {"pk": things.peer.pk}),
    "person_write": Row(MEMBERS, lambda things: {"pk": things.peer.pk}),
    "messages": Row(MEMBERS),
    "thread": Row(theirs_alone(MEMBERS), lambda things: {"pk": things.letter.pk}),
    # Notifications and following
    "notifications": Row(signed_in),
    "notifications_read": Row(signed_in, post={}),
    "notification": Row(theirs_alone(signed_in), lambda things: {"pk": things.notification.pk}),
    "notification_settings": Row(signed_in),
    "trial_mail": Row(signed_in, post={}),
    "unsubscribe": Row(public, lambda things: {"token": sign(STOP, things.stop)}),
    "unsubscribe_undo": Row(public, lambda things: {"token": sign(UNDO, things.undo)}, post={}),
    "following": Row(signed_in),
    "stop_following_all": Row(signed_in, post={}),
    "follow": Row(
        signed_in,
        lambda things: {"app_label": "boroughs", "model": "borough", "pk": things.borough.pk},
        post={},
    ),
    # Joining
    "join": Row(NEWCOMERS),
    "join_withdraw": Row(NEWCOMERS),
    "joining": Row(STAFF),
    "join_request": Row(STAFF, lambda things: {"pk": things.join_request.pk}),
    # One's own data
    "my_data": Row(signed_in),
    "my_data_json": Row(signed_in),
    "my_data_section": Row(signed_in, lambda things: {"code": "account"}),
    "account_delete": Row(after_proving_oneself),
    # People of a borough
    "borough_people": Row(own_borough(ADMINISTRATORS), slug),
    "borough_invite": Row(own_borough(ADMINISTRATORS), slug),
    "borough_mailbox": Row(own_borough(ADMINISTRATORS), slug),
    "borough_invitation": Row(
        own_borough(ADMINISTRATORS),
        lambda things: {"slug": things.borough.slug, "pk": things.invitation.pk},
    ),
    "borough_person": Row(own_borough(ADMINISTRATORS), colleague),
    "borough_leave": Row(own_borough(ADMINISTRATORS), colleague),
    "invitation": Row(public, lambda things: {"token": sign("invitation", things.invitation.pk)}),
    "looked_after": Row(own_borough(), lambda things: {"pk": things.contract.pk}),
    # Accounts (django-allauth)
    "account_login": Row(for_strangers),
    "account_signup": Row(for_strangers),
    "account_reset_password": Row(public),
    "account_request_login_code": Row(for_strangers),
    "account": Row(signed_in),
    "account_email": Row(signed_in),
    "account_change_password": Row(signed_in),
    "usersessions_list": Row(signed_in),
    "session_end": Row(nobodys, no_number),
    "sessions_end": Row(signed_in),
    "openid_connect_login": Row(unknown, no_provider),
    "openid_connect_callback": Row(unknown, no_provider),
    "socialaccount_connections": Row(signed_in),
    "socialaccount_login_cancelled": Row(public),
    "mfa_index": Row(signed_in),
    "mfa_list_webauthn": Row(signed_in),
    "mfa_add_webauthn": Row(after_confirming),
    "mfa_remove_webauthn": Row(after_confirming, no_number),
    "mfa_generate_recovery_codes": Row(after_confirming),
}
