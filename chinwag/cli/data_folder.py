"""The data folder: made when missing, and refused with a sentence when nothing can be written there."""

import os
import tempfile
from pathlib import Path

from chinwag.cli.console import fail
from chinwag.settings import Settings


def prepare_data_folder(settings: Settings) -> None:
    """Make the folder, readable by its owner alone, and see that files can be made in it."""
    try:
        settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        fault = write_fault(settings.data)
    except OSError as error:
        fault = _words(error)
    if fault is not None:
        fail(
            f"The data folder {settings.data} cannot be used: {fault}. Repair its rights, or choose another."
        )


def write_fault(folder: Path) -> str | None:
    """Why no file can be made in a folder; None when one can."""
    try:
        descriptor, name = tempfile.mkstemp(prefix=".writable.", dir=folder)
        os.close(descriptor)
        Path(name).unlink()
    except OSError as error:
        return _words(error)
    return None


def _words(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
