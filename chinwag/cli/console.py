"""How commands talk: sentences on stderr, results on stdout."""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import NoReturn

EXTRAS = {"asyncpg": "postgres", "redis": "redis", "obstore": "s3"}
"""Packages that only some servers need, and the extra that brings each."""


_LISTED = {"emoticon", "room", "user", "webhook"}
"""What the commands name that the services look for."""


def fail(sentence: str, code: int = 1) -> NoReturn:
    """Say why on stderr and end with this exit code."""
    print(f"chinwag: {sentence}", file=sys.stderr)
    sys.exit(code)


def warn(sentence: str) -> None:
    """Say on stderr what is probably not meant; the command goes on."""
    print(f"chinwag: warning: {sentence}", file=sys.stderr, flush=True)


def print_json(result: object) -> None:
    """One JSON value and nothing else, for scripts."""
    print(json.dumps(result, ensure_ascii=False))


def print_rows(rows: Sequence[Mapping[str, object]], nothing: str) -> None:
    """Rows as aligned columns under the keys of the first; `nothing` is said when there are none."""
    if not rows:
        print(nothing)
        return
    lines = [
        [key.replace("_", " ") for key in rows[0]],
        *([_cell(value) for value in row.values()] for row in rows),
    ]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def _cell(value: object) -> str:
    if value is None or value == "":
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Iterable) and not isinstance(value, str):
        return " ".join(map(str, value)) or "-"
    return "".join(character if character.isprintable() else "?" for character in str(value))


def sentence_of(error: Exception) -> str | None:
    """What to say about an error that a person can do something about; None for a fault of ours."""
    from chinwag.errors import ApiError, NotFound
    from chinwag.keys import BadKey
    from chinwag.settings_sources import SettingsError

    if isinstance(error, ModuleNotFoundError) and error.name and error.name.partition(".")[0] in EXTRAS:
        package = error.name.partition(".")[0]
        return f"This needs one more package. Install it with: pip install 'chinwag[{EXTRAS[package]}]'"
    if isinstance(error, PermissionError):
        what = error.filename or "A file of the server"
        return f"{what} cannot be used: permission denied. Run this as the user that the server runs as."
    if isinstance(error, NotFound):
        return f"{error.message}{_advice(error.message)}"
    if isinstance(error, ApiError):
        return error.message
    if isinstance(error, SettingsError | BadKey) or _is_refusal_of_the_database(error):
        return str(error)
    return None


def _advice(message: str) -> str:
    """Where those that there are can be seen, after «Room Nix not found»."""
    command = message.partition(" ")[0].lower()
    return f". «chinwag {command} list» shows those there are." if command in _LISTED else ""


def _is_refusal_of_the_database(error: Exception) -> bool:
    if "chinwag.db.errors" not in sys.modules:
        return False  # then none of its errors can have been raised, and loading it takes a while
    from chinwag.db.errors import DatabaseUnavailable, StartRefused

    return isinstance(error, StartRefused | DatabaseUnavailable)
