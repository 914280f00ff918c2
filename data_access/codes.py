"""The codes of what happens to facts about data access, under which it is announced."""

SAID = "data_access_said"
ABOUT_SUPPLIER = "data_access_about_supplier"
REPLIED = "data_access_replied"
HIDDEN = "data_access_hidden"
