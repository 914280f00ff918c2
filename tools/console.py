"""Speaking to the person at the terminal: progress, problems said in a sentence, commands that are run."""

import errno
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("HUB_VAR_DIR", ROOT / "var"))


class Problem(Exception):
    """Something the person can mend; its text is one sentence that says what and how."""


class Stopped(BaseException):
    """SIGTERM or SIGHUP arrived: unwind and leave nothing running."""


def say(message: str) -> None:
    """Print one line of progress at once, even into a pipe."""
    print(message, flush=True)


def guarded(work: Callable[[], int]) -> int:
    """Run ``work`` and turn what the person can mend into a sentence on stderr.

    Returns the exit status: that of ``work``, 1 for a problem, 130 and 143 for an interruption.
    """
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    try:
        return work()
    except Problem as problem:
        print(f"\n{problem}", file=sys.stderr, flush=True)
        return 1
    except OSError as error:
        if error.errno not in {errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EDQUOT}:
            raise
        where = f" ({error.filename})" if error.filename else ""
        print(f"\n{error.strerror}{where}: free some space or choose another place.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        say("\nStopped.")
        return 130
    except Stopped:
        say("\nStopped.")
        return 143


def _stop(number: int, frame: FrameType | None) -> None:
    raise Stopped


def command(
    arguments: Sequence[str | Path],
    *,
    failing: str,
    env: Mapping[str, str] | None = None,
    on_line: Callable[[str], None] | None = None,
) -> None:
    """Run a command in the project's folder.

    ``failing`` is the sentence for a :class:`Problem` when its exit status is not 0. With ``on_line`` its
    output is handed over line by line, and shown only when it fails; without, it goes to the terminal.
    """
    words = [str(argument) for argument in arguments]
    if on_line is None:
        status = subprocess.run(words, cwd=ROOT, env=env, check=False).returncode
        lines: list[str] = []
    else:
        status, lines = _read(words, env, on_line)
    if status != 0:
        tail = "".join(lines[-25:])
        raise Problem(f"{tail}\n{failing}" if tail else failing)


def _read(
    words: list[str], env: Mapping[str, str] | None, on_line: Callable[[str], None]
) -> tuple[int, list[str]]:
    lines: list[str] = []
    with subprocess.Popen(
        words,
        cwd=ROOT,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as process:
        try:
            for line in process.stdout or ():
                lines.append(line)
                on_line(line)
        except BaseException:
            process.terminate()
            raise
    return process.returncode, lines


class Counter:
    """Shows how far a step of known length has come, without drowning a log file.

    On a terminal one line is rewritten; elsewhere there is a line at each quarter.
    """

    def __init__(self, what: str, of: int) -> None:
        """``what`` is counted ("packages"), ``of`` is how many there will be."""
        self.what, self.of, self.done, self.started = what, max(of, 1), 0, time.monotonic()
        self.live = sys.stdout.isatty()

    def add(self) -> None:
        """Count one more."""
        self.done += 1
        if self.live:
            print(f"\r  {self.done} of about {self.of} {self.what}", end="", flush=True)
        elif self.done % max(self.of // 4, 1) == 0:
            say(f"  {self.done} of about {self.of} {self.what}")

    def finish(self) -> None:
        """Say that it is done, and how long it took."""
        print("\r" if self.live else "", end="")
        say(f"  done in {time.monotonic() - self.started:.0f} s" + " " * 20 * self.live)


def need_space(place: Path, megabytes: int) -> None:
    """Raise :class:`Problem` when the disk that holds ``place`` has less than ``megabytes`` MB free."""
    while not place.exists():
        place = place.parent
    free = shutil.disk_usage(place).free // 1_000_000
    if free < megabytes:
        raise Problem(
            f"There are {free} MB free on the disk of {place} and {megabytes} MB are needed: free some space."
        )
