"""Invented register names with the noise that real registers have, seeded: the same names every time.

A supplier is a name of its own; some are families of one brand, or branches, which are different suppliers
that look alike. Each is written several times, each time as somebody might type it.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass

TRADES = [
    *("Services", "Solutions", "Care", "Construction", "Consulting", "Systems", "Management", "Training"),
    *("Engineering", "Software", "Technology", "Support", "Healthcare", "Homes", "Housing", "Security"),
    *("Recruitment", "Transport", "Property", "Design", "Media", "Energy", "Cleaning", "Catering"),
    *("Building Services", "Care Homes", "Children's Services", "Facilities Management", "IT Services"),
    *("Property Services", "Social Care", "Business Systems", "Civil Engineering", "Roofing", "Electrical"),
    *("Heating and Plumbing", "Scaffolding", "Flooring", "Landscapes", "Archaeology", "Acoustics", "Lifts"),
    *("Data Analytics", "Managed Networks", "Legal", "Architects", "Surveyors", "Interiors", "Pharmacy"),
]
PLAIN = [
    *("Blue", "Green", "Red", "Silver", "Golden", "White", "Black", "Bright", "Clear", "First", "Prime"),
    *("River", "Harbour", "Meadow", "Forest", "Stone", "Bridge", "Oak", "Willow", "Falcon", "Heron", "Fox"),
    *("Summit", "Beacon", "Anchor", "Compass", "Horizon", "Crown", "Castle", "Garden", "Valley", "Park"),
    *("Star", "Phoenix", "Pioneer", "Venture", "Premier", "Unity", "Trinity", "Orchard", "Cedar", "Maple"),
]
SURNAMES = [
    *("Smith", "Jones", "Taylor", "Brown", "Walker", "Hall", "Wright", "Green", "Hughes", "Edwards"),
    *("Marlow", "Pemberton", "Ashdown", "Holloway", "Thackeray", "Lockwood", "Merriman", "Okafor", "Kaur"),
    *("Fairweather", "Hargreaves", "Winterbourne", "Castellan", "Oduya", "Rahman", "Novak", "Petrov"),
]
PLACES = [
    *("London", "Leeds", "Bristol", "Kent", "Essex", "Manchester", "Croydon", "Camden", "Norfolk", "York"),
    *("Durham", "Devon", "Sussex", "Reading", "Derby", "Oxford", "Surrey", "Hackney", "Bexley", "Lincoln"),
]
SIDES = ["North", "South", "East", "West", "North West", "South East", "Northern", "Southern", "Central"]
FORMS = ["Ltd", "Limited", "LTD", "Ltd.", "limited", "PLC", "LLP", "UK Ltd", "(UK) Limited", "CIC", ""]
SHORT = {
    "Services": ("Svcs", "Serv", "Servs"),
    "Management": ("Mgmt", "Mgt"),
    "Association": ("Assoc",),
    "Construction": ("Constr", "Const"),
    "Engineering": ("Eng", "Engrg"),
    "Technology": ("Tech",),
    "Solutions": ("Solns", "Sols"),
    "Group": ("Grp",),
    "Property": ("Prop",),
    "Recruitment": ("Recruit",),
    "Consulting": ("Consult",),
    "Business": ("Bus",),
    "Healthcare": ("Health Care",),
    "Transport": ("Trnsprt",),
}
ONSETS = [
    *("b", "br", "c", "ch", "cl", "d", "dr", "f", "fl", "g", "gr", "h", "j", "k", "l", "m", "n", "p", "pr"),
    *("qu", "r", "s", "sh", "st", "t", "th", "tr", "v", "w", "z"),
]
VOWELS = ["a", "e", "i", "o", "u", "ai", "ea", "ee", "ie", "oa", "ou"]
CODAS = ["n", "r", "l", "m", "s", "t", "x", "nd", "rn", "sk", "lm", "ck", "ft", "ng", "th"]
FIELD_LENGTHS = (30, 32, 35, 40)


@dataclass(frozen=True)
class Written:
    """A name as written in one register, and the supplier that it really is."""

    name: str
    supplier: int


def make_names(size: int, seed: int = 7) -> list[Written]:
    """Return names in an order without meaning.

    Args:
        size: how many; two to three of them are of one supplier on average, one in three stands alone.
        seed: another one gives other names with the same noise.
    """
    chance = random.Random(seed)  # noqa: S311 (nothing secret is drawn)
    brands = [_brand(chance) for _ in range(max(20, size // 5))]
    made: list[Written] = []
    supplier, taken = 0, set[str]()
    while len(made) < size:
        for name in _relatives(chance, brands):
            letters = "".join(filter(str.isalnum, name.casefold()))
            if letters in taken:
                continue
            taken.add(letters)
            supplier += 1
            spellings = chance.choices((1, 2, 3, 4, 6), (35, 27, 20, 12, 6))[0]
            made += [Written(_as_typed(chance, name), supplier) for _ in range(spellings)]
    made = made[:size]
    chance.shuffle(made)
    return made


def _brand(chance: random.Random) -> str:
    """Return what a supplier could call itself: an invented word, two plain ones, a surname, initials."""
    kind = chance.random()
    if kind < 0.5:
        syllables = chance.choice((1, 2, 2, 2, 3))
        made = "".join(chance.choice(ONSETS) + chance.choice(VOWELS) for _ in range(syllables))
        return (made + chance.choice(CODAS)).capitalize()
    if kind < 0.7:
        return f"{chance.choice(PLAIN)} {chance.choice(PLAIN)}"
    if kind < 0.8:
        return f"{chance.choice(SURNAMES)} & {chance.choice(SURNAMES)}"
    if kind < 0.9:
        return (
            f"{chance.choice('ABCDEGJKLMPRST')} {chance.choice('ABCDEGJKLMPRST')} {chance.choice(SURNAMES)}"
        )
    if kind < 0.96:
        return chance.choice(PLAIN) + chance.choice(PLAIN).lower()
    return "".join(chance.choice("ABCDEFGHIJKLMNOPRSTVW") for _ in range(3))


def _relatives(chance: random.Random, brands: list[str]) -> list[str]:
    """Return the names of one to five different suppliers; several are a family or branches of one name."""
    brand = brands[int(chance.random() ** 1.6 * len(brands))]
    trade = chance.choice(TRADES)
    kind = chance.random()
    if kind < 0.84:
        return [f"{brand} {trade}"]
    if kind < 0.90:
        return [f"{brand} {trade} {side}" for side in chance.sample(SIDES, chance.randint(2, 4))]
    if kind < 0.96:
        return [f"{brand} {trade} ({place})" for place in chance.sample(PLACES, chance.randint(2, 5))]
    return [f"{brand} {trade} {number}" for number in range(1, chance.randint(3, 5))]


def _as_typed(chance: random.Random, name: str) -> str:
    """Return a name as somebody might type it: a form of company, and now and then a fault."""
    form = chance.choice(FORMS)
    for fault, likelihood in _FAULTS:
        if chance.random() < likelihood:
            name = fault(chance, name)
    name = f"{name} {form}".strip()
    if chance.random() < 0.03:
        name += f" t/a {_brand(chance)}"
    if chance.random() < 0.04:
        name = name[: chance.choice(FIELD_LENGTHS)].rstrip()
    return chance.choices((name, name.upper(), name.lower(), name.title()), (55, 33, 6, 6))[0]


def _slip(chance: random.Random, name: str) -> str:
    """Leave out, double, change or swap a letter inside a word."""
    places = [at for at in range(1, len(name) - 1) if name[at - 1 : at + 2].isalpha()]
    if not places:
        return name
    at = chance.choice(places)
    return chance.choice(
        (
            name[:at] + name[at + 1 :],
            name[:at] + name[at] + name[at:],
            name[:at] + chance.choice("aeiourstln") + name[at + 1 :],
            name[: at - 1] + name[at] + name[at - 1] + name[at + 1 :],
        )
    )


def _shorten(chance: random.Random, name: str) -> str:
    return " ".join(chance.choice(SHORT[word]) if word in SHORT else word for word in name.split())


def _reorder(chance: random.Random, name: str) -> str:
    first, *rest = name.split()
    return (
        " ".join([*rest, first]) if len(rest) == 1 or chance.random() < 0.5 else f"{' '.join(rest)}, {first}"
    )


def _punctuate(chance: random.Random, name: str) -> str:
    return chance.choice(
        (
            name.replace("&", "and"),
            name.replace("'", ""),
            name.replace(" ", "-", 1),
            name.replace(" and ", " & "),
        )
    )


def _add_word(chance: random.Random, name: str) -> str:
    return f"{name} {chance.choice(('Group', 'Holdings', 'UK', 'Company', 'Services'))}"


def _drop_the_last(chance: random.Random, name: str) -> str:
    words = name.split()
    return " ".join(words[:-1]) if len(words) > 3 and words[-1] in {"Services", "Management"} else name


def _add_the(chance: random.Random, name: str) -> str:
    return f"The {name}"


_FAULTS: tuple[tuple[Callable[[random.Random, str], str], float], ...] = (
    (_shorten, 0.08),
    (_add_word, 0.03),
    (_drop_the_last, 0.05),
    (_slip, 0.08),
    (_reorder, 0.02),
    (_punctuate, 0.15),
    (_add_the, 0.03),
)
