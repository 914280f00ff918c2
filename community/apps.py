from django.apps import AppConfig


class CommunityConfig(AppConfig):
    """Names the app for Django; says what is followed, what people hear, what is kept of them."""

    name = "community"

    def ready(self) -> None:
        """Name what is told, followed and kept, what passes on, what merges move, and the first groups."""
        from boroughs.following import followable  # needs the models to be loaded
        from boroughs.handover import passes_on
        from boroughs.notifications import register
        from boroughs.reference import loads_reference
        from community import privacy  # noqa: F401
        from community.files import place_of_file, seen_where_they_belong
        from community.following import DISCUSSIONS
        from community.issue_news import ISSUE_KINDS
        from community.meeting_news import MEETING_KINDS
        from community.models import Discussion, Group, MeetingAction, SharedIssue
        from community.news import KINDS
        from community.reference import load_groups
        from documents.visibility import also_visible, names_place
        from suppliers.referring import refers_to_supplier

        for kind in (*KINDS, *ISSUE_KINDS, *MEETING_KINDS):
            register(kind)
        followable(DISCUSSIONS)
        also_visible(seen_where_they_belong)
        names_place(place_of_file)
        passes_on(MeetingAction, "owner", singular="action of a meeting", plural="actions of meetings")
        passes_on(Group, "facilitator", singular="group", plural="groups")
        refers_to_supplier(Discussion, "object_id")
        refers_to_supplier(SharedIssue, "supplier")
        loads_reference(load_groups)
