"""Texts for spreadsheets. Pure: no database."""

#: What a spreadsheet may take for the beginning of a formula (OWASP, "CSV injection").
FORMULA_BEGINS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def safe_cell(text: str) -> str:
    """Return a text that no spreadsheet runs as a formula: a ' is put before what could begin one."""
    return f"'{text}" if text.startswith(FORMULA_BEGINS) else text
