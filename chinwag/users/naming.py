"""What people may be called: seen as it is written, and not taken for somebody else."""

from chinwag.db.tx import ReadTx
from chinwag.errors import BadRequest, invalid
from chinwag.users import storage
from chinwag.users.model import has_visible_text, mention_key, mention_name_of
from chinwag.users.name_model import hidden_letter, lookalikes

_LOOKS_TAKEN = "Another user has a mention name that looks the same."


def check_name(name: str) -> None:
    """BadRequest for a name of which nothing, or not all, would be seen."""
    if not has_visible_text(name):
        raise invalid("A name needs letters that can be seen.", field="name", validation="blank", value=name)
    hidden = hidden_letter(name)
    if hidden is not None:
        message = f"A name may not hold characters that cannot be seen. Leave out {hidden}."
        raise invalid(message, field="name", validation="pattern", value=name)


async def check_mention_name(tx: ReadTx, group_id: int, wanted: str, *, before: str = "") -> None:
    """BadRequest for a mention name that looks like somebody else's. `before`: the one that its owner has now."""
    own = {mention_key(wanted), mention_key(before)}
    taken = await storage.list_taken_mentions(tx, group_id, lookalikes(wanted))
    if taken - own:
        raise invalid(_LOOKS_TAKEN, field="mention_name", validation="unique", value=wanted)


async def free_mention_name(tx: ReadTx, group_id: int, name: str) -> str:
    """A mention name that nobody has or seems to have, made from a name; BadRequest when none fits."""
    base = mention_name_of(name)
    spelt = [base, *(spelling for spelling in lookalikes(base) if spelling != base)]
    numbers = ["", *map(str, range(2, 1000))]
    wanted = [spelling + number for number in numbers for spelling in spelt]
    taken = await storage.list_taken_mentions(tx, group_id, wanted)
    for number in numbers:
        if not any(mention_key(spelling + number) in taken for spelling in spelt):
            return base + number
    raise BadRequest("No mention name is free that fits this name. Choose one in the field mention_name.")
