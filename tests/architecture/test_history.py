"""Every model of the hub keeps a history of its rows, or says here why not."""

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

OURS = [name for name in settings.INSTALLED_APPS if (settings.BASE_DIR / name).is_dir()]
EXEMPT = {
    "community.TeamsCard": "a log line: what was posted to a channel, and when",
    "community.TeamsChannel": "its address is a secret that a history would keep; failures are in the row",
    "community.InboundMail": "a log line: what became of an e-mail",
    "boroughs.Event": "a log line: announced once, marked once when everybody was told",
    "boroughs.Follow": "what somebody reads is theirs alone, and no record of the hub",
    "boroughs.Mail": "a log line of its own: state, attempts and error are in it",
    "boroughs.Notification": "a log line: who was told what, when and why",
    "boroughs.PeerMessage": "a letter between two people, never changed",
    "boroughs.Profile_service_areas": "what somebody knows is theirs to say and to take back without trace",
    "boroughs.Person_groups": "Django's own groups are not used: roles are code",
    "boroughs.Person_user_permissions": "Django's own permissions are not used: roles are code",
    "contracts.FreshnessDay": "a log line: how fresh a register was on a day",
    "contracts.LandscapeChange": "a mark that is taken away as soon as the landscape has followed",
    "contracts.LandscapeSheet": "worked out from the register, whose history says what changed",
    "contracts.MailboxQuestion": "a log line: which mailbox was asked about which contracts",
    "contracts.Nudge": "a log line: who nudged which borough when",
    "contracts.PaymentProblem": "written once with its file and never changed",
    "contracts.PaymentSum": "written once with its file; whether it counts is in the history of its month",
    "contracts.JoiningMove": "written once with its joining; the history of what was moved tells the move",
    "contracts.RemovalRow": "written once with its removal; the history of what was taken away tells it",
    "contracts.SavedView": "what somebody reads is theirs alone, and no record of the hub",
    "contracts.SourceRecord": "kept as it came and never changed (R8)",
    "contracts.UploadContract": "works out what an upload does; the upload and the contract have histories",
    "contracts.UploadRow": "kept as it came beside what was mended in it; it goes with its upload",
    "contracts.SourceRecord_contracts": "follows from the source record, which never changes",
    "suppliers.MergeMove": "written once with its merge; the history of what was moved tells the move",
    "suppliers.KnownProduct": "what somebody knows is theirs to say and to take back without trace",
    "toolkit.PageReading": "what somebody reads is theirs alone, and no record of the hub",
    "toolkit.BrokenLink": "found anew each night",
    "toolkit.Page_clauses": "which clauses a page leads to: no record of the hub",
    "toolkit.Page_service_areas": "for which services a page is: no record of the hub",
    "pipeline.Opportunity": "a view of the database: what it shows has a history of its own",
    "pipeline.SavedSearch": "what somebody reads is theirs alone, and no record of the hub",
    "pipeline.ToldOpportunity": "a log line: what a saved search was told of an opportunity",
    "pipeline.EventRegistration": "people without an account: nothing of them is left when the row goes",
    "pipeline.FlagBorough": "written anew each night; the flag's own history says what changed",
    "pipeline.FlagTold": "a log line: what a borough was told of a flag, so that it is told once",
    "pipeline.ProcurementChange": "a log line: written once, for everybody to read",
    "pipeline.ReminderChoice": "when somebody wants to be reminded is theirs alone, and no record of the hub",
    "pipeline.FlagRun": "a log line: written once, finished once",
}
MODELS = {
    model._meta.label: model
    for model in apps.get_models(include_auto_created=True)
    if model._meta.app_label in OURS and not hasattr(model, "pgh_tracked_model")
}
TRACKED = {model.pgh_tracked_model for model in apps.get_models() if hasattr(model, "pgh_tracked_model")}


@pytest.mark.parametrize("label", MODELS)
def test_it_has_a_history_or_an_exemption(label: str) -> None:
    model: type[models.Model] = MODELS[label]
    assert (model in TRACKED) != (label in EXEMPT), f"Decorate {label} with pghistory.track()."


def test_no_exemption_is_left_over() -> None:
    assert EXEMPT.keys() <= MODELS.keys()
