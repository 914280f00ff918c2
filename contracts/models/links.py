"""What a contract leads to: documents with their addresses, and the contracts that it replaced."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from contracts.models.contract import Contract


@pghistory.track()
class ContractLink(models.Model):
    """The address of a document about a contract; the hub keeps no copy.

    Members see it; anybody does where ``is_public`` says that its page is public (R9).
    """

    class Kind(models.TextChoices):
        DECISION = "decision", "decision report"
        CONTRACT = "contract", "signed contract"
        SPECIFICATION = "specification", "specification"
        VARIATION = "variation", "variation or extension"
        PRICES = "prices", "pricing schedule"
        OTHER = "other", "another document"

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="links")
    kind = models.CharField(max_length=15, choices=Kind)
    label = models.CharField(max_length=120, help_text="What readers click on.")
    url = models.URLField("address", max_length=500)
    is_public = models.BooleanField("may be seen by anybody", default=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    added_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["contract", "kind", "label", "id"]
        constraints = [
            models.UniqueConstraint(fields=["contract", "url"], name="a_document_is_linked_once"),
            models.CheckConstraint(
                condition=Q(url__startswith="https://") | Q(url__startswith="http://"),
                name="a_document_is_on_the_web",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.label}"


@pghistory.track()
class Replacement(models.Model):
    """``successor`` replaced ``predecessor``: a link of the renewal chain.

    The database refuses circles; its lock keeps two writers from closing one together.
    """

    successor = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="replaces")
    predecessor = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="replaced_by")
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    said_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["successor", "predecessor"]
        constraints = [
            models.UniqueConstraint(
                fields=["successor", "predecessor"], name="a_contract_replaces_another_once"
            ),
            models.CheckConstraint(
                condition=~Q(successor=F("predecessor")), name="no_contract_replaces_itself"
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="no_circles",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                declare=[("found", "boolean")],
                func="""
                    PERFORM pg_advisory_xact_lock(2026009);
                    WITH RECURSIVE earlier(id) AS (
                        SELECT NEW.predecessor_id
                        UNION
                        SELECT one.predecessor_id FROM contracts_replacement one
                        JOIN earlier ON one.successor_id = earlier.id
                        WHERE one.id IS DISTINCT FROM NEW.id
                    )
                    SELECT NEW.successor_id IN (SELECT id FROM earlier) INTO found;
                    IF found THEN
                        RAISE EXCEPTION 'A contract cannot replace itself through others.'
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'no_circle_of_replacements';
                    END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self) -> str:
        return f"{self.successor} replaced {self.predecessor}"
