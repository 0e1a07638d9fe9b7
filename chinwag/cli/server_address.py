"""`server.address` in the data folder: where the server beside us is reached when no public address is set.

Written by `serve` once it can serve, so that the links which other commands print lead to the right port.
"""

import contextlib
import os
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from chinwag.settings import Settings

FILE_NAME = "server.address"


def note_address(settings: Settings) -> None:
    """Write the address down for the commands beside the server; a full disk keeps nobody from serving."""
    with contextlib.suppress(OSError):
        path = settings.data / FILE_NAME
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(settings.base_url + "\n")


def forget_address(settings: Settings) -> None:
    """The server stops: nobody is at the address any more."""
    with contextlib.suppress(OSError):
        (settings.data / FILE_NAME).unlink()


def noted_address(data: Path) -> str | None:
    """The address that the server of this data folder noted; None when none did."""
    try:
        address = (data / FILE_NAME).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return None
    parts = urlsplit(address)
    return address if parts.scheme in {"http", "https"} and parts.netloc else None


def as_the_server(settings: Settings) -> Settings:
    """The settings with the address at which the running server is reached."""
    if settings.public_url:
        return settings
    return replace(settings, public_url=noted_address(settings.data) or "")
