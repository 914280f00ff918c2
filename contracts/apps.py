from django.apps import AppConfig


class ContractsConfig(AppConfig):
    """Names the app for Django; says what it keeps of people, what passes on or moves, what people hear."""

    name = "contracts"

    def ready(self) -> None:
        """Say what is kept about people, what passes to a colleague or a supplier, and what people hear."""
        from boroughs.handover import passes_on  # needs the models to be loaded
        from boroughs.notifications import register
        from contracts import privacy  # noqa: F401
        from contracts.actions.merged import follow_a_merge
        from contracts.addresses import addresses_of
        from contracts.models import Contract, ContractSupplier, PaymentPayee
        from contracts.news import KINDS
        from contracts.news_jointly import JOINT_CONTRACTS
        from contracts.news_suggestions import SUGGESTIONS
        from contracts.nudges import NUDGES
        from contracts.still_true import QUESTIONS
        from suppliers.referring import after_merging, refers_to_supplier
        from suppliers.review.evidence import knows_addresses

        passes_on(Contract, "looked_after_by", singular="contract", plural="contracts")
        refers_to_supplier(ContractSupplier, "supplier", unique_with=("contract",), set_aside=True)
        refers_to_supplier(PaymentPayee, "supplier")
        after_merging(follow_a_merge)
        knows_addresses(addresses_of)
        for kind in (*KINDS, QUESTIONS, NUDGES, SUGGESTIONS, JOINT_CONTRACTS):
            register(kind)
