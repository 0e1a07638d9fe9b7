"""What may happen to emoticons. The standard ones are the same for all groups; each group adds its own."""

from collections.abc import Iterable

from chinwag.audit.model import Action, Thing
from chinwag.audit.service import note_audit
from chinwag.callers import Caller
from chinwag.db.tx import ReadTx, Tx, UniqueViolation
from chinwag.emoticons import storage
from chinwag.emoticons.model import (
    MOST_OF_A_GROUP,
    Emoticon,
    is_shortcut,
    parse_emoticon_id,
    shown_size,
)
from chinwag.emoticons.schema import EmoticonsChanged, emoticon_entry
from chinwag.emoticons.standard import STANDARD, Standard
from chinwag.errors import BadRequest, NotFound, invalid
from chinwag.pictures.model import Picture
from chinwag.realtime.events import LiveEvent


def _standard(found: Standard) -> Emoticon:
    return Emoticon(found.id, found.shortcut, found.path, found.width, found.height)


_STANDARD = {emoticon.shortcut: _standard(emoticon) for emoticon in STANDARD.values()}
_STANDARD_BY_ID = {emoticon.id: emoticon for emoticon in _STANDARD.values()}


async def list_emoticons(tx: ReadTx, group_id: int, *, standard: bool, custom: bool) -> list[Emoticon]:
    """The emoticons of a group, A to Z (recorded): the standard ones, its own, or both."""
    found = list(_STANDARD.values()) if standard else []
    if custom:
        found += await storage.list_emoticons(tx, group_id)
    return sorted(found, key=lambda emoticon: emoticon.shortcut)


async def find_emoticon(tx: ReadTx, group_id: int, ref: str) -> Emoticon:
    """The emoticon that an id or a shortcut means; NotFound when the group has none such."""
    number = parse_emoticon_id(ref)
    if number is not None:
        found = (await get_emoticons(tx, group_id, [number])).get(number)
    else:
        shortcut = ref.lower()
        found = _STANDARD.get(shortcut) or await storage.get_emoticon(tx, group_id, shortcut)
    if found is None:
        raise NotFound(f"Emoticon {ref} not found")
    return found


async def get_emoticons(tx: ReadTx, group_id: int, ids: Iterable[int]) -> dict[int, Emoticon]:
    """Emoticons by id."""
    wanted = list(ids)
    found = {number: _STANDARD_BY_ID[number] for number in wanted if number in _STANDARD_BY_ID}
    custom = await storage.list_emoticons_by_id(tx, group_id, wanted)
    return found | {emoticon.id: emoticon for emoticon in custom}


def check_shortcut(shortcut: str) -> None:
    """BadRequest unless a group may use the shortcut for an emoticon of its own."""
    if not is_shortcut(shortcut):
        raise invalid(
            "A shortcut has 2 to 50 letters a-z and digits, and at least one letter.",
            field="shortcut",
            validation="pattern",
            value=shortcut[:60],
        )
    if shortcut in _STANDARD:
        raise _taken(shortcut, "There is a standard emoticon with that shortcut. Choose another one.")


async def check_room_for(tx: ReadTx, group_id: int, shortcut: str) -> None:
    """BadRequest when the shortcut is taken, so that no picture is made in vain."""
    if await storage.get_emoticon(tx, group_id, shortcut) is not None:
        raise _is_taken(shortcut)


async def add_emoticon(
    tx: Tx, group_id: int, shortcut: str, picture: Picture, user_id: int | None
) -> Emoticon:
    """Another emoticon of the group. BadRequest when it has one of that shortcut, or as many as it may."""
    check_shortcut(shortcut)
    if await storage.count_emoticons(tx, group_id) >= MOST_OF_A_GROUP:
        raise BadRequest(
            f"The group has {MOST_OF_A_GROUP} emoticons of its own, which is the most. Remove one first."
        )
    size = shown_size(picture.width, picture.height)
    try:
        made = await storage.insert_emoticon(tx, group_id, shortcut, picture.key, size, user_id)
    except UniqueViolation:
        raise _is_taken(shortcut) from None
    tx.emit(LiveEvent("emoticons.changed", group_id, EmoticonsChanged([emoticon_entry(made)], [])))
    await note_audit(tx, Action.EMOTICON_ADDED, Thing("emoticon", made.id, shortcut), group_id=group_id)
    return made


async def remove_emoticon(tx: Tx, caller: Caller, shortcut: str) -> str:
    """Remove an emoticon of the group and say which picture it had. In messages its shortcut is seen again."""
    if shortcut in _STANDARD:
        raise BadRequest(f"The emoticon {shortcut} is a standard one and cannot be removed.")
    picture = await storage.delete_emoticon(tx, caller.group_id, shortcut)
    if picture is None:
        raise NotFound(f"Emoticon {shortcut} not found")
    tx.emit(LiveEvent("emoticons.changed", caller.group_id, EmoticonsChanged([], [shortcut])))
    thing = Thing("emoticon", shortcut, shortcut)
    await note_audit(tx, Action.EMOTICON_REMOVED, thing, group_id=caller.group_id)
    return picture


def _is_taken(shortcut: str) -> BadRequest:
    return _taken(
        shortcut, "Another emoticon exists with that shortcut. Remove it first, or choose another one."
    )


def _taken(shortcut: str, message: str) -> BadRequest:
    return invalid(message, field="shortcut", validation="unique", value=shortcut)
