"""Bringing back deleted people. API v1 alone asks for it; v2 does it by creating them again."""

from chinwag.callers import Caller
from chinwag.db.tx import ReadTx, Tx
from chinwag.errors import NotFound
from chinwag.users import storage
from chinwag.users.model import Profile, User, mention_key
from chinwag.users.service import create_user, find_user


async def find_even_deleted(tx: ReadTx, caller: Caller, ref: str) -> User:
    """As `find_user`; deleted people are found by their e-mail address, too."""
    try:
        return await find_user(tx, caller, ref, include_deleted=True)
    except NotFound:
        found = await storage.get_anywhere_by_email(tx, ref) if "@" in ref[1:] else None
        if found is None or found.group_id != caller.group_id:
            raise
        return found


async def would_bring_back(tx: ReadTx, group_id: int, email: str) -> bool:
    """Whether who comes to the group under this address is somebody again who was deleted."""
    found = await storage.get_anywhere_by_email(tx, email)
    return found is not None and found.is_deleted and found.group_id == group_id


async def bring_back(tx: Tx, user: User) -> User:
    """A deleted person is a member of the group again, with the id, e-mail address and name of before.

    There is no password: an admin gives them one, or a sign-in link. The mention name is another one if it was
    taken meanwhile. Somebody who is not deleted stays as they are; a guest comes back by a guest link only.
    """
    if not user.is_deleted:
        return user
    if user.email is None:
        raise NotFound(f"User {user.id} is a guest, who comes back by the guest link of a room")
    taken = await storage.list_taken_mentions(tx, user.group_id, [user.mention_name])
    profile = Profile(
        name=user.name,
        email=user.email,
        mention_name=None if mention_key(user.mention_name) in taken else user.mention_name,
        title=user.title,
        timezone=user.timezone,
        is_group_admin=False,
    )
    return await create_user(tx, user.group_id, profile)
