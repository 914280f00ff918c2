"""``make bench``: all benchmarks, or those named (``register``, ``flags``), each in a process of its own."""

import subprocess
import sys

BENCHMARKS = ["register", "flags"]


def main(words: list[str]) -> int:
    """Run the benchmarks one after another; return 1 if one of them failed.

    Args:
        words: names of benchmarks; none for all.
    """
    unknown = [word for word in words if word not in BENCHMARKS]
    if unknown:
        print(f"There is no benchmark {unknown[0]}: choose from {', '.join(BENCHMARKS)}.")
        return 2
    statuses = [
        subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=False).returncode
        for name in words or BENCHMARKS
    ]
    return 1 if any(statuses) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
