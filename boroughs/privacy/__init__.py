"""What the hub keeps about a person: each app says what it has, so that nothing is left out of an export."""

from boroughs.privacy.registry import Section, all_sections, counts, export, register, section_of

__all__ = ["Section", "all_sections", "counts", "export", "register", "section_of"]
