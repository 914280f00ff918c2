"""Changes in words, without a database."""

import pytest

from boroughs.history.words import Change, how, sentences, shortened


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            Change("update", "contract", "", [("end date", "31 March 2027", "31 March 2028")]),
            ["Changed the end date from 31 March 2027 to 31 March 2028."],
        ),
        (
            Change("update", "gate", "gate “Cabinet”", [("lead time", "10 days", "20 days")]),
            ["Changed the lead time of gate “Cabinet” from 10 days to 20 days."],
        ),
        (
            Change("update", "contract", "", [], [("decide-by date", "not known", "2 October 2026")]),
            ["Worked out the decide-by date anew: 2 October 2026, before not known."],
        ),
        (
            Change("insert", "contract", "", [("title", "“Parking”", "“Parking”")]),
            ["Recorded the contract: title “Parking”."],
        ),
        (
            Change(
                "insert", "extension option", "extension option 1", [("length", "24 months", "24 months")]
            ),
            ["Added extension option 1: length 24 months."],
        ),
        (Change("delete", "meeting of", "meeting of “Cabinet”", []), ["Took away meeting of “Cabinet”."]),
        (Change("delete", "contract", "", []), ["Deleted the contract."]),
    ],
)
def test_a_change_is_said_in_sentences(change: Change, said: list[str]) -> None:
    assert sentences(change) == said


@pytest.mark.parametrize(
    ("metadata", "said"),
    [
        (None, "directly in the database"),
        ({}, "by the hub itself"),
        ({"user": 1, "url": "/register/1/"}, "by form"),
        ({"user": 1, "url": "/admin/boroughs/gate/1/change/"}, "in the admin"),
        ({"command": "load_sample", "import_label": "hackney.csv"}, "by import of hackney.csv"),
        ({"command": "load_reference"}, "by the command “load_reference”"),
        ({"task": "pipeline.flag_boroughs", "url": "/x/"}, "by the task “flag boroughs”"),
        ({"task": "pipeline.flag_boroughs", "flag_run": 3}, "by the task “flag boroughs”"),
        ({"flag_run": 3}, "by the flag job"),
    ],
)
def test_the_way_of_a_change_is_said(metadata: dict[str, object] | None, said: str) -> None:
    assert how(metadata) == said


def test_a_long_text_is_shortened() -> None:
    assert shortened("a  b\nc") == "a b c"
    assert len(shortened("word " * 100)) <= 160
    assert shortened("word " * 100).endswith("…")
