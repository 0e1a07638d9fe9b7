"""`chinwag serve`: make the data folder, migrate, serve, and say where."""

import asyncio
import socket
from dataclasses import replace
from typing import Annotated

import uvicorn
from cyclopts import Parameter

from chinwag.app import App, build_app
from chinwag.cli.banner import print_banner
from chinwag.cli.console import fail
from chinwag.cli.flags import Config, Data, settings_of
from chinwag.http.protocol import GuardedProtocol
from chinwag.settings import Settings

BACKLOG = 2048
KEEP_ALIVE_S = 30
DRAIN_S = 8
"""How long a stopping server waits for running requests."""


def serve(
    *,
    host: Annotated[str | None, Parameter(help="Address to listen on.")] = None,
    port: Annotated[int | None, Parameter(help="Port to listen on; 0 = any free one.")] = None,
    data: Data = None,
    config: Config = None,
    demo: Annotated[bool, Parameter(negative="", help="Seed the demo group first.")] = False,
) -> None:
    """Serve until SIGTERM or SIGINT. Running requests are answered and sockets closed before it ends."""
    loaded = settings_of(data, config, host=host, port=port)
    listener = _listen(loaded.settings)
    settings = replace(loaded.settings, port=listener.getsockname()[1])
    config_of_server = uvicorn.Config(
        _unbuilt,
        loop="uvloop",
        http=GuardedProtocol,
        ws="chinwag.realtime.protocol:LiveProtocol",
        ws_max_size=65_536,
        ws_ping_interval=20,
        ws_ping_timeout=20,
        ws_per_message_deflate=False,
        lifespan="off",
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=KEEP_ALIVE_S,
        timeout_graceful_shutdown=DRAIN_S,
    )
    with asyncio.Runner(loop_factory=config_of_server.get_loop_factory()) as runner:
        runner.run(_run(settings, config_of_server, listener, is_demo=demo))


async def _run(settings: Settings, config: uvicorn.Config, listener: socket.socket, *, is_demo: bool) -> None:
    app = await build_app(settings, exclusive=True)
    try:
        await app.start()
        config.app = app
        server = _Server(config, app)
        await print_banner(app, is_demo=is_demo)
        await server.serve(sockets=[listener])
    finally:
        await app.stop()


class _Server(uvicorn.Server):
    """uvicorn's server, which tells the program at once that it is to stop."""

    def __init__(self, config: uvicorn.Config, app: App) -> None:
        super().__init__(config)
        self._app = app

    def handle_exit(self, sig: int, frame: object) -> None:
        """Stop: readiness turns false, no new connections, running requests end."""
        self._app.services.is_stopping = True
        super().handle_exit(sig, frame)  # type: ignore[arg-type]
        self._captured_signals.clear()  # else they are raised again before the program has stopped


def _listen(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
    except OSError as error:
        fail(
            f"cannot listen on {settings.host} port {settings.port}: {error.strerror}. Choose another with --port."
        )
    listener.listen(BACKLOG)
    return listener


async def _unbuilt(scope: object, receive: object, send: object) -> None:
    raise RuntimeError("the program is not built yet")
