"""What may happen to files. One module for each verb; other features call them from here."""

from chinwag.clock import iso_micros
from chinwag.db.tx import ReadTx
from chinwag.files import storage
from chinwag.files.faults import store_faults
from chinwag.files.list_schema import FilesQuery, SharedFile, SharedFiles
from chinwag.files.reception import Received, Reception, ShareIn, ShareOnceIn
from chinwag.files.removal import release_files_of_chat, release_files_of_message
from chinwag.files.schema import shown_file
from chinwag.files.sharing import AlreadyShared, share_in_room, share_with_user
from chinwag.messages.chat_schema import chat_author
from chinwag.users import service as users

__all__ = [
    "AlreadyShared",
    "Received",
    "Reception",
    "ShareIn",
    "ShareOnceIn",
    "list_shared",
    "release_files_of_chat",
    "release_files_of_message",
    "share_in_room",
    "share_with_user",
    "store_faults",
]


async def list_shared(tx: ReadTx, group_id: int, chat_id: int | None, query: FilesQuery) -> SharedFiles:
    """The files of a chat, newest first; none of a chat that does not exist yet."""
    if chat_id is None:
        return SharedFiles([], has_more=False)
    found = await storage.list_files(tx, chat_id, query.before, query.limit + 1)
    page = found[: query.limit]
    people = await users.get_users(tx, group_id, {row[2] for _, row in page if row[2] is not None})
    items = [
        SharedFile(
            shown_file(info),
            message_id,
            position,
            iso_micros(sent_at),
            chat_author(people.get(sender_id or 0)),
        )
        for info, (position, message_id, sender_id, sent_at) in page
    ]
    return SharedFiles(items, has_more=len(found) > len(page))
