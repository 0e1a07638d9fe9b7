"""Files go with their message or room: out of reach with the commit, off the disk soon after it."""

from chinwag.db.tx import Tx
from chinwag.files import storage


async def release_files_of_message(tx: Tx, group_id: int, message_id: str) -> None:
    """A message is deleted, and with it its file."""
    if await storage.release_of_message(tx, group_id, message_id):
        tx.forget("files")


async def release_files_of_chat(tx: Tx, group_id: int, chat_id: int) -> None:
    """A room is deleted, and with it all its files."""
    if await storage.release_of_chat(tx, group_id, chat_id):
        tx.forget("files")
