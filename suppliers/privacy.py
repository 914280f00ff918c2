"""What is kept about people: the products they know, what they decided about terms and suppliers."""

from django.db.models import Q

from boroughs.privacy import Section, register
from suppliers.models import (
    IdentifierConflict,
    KnownProduct,
    Merge,
    ProductTerm,
    SupplierClaim,
    SupplierPair,
    SupplierProfile,
)

register(
    Section(
        code="products",
        title="Products you know",
        why="To let peers find you by them, once you agreed to be found. Kept until you take them off.",
        rows=lambda person: KnownProduct.objects.filter(person=person).select_related("product"),
        entry=lambda row: {"product": row.product.name},
        covers=frozenset({"suppliers.KnownProduct.person"}),
    )
)
register(
    Section(
        code="supplier_pairs",
        title="Suppliers you decided about",
        why="To say who decided whether two suppliers are one. Your name is taken off when you leave.",
        rows=lambda person: SupplierPair.objects.filter(decided_by=person).select_related("left", "right"),
        entry=lambda row: {
            "pair": str(row),
            "decision": row.get_decision_display(),
            "decided_at": row.decided_at,
        },
        covers=frozenset({"suppliers.SupplierPair.decided_by"}),
    )
)
register(
    Section(
        code="supplier_merges",
        title="Suppliers you merged or separated",
        why="To say who found two suppliers to be one, or took it back. Your name goes when you leave.",
        rows=lambda person: Merge.objects.filter(Q(by=person) | Q(undone_by=person)).select_related(
            "kept", "gone"
        ),
        entry=lambda row: {
            "merge": str(row),
            "reason": row.reason,
            "at": row.at,
            "undone_at": row.undone_at,
        },
        covers=frozenset({"suppliers.Merge.by", "suppliers.Merge.undone_by"}),
    )
)
register(
    Section(
        code="supplier_conflicts",
        title="Numbers of suppliers you settled",
        why="To say who found out which number is right. Your name is taken off when you leave.",
        rows=lambda person: IdentifierConflict.objects.filter(settled_by=person),
        entry=lambda row: {"sentence": row.sentence, "note": row.note, "settled_at": row.settled_at},
        covers=frozenset({"suppliers.IdentifierConflict.settled_by"}),
    )
)
register(
    Section(
        code="product_terms",
        title="Terms you decided",
        why="To say who took a word for a product or dismissed it. Your name is taken off when you leave.",
        rows=lambda person: ProductTerm.objects.filter(decided_by=person),
        entry=lambda row: {
            "term": row.term,
            "decision": row.get_status_display(),
            "decided_at": row.decided_at,
        },
        covers=frozenset({"suppliers.ProductTerm.decided_by"}),
    )
)
register(
    Section(
        code="supplier_claims",
        title="Suppliers you said you work for",
        why="To let you speak for a supplier, and to say who could. Deleted with your account.",
        rows=lambda person: SupplierClaim.objects.filter(person=person).select_related("supplier"),
        entry=lambda row: {
            "supplier": row.supplier.name,
            "job": row.job,
            "evidence": row.evidence,
            "state": row.get_state_display(),
            "asked_at": row.asked_at,
            "reason": row.reason,
        },
        covers=frozenset({"suppliers.SupplierClaim.person"}),
    ),
    Section(
        code="supplier_claims_decided",
        title="Claims of suppliers you decided",
        why="To say who decided who speaks for a supplier. Your name is taken off when you leave.",
        rows=lambda person: SupplierClaim.objects.filter(decided_by=person).select_related("supplier"),
        entry=lambda row: {
            "supplier": row.supplier.name,
            "state": row.get_state_display(),
            "decided_at": row.decided_at,
        },
        covers=frozenset({"suppliers.SupplierClaim.decided_by"}),
    ),
    Section(
        code="supplier_profiles",
        title="Suppliers’ profiles you wrote",
        why="To say who wrote what a supplier says of itself. Your name is taken off when you leave.",
        rows=lambda person: SupplierProfile.objects.filter(changed_by=person).select_related("supplier"),
        entry=lambda row: {"supplier": row.supplier.name, "changed_at": row.changed_at},
        covers=frozenset({"suppliers.SupplierProfile.changed_by"}),
    ),
)
