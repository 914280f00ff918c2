"""What the database's triggers recorded, told in words: who changed what, when and how.

``context`` says in whose name something is written, ``parts`` what belongs to a thing and how its values
are written, ``reading`` reads the events page by page, ``words`` makes sentences of them.
"""

from boroughs.history.context import recorded_as
from boroughs.history.parts import Part
from boroughs.history.reading import Chronicle, chronicle

__all__ = ["Chronicle", "Part", "chronicle", "recorded_as"]
