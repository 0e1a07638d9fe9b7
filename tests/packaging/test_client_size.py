"""The web client is light: what the chat page loads before it can draw, and what comes later in one piece."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

from tests.services import absent

ASSETS = Path(__file__).resolve().parent.parent.parent / "chinwag/web/dist/assets"
KIB = 1024
INITIAL_LIMIT = 200 * KIB
CHUNK_LIMIT = 120 * KIB
_STATIC_IMPORT = re.compile(r"""(?:from|import)\s*"\./([^"]+\.js)\"""")


def packed(name: str) -> int:
    return len(gzip.compress((ASSETS / name).read_bytes()))


def scripts() -> list[str]:
    names = sorted(path.name for path in ASSETS.glob("*.js"))
    if not names:
        absent("The built web client", "nodejs npm, then call make setup")
    return names


def initial() -> set[str]:
    """The scripts of the page, the chat itself, and all that they cannot start without."""
    page = (ASSETS.parent / "index.html").read_text()
    wanted = re.findall(r'src="/assets/([^"]+\.js)"', page)
    wanted += [name for name in scripts() if re.fullmatch(r"chat-[\w-]{8}\.js", name)]
    assert len(wanted) == 3, wanted
    found: set[str] = set()
    while wanted:
        name = wanted.pop()
        if name not in found:
            found.add(name)
            wanted += _STATIC_IMPORT.findall((ASSETS / name).read_text())
    return found


def test_the_chat_page_starts_with_at_most_200_kib_of_javascript() -> None:
    sizes = {name: packed(name) for name in initial()}
    heaviest = sorted(sizes.items(), key=lambda entry: -entry[1])[:8]
    assert sum(sizes.values()) <= INITIAL_LIMIT, f"{sum(sizes.values()) / KIB:.1f} KiB: {heaviest}"


def test_nothing_that_comes_later_is_heavier_than_120_kib() -> None:
    assert {name: packed(name) for name in scripts() if packed(name) > CHUNK_LIMIT} == {}
