"""Other ways to put names together, on the same names: equal names, rapidfuzz's token sets, splink.

splink runs on DuckDB, in a reasonable set-up for names alone. It blocks on the first two words, the rarest
word and the letters a name begins with; compares the whole name, its rarest word and the rest by
Jaro-Winkler with adjustments for how frequent they are, and its last word; and learns its weights by
expectation maximisation, or from labels where it is given them. Whoever measures picks the threshold that
suits each of them best, which is more than anybody has in use.
"""

import logging
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

import duckdb
import pandas
import splink.comparison_library as comparisons
from rapidfuzz import fuzz, process
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from suppliers.normalise import normalise_name

#: A pair of names' places and how alike they were found to be.
Scored = tuple[int, int, float]

_MOST_IN_BLOCK = 200


def token_set_pairs(names: Sequence[str], least: float = 60) -> list[Scored]:
    """Return the pairs with a word in common that few names have, scored by rapidfuzz's token-set ratio."""
    forms = [normalise_name(name) for name in names]
    different = sorted(set(forms))
    having: dict[str, list[int]] = defaultdict(list)
    for number, form in enumerate(different):
        for word in set(form.split()):
            having[word].append(number)
    pairs = {}
    for number, form in enumerate(different):
        near = {
            other
            for word in form.split()
            if len(having[word]) <= _MOST_IN_BLOCK
            for other in having[word]
            if other > number
        }
        choices = {other: different[other] for other in near}
        found = process.extract(form, choices, scorer=fuzz.token_set_ratio, score_cutoff=least, limit=None)
        pairs.update({(number, other): score for _, score, other in found})
    return list(_spread(forms, different, pairs))


def _spread(forms: list[str], different: list[str], pairs: dict[tuple[int, int], float]) -> Iterator[Scored]:
    """Return the pairs of names for those of forms; names of one form are a chain of pairs."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, form in enumerate(forms):
        places[form].append(place)
    for same in places.values():
        yield from ((same[0], other, 101.0) for other in same[1:])
    for (one, other), score in pairs.items():
        yield places[different[one]][0], places[different[other]][0], score


def splink_pairs(names: Sequence[str], labels: Sequence[object] | None = None) -> list[Scored]:
    """Return the pairs that splink finds, scored by its match weight, which is the logarithm of the odds.

    Args:
        names: as written.
        labels: what supplier each is of, if the weights are to be learnt from that.
    """
    logging.disable(logging.WARNING)  # it tells of every step
    rows = _rows(names)
    if labels is not None:
        rows["label"] = [f"{label}" for label in labels]
    blocking = [block_on("first", "second"), block_on("rarest"), block_on("begins")]
    settings = SettingsCreator(
        link_type="dedupe_only",
        blocking_rules_to_generate_predictions=blocking,
        comparisons=[
            comparisons.JaroWinklerAtThresholds("form", [0.98, 0.95, 0.9]),
            comparisons.JaroWinklerAtThresholds("rarest", [0.92]).configure(term_frequency_adjustments=True),
            comparisons.JaroWinklerAtThresholds("rest", [0.95, 0.88]).configure(
                term_frequency_adjustments=True
            ),
            comparisons.JaroWinklerAtThresholds("last", [0.92]),
        ],
        additional_columns_to_retain=["label"] if labels is not None else [],
    )
    linker = Linker(rows, settings, DuckDBAPI(duckdb.connect()))
    linker.training.estimate_probability_two_random_records_match([block_on("form")], recall=0.6)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    if labels is not None:
        linker.training.estimate_m_from_label_column("label")
    else:
        for rule in ("rarest", "begins"):
            linker.training.estimate_parameters_using_expectation_maximisation(block_on(rule))
    found = linker.inference.predict(threshold_match_weight=0).as_pandas_dataframe()
    return list(
        zip(
            found["unique_id_l"].astype(int).tolist(),
            found["unique_id_r"].astype(int).tolist(),
            found["match_weight"].tolist(),
            strict=True,
        )
    )


def _rows(names: Sequence[str]) -> pandas.DataFrame:
    """Return what splink compares: the same normalised names that ours begins with, and pieces of them."""
    forms = [normalise_name(name) for name in names]
    frequent = Counter(word for form in forms for word in set(form.split()))
    words = [form.split() or [""] for form in forms]
    rarest = [min(some, key=lambda word: (frequent[word], word)) for some in words]
    return pandas.DataFrame(
        {
            "unique_id": range(len(forms)),
            "form": forms,
            "first": [some[0] for some in words],
            "second": [some[1] if len(some) > 1 else None for some in words],
            "rarest": rarest,
            "rest": [
                " ".join(word for word in some if word != rare) or None
                for some, rare in zip(words, rarest, strict=True)
            ],
            "last": [some[-1] for some in words],
            "begins": [form.replace(" ", "")[:8] for form in forms],
        }
    )
