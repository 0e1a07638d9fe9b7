"""What an add-on is told of its installation, update and end. Nothing of this happens inside a transaction."""

from urllib.parse import urlsplit, urlunsplit

import msgspec
import structlog

from chinwag.addons.descriptor_schema import Installable
from chinwag.addons.installable import InstallableOut, keep_installable
from chinwag.addons.model import CALLBACK_TIMEOUT_S
from chinwag.addons.server import Server
from chinwag.errors import BadRequest
from chinwag.oauth.clients import MadeClient
from chinwag.outbound.client import Answer, Refused, Unreachable
from chinwag.webhooks.address import with_query

_log = structlog.get_logger("chinwag.addons")
_MOST_SAID = 300
_GOODBYE_TIMEOUT_S = 5.0


def told(server: Server, made: MadeClient, group_id: int, room_id: int | None) -> InstallableOut:
    """What an add-on is told of its installation: the same in the callback and behind `installable_url`."""
    return InstallableOut(
        capabilities_url=server.links.of("/capabilities"),
        oauth_id=made.id,
        oauth_secret=made.secret,
        group_id=group_id,
        room_id=room_id,
    )


async def post(server: Server, url: str, data: InstallableOut) -> None:
    """Tell an add-on; BadRequest with what it said, unless it agrees with any 2xx."""
    headers = {"Content-Type": "application/json"}
    try:
        answer = await server.outbound.call(
            "POST", url, headers=headers, body=msgspec.json.encode(data), timeout_s=CALLBACK_TIMEOUT_S
        )
    except (Refused, Unreachable) as fault:
        raise BadRequest(f"The add-on could not be told of its installation: {fault}") from None
    if not 200 <= answer.status < 300:
        raise BadRequest(f"The add-on refused the installation with {answer.status}{_said(answer)}")


def _said(answer: Answer) -> str:
    text = answer.body.decode("utf-8", "replace").strip()
    readable = "".join(letter if letter.isprintable() else " " for letter in text[:_MOST_SAID]).strip()
    return f": {readable}" if readable and not readable.startswith("<") else "."


async def say_goodbye(
    server: Server, installable: Installable | None, client_id: str, signed: str | None
) -> None:
    """Tell an add-on that it is removed. Whatever it answers, it is."""
    if installable is None or installable.callback_url is None:
        return
    url = _below(installable.callback_url, client_id)
    headers = {"Authorization": f"JWT {signed}"} if signed else {}
    try:
        answer = await server.outbound.call("DELETE", url, headers=headers, timeout_s=_GOODBYE_TIMEOUT_S)
    except (Refused, Unreachable) as fault:
        _log.info("add-on could not be told of its removal", client_id=client_id, reason=str(fault))
        return
    if answer.status >= 300:
        _log.info("add-on did not acknowledge its removal", client_id=client_id, status=answer.status)


def _below(base: str, name: str) -> str:
    """An address whose path goes one further; a query stays behind it."""
    parts = urlsplit(base)
    path = parts.path if parts.path.endswith("/") else f"{parts.path}/"
    return urlunsplit(parts._replace(path=path + name))


async def redirect_to(
    server: Server, url: str | None, key: str, data: InstallableOut, group_id: int, back: str
) -> str | None:
    """Where the browser goes, so that an add-on behind a firewall fetches `data` itself; None: nowhere."""
    if url is None:
        return None
    async with server.db.begin() as tx:
        token = await keep_installable(tx, server.sealer, data, group_id, server.clock.steady())
    installable_url = server.links.of(f"/addon/{key}/installable/{token}")
    return with_query(url, installable_url=installable_url, redirect_url=server.links.web(back))
