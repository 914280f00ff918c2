"""What suppliers' numbers are called, and which public page shows them. Pure: no database here."""

#: Where a register shows what a number stands for. Nothing is fetched from there.
WHERE_NUMBERS_LEAD = {
    "GB-COH": "https://find-and-update.company-information.service.gov.uk/company/{}",
    "GB-CHC": "https://register-of-charities.charitycommission.gov.uk/charity-details/?regId={}&subId=0",
}
#: What a number is called within a sentence.
WHAT_NUMBERS_ARE = {
    "GB-COH": "Companies House number",
    "GB-CHC": "Charity Commission number",
    "GB-SC": "Scottish charity number",
    "GB-PPON": "public procurement organisation number",
    "GB-UKPRN": "UK provider reference number",
    "GB-FTS": "Find a Tender organisation number",
}


def where_it_leads(scheme: str, value: str) -> str:
    """Return the public page of a number in the register that gave it; empty where there is none."""
    return WHERE_NUMBERS_LEAD.get(scheme, "").format(value)


def what_it_is(scheme: str) -> str:
    """Return what a number is called within a sentence: *public procurement organisation number*."""
    return WHAT_NUMBERS_ARE.get(scheme, scheme)
