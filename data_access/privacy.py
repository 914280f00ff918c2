"""What is kept about people in facts about data access."""

from boroughs.privacy import Section, register
from data_access.models import DataFact, FactReply

OFF = "Your name is taken off when you leave."
register(
    Section(
        code="data_access",
        title="What you said for your borough of products’ data access",
        why=f"Members read it in your borough’s name; nobody is shown yours. {OFF}",
        rows=lambda person: (
            DataFact.objects.filter(said_by=person).select_related("product", "borough").order_by("-pk")
        ),
        entry=lambda row: {
            "product": row.product.name,
            "borough": str(row.borough),
            "question": row.get_question_display(),
            "answer": row.in_words(),
            "note": row.note,
            "said_at": row.said_at,
        },
        covers=frozenset({"data_access.DataFact.said_by"}),
    )
)
register(
    Section(
        code="data_access_replies",
        title="Answers about data access that you wrote for your supplier",
        why=f"They stand beside what boroughs say, in your supplier’s name. {OFF}",
        rows=lambda person: (
            FactReply.objects.filter(by=person).select_related("supplier", "fact__product").order_by("-pk")
        ),
        entry=lambda row: {
            "supplier": row.supplier.name,
            "product": row.fact.product.name,
            "text": row.text,
            "answered_at": row.at,
        },
        covers=frozenset({"data_access.FactReply.by"}),
    )
)
register(
    Section(
        code="data_access_hidden",
        title="What you hid of products’ data access for LOTI",
        why=f"To say who decided. {OFF}",
        rows=lambda person: (
            DataFact.objects.filter(hidden_by=person).select_related("product").order_by("-pk")
        ),
        entry=lambda row: {
            "product": row.product.name,
            "question": row.get_question_display(),
            "why": row.hidden_why,
            "hidden_at": row.hidden_at,
        },
        covers=frozenset({"data_access.DataFact.hidden_by"}),
    )
)
