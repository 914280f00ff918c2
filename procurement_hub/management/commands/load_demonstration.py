"""``manage.py load_demonstration``: contracts of fictional suppliers, to show the hub."""

from typing import Any

from django.core.management.base import CommandError

from boroughs.commands import HubCommand
from boroughs.words import counted
from community.demonstration import load_demonstration_community
from contracts.actions.demonstration import load_demonstration
from contracts.actions.demonstration_payments import load_demonstration_payments
from data_access.demonstration import load_demonstration_facts
from documents.demonstration import load_demonstration_documents
from performance.demonstration import load_demonstration_performance
from pilots.demonstration import load_demonstration_pilots
from pipeline.demonstration_collaborations import load_demonstration_collaborations
from pipeline.demonstration_market import load_demonstration_market
from pipeline.demonstration_notices import load_demonstration_notices
from pipeline.demonstration_timelines import load_demonstration_timelines
from reviews.demonstration import load_demonstration_reviews


class Command(HubCommand):
    """Load the demonstration set."""

    help = "Load contracts of fictional suppliers across the real boroughs, each marked as demonstration."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load the set and say what became of it."""
        try:
            outcomes = load_demonstration()
            load_demonstration_payments()
            timelines = load_demonstration_timelines()
            notices = load_demonstration_notices()
            market = load_demonstration_market()
            collaborations = load_demonstration_collaborations()
            documents = load_demonstration_documents()
            reviews = load_demonstration_reviews()
            pilots = load_demonstration_pilots()
            community = load_demonstration_community()
            performance = load_demonstration_performance()
            facts = load_demonstration_facts()
        except ValueError as problem:
            raise CommandError(str(problem)) from problem
        parts = [f"{count} {outcome}" for outcome, count in sorted(outcomes.items())]
        self.stdout.write(f"Demonstration contracts: {', '.join(parts)}.")
        self.stdout.write(f"Timelines of their replacement: {counted(timelines, 'new one')}.")
        self.stdout.write(f"Tender notices: {notices}.")
        self.stdout.write(
            f"Pitches: {market['pitches']} new; market engagement: {market['engagements']} new."
        )
        self.stdout.write(
            f"Collaborations: {counted(collaborations, 'new one')} (one is opened once the flag job has run)."
        )
        self.stdout.write(f"Documents: {counted(documents, 'new one')}.")
        self.stdout.write(f"Pilots: {counted(pilots, 'new one')}.")
        self.stdout.write(f"Discussions and shared issues: {counted(community, 'new one')}.")
        self.stdout.write(f"Contracts with recorded performance: {counted(performance, 'new one')}.")
        self.stdout.write(f"Facts about data access: {counted(facts, 'new one')}.")
        self.stdout.write(f"Vendor reviews: {counted(reviews, 'new one')}.")
        self.stdout.write("All suppliers and products among them are fictional. To remove them all:")
        self.stdout.write("  manage.py remove_demonstration")
