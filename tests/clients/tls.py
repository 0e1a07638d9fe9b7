"""TLS before a plain server, for clients that speak nothing else; also as the proxy that a client is told to use."""

import contextlib
import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.services import absent

NAMES = "subjectAltName=IP:127.0.0.1,DNS:api.hipchat.com"
_WAIT_S = 30.0


@dataclass(frozen=True)
class Front:
    """Where the front listens, and the certificate that a client must be told to trust."""

    port: int
    certificate: Path


@contextlib.contextmanager
def tls_front(folder: Path, port: int) -> Iterator[Front]:
    """Take TLS connections (or `CONNECT`, and then TLS) and hand what they carry to `port`."""
    certificate, key = _certificate(folder)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        taking = threading.Thread(target=_take, args=(listener, context, port), daemon=True)
        taking.start()
        yield Front(listener.getsockname()[1], certificate)
        listener.shutdown(socket.SHUT_RDWR)
        taking.join(_WAIT_S)


def _certificate(folder: Path) -> tuple[Path, Path]:
    if shutil.which("openssl") is None:
        absent("openssl", "openssl")
    certificate, key = folder / "front.pem", folder / "front.key"
    subprocess.run(
        [
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
            "-days", "2", "-subj", "/CN=Chinwag tests", "-addext", NAMES,
            "-keyout", str(key), "-out", str(certificate),
        ],
        check=True, capture_output=True, timeout=60,
    )  # fmt: skip
    return certificate, key


def _take(listener: socket.socket, context: ssl.SSLContext, port: int) -> None:
    while True:
        try:
            client, _ = listener.accept()
        except OSError:
            return
        threading.Thread(target=_serve, args=(client, context, port), daemon=True).start()


def _serve(client: socket.socket, context: ssl.SSLContext, port: int) -> None:
    """One connection. What goes wrong shows in the client, whose test then fails."""
    client.settimeout(_WAIT_S)
    with contextlib.suppress(OSError), client:
        if client.recv(1, socket.MSG_PEEK) == b"C":
            while not client.recv(65_536).endswith(b"\r\n\r\n"):
                pass
            client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
        with (
            context.wrap_socket(client, server_side=True) as clear,
            socket.create_connection(("127.0.0.1", port), _WAIT_S) as server,
        ):
            back = threading.Thread(target=_pump, args=(server, clear), daemon=True)
            back.start()
            _pump(clear, server)
            back.join(_WAIT_S)


def _pump(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while chunk := source.recv(65_536):
            target.sendall(chunk)
        target.shutdown(socket.SHUT_WR)
