"""A copy of the folder of files, made while a server adds and removes some."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from chinwag.files.local_store import COMING


@dataclass(frozen=True, slots=True)
class Copied:
    """How many files, and their bytes."""

    files: int
    size: int


def copy_files(source: Path, target: Path) -> Copied:
    """Copy what is stored below `source`, with its rights; nothing where no such folder is.

    What is deleted meanwhile is left out, and so is what is still coming in.
    """
    files = size = 0
    for folder, folders, names in os.walk(source, onerror=_unless_gone):
        if COMING in folders:
            folders.remove(COMING)
        there = target / Path(folder).relative_to(source)
        there.mkdir(mode=0o700, parents=True)
        for name in names:
            try:
                size += Path(shutil.copy(Path(folder) / name, there / name)).stat().st_size
            except FileNotFoundError:
                continue
            files += 1
    return Copied(files, size)


def _unless_gone(error: OSError) -> None:
    if not isinstance(error, FileNotFoundError):
        raise error
