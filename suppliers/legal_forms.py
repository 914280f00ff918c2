"""The legal forms that stand in companies' names, in the form of ``normalise_name``. Pure data."""

#: Forms that say nothing wherever they stand after the first word: British ones, and their beginnings.
ANYWHERE = frozenset({"ltd", "limited", "plc", "llp", "cic", "gmbh"})

#: Words that are taken off the end, one after the other. Fields that are too short leave pieces of them.
AT_THE_END = frozenset(
    {"lp", "slp", "cio", "scio", "cyf", "cyfyngedig", "ccc", "unlimited", "lt", "limite", "limit", "ltda"}
    | {"uk", "gb", "and", "the", "co", "company", "inc", "incorporated", "llc", "lllp", "pllc", "corp"}
    | {"corporation", "dac", "uc", "ulc", "teo", "teoranta", "pty", "pte", "pvt", "bhd", "kk"}
    | {"ag", "kg", "kgaa", "ohg", "ug", "mbh", "ev", "se", "sa", "sas", "sasu", "sarl", "eurl", "snc", "scs"}
    | {"sprl", "bvba", "asbl", "vzw", "bv", "nv", "spa", "srl", "sl", "slu", "sau", "lda"}
    | {"ab", "as", "asa", "aps", "ks", "oy", "oyj", "hf", "ehf", "ou", "sia", "uab"}
    | {"sro", "doo", "dd", "zrt", "kft", "nyrt", "spzoo"}
)

#: Words that are taken off the front.
AT_THE_FRONT = frozenset({"the", "asbl", "uab", "sia", "ooo", "zao", "messrs"})

#: Forms of several words, taken off the end.
PHRASES = frozenset(
    tuple(phrase.split())
    for phrase in (
        *("public limited company", "public liability company", "private limited company", "public company"),
        *("limited liability partnership", "limited liability company", "limited partnership"),
        *("liability partnership", "limited company"),
        *("community interest company", "community interest", "charitable incorporated organisation"),
        *("scottish charitable incorporated organisation", "designated activity company"),
        *("united kingdom", "great britain", "sp z oo", "sp zoo", "sdn bhd", "societe anonyme"),
        *("gesellschaft mbh", "aktiengesellschaft ag", "private limited", "s p a"),
    )
)
