"""Whether we may call what a descriptor wants to have called."""

import asyncio
from collections.abc import Iterator
from urllib.parse import urlsplit

from chinwag.addons.descriptor import ReadDescriptor
from chinwag.errors import ApiError, invalid
from chinwag.outbound.client import Outbound, Refused
from chinwag.webhooks.service import check_form

LOOKUPS_S = 10.0
"""How long the names of a descriptor are looked up, all of them together: a hundred could each take seconds."""


async def check_outgoing(outbound: Outbound, read: ReadDescriptor) -> None:
    """BadRequest unless we may call all of it, as far as names can be looked up in time. Never inside a transaction.

    Every call is judged again.
    """
    for number, hook in enumerate(read.webhooks):
        try:
            check_form(outbound, hook)
        except ApiError as fault:
            place = f"capabilities.webhook[{number}]"
            fault.extra["field"] = f"{place}.{fault.extra.get('field', 'url')}"
            fault.message = f"{place}: {fault.message}"
            raise
    judged: set[str | None] = set()
    try:
        async with asyncio.timeout(LOOKUPS_S):
            for place, field, address in _called(read):
                host = urlsplit(address).hostname
                await _check(outbound, place, field, address, is_known=host in judged)
                judged.add(host)
    except TimeoutError:
        return


async def _check(outbound: Outbound, place: str, field: str, address: str, *, is_known: bool) -> None:
    try:
        outbound.check(address)
        if not is_known:
            await outbound.check_resolved(address)
    except Refused as refusal:
        raise invalid(f"{place}: {refusal}", field=field, validation="url", value=address[:200]) from None


def _called(read: ReadDescriptor) -> Iterator[tuple[str, str, str]]:
    """Each address with its place: as it is said, and as the field is named."""
    for number, hook in enumerate(read.webhooks):
        yield f"capabilities.webhook[{number}]", f"capabilities.webhook[{number}].url", hook.url
    wants = read.can.installable
    if wants is None:
        return
    for name, address in (
        ("callbackUrl", wants.callback_url),
        ("updateCallbackUrl", wants.update_callback_url),
    ):
        if address is not None:
            yield f"capabilities.installable.{name}", f"capabilities.installable.{name}", address
