"""People by parts of what they are called: for the directory, the search and the list of admins."""

from chinwag.callers import Caller
from chinwag.db.tx import ReadTx
from chinwag.names import best_first, parts_of
from chinwag.users.model import User
from chinwag.users.service import list_users

_ALL = 2**53


async def find_people(
    tx: ReadTx, caller: Caller, q: str, *, with_guests: bool = False, with_deleted: bool = False
) -> list[User]:
    """People whom the caller may see, whose name, mention name, title or e-mail address has all parts of `q`.

    Best matches first. Guests, who are shown no addresses, find nobody by one.
    """
    people = await list_users(
        tx, caller, with_guests=with_guests, with_deleted=with_deleted, offset=0, limit=_ALL
    )
    return await best_first(
        people, people_parts(q), lambda one: (one.name, _more(one, with_address=not caller.is_guest))
    )


def people_parts(q: str) -> list[str]:
    """What is sought of people; the part of a mention name comes with its @, or without."""
    return parts_of(q, "@")


def _more(user: User, *, with_address: bool) -> str:
    address = user.email if with_address and user.email else ""
    return "\n".join((user.mention_name, user.title, address))
