"""What stands against reading a file as a register. Pure: no database."""


class UnreadableRegister(Exception):
    """A file that cannot be read as a register; the message says what to do."""
