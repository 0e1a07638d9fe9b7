"""JSON shapes of the search."""

from typing import Annotated

import msgspec
from msgspec import Meta

from chinwag.messages.chat_schema import ChatMessage
from chinwag.realtime.events import ChatRef
from chinwag.search.service import Start

_CURSOR_LENGTH = 40


class SearchQuery(msgspec.Struct, frozen=True, kw_only=True):
    """What to look for. `timezone` says what a day of before:, after: and on: is."""

    q: Annotated[
        str,
        Meta(
            min_length=1,
            max_length=1_000,
            description='Words, "phrases", and the operators from: in: before: after: on: has: '
            "(file, image, link, card).",
        ),
    ]
    limit: Annotated[int, Meta(ge=1, le=50)] = 20
    cursor: Annotated[
        str, Meta(max_length=_CURSOR_LENGTH, description="`next` of the page before this one.")
    ] = ""
    timezone: Annotated[str, Meta(max_length=64)] = "UTC"


class Hit(msgspec.Struct, frozen=True):
    """A message found. `highlights`: [start, end] in characters of its text (HTML without its tags)."""

    chat: ChatRef
    message: ChatMessage
    text: str
    highlights: list[tuple[int, int]]


class SearchOut(msgspec.Struct, frozen=True):
    """A page of hits, newest first. `next` null: nothing older is there.

    `is_partial`: the search took too long and was stopped; more words or a room make it shorter.
    """

    items: list[Hit]
    next: str | None
    is_partial: bool


def print_start(start: Start | None) -> str | None:
    """A place in the results as the cursor that clients send back."""
    return None if start is None else f"{'p' if start.is_prefix else 'w'}{start.below}"


def parse_start(cursor: str) -> Start | None:
    """What a cursor says; None for one that we did not give."""
    kind, number = cursor[:1], cursor[1:]
    if kind not in {"p", "w"} or not (number.isascii() and number.isdigit()):
        return None
    return Start(min(int(number), 2**62), kind == "p")
