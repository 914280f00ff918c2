"""Who may open what (R9): one row for each URL name (or nameless address), not written from the views.

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
from pipeline.alerts.links import confirm_token, manage_token, stop_token


class Answer(Enum):
    """What an address answers."""

    OK = "200"
    SIGN_IN = "302 to the sign-in page"
    ELSEWHERE = "302"
    FORBIDDEN = "403"
    UNKNOWN = "404"
    WRONG_METHOD = "405"
    NOT_SIGNED_IN = "401"


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
#: Who may not sign in without a second factor, and therefore has one.
SECOND_FACTOR = frozenset({Persona.BOROUGH_ADMINISTRATOR, Persona.LOTI_STAFF})

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
#: What concerns those who speak for a supplier.
SUPPLIERS = only(Persona.SUPPLIERS_PERSON)
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


def holding(persona: Persona, own: bool) -> Answer:
    """Open to officers of a borough that holds or held a contract for a product, and to LOTI staff.

    That there is the product everybody may know, so that the others lack the right.
    """
    answer = ANY_OFFICER(persona, own)
    return Answer.FORBIDDEN if persona in OFFICERS and not own else answer


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


def public_but_led_on(persona: Persona, own: bool) -> Answer:
    """Open to everybody, who has to choose something before."""
    return Answer.ELSEWHERE


def elsewhere(access: Access) -> Access:
    """Led on to another page where ``access`` lets in."""

    def narrowed(persona: Persona, own: bool) -> Answer:
        answer = access(persona, own)
        return Answer.ELSEWHERE if answer is Answer.OK else answer

    return narrowed


def hidden_from_others(access: Access) -> Access:
    """Open as ``access`` says, and unknown to everybody who is signed in and lacks the right."""

    def hidden(persona: Persona, own: bool) -> Answer:
        answer = access(persona, own)
        return Answer.UNKNOWN if answer is Answer.FORBIDDEN else answer

    return hidden


def own_supplier(*, or_staff: bool = False) -> Access:
    """Open to the supplier's person for the supplier of the own borough, and perhaps to LOTI staff.

    Another supplier's record is unknown to suppliers' people; everybody else lacks the right.
    """

    def access(persona: Persona, own: bool) -> Answer:
        if persona is Persona.ANYONE:
            return Answer.SIGN_IN
        if persona is Persona.SUPPLIERS_PERSON:
            return Answer.OK if own else Answer.UNKNOWN
        return Answer.OK if or_staff and persona is Persona.LOTI_STAFF else Answer.FORBIDDEN

    return access


def claiming(persona: Persona, own: bool) -> Answer:
    """Open to newcomers and suppliers' people; who speaks for the supplier already is led on."""
    if persona is Persona.SUPPLIERS_PERSON and own:
        return Answer.ELSEWHERE
    return only(Persona.NEWCOMER, Persona.SUPPLIERS_PERSON)(persona, own)


def leading(persona: Persona, own: bool) -> Answer:
    """Open to officers of the borough that raised an issue, and to facilitators; others only read it."""
    answer = MEMBERS(persona, own)
    return Answer.FORBIDDEN if answer is Answer.OK and persona in OFFICERS and not own else answer


def raising(persona: Persona, own: bool) -> Answer:
    """Open to officers; members without a borough have no contract that an issue could rest on."""
    answer = MEMBERS(persona, own)
    return Answer.FORBIDDEN if answer is Answer.OK and persona not in OFFICERS else answer


def confirming(persona: Persona, own: bool) -> Answer:
    """Open as above, where the borough has a contract with the supplier."""
    answer = raising(persona, own)
    return Answer.UNKNOWN if answer is Answer.OK and not own else answer


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


def after_confirming_a_second_factor(persona: Persona, own: bool) -> Answer:
    """Led to confirm first, for those who have a second factor; there is nothing of the kind for others."""
    if persona is Persona.ANYONE:
        return Answer.SIGN_IN
    return Answer.ELSEWHERE if persona in SECOND_FACTOR else Answer.UNKNOWN


def with_a_second_factor(persona: Persona, own: bool) -> Answer:
    """Open to those who have a second factor; the others confirm in another way."""
    if persona is Persona.ANYONE:
        return Answer.SIGN_IN
    return Answer.OK if persona in SECOND_FACTOR else Answer.ELSEWHERE


def led_on(persona: Persona, own: bool) -> Answer:
    """Led to sign in, and then on: nothing has been begun that could go on here."""
    return Answer.SIGN_IN if persona is Persona.ANYONE else Answer.ELSEWHERE


def back_to_the_beginning(persona: Persona, own: bool) -> Answer:
    """Led to sign in, whoever asks: there is nothing to go on with."""
    return Answer.SIGN_IN


def leaving(persona: Persona, own: bool) -> Answer:
    """Asked whether to sign out; who is not signed in is led home."""
    return Answer.ELSEWHERE if persona is Persona.ANYONE else Answer.OK


def said_to_have_failed(persona: Persona, own: bool) -> Answer:
    """Told that signing in elsewhere failed; strangers are led to sign in again."""
    return Answer.SIGN_IN if persona is Persona.ANYONE else Answer.NOT_SIGNED_IN


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


def odd_link(things: Any) -> Mapping[str, Any]:
    """Take the key of a link in an e-mail that nobody was sent."""
    return {"key": "odd"}


def odd_reset_link(things: Any) -> Mapping[str, Any]:
    """Take the link for a new password that nobody was sent."""
    return {"uidb36": "1", "key": "odd"}


def opportunity(things: Any) -> Mapping[str, Any]:
    """Name a published procurement of a borough."""
    return {"slug": things.opportunity.slug}


def timeline(things: Any) -> Mapping[str, Any]:
    """Name a timeline that a borough shows to nobody else."""
    return {"slug": things.timeline.slug}


def draft(things: Any) -> Mapping[str, Any]:
    """Name market engagement of a borough that is not published."""
    return {"slug": things.draft.slug}


def visible_alone(persona: Persona, own: bool) -> Answer:
    """Open to a borough's own officers and LOTI staff; unknown to every other member, refused to others."""
    answer = MEMBERS(persona, own)
    if answer is not Answer.OK or persona is Persona.LOTI_STAFF or (own and persona in OFFICERS):
        return answer
    return Answer.UNKNOWN


def visible_alone_without_sign_in(persona: Persona, own: bool) -> Answer:
    """Open as above, and unknown to everybody else: nobody is asked to sign in."""
    answer = visible_alone(persona, own)
    return answer if answer is Answer.OK else Answer.UNKNOWN


def slug(things: Any) -> Mapping[str, Any]:
    """Name a borough."""
    return {"slug": things.borough.slug}


def joint(things: Any) -> Mapping[str, Any]:
    """Name a collaboration that a borough leads."""
    return {"slug": things.collaboration.slug}


def joint_part(things: Any, row: Any) -> Mapping[str, Any]:
    """Name a row of a collaboration that a borough leads."""
    return {"slug": things.collaboration.slug, "pk": row.pk}


def paper(things: Any) -> Mapping[str, Any]:
    """Name an agreement in a collaboration that a borough leads."""
    return {"slug": things.collaboration.slug, "number": things.agreement.number}


def guide_page(things: Any) -> Mapping[str, object]:
    """A page of the toolkit."""
    return {"stage": things.page.stage.slug, "slug": things.page.slug}


def published_review(things: Any) -> Mapping[str, object]:
    """A borough's review of its supplier, written by none of the personas."""
    return {"pk": things.review.pk}


def own_review(things: Any) -> Mapping[str, object]:
    """The same review as its supplier's people open it."""
    return {"slug": things.supplier.slug, "pk": things.review.pk}


def tried(things: Any) -> Mapping[str, object]:
    """Name a borough's published pilot, about which a colleague may be asked."""
    return {"pk": things.pilot.pk}


def talk(things: Any) -> Mapping[str, Any]:
    """Name a question that a colleague asked about a contract of the borough, in an open group."""
    return {"pk": things.discussion.pk}


def said(things: Any) -> Mapping[str, Any]:
    """Name what a colleague wrote there."""
    return {"pk": things.post.pk}


def circle(things: Any) -> Mapping[str, Any]:
    """Name the open group."""
    return {"slug": things.group.slug}


def talked_about(things: Any) -> Mapping[str, Any]:
    """Name the contract."""
    return {"app": "contracts", "model": "contract", "pk": things.contract.pk}


def performance_record(things: Any) -> Mapping[str, object]:
    """Name an issue of a borough's contract."""
    return {"kind": "issue", "pk": things.performance["issue"].pk}


def shared_paper(things: Any) -> Mapping[str, Any]:
    """Name a document that a borough shares with members."""
    return {"pk": things.document.pk}


def payment_file(things: Any) -> Mapping[str, Any]:
    """Name a borough's spend file."""
    return {"slug": things.borough.slug, "pk": things.payment_file.pk}


def colleague(things: Any) -> Mapping[str, Any]:
    """Name an officer of a borough."""
    return {"slug": things.borough.slug, "pk": things.colleague.pk}


def gate(things: Any) -> Mapping[str, Any]:
    """Name a gate of a borough."""
    return {"slug": things.borough.slug, "pk": things.gate.pk}


def upload(things: Any) -> Mapping[str, Any]:
    """Name an upload of a borough."""
    return {"slug": things.borough.slug, "pk": things.upload.pk}


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
    "suppliers_csv": Row(public),
    "supplier": Row(public, lambda things: {"slug": things.supplier.slug}),
    "register": Row(public),
    "register_csv": Row(public),
    "register_xlsx": Row(public),
    "register_json": Row(public),
    "register_ocds": Row(public),
    # Saved views: one's own; nobody here has one
    "saved_views": Row(signed_in),
    "saved_view_save": Row(signed_in, query={"borough": "hackney"}),
    "saved_view": Row(nobodys, no_number),
    "saved_view_change": Row(nobodys, no_number),
    "saved_view_delete": Row(nobodys, no_number),
    "contract": Row(public, lambda things: {"pk": things.contract.pk}),
    "products": Row(public),
    "products_csv": Row(public),
    "product": Row(public, lambda things: {"slug": things.product.slug}),
    # The landscape, and how fresh the registers are
    "landscape": Row(public),
    "landscape_area": Row(public, lambda things: {"code": "hsg"}),
    "landscape_svg": Row(public, lambda things: {"chart": "map"}),
    "landscape_csv": Row(public, lambda things: {"chart": "quarters"}),
    "freshness": Row(MEMBERS),
    "nudges": Row(STAFF),
    "nudge": Row(STAFF, slug, post={}),
    "mailbox_quiet": Row(public, lambda things: {"token": sign("quiet-mailbox", "contracts@camden.example")}),
    # Open data and the API
    "data": Row(public),
    "data_file": Row(unknown, lambda things: {"name": "nothing.csv"}),
    "api": Row(public),
    "api_root": Row(public),
    "api_schema": Row(public),
    "api_boroughs": Row(public),
    "api_borough": Row(public, slug),
    "api_service_areas": Row(public),
    "api_suppliers": Row(public),
    "api_supplier": Row(public, lambda things: {"slug": things.supplier.slug}),
    "api_products": Row(public),
    "api_product": Row(public, lambda things: {"slug": things.product.slug}),
    "api_contracts": Row(public),
    "api_contract": Row(public, lambda things: {"pk": things.contract.pk}),
    "api_landscape_concentration": Row(public),
    "api_landscape_quarters": Row(public),
    "api_landscape_matrix": Row(public),
    "api_landscape_boroughs": Row(public),
    "api_landscape_areas": Row(public),
    "api_payments": Row(public),
    "api_unknown": Row(unknown, lambda things: {"rest": "nothing-here"}),
    # A borough's own page, and saying that records are still true
    "my_borough": Row(ANY_OFFICER),
    "first_week": Row(MEMBERS),
    "contracts_confirm": Row(own_borough(), slug, post={}),
    "contracts_confirm_undo": Row(own_borough(), slug, post={}),
    "still_true": Row(public, lambda things: {"token": sign("still-true", things.question)}),
    # Payments
    "borough_payments": Row(public, slug),
    "borough_payments_csv": Row(public, lambda things: {"slug": things.borough.slug, "what": "month"}),
    "borough_unregistered": Row(MEMBERS, slug),
    "supplier_payments": Row(public, lambda things: {"slug": things.supplier.slug}),
    "supplier_payments_csv": Row(public, lambda things: {"slug": things.supplier.slug}),
    "payment_files": Row(own_borough(), slug),
    "payment_file": Row(own_borough(), payment_file),
    "payment_problems": Row(own_borough(), payment_file),
    "payee_private": Row(own_borough(), lambda things: {"slug": things.borough.slug, "pk": things.payee.pk}),
    # The review of suppliers
    "review": Row(STAFF),
    "review_keys": Row(STAFF, post={}),
    "review_decided": Row(STAFF),
    "review_pair": Row(STAFF, lambda things: {"pk": things.pair.pk}),
    "review_group": Row(STAFF, lambda things: {"pk": things.pair.pk}),
    "review_undo": Row(STAFF, lambda things: {"pk": things.pair.pk}, post={}),
    "review_conflicts": Row(STAFF),
    "review_conflict": Row(STAFF, lambda things: {"pk": things.conflict.pk}),
    # History
    "borough_history": Row(MEMBERS, slug),
    "supplier_history": Row(MEMBERS, lambda things: {"slug": things.supplier.slug}),
    "product_history": Row(MEMBERS, lambda things: {"slug": things.product.slug}),
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
    "flag_answer": Row(own_borough(), lambda things: {"slug": things.borough.slug, "pk": things.flag.pk}),
    "flag_mute": Row(own_borough(), lambda things: {"slug": things.borough.slug, "pk": things.flag.pk}),
    "flag_mutes": Row(own_borough(), slug),
    "flag_unmute": Row(
        own_borough(), lambda things: {"slug": things.borough.slug, "pk": things.mute.pk}, post={}
    ),
    "collaboration_join": Row(
        own_borough(), lambda things: {"slug": things.borough.slug, "pk": things.flag.pk}
    ),
    "plan_file": Row(concerning(MEMBERS), lambda things: {"pk": things.flag.pk}),
    # Collaborations: the members' own, unknown to everybody else
    "collaborations": Row(ANY_OFFICER),
    "collaboration_new": Row(ANY_OFFICER),
    "collaboration_worth": Row(public),
    "collaboration": Row(own_borough(), joint),
    "collaboration_answer": Row(own_borough(), joint, post={}),
    "collaboration_edit": Row(own_borough(), joint),
    "collaboration_members": Row(own_borough(), joint),
    "collaboration_member": Row(own_borough(), lambda things: joint_part(things, things.member), post={}),
    "collaboration_leave": Row(own_borough(), joint),
    "collaboration_rungs": Row(own_borough(), joint),
    "collaboration_proposal": Row(own_borough(), lambda things: joint_part(things, things.proposal), post={}),
    "collaboration_demand": Row(own_borough(), joint),
    "collaboration_requirements": Row(own_borough(), joint),
    "collaboration_requirement_remove": Row(
        own_borough(), lambda things: joint_part(things, things.requirement), post={}
    ),
    "collaboration_tasks": Row(own_borough(), joint),
    "collaboration_task": Row(own_borough(), lambda things: joint_part(things, things.task)),
    "collaboration_plan": Row(own_borough(), joint),
    "collaboration_discussion": Row(own_borough(), joint),
    "collaboration_outcome": Row(own_borough(), joint),
    "collaboration_documents": Row(own_borough(), joint),
    "collaboration_agreements": Row(own_borough(), joint),
    "collaboration_agreement": Row(own_borough(), paper),
    "collaboration_agreement_change": Row(own_borough(), paper),
    "collaboration_agreement_check": Row(own_borough(), paper),
    "collaboration_agreement_clear": Row(own_borough(), paper),
    "collaboration_agreement_sign": Row(own_borough(), paper),
    "collaboration_agreement_act": Row(own_borough(), paper, post={}),
    "collaboration_agreement_word": Row(own_borough(), paper),
    # Documents that boroughs share with members
    "documents": Row(MEMBERS),
    "document_new": Row(ANY_OFFICER),
    "document": Row(MEMBERS, shared_paper),
    "document_file": Row(MEMBERS, lambda things: {**shared_paper(things), "number": 1}),
    "document_history": Row(MEMBERS, shared_paper),
    "document_use": Row(MEMBERS, shared_paper, post={}),
    "document_change": Row(own_borough(), shared_paper),
    "document_version": Row(own_borough(), shared_paper),
    "document_withdraw": Row(own_borough(), shared_paper),
    "search": Row(public, query={"q": "housing"}),
    # The toolkit
    "toolkit": Row(public),
    "toolkit_problems": Row(public),
    "toolkit_consultations": Row(MEMBERS),
    "toolkit_consultation": Row(MEMBERS, lambda things: {"pk": things.consultation.pk}),
    "toolkit_guide": Row(public),
    "toolkit_guide_word": Row(public),
    "toolkit_clauses": Row(public),
    "toolkit_schedule": Row(public_but_led_on),
    "toolkit_clause": Row(public, lambda things: {"slug": things.adoption.clause.slug}),
    "toolkit_clause_versions": Row(public, lambda things: {"slug": things.adoption.clause.slug}),
    "toolkit_stage": Row(public, lambda things: {"stage": things.page.stage.slug}),
    "toolkit_stage_word": Row(public, lambda things: {"stage": things.page.stage.slug}),
    "toolkit_page": Row(public, guide_page),
    "toolkit_page_word": Row(public, guide_page),
    "toolkit_feedback": Row(MEMBERS, guide_page, post={}),
    "toolkit_picture": Row(public, lambda things: {"slug": things.picture.slug}),
    "contract_clauses": Row(own_borough(), lambda things: {"pk": things.contract.pk}),
    "adoption": Row(own_borough(), lambda things: {"pk": things.adoption.pk}),
    # The community
    "community": Row(public),
    "community_care": Row(FACILITATORS),
    "group_new": Row(FACILITATORS),
    "group_proposal": Row(MEMBERS, lambda things: {"slug": things.product.slug}),
    "meeting_new": Row(FACILITATORS, circle),
    "meeting": Row(MEMBERS, lambda things: {"pk": things.meeting.pk}),
    "meeting_ics": Row(MEMBERS, lambda things: {"pk": things.meeting.pk}),
    "meeting_edit": Row(FACILITATORS, lambda things: {"pk": things.meeting.pk}),
    "meeting_call_off": Row(FACILITATORS, lambda things: {"pk": things.meeting.pk}),
    "meeting_minutes": Row(FACILITATORS, lambda things: {"pk": things.meeting.pk}),
    "meeting_action_new": Row(FACILITATORS, lambda things: {"pk": things.meeting.pk}),
    "meeting_action_settle": Row(
        FACILITATORS, lambda things: {"pk": things.meeting.actions.get().pk}, post={}
    ),
    "mail_inbound": Row(unknown),
    "issues": Row(MEMBERS),
    "issue_new": Row(raising, lambda things: {"slug": things.supplier.slug}),
    "issue": Row(MEMBERS, lambda things: {"pk": things.issue.pk}),
    "issue_confirm": Row(confirming, lambda things: {"pk": things.issue.pk}),
    "issue_send": Row(leading, lambda things: {"pk": things.issue.pk}),
    "issue_escalate": Row(leading, lambda things: {"pk": things.issue.pk}),
    "issue_end": Row(leading, lambda things: {"pk": things.issue.pk}),
    "supplier_issues": Row(own_supplier(), lambda things: {"slug": things.supplier.slug}),
    "supplier_issue": Row(
        own_supplier(), lambda things: {"slug": things.supplier.slug, "pk": things.issue.pk}
    ),
    "group": Row(MEMBERS, circle),
    "group_edit": Row(FACILITATORS, circle),
    "group_join": Row(MEMBERS, circle, post={}),
    "group_members": Row(MEMBERS, circle),
    "group_teams": Row(FACILITATORS, circle),
    "group_files": Row(MEMBERS, circle),
    "group_file_remove": Row(
        FACILITATORS, lambda things: {"slug": things.group.slug, "pk": things.group_file.pk}, post={}
    ),
    "discussions": Row(MEMBERS),
    "discussions_about": Row(MEMBERS, talked_about),
    "discussion_about_new": Row(MEMBERS, talked_about),
    "discussion_new": Row(MEMBERS, circle),
    "discussion": Row(MEMBERS, talk),
    "discussion_settle": Row(FACILITATORS, talk, post={}),
    "discussion_draft": Row(STAFF, talk, post={}),
    "post_edit": Row(only(), said),
    "post_hide": Row(FACILITATORS, said),
    "post_report": Row(MEMBERS, said),
    "post_versions": Row(MEMBERS, said),
    "report": Row(FACILITATORS, lambda things: {"pk": things.report.pk}),
    # Pilots
    "pilots": Row(public),
    "assistive_technology": Row(public),
    "pilots_csv": Row(public),
    "own_pilots": Row(ANY_OFFICER),
    "pilot_new": Row(ANY_OFFICER),
    "pilot_import_new": Row(ANY_OFFICER),
    "pilot_import": Row(own_borough(), lambda things: {"pk": things.pilot_import.pk}),
    "pilot_import_row": Row(own_borough(), lambda things: {"pk": things.pilot_import.pk, "number": 1}),
    "pilot": Row(public, tried),
    "pilot_ask": Row(MEMBERS, tried),
    "pilot_step": Row(own_borough(), lambda things: {"pk": things.pilot.pk, "step": "result"}),
    "pilot_check": Row(own_borough(), tried),
    "pilot_withdraw": Row(own_borough(), tried),
    "pilot_discard": Row(own_borough(), tried, post={}),
    "pilot_history": Row(own_borough(), tried),
    "pilot_complain": Row(MEMBERS, tried),
    "pilot_complaints": Row(STAFF),
    "pilot_complaint": Row(STAFF, lambda things: {"pk": things.pilot_complaint.pk}),
    "pilot_hide": Row(STAFF, tried),
    # Performance of contracts
    "contract_performance": Row(hidden_from_others(MEMBERS), lambda things: {"pk": things.contract.pk}),
    "contract_performance_csv": Row(hidden_from_others(MEMBERS), lambda things: {"pk": things.contract.pk}),
    "contract_performance_history": Row(own_borough(), lambda things: {"pk": things.contract.pk}),
    "performance_add": Row(own_borough(), lambda things: {"pk": things.contract.pk, "kind": "risk"}),
    "reading_add": Row(own_borough(), lambda things: {"pk": things.performance["kpi"].pk}),
    "performance_change": Row(own_borough(), performance_record),
    "performance_remove": Row(own_borough(), performance_record),
    "supplier_performance": Row(hidden_from_others(MEMBERS), lambda things: {"slug": things.supplier.slug}),
    # Data access
    "data_access": Row(MEMBERS, lambda things: {"slug": things.product.slug}),
    "data_access_earlier": Row(MEMBERS, lambda things: {"slug": things.product.slug}),
    "data_access_say": Row(holding, lambda things: {"slug": things.product.slug}),
    "data_access_areas": Row(MEMBERS),
    "data_access_area": Row(MEMBERS, lambda things: {"code": things.area.code}),
    "data_access_csv": Row(MEMBERS, lambda things: {"code": things.area.code}),
    "fact_take_back": Row(own_borough(), lambda things: {"pk": things.fact.pk}),
    "fact_hide": Row(STAFF, lambda things: {"pk": things.fact.pk}),
    "supplier_data_access": Row(own_supplier(), lambda things: {"slug": things.supplier.slug}),
    "supplier_data_fact": Row(
        own_supplier(), lambda things: {"slug": things.supplier.slug, "pk": things.fact.pk}
    ),
    # Vendor reviews
    "reviews": Row(MEMBERS),
    "my_reviews": Row(MEMBERS),
    "review_new": Row(elsewhere(ANY_OFFICER)),
    "vendor_review": Row(MEMBERS, published_review),
    "review_ask": Row(MEMBERS, published_review),
    "review_complain": Row(MEMBERS, published_review),
    "review_write": Row(theirs_alone(MEMBERS), published_review),
    "review_step": Row(theirs_alone(MEMBERS), lambda things: {"pk": things.review.pk, "step": "exit"}),
    "review_withdraw": Row(theirs_alone(MEMBERS), published_review),
    "review_give_up": Row(theirs_alone(MEMBERS), published_review),
    "review_change": Row(theirs_alone(MEMBERS), published_review, post={}),
    "review_queue": Row(STAFF),
    "review_moderate": Row(STAFF, lambda things: {"pk": things.waiting.pk}),
    "review_complaint": Row(STAFF, lambda things: {"pk": things.complaint.pk}),
    "review_time": Row(STAFF, published_review),
    "supplier_figures": Row(MEMBERS, lambda things: {"slug": things.supplier.slug}),
    "product_figures": Row(MEMBERS, lambda things: {"slug": things.product.slug}),
    "area_figures": Row(MEMBERS, lambda things: {"code": things.area.code}),
    "supplier_reviews": Row(own_supplier(), lambda things: {"slug": things.supplier.slug}),
    "supplier_review": Row(own_supplier(), own_review),
    "supplier_complain": Row(own_supplier(), own_review),
    # Timelines and opportunities
    "opportunities": Row(public),
    "opportunities_feed": Row(public),
    "opportunities_calendar": Row(public),
    "opportunities_ocds": Row(public),
    "opportunity": Row(public, opportunity),
    "opportunity_ocds": Row(public, opportunity),
    "tender_notice": Row(public, lambda things: {"pk": things.notice.pk}),
    "api_tender_notice": Row(public, lambda things: {"number": things.notice.pk}),
    "alerts": Row(public),
    "alert_new": Row(public),
    "alert_confirm": Row(public, lambda things: {"token": confirm_token(things.search)}),
    "alert_stop": Row(public, lambda things: {"token": stop_token(things.search)}),
    "alerts_manage": Row(public, lambda things: {"token": manage_token(things.search.address)}),
    "notices": Row(public),
    "api_pilots": Row(public),
    "api_pilot": Row(public, lambda things: {"number": things.pilot.pk}),
    "api_opportunities": Row(public),
    "api_opportunity": Row(public, opportunity),
    "timelines": Row(MEMBERS),
    "timeline_new": Row(only(*OFFICERS, Persona.LOTI_STAFF)),
    "timeline": Row(visible_alone, timeline),
    "timeline_notice": Row(own_borough(), timeline),
    "timeline_ics": Row(visible_alone_without_sign_in, timeline),
    "timeline_history": Row(visible_alone, timeline),
    "timelines_chart": Row(MEMBERS),
    "timeline_reminders": Row(signed_in),
    "timeline_report": Row(own_borough(), timeline),
    "timeline_report_word": Row(own_borough(), timeline),
    "timeline_report_csv": Row(own_borough(), timeline),
    "borough_report": Row(own_borough(), slug),
    "borough_report_word": Row(own_borough(), slug),
    "borough_report_csv": Row(own_borough(), slug),
    "timeline_edit": Row(own_borough(), timeline),
    "timeline_dates": Row(own_borough(), timeline),
    "timeline_move": Row(own_borough(), timeline),
    "timeline_move_back": Row(own_borough(), timeline, post={}),
    "timeline_visibility": Row(own_borough(), timeline),
    "timeline_end": Row(own_borough(), timeline),
    "milestone_add": Row(own_borough(), timeline),
    "milestone": Row(own_borough(), lambda things: {"slug": things.timeline.slug, "pk": things.milestone.pk}),
    "risk_add": Row(own_borough(), timeline),
    "risk": Row(own_borough(), lambda things: {"slug": things.timeline.slug, "pk": things.risk.pk}),
    "publishing_rule": Row(own_borough(ADMINISTRATORS), slug),
    # Suppliers' people: the supplier's person of the hub speaks for the own borough's supplier
    "my_suppliers": Row(only(Persona.NEWCOMER, Persona.SUPPLIERS_PERSON)),
    "supplier_claim": Row(claiming, lambda things: {"slug": things.supplier.slug}),
    "claim_leave": Row(
        theirs_alone(only(Persona.NEWCOMER, Persona.SUPPLIERS_PERSON)), lambda things: {"pk": things.claim.pk}
    ),
    "claims": Row(STAFF),
    "claim": Row(STAFF, lambda things: {"pk": things.claim.pk}),
    "claim_end": Row(STAFF, lambda things: {"pk": things.claim.pk}),
    "supplier_people": Row(STAFF, lambda things: {"slug": things.supplier.slug}),
    "supplier_domain_remove": Row(
        STAFF, lambda things: {"slug": things.supplier.slug, "pk": things.domain.pk}, post={}
    ),
    "supplier_profile": Row(own_supplier(or_staff=True), lambda things: {"slug": things.supplier.slug}),
    # Pitches and interest
    "pitches": Row(SUPPLIERS),
    "pitch_new": Row(SUPPLIERS),
    "pitch_times": Row(public),
    "pitch": Row(own_supplier(), lambda things: {"pk": things.pitch.pk}),
    "pitch_withdraw": Row(own_supplier(), lambda things: {"pk": things.pitch.pk}),
    "pitch_question": Row(
        own_supplier(), lambda things: {"pk": things.pitch.pk, "question": things.pitch_question.pk}
    ),
    "pitch_inbox": Row(own_borough(), slug),
    "pitch_case": Row(
        own_borough(), lambda things: {"slug": things.borough.slug, "pk": things.pitch_case.pk}
    ),
    "pitch_answer": Row(
        own_borough(),
        lambda things: {"slug": things.borough.slug, "pk": things.pitch_case.pk, "step": "decline"},
    ),
    "interest": Row(SUPPLIERS, opportunity),
    "interest_withdraw": Row(
        own_supplier(),
        lambda things: {"slug": things.opportunity.slug, "pk": things.interest.pk},
        post={},
    ),
    "timeline_interest": Row(own_borough(), timeline),
    # Market engagement
    "market_events": Row(public),
    "market_events_feed": Row(public),
    "market_events_calendar": Row(public),
    "market_event": Row(public, lambda things: {"slug": things.event.slug}),
    "market_event_ics": Row(public, lambda things: {"slug": things.event.slug}),
    "event_register": Row(public, lambda things: {"slug": things.event.slug}),
    "event_confirm": Row(
        public, lambda things: {"token": sign("confirm-registration", things.registration.pk)}
    ),
    "event_cancel": Row(
        public, lambda things: {"token": sign("cancel-registration", things.registration.pk)}
    ),
    "market_answer": Row(SUPPLIERS, lambda things: {"slug": things.asked.slug}),
    "engagements": Row(MEMBERS),
    "engagement_new": Row(own_borough(), lambda things: {"slug": things.borough.slug, "kind": "event"}),
    "engagement": Row(own_borough(), draft),
    "engagement_change": Row(own_borough(), draft),
    "engagement_publish": Row(own_borough(), draft, post={}),
    "engagement_share": Row(own_borough(), draft, post={}),
    "engagement_call_off": Row(own_borough(), draft),
    "engagement_outcome": Row(own_borough(), lambda things: {"slug": things.event.slug}),
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
    # Uploads
    "uploads": Row(own_borough(), slug),
    "upload_add": Row(own_borough(), slug),
    "upload": Row(own_borough(), upload),
    "upload_columns": Row(own_borough(), upload),
    "upload_contracts": Row(own_borough(), upload),
    "upload_rows": Row(own_borough(), upload),
    "upload_csv": Row(own_borough(), upload),
    "upload_missing": Row(own_borough(), upload),
    "upload_step": Row(own_borough(), upload, post={}),
    "upload_undo": Row(own_borough(), lambda things: {"slug": things.borough.slug, "pk": things.imported.pk}),
    # Recording contracts, and what waits for an officer's answer
    "contract_add": Row(own_borough(), slug),
    "contract_edit": Row(own_borough(), lambda things: {"pk": things.contract.pk}),
    "contract_suppliers": Row(own_borough(), lambda things: {"pk": things.contract.pk}),
    "contract_boroughs": Row(own_borough(), lambda things: {"pk": things.contract.pk}),
    "contract_options": Row(own_borough(), lambda things: {"pk": things.contract.pk}),
    "contract_documents": Row(own_borough(), lambda things: {"pk": things.contract.pk}),
    "contract_take_off": Row(own_borough(), lambda things: {"pk": things.contract.pk}),
    "contract_leave": Row(own_borough(), lambda things: {"pk": things.contract.pk}),
    "removals": Row(own_borough(), slug),
    "removal": Row(own_borough(), lambda things: {"pk": things.removal.pk}),
    "contract_chain": Row(own_borough(), lambda things: {"pk": things.contract.pk}),
    "contract_sources": Row(own_borough(), lambda things: {"pk": things.contract.pk}),
    "suggestions": Row(own_borough(), slug),
    "suggestions_answer": Row(own_borough(), slug, post={}),
    "same_contracts": Row(own_borough(), slug),
    "same_contract": Row(own_borough(), lambda things: {"pk": things.same.pk}),
    "joining_undo": Row(own_borough(), lambda things: {"pk": things.joining.pk}),
    # Accounts (django-allauth)
    "account_login": Row(for_strangers),
    "account_logout": Row(leaving),
    "account_inactive": Row(public),
    "account_signup": Row(for_strangers),
    "account_email_verification_sent": Row(public),
    "account_confirm_email": Row(public, odd_link),
    "account_confirm_login_code": Row(led_on),
    "account_reset_password": Row(public),
    "account_request_login_code": Row(for_strangers),
    "account_reset_password_done": Row(public),
    "account_reset_password_from_key": Row(public, odd_reset_link),
    "account_reset_password_from_key_done": Row(public),
    "account_reauthenticate": Row(signed_in),
    "account": Row(signed_in),
    "account_email": Row(signed_in),
    "account_change_password": Row(signed_in),
    "account_set_password": Row(after_confirming),
    "usersessions_list": Row(signed_in),
    "session_end": Row(nobodys, no_number),
    "sessions_end": Row(signed_in),
    "openid_connect_login": Row(unknown, no_provider),
    "openid_connect_callback": Row(unknown, no_provider),
    "socialaccount_connections": Row(signed_in),
    "socialaccount_login_cancelled": Row(public),
    "socialaccount_login_error": Row(said_to_have_failed),
    "socialaccount_signup": Row(back_to_the_beginning),
    # The addresses that django-allauth once had lead on to those of today.
    "/account/social/connections/": Row(led_on),
    "/account/social/login/cancelled/": Row(led_on),
    "/account/social/login/error/": Row(led_on),
    "/account/social/signup/": Row(led_on),
    "mfa_authenticate": Row(led_on),
    "mfa_login_webauthn": Row(led_on),
    "mfa_reauthenticate": Row(with_a_second_factor),
    "mfa_reauthenticate_webauthn": Row(led_on),
    "mfa_activate_totp": Row(after_confirming),
    "mfa_deactivate_totp": Row(after_confirming_a_second_factor),
    "mfa_view_recovery_codes": Row(nobodys),
    "mfa_download_recovery_codes": Row(nobodys),
    "mfa_edit_webauthn": Row(after_confirming, no_number),
    "mfa_index": Row(signed_in),
    "mfa_list_webauthn": Row(signed_in),
    "mfa_add_webauthn": Row(after_confirming),
    "mfa_remove_webauthn": Row(after_confirming, no_number),
    "mfa_generate_recovery_codes": Row(after_confirming),
}
