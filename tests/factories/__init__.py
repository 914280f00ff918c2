"""Rows for tests: small, real in shape, related as the hub relates them."""

from tests.factories.boroughs import (
    SECRET,
    BoroughFactory,
    OfficerFactory,
    PersonFactory,
    ServiceAreaFactory,
    default_route,
    give_second_factor,
)
from tests.factories.collaborations import (
    HARMLESS,
    agreement_facts,
    draft_of,
    make_collaboration,
    work_together,
)
from tests.factories.contracts import ContractFactory
from tests.factories.data_access import make_fact
from tests.factories.documents import make_document
from tests.factories.flags import FlagFactory
from tests.factories.gates import GateFactory, MeetingFactory
from tests.factories.market import (
    make_event,
    make_pitch,
    make_questions,
    market_about,
    registration,
    speak_for,
    speaker,
)
from tests.factories.opportunities import SavedSearchFactory, TenderNoticeFactory
from tests.factories.payments import PaymentFileFactory, PaymentPayeeFactory
from tests.factories.people import PeerMessageFactory, ProfileFactory
from tests.factories.performance import make_issue, make_kpi, make_performance, make_reading
from tests.factories.pilots import evidence_grade, make_pilot, make_pilot_import, pilot_facet
from tests.factories.record import SuggestionFactory, contract_pair
from tests.factories.reviews import make_review, sent_in
from tests.factories.suppliers import (
    ConflictFactory,
    PairFactory,
    ProductFactory,
    ProductTermFactory,
    SupplierFactory,
)
from tests.factories.timelines import make_timeline, planned_route
from tests.factories.uploads import UploadFactory

__all__ = [
    "HARMLESS",
    "SECRET",
    "BoroughFactory",
    "ConflictFactory",
    "ContractFactory",
    "FlagFactory",
    "GateFactory",
    "MeetingFactory",
    "OfficerFactory",
    "PairFactory",
    "PaymentFileFactory",
    "PaymentPayeeFactory",
    "PeerMessageFactory",
    "PersonFactory",
    "ProductFactory",
    "ProductTermFactory",
    "ProfileFactory",
    "SavedSearchFactory",
    "ServiceAreaFactory",
    "SuggestionFactory",
    "SupplierFactory",
    "TenderNoticeFactory",
    "UploadFactory",
    "agreement_facts",
    "contract_pair",
    "default_route",
    "draft_of",
    "evidence_grade",
    "give_second_factor",
    "make_collaboration",
    "make_document",
    "make_event",
    "make_fact",
    "make_issue",
    "make_kpi",
    "make_performance",
    "make_pilot",
    "make_pilot_import",
    "make_pitch",
    "make_questions",
    "make_reading",
    "make_review",
    "make_timeline",
    "market_about",
    "pilot_facet",
    "planned_route",
    "registration",
    "sent_in",
    "speak_for",
    "speaker",
    "work_together",
]
