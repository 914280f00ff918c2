"""What an action says when a rule stands against it."""


class Refused(Exception):
    """A rule does not allow what was asked. The words say why and what to do, and may be shown."""
