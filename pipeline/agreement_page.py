"""An agreement as it is read: on its page and as a Word document."""

import io
from typing import Any

from docx import Document
from docx.shared import Pt

from boroughs.markup import fit_for_xml
from boroughs.models import Borough
from boroughs.words import counted, listing, plain_date
from pipeline.agreement_text import Section, filled, template
from pipeline.models import Agreement, Collaboration, Member

DRAFT = "Draft. It is the hub's wording, a starting point for your own lawyers, and no legal advice."


def values_of(agreement: Agreement) -> dict[str, str]:
    """Return what is filled into the wording of an agreement."""
    collaboration = agreement.collaboration
    members = collaboration.members.filter(state=Member.State.IN, part=Member.Part.CONTRIBUTES)
    rows = sorted(members.select_related("borough"), key=lambda one: one.borough.name)
    lead = next((one.borough for one in rows if one.is_lead), None)
    start = collaboration.agreed_start
    return {
        "members": listing([one.borough.official_name for one in rows]),
        "lead": lead.official_name if lead else "",
        "purpose": agreement.purpose,
        "rung": str(collaboration.get_rung_display()),
        "start": plain_date(start) if start else "",
        "costs": agreement.costs,
        "shared": agreement.shared,
        "starts": plain_date(agreement.starts_on),
        "expires": plain_date(agreement.expires_on),
        "notice": counted(agreement.notice_months, "month"),
    }


def sections_of(agreement: Agreement) -> list[Any]:
    """Return the sections as they are kept when signing begins: number, heading, numbered lines."""
    sections = filled(template(agreement.kind), values_of(agreement))
    return [[one.number, one.heading, [list(line) for line in one.paragraphs]] for one in sections]


def read(agreement: Agreement) -> list[Section]:
    """Return the sections of an agreement: as they were fixed, or, of a draft, as they would be now."""
    kept = agreement.wording or sections_of(agreement)
    return [
        Section(number, heading, tuple((place, text) for place, text in lines))
        for number, heading, lines in kept
    ]


def agreement_word(agreement: Agreement) -> bytes:
    """Return an agreement as a Word document in Word's own styles, with room for each member to sign."""
    document = Document()
    title = f"{template(agreement.kind).title}: {agreement.collaboration.title}"
    document.core_properties.title = fit_for_xml(title)
    document.core_properties.author = "Procurement Hub"
    document.core_properties.language = "en-GB"
    document.styles["Normal"].font.name = "Arial"
    document.styles["Normal"].font.size = Pt(11)
    document.add_heading(fit_for_xml(title), level=0)
    if agreement.state == Agreement.State.DRAFT:
        document.add_paragraph(DRAFT)
    for section in read(agreement):
        document.add_heading(fit_for_xml(f"{section.number}. {section.heading}"), level=1)
        for number, text in section.paragraphs:
            document.add_paragraph(fit_for_xml(f"{number}  {text}"))
    document.add_heading("Signatures", level=1)
    table = document.add_table(rows=1, cols=4, style="Table Grid")
    for cell, text in zip(table.rows[0].cells, ("For", "Name", "Role", "Signed on"), strict=True):
        cell.text = text
    for row in signature_rows(agreement):
        signed = row["signatory"]
        cells = [row["borough"].official_name]
        cells += [signed.name, signed.role, plain_date(signed.signed_on)] if signed else ["", "", ""]
        for cell, text in zip(table.add_row().cells, cells, strict=True):
            cell.text = fit_for_xml(text)
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def agreements_naming(collaboration: Collaboration, borough: int | None) -> list[Agreement]:
    """Return the agreements that name a borough and are open for signature or in force."""
    standing = collaboration.agreements.filter(
        state__in=[Agreement.State.SIGNING, Agreement.State.IN_FORCE], party_ids__contains=[borough]
    )
    return list(standing.prefetch_related("signatories")) if borough else []


def signature_rows(agreement: Agreement) -> list[dict[str, Any]]:
    """Return each borough that signs or signed, by name, with its signatory if it has signed.

    They are those that it was between when its words were fixed; of a draft, the members that contribute.
    """
    signed = {one.borough_id: one for one in agreement.signatories.select_related("borough")}
    if agreement.state == Agreement.State.DRAFT:
        members = agreement.collaboration.members.filter(
            state=Member.State.IN, part=Member.Part.CONTRIBUTES
        ).select_related("borough")
        boroughs = [one.borough for one in members]
    else:
        boroughs = list(Borough.objects.filter(pk__in=agreement.party_ids))
    rows = sorted(boroughs, key=lambda one: one.name)
    return [{"borough": borough, "signatory": signed.get(borough.pk)} for borough in rows]
