"""Resolution of suppliers' names against splink, rapidfuzz's token sets and equal names, in one run.

``python -m benchmarks.resolution [SIZE …] [--labelled FILE]``: invented register names at each size, on which
what they really are is known, and, if a file with the columns ``name`` and ``entity_id`` is given, real
names, all of them without their identifiers. The others are measured at the threshold that suits them best;
ours at the one in ``suppliers/resolution/thresholds.py``. Times are those of the whole work, from names to
groups.
"""

import argparse
import csv
import re
import statistics
import sys
import time
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.resolution_names import make_names
from benchmarks.resolution_quality import Quality, grouped, quality
from suppliers.normalise import normalise_name
from suppliers.resolution import NameIndex, WrittenName, resolve_all

SIZES = [5_000, 50_000, 200_000]
#: From here on the token sets would take longer than everything else together.
MOST_FOR_TOKEN_SETS = 50_000
#: An identifier with more different names than this is a catch-all of a ledger, not a supplier.
MOST_NAMES_OF_ONE = 50
ARRIVING = 300
_LEGAL_FORM = re.compile(r"\b(?:ltd|limited|plc|llp|lp|inc|cic|gmbh)\b")
TARGETS = "targets: F1 at least 0.96 at 5,000 and 50,000; faster than splink; a name within 20 ms"


@dataclass(frozen=True)
class Result:
    """What one way of resolution found, and how long it took in seconds."""

    way: str
    found: Quality
    seconds: float
    threshold: float | None = None


def main(words: list[str]) -> int:
    """Measure each size and the labelled names; print tables; 1 if ours is not the best in F1."""
    parser = argparse.ArgumentParser(prog="benchmarks.resolution")
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES, metavar="SIZE")
    parser.add_argument("--labelled", type=Path, metavar="FILE")
    options = parser.parse_args(words)
    ours_first = []
    for size in options.sizes:
        made = make_names(size)
        names, truth = [one.name for one in made], [one.supplier for one in made]
        results = _measure(names, truth, labels_too=True)
        _print(f"{size:,} invented names of {len(set(truth)):,} suppliers ({TARGETS})", results)
        _print_speed(results)
        _incremental(names, results[0].seconds)
        ours_first.append(_ours_is_best(results))
    if options.labelled:
        ours_first += _labelled(options.labelled)
    else:
        print("Real names: not measured, no file is named with --labelled.")
    return 0 if all(ours_first) else 1


def _measure(names: Sequence[str], truth: Sequence[object], *, labels_too: bool) -> list[Result]:
    from benchmarks.resolution_others import splink_pairs, token_set_pairs

    results = [
        _timed("ours", truth, lambda: _ours(names)),
        _timed("equal names", truth, lambda: [normalise_name(name) for name in names]),
        _timed("equal, plainly", truth, lambda: [_plainly(name) for name in names]),
        _best("splink, EM", truth, lambda: splink_pairs(names)),
    ]
    if labels_too:
        results.append(_best("splink, labels", truth, lambda: splink_pairs(names, truth)))
    if len(names) <= MOST_FOR_TOKEN_SETS:
        results.append(_best("token sets", truth, lambda: token_set_pairs(names)))
    return results


def _plainly(name: str) -> str:
    """Return a name but for case, punctuation and legal form, as others normalise: not by our own rules."""
    words = " ".join(re.sub(r"[^a-z0-9]+", " ", name.casefold().replace("&", " and ")).split())
    return " ".join(_LEGAL_FORM.sub(" ", words).split()) or words


def _ours(names: Sequence[str]) -> list[object]:
    return [decision.entity for decision in resolve_all(WrittenName(at, one) for at, one in enumerate(names))]


def _timed(way: str, truth: Sequence[object], work: Callable[[], Sequence[object]]) -> Result:
    begun = time.perf_counter()
    found = work()
    seconds = time.perf_counter() - begun
    return Result(way, quality(truth, found), seconds)


def _best(way: str, truth: Sequence[object], work: Callable[[], list[tuple[int, int, float]]]) -> Result:
    """Return the result at the threshold, of forty that cut the pairs evenly, with the best F1."""
    begun = time.perf_counter()
    pairs = sorted(work(), key=lambda pair: -pair[2])
    grouped(len(truth), [(one, other) for one, other, _ in pairs])
    seconds = time.perf_counter() - begun
    thresholds = sorted({pairs[at * (len(pairs) - 1) // 40][2] for at in range(41)}) if pairs else [0.0]
    results = []
    for threshold in thresholds:
        linked = [(one, other) for one, other, score in pairs if score >= threshold]
        results.append(Result(way, quality(truth, grouped(len(truth), linked)), seconds, threshold))
    return max(results, key=lambda result: result.found.f1)


def _ours_is_best(results: list[Result]) -> bool:
    return all(results[0].found.f1 >= other.found.f1 for other in results[1:])


def _print(title: str, results: list[Result]) -> None:
    print(f"\n{title}")
    print("  way               precision   recall       F1   B-cubed   seconds")
    for one in results:
        found = one.found
        print(
            f"  {one.way:16} {found.precision:10.4f} {found.recall:8.4f} {found.f1:8.4f} {found.b_cubed:9.4f}"
            f" {one.seconds:9.1f}",
            flush=True,
        )


def _print_speed(results: list[Result]) -> None:
    for other in results[3:]:
        print(f"  ours takes ×{results[0].seconds / other.seconds:.2f} of the time of {other.way}")


def _incremental(names: list[str], batch_seconds: float) -> None:
    """Measure names that arrive one by one at a book of all the others."""
    arriving, known = names[:ARRIVING], names[ARRIVING:]
    index = NameIndex(WrittenName(at, name) for at, name in enumerate(known))
    times = []
    for name in arriving:
        begun = time.perf_counter()
        index.resolve(name)
        times.append(1000 * (time.perf_counter() - begun))
    each = 1000 * batch_seconds / len(names)
    median, late = statistics.median(times), statistics.quantiles(times, n=20)[-1]
    print(
        f"  one name that arrives: median {median:.2f} ms, 19 of 20 within {late:.2f} ms"
        f" (×{median / each:.1f} of a name's share of the batch, {each:.2f} ms)",
        flush=True,
    )


def _labelled(file: Path) -> list[bool]:
    """Measure real names whose suppliers are known: with every identifier, and without catch-alls.

    A ledger's catch-all says of two thousand names that they are one supplier; what is best with it says
    little, so only the measure without it counts.
    """
    with file.open(encoding="utf-8-sig", newline="") as rows:
        labelled = list(dict.fromkeys((row["name"], row["entity_id"]) for row in csv.DictReader(rows)))
    of: dict[str, set[str]] = {}
    for name, entity in labelled:
        of.setdefault(entity, set()).add(name)
    good = [pair for pair in labelled if len(of[pair[1]]) <= MOST_NAMES_OF_ONE]
    best = True
    for title, pairs in (("every identifier", labelled), ("without catch-all identifiers", good)):
        names, truth = [name for name, _ in pairs], [entity for _, entity in pairs]
        results = _measure(names, truth, labels_too=False)
        _print(f"{len(names):,} real names, names alone, {title}", results)
        for other in results[1:3]:
            ratio = results[0].found.recall / other.found.recall
            print(f"  recall ×{ratio:.2f} of {other.way} (target: 1.5)")
        best = _ours_is_best(results)
    for half in (0, 1):
        pairs = [pair for pair in good if zlib.crc32(pair[1].encode()) % 2 == half]
        _print(f"one half of the suppliers: {len(pairs):,} names", [_ours_alone(pairs)])
    return [best]


def _ours_alone(pairs: list[tuple[str, str]]) -> Result:
    names = [name for name, _ in pairs]
    return _timed("ours", [entity for _, entity in pairs], lambda: _ours(names))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
