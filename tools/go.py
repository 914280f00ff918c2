"""The way in: ``python3 tools/go.py run``. Kept to what an old Python 3 reads, to be able to refuse."""

import sys

OLDEST = (3, 11)


def main() -> int:
    """Check the Python, then hand over to the command named first on the command line."""
    if sys.version_info < OLDEST:
        have = ".".join(str(part) for part in sys.version_info[:3])
        sys.stderr.write(
            "Procurement Hub needs Python 3.11 or newer and this is Python "
            + have
            + ": install a newer one, "
            "or name it, as in `make run PYTHON=python3.12`.\n"
        )
        return 1
    import pathlib

    sys.path[0] = str(pathlib.Path(__file__).resolve().parent.parent)
    from tools import commands

    return commands.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
