"""The words under which a borough declares that a document may be shared. Pure.

A new wording is a new version; each document keeps the version that was shown.
"""

VERSION = 1
DECLARATION = (
    "Nothing in it is confidential to a supplier or names a person who has not agreed: prices, bids, "
    "signatures and personal data are taken out. Members see it, and what a borough holds may be asked for "
    "under the Freedom of Information Act 2000."
)
