from django.apps import AppConfig

#: The leads of a procurement, by field: one that is missing is shown as a gap.
LEADS = {
    "commercial_lead": "commercial lead",
    "digital_lead": "digital lead",
    "service_lead": "service lead",
}


class PipelineConfig(AppConfig):
    """Names the app for Django; says what people hear of, what passes on, what merges of suppliers move."""

    name = "pipeline"

    def ready(self) -> None:
        """Register the kind of event about flags, and let a live flag keep its identity in a merge."""
        from django.db.models import Q
        from django.db.models.signals import post_save

        from boroughs.following import followable
        from boroughs.handover import passes_on
        from boroughs.notifications import register  # needs the models to be loaded
        from boroughs.reference import loads_reference
        from documents.visibility import also_visible
        from pipeline import market_privacy, privacy, privacy_collaborating  # noqa: F401
        from pipeline.collaborating.news import NEWS
        from pipeline.collaborating.papers import seen_by_members
        from pipeline.engaging.news import ENGAGEMENT_KINDS
        from pipeline.interest import INTEREST_KIND
        from pipeline.market_references import name_references
        from pipeline.models import Flag, FlagMute, Procurement, Task
        from pipeline.news import NEW_FLAGS
        from pipeline.notice_rules import load_notice_periods
        from pipeline.pitching.news import PITCH_KINDS
        from pipeline.procuring.flags import flags_follow
        from pipeline.timeline_follow import CHANGED, REMINDER, TIMELINES
        from pipeline.timeline_news import PUBLISHED, WAITS
        from suppliers.referring import refers_to_supplier

        timelines = (WAITS, PUBLISHED, CHANGED, REMINDER)
        for kind in (NEW_FLAGS, NEWS, *timelines, *PITCH_KINDS, INTEREST_KIND, *ENGAGEMENT_KINDS):
            register(kind)
        loads_reference(load_notice_periods)
        followable(TIMELINES)
        also_visible(seen_by_members)
        post_save.connect(flags_follow, sender=Procurement, dispatch_uid="pipeline.flags_follow")
        live = Q(expired__isnull=True)
        refers_to_supplier(Flag, "supplier", unique_with=("kind", "is_demonstration"), only=live)
        refers_to_supplier(FlagMute, "supplier", unique_with=("borough",), set_aside=True)
        refers_to_supplier(Procurement, "incumbent")
        name_references()
        passes_on(Procurement, "responsible", singular="timeline", plural="timelines")
        passes_on(Task, "owner", singular="task of a collaboration", plural="tasks of collaborations")
        for field, lead in LEADS.items():
            passes_on(Procurement, field, singular=f"{lead} of a timeline", plural=f"{lead}s of timelines")
