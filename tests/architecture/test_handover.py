"""Nothing is orphaned when somebody leaves: every key to a person passes on, goes along, or says why."""

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

from boroughs.handover import all_passing
from boroughs.models import Person

OURS = [name for name in settings.INSTALLED_APPS if (settings.BASE_DIR / name).is_dir()]
#: What somebody did stays done by them; nobody else takes it over.
STAYS = {
    "boroughs.Event.by": "who announced it",
    "boroughs.Invitation.invited_by": "who invited; the borough’s other administrators see the invitation",
    "boroughs.JoinRequest.decided_by": "who decided",
    "boroughs.PeerMessage.sender": "who wrote a letter",
    "community.Confirmation.by": "who said that their borough has it; the borough’s other officers change it",
    "community.Discussion.author": "who asked; whoever looks after the group closes it",
    "community.Escalation.by": "who took it further up",
    "community.InboundMail.person": "who wrote an e-mail",
    "community.GroupMeeting.called_by": "who called it; whoever looks after the group goes on with it",
    "community.IssueAnswer.by": "who answered for a supplier",
    "community.Post.author": "who wrote it",
    "community.Report.by": "who reported it",
    "community.Report.decided_by": "who decided",
    "community.SharedIssue.raised_by": "who raised it; the borough’s other officers go on with it",
    "contracts.ContractLink.added_by": "who linked a document",
    "contracts.ContractPair.decided_by": "who decided",
    "contracts.Import.by": "who imported",
    "contracts.Nudge.by": "who asked a borough to look",
    "contracts.Upload.by": "who brought it; the borough’s other officers see it",
    "contracts.PaymentFile.by": "who gave it; the borough’s other officers see it",
    "contracts.PrivatePayee.by": "who found it out",
    "contracts.Joining.by": "who joined two records",
    "contracts.Joining.undone_by": "who undid it",
    "contracts.Removal.by": "who took it off the register",
    "contracts.Removal.put_back_by": "who put it back",
    "contracts.Replacement.said_by": "who said what a contract replaced",
    "contracts.Suggestion.answered_by": "who answered",
    "documents.Document.declared_by": "who declared it fit to be shared; the borough keeps it",
    "documents.DocumentUse.said_by": "who said that the borough used it",
    "documents.DocumentVersion.uploaded_by": "who gave a file",
    "pipeline.Agreement.checked_by": "who answered the competition check",
    "pipeline.Agreement.drafted_by": "who drafted it; the members work on it",
    "pipeline.Signatory.recorded_by": "who recorded a signature",
    "pipeline.Collaboration.opened_by": "who opened it; the members work on it",
    "pipeline.Figure.given_by": "who gave a figure; the borough’s other officers see it",
    "pipeline.FlagAnswer.answered_by": "who answered for the borough",
    "pipeline.FlagMute.muted_by": "who muted a subject for the borough",
    "pipeline.Member.answered_by": "who let a borough in, or accepted for it",
    "pipeline.Member.asked_by": "who invited a borough, or asked for it",
    "pipeline.Outcome.recorded_by": "who recorded what came of it",
    "pipeline.Post.author": "who wrote it",
    "pipeline.Proposal.made_by": "who proposed it for the borough",
    "pipeline.Requirement.added_by": "who added it",
    "pipeline.Vote.by": "who voted for the borough",
    "pipeline.Procurement.created_by": "who made a timeline",
    "pipeline.Procurement.publication_asked_by": "who asked for it to be published",
    "pipeline.Procurement.published_by": "who published it",
    "pipeline.ProcurementStage.entered_by": "who said that a stage began",
    "pipeline.ProcurementStage.left_by": "who said that it ended",
    "pipeline.Engagement.created_by": "who made it; the borough’s other officers keep it as well",
    "pipeline.Interest.registered_by": "who spoke for the supplier",
    "pipeline.MarketAnswer.answered_by": "who answered for the supplier",
    "pipeline.Pitch.sent_by": "who wrote for the supplier",
    "pipeline.PitchQuestion.asked_by": "who asked",
    "pipeline.PitchQuestion.answered_by": "who answered for the supplier",
    "performance.Commitment.recorded_by": "who recorded it; the borough’s other officers keep it",
    "performance.Issue.recorded_by": "who recorded it; the borough’s other officers keep it",
    "performance.Kpi.recorded_by": "who recorded it; the borough’s other officers keep it",
    "performance.KpiReading.recorded_by": "who recorded it; the borough’s other officers keep it",
    "performance.MobilisationRisk.recorded_by": "who recorded it; the borough’s other officers keep it",
    "performance.ServiceCredit.recorded_by": "who recorded it; the borough’s other officers keep it",
    "pilots.Pilot.contact": "who agreed to be asked: that is theirs alone to agree to",
    "pilots.Pilot.written_by": "who wrote it up; the borough keeps it",
    "pilots.Pilot.hidden_by": "who decided",
    "pilots.PilotComplaint.by": "who complained",
    "pilots.PilotComplaint.decided_by": "who decided",
    "pilots.PilotImport.by": "who gave a file; the borough’s other officers see it",
    "data_access.DataFact.hidden_by": "who hid it",
    "data_access.DataFact.said_by": "who said it; the borough’s other officers can say it anew",
    "data_access.FactReply.by": "who wrote for the supplier",
    "reviews.Complaint.by": "who complained",
    "reviews.Complaint.decided_by": "who decided",
    "reviews.Reply.by": "who wrote for the supplier",
    "reviews.Review.author": "who wrote it; the borough answers for it",
    "reviews.ReviewVersion.decided_by": "who decided",
    "toolkit.Comment.by": "who commented; members read it",
    "toolkit.Adoption.said_by": "who said it; the borough’s other officers see it",
    "toolkit.Page.editor": "who of LOTI’s staff looks at a page next; their colleagues see it in the admin",
    "toolkit.Picture.added_by": "who added it; LOTI staff keep it",
    "toolkit.PageFeedback.by": "who said it; LOTI staff read it",
    "suppliers.SupplierClaim.decided_by": "who decided",
    "suppliers.SupplierProfile.changed_by": "who wrote what a supplier says of itself",
    "suppliers.IdentifierConflict.settled_by": "who settled it",
    "suppliers.ProductTerm.decided_by": "who decided",
    "suppliers.Merge.by": "who merged",
    "suppliers.Merge.undone_by": "who undid the merge",
    "suppliers.SupplierPair.decided_by": "who decided",
}


def keys_to_people() -> dict[str, models.ForeignKey[models.Model, models.Model]]:
    """Return every foreign key to a person of our models, but not those of history, by its label."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label not in OURS or hasattr(model, "pgh_tracked_model"):
            continue
        for field in model._meta.get_fields():
            if isinstance(field, models.ForeignKey) and field.related_model is Person:
                found[f"{model._meta.label}.{field.name}"] = field
    return found


KEYS = keys_to_people()
PASSING = {f"{passing.model._meta.label}.{passing.field}" for passing in all_passing()}


@pytest.mark.parametrize("label", sorted(KEYS))
def test_it_passes_on_or_is_personal_or_says_why_it_stays(label: str) -> None:
    is_personal = KEYS[label].remote_field.on_delete is models.CASCADE
    ways = [label in PASSING, is_personal, label in STAYS]
    assert sum(ways) == 1, f"Say passes_on(…) for {label} (boroughs/handover.py), or here why it stays."


def test_what_passes_on_may_be_empty() -> None:
    assert all(KEYS[label].null for label in PASSING)


def test_no_reason_is_left_over() -> None:
    assert STAYS.keys() <= KEYS.keys()
    assert KEYS.keys() >= PASSING
