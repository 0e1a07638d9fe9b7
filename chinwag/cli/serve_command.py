"""`chinwag serve`: make the data folder, migrate, serve, and say where."""

import asyncio
import contextlib
import gc
import resource
import socket
import sys
from dataclasses import replace
from typing import Annotated

import uvicorn
from cyclopts import Parameter

from chinwag.app import build_app
from chinwag.cli.banner import print_banner
from chinwag.cli.console import warn
from chinwag.cli.data_folder import prepare_data_folder
from chinwag.cli.flags import Config, Data, settings_of, with_all_settings
from chinwag.cli.listening import address_warning, listen
from chinwag.cli.server_address import forget_address, note_address
from chinwag.http.protocol import GuardedProtocol
from chinwag.logs import set_up_logs
from chinwag.program import App
from chinwag.settings import Settings

KEEP_ALIVE_S = 30
MOST_FILES = 65_536
DRAIN_S = 7
"""How long a stopping server waits for running requests."""


@with_all_settings
def serve(
    *,
    demo: Annotated[bool, Parameter(negative="", help="Seed the demo group first.")] = False,
    data: Data = None,
    config: Config = None,
    **flags: object,
) -> None:
    """Serve until SIGTERM or SIGINT.

    Makes the data folder and migrates the database first. Running requests are answered and sockets closed
    before it ends. Every setting can be given as a flag.
    """
    wanted = settings_of(data, config, **flags).settings
    set_up_logs(wanted)
    prepare_data_folder(wanted)
    _allow_many_connections()
    listener = listen(wanted)
    settings = replace(wanted, port=listener.getsockname()[1])
    if (warning := address_warning(settings)) is not None:
        warn(warning)
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
        _settle_memory()
        _share_the_interpreter()
        await print_banner(app, is_demo=is_demo)
        note_address(settings)
        await server.serve(sockets=[listener])
    finally:
        forget_address(settings)
        await app.stop()


def _allow_many_connections() -> None:
    """Each connection is an open file, and most systems let a program have 1,024 until it asks for more."""
    now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_FILES if most == resource.RLIM_INFINITY else min(MOST_FILES, most)
    if now == resource.RLIM_INFINITY or now >= wanted:
        return
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


def _share_the_interpreter() -> None:
    """A commit that comes back from the disk must not wait 5 ms for the event loop to let it in."""
    sys.setswitchinterval(0.001)


def _settle_memory() -> None:
    """What is loaded by now stays: the collector need not walk it again, and need not come with every request."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


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


async def _unbuilt(scope: object, receive: object, send: object) -> None:
    raise RuntimeError("the program is not built yet")
