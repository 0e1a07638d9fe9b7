"""Lists: what a caller may ask of one, and the envelope it comes in."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import urlencode

import msgspec

from chinwag.http.links import Links

MAX_RESULTS = 1000


class NoQuery(msgspec.Struct, frozen=True):
    """An endpoint without query parameters of its own."""


class PageQuery(msgspec.Struct, frozen=True, kw_only=True, rename="kebab"):
    """`start-index` and `max-results` (0-1000, recorded default 100) of every list."""

    start_index: Annotated[int, msgspec.Meta(ge=0, le=2**53)] = 0
    max_results: Annotated[int, msgspec.Meta(ge=0, le=MAX_RESULTS)] = 100


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list, as a handler returns it. `has_more` adds `links.next`.

    `start_index` and `max_results` echo what was asked for unless given. `self_link` is the bare address of
    the collection; the request's own path when None. `next_index` is where the next page starts when that is
    not right behind this one.
    """

    items: Sequence[Any]
    has_more: bool
    start_index: int | None = None
    max_results: int | None = None
    self_link: str | None = None
    is_pageable: bool = True
    next_index: int | None = None


class PageLinks(msgspec.Struct, omit_defaults=True, frozen=True):
    """`self` has no query string (HypChat recognises types by its end); `prev` and `next` only when there."""

    self: str
    prev: str | None = None
    next: str | None = None


class PageOut(msgspec.Struct, frozen=True, rename="camel"):
    """The envelope of every list (recorded)."""

    items: Sequence[Any]
    links: PageLinks
    max_results: int
    start_index: int


def page_out(
    page: Page, query: PageQuery, pairs: Sequence[tuple[str, str]], path: str, links: Links
) -> PageOut:
    """The envelope of a page. `next` keeps the caller's other parameters before its own (recorded)."""
    start = query.start_index if page.start_index is None else page.start_index
    size = query.max_results if page.max_results is None else page.max_results
    bare = page.self_link or links.base + path

    def at(index: int) -> str:
        kept = [pair for pair in pairs if pair[0] not in {"start-index", "max-results", "auth_token"}]
        return f"{bare}?{urlencode([*kept, ('start-index', index), ('max-results', size)])}"

    moves = page.is_pageable and size > 0
    return PageOut(
        items=page.items,
        links=PageLinks(
            self=bare,
            prev=at(max(0, start - size)) if moves and start > 0 else None,
            next=at(page.next_index or start + size) if moves and page.has_more else None,
        ),
        max_results=size,
        start_index=start,
    )
