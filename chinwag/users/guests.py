"""Guests as people: they come with a name and nothing else, and what they said keeps it."""

from dataclasses import replace

from chinwag.db.tx import Tx
from chinwag.oauth.service import end_tokens_of
from chinwag.realtime.events import LiveEvent
from chinwag.users import change_storage, storage
from chinwag.users.model import User
from chinwag.users.naming import check_name, free_mention_name
from chinwag.users.schema import UserChanged, UserGone, user_entry
from chinwag.versions import new_version


def check_guest_name(name: str) -> str:
    """The name as it is kept; BadRequest when nothing of it, or not all, could be seen."""
    tidy = " ".join(name.split())
    check_name(tidy)
    return tidy


async def create_guest(tx: Tx, group_id: int, name: str) -> User:
    """Somebody without e-mail, password or rights."""
    # One after the other: two of one name need two mention names.
    await change_storage.hold_group(tx, group_id)
    guest = User(
        id=0,
        group_id=group_id,
        name=check_guest_name(name),
        mention_name=await free_mention_name(tx, group_id, name),
        email=None,
        title="",
        timezone="UTC",
        role="user",
        is_guest=True,
        is_deleted=False,
        photo=None,
        created_at=tx.now,
        last_active_at=None,
        version=new_version(),
    )
    kept = replace(guest, id=await change_storage.insert_user(tx, guest, None))
    tx.emit(LiveEvent("user.created", group_id, UserChanged(user_entry(kept))))
    return kept


async def retire_guest(tx: Tx, group_id: int, user_id: int) -> None:
    """A guest is gone for good: whoever comes again is somebody else."""
    found = await storage.get_user(tx, group_id, user_id)
    if (
        found is None
        or not found.is_guest
        or found.is_deleted
        or not await change_storage.hold_leaver(tx, user_id)
    ):
        return
    await end_tokens_of(tx, user_id)
    await change_storage.update_user(tx, replace(found, is_deleted=True, version=new_version()))
    tx.emit(LiveEvent("user.deleted", group_id, UserGone(user_id)))
