"""The socket of the server, and the words when it cannot be had."""

import socket

from chinwag.cli.console import fail
from chinwag.settings import Settings

BACKLOG = 2048
_ANYWHERE = {"0.0.0.0", "::"}  # noqa: S104


def listen(settings: Settings) -> socket.socket:
    """Listen at the host and port of the settings; the system chooses a port for 0."""
    host, port = settings.host, settings.port
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, protocol)
    except OSError as error:
        fail(f"There is no address {host!r} to listen on: {error.strerror}. Choose another with --host.")
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(address)
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        fail(f"Cannot listen on {host} port {port}: {error.strerror}. Choose another with --host or --port.")
    return listener


def address_warning(settings: Settings) -> str | None:
    """What to say to somebody who listens to the world and told nobody where."""
    if settings.public_url or settings.host not in _ANYWHERE:
        return None
    return (
        f"public_url is not set, so all links will say {settings.base_url}, which leads nowhere from other "
        "machines, and browsers there cannot sign in. Set CHINWAG_PUBLIC_URL to the address that people use."
    )
