"""What an admin may read of the audit log: nothing of rooms that they may not know of."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from chinwag.audit.model import Action, Entry, Wanted
from chinwag.audit.schema import AuditQuery
from chinwag.audit.service import list_entries
from chinwag.callers import Caller
from chinwag.clock import to_micros
from chinwag.db.tx import ReadTx
from chinwag.errors import invalid
from chinwag.rooms.service import get_visible_rooms, list_deleted_public

_KNOWN = frozenset(str(action) for action in Action)
_EVER = 2**62
_MOST_PAGES = 20
"""Pages of entries about hidden rooms alone that are passed over before an answer says where it stands."""


def wanted_by(query: AuditQuery, group_id: int) -> Wanted:
    """What a question asks for; BadRequest with what is wrong about it."""
    actions = tuple(part.strip() for part in query.action.split(",") if part.strip())
    for action in actions:
        if action not in _KNOWN:
            raise invalid(
                f"There is no action {action[:60]!r} in the audit log.",
                field="action", validation="enum", value=action[:60], options=sorted(_KNOWN),
            )  # fmt: skip
    since, until = _day("since", query.since), _day("until", query.until)
    return Wanted(
        group_id=group_id,
        user_id=query.user,
        actions=actions,
        since_micros=0 if since is None else to_micros(since),
        until_micros=_EVER if until is None else to_micros(until + timedelta(days=1)),
        before=query.before,
        limit=query.limit,
    )


def _day(field: str, text: str) -> datetime | None:
    if not text:
        return None
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        raise invalid(
            f"Write the date {field} as 2026-05-26.", field=field, validation="date", value=text
        ) from None


async def read_page(tx: ReadTx, caller: Caller, wanted: Wanted) -> tuple[list[Entry], int | None]:
    """A page of entries that the caller may read, and where the next one begins; None: there is none."""
    shown: list[Entry] = []
    before = wanted.before
    for _ in range(_MOST_PAGES):
        page = replace(wanted, before=before, limit=wanted.limit - len(shown))
        found = await list_entries(tx, page)
        if not found:
            return shown, None
        before = found[-1].id
        shown += await _without_hidden(tx, caller, list(found))
        if len(found) < page.limit:
            return shown, None
        if len(shown) >= wanted.limit:
            break
    return shown, before


async def _without_hidden(tx: ReadTx, caller: Caller, found: list[Entry]) -> list[Entry]:
    """What somebody did themselves they may read, whatever became of the room."""
    ids = sorted({entry.room_id for entry in found if entry.room_id is not None})
    if not ids:
        return found
    readable = set(await get_visible_rooms(tx, caller, ids))
    readable |= await list_deleted_public(tx, caller.group_id, [key for key in ids if key not in readable])
    return [
        entry
        for entry in found
        if entry.room_id is None or entry.room_id in readable or _is_own(entry, caller)
    ]


def _is_own(entry: Entry, caller: Caller) -> bool:
    return entry.actor.user_id is not None and entry.actor.user_id == caller.user_id
