"""The commands by name; each is imported only when asked for."""

import importlib
import sys

from tools.console import guarded

COMMANDS = {
    "run": "tools.run",
    "test": "tools.test",
    "check": "tools.check",
    "bench": "tools.bench",
    "lock": "tools.lock",
    "manage": "tools.manage",
}


def main(words: list[str]) -> int:
    """Run the command named first with the words after it; return the exit status."""
    if not words or words[0] not in COMMANDS:
        print(f"Say which: {', '.join(COMMANDS)}.", file=sys.stderr)
        return 2
    module = importlib.import_module(COMMANDS[words[0]])
    return guarded(lambda: int(module.main(words[1:])))
