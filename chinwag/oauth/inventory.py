"""All tokens of a group at once, for the admin on the command line."""

from chinwag.audit.model import Action
from chinwag.audit.service import note_everywhere
from chinwag.db.tx import ReadTx, Tx
from chinwag.oauth import inventory_storage
from chinwag.oauth.model import ListedToken

__all__ = ["end_oauth_tokens", "list_tokens"]


async def list_tokens(tx: ReadTx, group_id: int) -> list[ListedToken]:
    """Every token of the group with the names of whom it belongs to, oldest first."""
    return await inventory_storage.list_tokens(tx, group_id)


async def end_oauth_tokens(tx: Tx) -> None:
    """Revoke what add-ons hold, for themselves and for people, on the whole server.

    Add-ons get new tokens with their secret; people are asked for their consent again.
    """
    await inventory_storage.delete_oauth_tokens(tx)
    tx.forget("callers")
    await note_everywhere(tx, Action.OAUTH_TOKENS_REVOKED)
