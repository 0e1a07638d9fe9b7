"""Pictures are stored, replaced and thrown away here. All slow work lies outside of the transactions.

New data is in the file store before the transaction names it, old data is deleted behind the commit that lets go of it:
whatever breaks in between leaves no row without its data. Data that a crash left behind is swept up later.
"""

import base64
import binascii
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Protocol

import structlog

from chinwag.db.tx import Database, DatabaseUnavailable, Tx
from chinwag.errors import ApiError, InsufficientStorage, Unavailable, invalid
from chinwag.files.store import FileStore, NotStored, StoreError, StoreFull, one_chunk, read_all
from chinwag.pictures import storage
from chinwag.pictures.model import SIDE, Kind, Picture, Size, new_picture_key, store_key, store_keys
from chinwag.pictures.workshop import NotAPicture, Shrunk, Workshop

log = structlog.get_logger("chinwag.pictures")

EMOTICON_SIDE = 120
"""Emoticons are shown at most 30 pixels high; four times that is sharp on every screen."""

_DATA_PREFIX = re.compile(rb"data:[^,]{0,100};base64,", re.IGNORECASE)
_URL_SAFE = bytes.maketrans(b"-_", b"+/")
_BLANKS = b" \t\r\n"
_SWEEP = 100

Swap = Callable[[Tx, Picture | None], Awaitable[str | None]]
"""Puts a picture where it belongs, in a transaction, and says the key of the one that was there."""


class Studio(Protocol):
    """What work on pictures needs: the server's `Services`, or what a command opened."""

    @property
    def db(self) -> Database: ...
    @property
    def files(self) -> FileStore: ...
    @property
    def workshop(self) -> Workshop: ...


def decoded(text: str, field: str) -> bytes:
    """The bytes that a base64 text says. Line breaks, the URL-safe alphabet and a `data:` prefix are taken kindly."""
    raw = text.encode("ascii", "replace")
    data = _strictly(raw) or _kindly(raw)
    if not data:
        message = (
            f"Field '{field}' must be a picture in base64: the content of a PNG, JPEG, GIF or WEBP file."
        )
        raise invalid(message, field=field, validation="format")
    return data


def _strictly(raw: bytes) -> bytes:
    try:
        return base64.b64decode(raw, validate=True)
    except binascii.Error:
        return b""


def _kindly(raw: bytes) -> bytes:
    raw = raw.translate(_URL_SAFE, delete=_BLANKS)
    prefix = _DATA_PREFIX.match(raw[:200])
    raw = (raw[prefix.end() :] if prefix else raw).rstrip(b"=")
    return _strictly(raw + b"=" * (-len(raw) % 4))


async def set_picture(
    studio: Studio, group_id: int, kind: Kind, data: bytes, field: str, swap: Swap
) -> Picture:
    """Make a picture of what somebody sent, store it, and let `swap` put it in place. BadRequest names `field`."""
    async with _stored(studio, kind, data, field) as picture, studio.db.begin() as tx:
        old = await swap(tx, picture)
        await storage.insert_picture(tx, group_id, picture)
        if old is not None:
            await storage.mark_gone(tx, old)
    if old is not None:
        await throw_away(studio, [old])
    return picture


async def remove_picture(studio: Studio, swap: Swap) -> None:
    """Take a picture from its place, if there is one, and delete it."""
    async with studio.db.begin() as tx:
        old = await swap(tx, None)
        if old is not None:
            await storage.mark_gone(tx, old)
    if old is not None:
        await throw_away(studio, [old])


async def read_picture(studio: Studio, key: str, size: Size) -> tuple[Picture, bytes] | None:
    """A picture and the data of one size; None when there is none."""
    async with studio.db.read() as tx:
        picture = await storage.get_picture(tx, key)
    if picture is None:
        return None
    try:
        return picture, await read_all(studio.files, store_key(key, size))
    except NotStored:
        return None


async def throw_away(studio: Studio, keys: list[str]) -> None:
    """Delete the data of pictures that are gone. What fails is done by the next sweep."""
    try:
        for key in keys:
            await studio.files.delete(*store_keys(key))
            async with studio.db.begin() as tx:
                await storage.delete_picture(tx, key)
    except (StoreError, DatabaseUnavailable) as fault:
        log.warning("old pictures stay until the next sweep", reason=str(fault))


async def sweep(studio: Studio) -> None:
    """Delete the data of pictures that are gone and still lie there: of deleted rooms, or left by a crash."""
    async with studio.db.read() as tx:
        keys = await storage.list_gone(tx, _SWEEP)
    await throw_away(studio, keys)


@asynccontextmanager
async def _stored(studio: Studio, kind: Kind, data: bytes, field: str) -> AsyncIterator[Picture]:
    """The sizes of a picture in the file store; deleted again when the body fails."""
    sizes = await _sizes(studio, kind, data, field)
    big = sizes["big"]
    picture = Picture(new_picture_key(), kind, big.type, big.width, big.height)
    try:
        for size, made in sizes.items():
            await studio.files.write(store_key(picture.key, size), one_chunk(made.data))
        yield picture
    except BaseException as fault:
        await _undo(studio, picture)
        refusal = _refusal(fault)
        if refusal is None:
            raise
        raise refusal from None


async def _sizes(studio: Studio, kind: Kind, data: bytes, field: str) -> dict[Size, Shrunk]:
    workshop = studio.workshop
    try:
        if kind == "emoticon":
            return {"big": await workshop.shrink(data, side=EMOTICON_SIDE, keep_animation=True)}
        big = await workshop.shrink(data, side=SIDE["big"], square=kind == "photo")
        return {"big": big, "small": await workshop.shrink(big.data, side=SIDE["small"])}
    except NotAPicture as fault:
        message = f"{fault} Send a PNG, JPEG, GIF or WEBP picture with at most 40 million pixels."
        raise invalid(message, field=field, validation="picture") from None


async def _undo(studio: Studio, picture: Picture) -> None:
    try:
        await studio.files.delete(*picture.store_keys)
    except StoreError as fault:
        log.warning("a picture that nobody uses stays in the store", key=picture.key, reason=str(fault))


def _refusal(fault: BaseException) -> ApiError | None:
    if isinstance(fault, StoreFull):
        return InsufficientStorage("The server's disk is full. Nothing was stored; try again later.")
    if isinstance(fault, StoreError):
        return Unavailable(
            "The file store is away. Nothing was stored; try again.", headers={"Retry-After": "2"}
        )
    return None
