"""However long a register is, a worker holds no more of it than a piece at a time."""

import gc
import tracemalloc
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from boroughs.models import Borough
from contracts.actions.uploads import apply_upload, choose_columns, opening_layouts
from contracts.actions.uploads.reading import read_upload
from contracts.actions.uploads.writing import apply_piece, check_piece
from contracts.models import Upload
from tests.contracts.uploading import HEAD, begun

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference"), pytest.mark.slow]

PIECE, PIECES = 60, 8
#: What a piece of rows and contracts holds while it is written is some 1.5 MB; what stays of one is nothing.
MOST_LEFT_OF_A_PIECE = 60_000
ROWS = HEAD + "".join(
    f"K{n},Contract {n} of many,Tideline {n % 9} Ltd,01/04/2022,31/03/2027,{n + 5000},\n"
    for n in range(PIECE * PIECES)
)


@pytest.fixture
def tracing() -> Iterator[None]:
    tracemalloc.start()
    yield
    tracemalloc.stop()


def held_after(pieces: int, step: Callable[[Upload], bool], upload: Upload) -> int:
    """Do some pieces, and return how many bytes are held then."""
    for _ in range(pieces):
        assert step(upload)
    gc.collect()
    return tracemalloc.get_traced_memory()[0]


def test_nothing_of_a_piece_is_held_when_it_is_done(tracing: None, settings: Any) -> None:
    settings.UPLOAD_AT_ONCE = PIECE
    upload = begun(Borough.objects.get(slug="camden"), ROWS)
    choose_columns(upload=upload, layouts=[opening_layouts(upload)[0][1]], by=None)
    upload.refresh_from_db()
    read_upload(upload)
    for step in (check_piece, apply_piece):
        early = held_after(2, step, upload)
        late = held_after(PIECES - 2, step, upload)
        assert (late - early) / (PIECES - 2) < MOST_LEFT_OF_A_PIECE, step
        assert not step(upload), "that was all of it"
        if step is check_piece:
            apply_upload(upload=upload, by=None)
            upload.refresh_from_db()
    assert upload.counts["contracts"]["created"] == PIECE * PIECES
