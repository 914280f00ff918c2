"""Remembering what a step was made from, so that it is done again only when that changed."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from tools.console import ROOT


def of_files(paths: Iterable[Path], *, also: str = "") -> str:
    """Return a digest of the names and contents of files, also those inside folders, and of ``also``."""
    digest = hashlib.sha256(also.encode())
    for path in sorted(_files(paths)):
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _files(paths: Iterable[Path]) -> Iterable[Path]:
    for path in paths:
        if path.is_dir():
            yield from (
                inner for inner in path.rglob("*") if inner.is_file() and "__pycache__" not in inner.parts
            )
        elif path.exists():
            yield path


def unchanged(stamp: Path, digest: str) -> bool:
    """Return whether ``stamp`` says that the step was last done from what ``digest`` stands for."""
    return stamp.exists() and stamp.read_text().strip() == digest


def remember(stamp: Path, digest: str) -> None:
    """Write down that the step has been done."""
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(digest + "\n")
