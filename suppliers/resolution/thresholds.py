"""Every number that resolution goes by, in one place (R10). Pure data.

``WEIGHTS``, ``SAME`` and ``ASK`` were set on labelled names: real ones of payments, registers and notices,
and invented ones with the same noise. Logistic regressions in which each weight is held to the sign it must
have were fitted on one half of the suppliers and tried on the other, in turn; the weights below are theirs,
rounded, with a little more distrust of places, directions and numbers. ``SAME`` is where the real names reach
a precision of 0.98. No word and no supplier of the labelled names is in here; the figures, and those of each
half, are in docs/adr/0019-supplier-resolution.md.
"""

#: A score from here on links two names by itself.
SAME = 0.955

#: From here on, and below ``SAME``, a person is asked.
ASK = 0.35

#: Two suppliers with different numbers whose scores lie this near each other: a person is asked.
MARGIN = 0.05

#: What the words of a trading name must weigh, as a share of what a whole book can tell, to name a supplier.
ENOUGH_TO_NAME = 0.8

#: Something that more names than this have leads to no comparison: it would say little and cost much.
BLOCK = 32

#: Words that more names than this could share by chance do not count against them any further.
CROWD = 64

#: How many names of the book weigh as much as what is known of words in general.
PRIOR_NAMES = 2_000

#: A frequent word counts as what a rare one means, if it is this many times as frequent and a letter away.
TIMES_AS_FREQUENT = 20

#: A misspelling is looked for among the names of two words if they make at most this many pairs.
MOST_MISSPELT_PAIRS = 8 * BLOCK

#: What each piece of evidence adds to the logarithm of the odds that two names are of one supplier.
WEIGHTS = {
    "always": -3.4,
    "nothing left over": 4.6,
    "only filling left over": 2.0,
    "left over on one side": 1.6,
    "begins with the other": 1.6,
    "shared surprise": 0.8,
    "shared surprise of names": 0.8,
    "first word shared": 0.4,
    "letters alike": 1.4,
    "crowd": -0.5,
    "misspelt": -1.0,
    "misspelling seen before": -0.9,
    "shortened": -0.3,
    "contracted": -2.8,
    "another order": -0.7,
}

#: A misspelling that this many more names have is a word of its own, and counts no further against.
MOST_SEEN_BEFORE = 2

#: What words of a class that are left over add: on one side only, on both sides.
LEFT_OVER = {
    "DESCRIPTIVE": (-1.4, -2.3),
    "PROPER": (-0.2, -2.0),
    "PLACE": (-0.9, -4.5),
    "DIRECTION": (-3.8, -5.0),
    "NUMBER": (-2.6, -5.0),
    "INITIAL": (-0.6, -3.0),
}

#: Scores of a name that is the initials of another one, by how many they are. Nothing but a question.
INITIALS = {3: 0.2, 4: 0.5, 5: 0.6, 6: 0.65}

#: Score of a name that the other one gives as its own initials.
OWN_INITIALS = 0.97
