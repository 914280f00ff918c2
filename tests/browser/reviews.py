"""Vendor reviews for the pages that are looked at in a browser."""

from typing import Any

from boroughs.models import Borough, Person
from reviews.actions import begin_version, complain, keep_score, reply, send_back
from reviews.dimensions import DIMENSIONS
from suppliers.models import Product, Supplier
from tests.factories import PersonFactory, ServiceAreaFactory, make_review, sent_in, speak_for
from tests.factories.reviews import fill_in, start


def reviews_of(boroughs: list[Borough], officer: Person, speaker: Person) -> dict[str, Any]:
    """Return the names of reviews in every state, of a supplier that has figures.

    Args:
        boroughs: eight at least, the officer's first.
        officer: who writes.
        speaker: who speaks for the supplier.
    """
    supplier = Supplier.objects.create(name="Quillmere Housing Ltd", slug="quillmere-housing")
    speak_for(speaker, supplier)
    area = ServiceAreaFactory()
    product = Product.objects.create(
        name="Quillmere Tenancy", slug="quillmere-tenancy", supplier=supplier, service_area=area
    )
    about: dict[str, Any] = {"supplier": supplier, "product": product, "service_area": area}
    for number, borough in enumerate(boroughs[1:7]):
        scores: dict[str, int | None] = {one.code: 1 + number % 5 for one in DIMENSIONS[:5]}
        make_review({**scores, "exit": None}, borough=borough, facts={"hides_author": number > 1}, **about)
    advice = "Ask for the price list, and for what a change costs."
    own = make_review(by=officer, facts={"advice": advice}, **about)
    begin_version(review=own)
    reply(review=own, text="We have published our price list since.", by=speaker)
    draft = start(by=officer, **about)
    keep_score(version=draft.versions.get(), dimension="support", score=2, words="Slow on Mondays.")
    returned = sent_in(by=officer, **about)
    why = "It names the account manager: take the name out."
    send_back(version=returned, why=why, by=PersonFactory(is_staff=True))
    ready = fill_in(start(by=officer, **about).versions.get())
    waiting = sent_in(borough=boroughs[1], **about).review
    peers = make_review(borough=boroughs[2], **about)
    made = complain(review=peers, about="review", kind="inaccurate", text="It was in June.", by=officer)
    return {
        "reviewed": supplier.slug,
        "reviewed_product": product.slug,
        "reviewed_area": area.code,
        "own_review": own.pk,
        "draft_review": draft.pk,
        "returned_review": returned.review_id,
        "ready_review": ready.review_id,
        "waiting_review": waiting.pk,
        "peers_review": peers.pk,
        "complaint": made.pk,
        "to_review": start(by=officer, **about).contract_id,
    }
