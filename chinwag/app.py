"""Everything is wired here, by hand, and nowhere else."""

import asyncio
import contextlib
import importlib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from pathlib import Path
from typing import Any

from starlette.applications import Starlette

from chinwag.accounts.brake import SignInBrake
from chinwag.accounts.csrf import Csrf
from chinwag.accounts.passwords import PasswordHasher
from chinwag.accounts.service import find_session_caller
from chinwag.addons.upkeep import keep_addons
from chinwag.admin.upkeep import Upkeep
from chinwag.callers import Caller
from chinwag.clock import Clock
from chinwag.db.open import open_database
from chinwag.db.tx import Database, ReadTx
from chinwag.extensions.room_glance import GlanceQueries
from chinwag.features import EXPANDERS, FEATURES
from chinwag.files.door import FileDoor
from chinwag.files.links import FileLinks
from chinwag.files.reception import Reception
from chinwag.files.store import open_store
from chinwag.guests.service import sweep as sweep_guests
from chinwag.http.api import Api
from chinwag.http.auth import Authenticator, CallerCache
from chinwag.http.endpoint import Endpoint, Endpoints
from chinwag.http.expand import Expander, TitleExpansion
from chinwag.http.limits import Counters, open_counters
from chinwag.http.links import Links
from chinwag.http.openapi import Operation, operations_of
from chinwag.http.pages import page_routes
from chinwag.http.proxies import TrustedProxies
from chinwag.http.routing import Router
from chinwag.http.throttle import CallLimits, FloodControl
from chinwag.keys import server_key
from chinwag.mail.service import Mail
from chinwag.notifications.packing import push_contact
from chinwag.notifications.pusher import Pusher
from chinwag.oauth.recent_calls import RecentCalls
from chinwag.oauth.service import find_caller, find_v1_caller
from chinwag.oauth.usage import TokenUsage
from chinwag.outbound.client import Outbound
from chinwag.pictures.page_routes import picture_routes
from chinwag.pictures.service import sweep as sweep_pictures
from chinwag.pictures.workshop import Workshop
from chinwag.presence.service import Presence
from chinwag.previews.service import Previews
from chinwag.realtime.bus import open_bus
from chinwag.realtime.events import LiveEvent
from chinwag.realtime.hub import Hub
from chinwag.realtime.sse import EventStream
from chinwag.realtime.ws import LiveSocket
from chinwag.reference.routes import OpenApiSource
from chinwag.sealing import Sealer
from chinwag.search.indexer import Indexer
from chinwag.search.open import open_index
from chinwag.services import Services
from chinwag.settings import Settings
from chinwag.v1 import room_routes, user_routes
from chinwag.v1.api import V1Api
from chinwag.v1.limits import V1Limits
from chinwag.v1.openapi import operations_of as v1_operations_of
from chinwag.v1.tokens import V1Authenticator
from chinwag.webhooks.dispatcher import open_dispatcher

_V1_METHODS = [*room_routes.methods.all, *user_routes.methods.all]

_USAGE_EVERY_S = 10.0
_OUTSIDE_EVERY_S = 0.5
_COUNT_EVERY_S = 300.0
_SWEEP_EVERY_S = 600.0

Asgi = Callable[[Any, Any, Any], Awaitable[None]]


def collect_endpoints(modules: Iterable[str] = FEATURES) -> list[Endpoint]:
    """All declared endpoints, in the order of the features."""
    declared: list[Endpoint] = []
    for name in modules:
        endpoints: Endpoints = importlib.import_module(name).endpoints
        declared += endpoints.all
    return declared


def collect_operations(endpoints: Iterable[Endpoint]) -> list[Operation]:
    """All that the OpenAPI document describes: the endpoints, and API v1."""
    return [*operations_of(endpoints), *v1_operations_of(_V1_METHODS)]


def _collect_expanders() -> list[Expander]:
    return [expander for name in EXPANDERS for expander in importlib.import_module(name).EXPANDERS]


class App:
    """The program as an ASGI application. `start` before the first request, `stop` after the last."""

    def __init__(
        self,
        services: Services,
        *,
        api: Asgi,
        v1: Asgi,
        files: Asgi,
        pages: Asgi,
        live: Asgi,
        stream: Asgi,
        counters: Counters,
    ) -> None:
        self.services = services
        self._doors = {"v2": api, "api": api, "v1": v1, "files": files}
        self._pages = pages
        self._live = live
        self._stream = stream
        self._counters = counters
        self._tasks: list[asyncio.Task[None]] = []

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Send a request to the API or to the pages, a socket to the hub."""
        if scope["type"] == "http":
            first = scope["raw_path"].lstrip(b"/").partition(b"/")[0].decode("latin-1")
            answer = self._doors.get(first, self._pages)
            if scope["raw_path"] == b"/api/events" and scope["method"] == "GET":
                answer = self._stream
            await answer(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._live(scope, receive, send)
        else:
            await self._lifespan(receive, send)

    async def _lifespan(self, receive: Any, send: Any) -> None:
        await receive()
        await self.start()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self.stop()
        await send({"type": "lifespan.shutdown.complete"})

    async def start(self) -> None:
        """Begin to listen to other processes and to write down what is written down later."""
        await self.services.hub.start()
        await self.services.mail.start()
        await self.services.reception.start()
        await self.services.previews.start()
        await self.services.pusher.start()
        await self.services.dispatcher.start()
        await self.services.indexer.start()
        self._tasks = [
            asyncio.create_task(_repeat(_USAGE_EVERY_S, self.services.usage.flush)),
            asyncio.create_task(_repeat(_OUTSIDE_EVERY_S, self._look_outside)),
            asyncio.create_task(_repeat(_USAGE_EVERY_S, self.services.upkeep.often)),
            asyncio.create_task(_repeat(_COUNT_EVERY_S, self.services.upkeep.seldom)),
            asyncio.create_task(_repeat(_SWEEP_EVERY_S, lambda: sweep_pictures(self.services))),
            asyncio.create_task(_repeat(_SWEEP_EVERY_S, lambda: sweep_guests(self.services))),
            asyncio.create_task(_repeat(_SWEEP_EVERY_S, lambda: keep_addons(self.services))),
        ]

    async def stop(self) -> None:
        """Write down what is left and let go of everything, the database last."""
        self.services.is_stopping = True
        for task in self._tasks:
            task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.gather(*self._tasks)
        await self.services.mail.stop()
        await self.services.reception.stop()
        await self.services.hub.stop()
        await self.services.usage.flush()
        self.services.passwords.close()
        await self.services.workshop.close()
        await self.services.dispatcher.stop()
        await self.services.previews.stop()
        await self.services.pusher.stop()
        await self.services.outbound.close()
        await self.services.indexer.stop()
        await self._counters.close()
        await self.services.db.close()

    async def _look_outside(self) -> None:
        """A command beside the server wrote to the same file: caches are void, its events are to be told."""
        if self.services.db.changed_outside():
            self.services.callers.forget(["callers"])
            await self.services.hub.catch_up()


async def _repeat(every_s: float, work: Callable[[], Awaitable[None]]) -> None:
    while True:
        await asyncio.sleep(every_s)
        with contextlib.suppress(
            Exception
        ):  # the next round tries again; faults of the database log themselves
            await work()


async def build_app(
    settings: Settings, clock: Clock | None = None, *, dist: Path | None = None, exclusive: bool = False
) -> App:
    """Open the database (migrating it first) and wire the program. `exclusive`: refuse a second server on one file."""
    clock = clock or Clock()
    db = await open_database(settings, clock, exclusive=exclusive)
    endpoints = collect_endpoints()
    links = Links(settings.base_url)
    counters = open_counters(settings.bus_url, clock)
    callers = CallerCache(clock)
    presence = Presence(clock)
    hub = Hub(db=db, bus=open_bus(settings.bus_url), presence=presence, clock=clock)
    outbound = Outbound(allow=settings.outbound_allow)
    own_url, previewing = settings.base_url, settings.link_previews
    previews = Previews(db, outbound, clock, own_url=own_url, is_on=previewing)
    hub.on_forget(callers.forget)
    search = open_index(db, settings.data)
    key = server_key(settings.data)
    sealer = Sealer(key)
    pusher = Pusher(
        db=db,
        clock=clock,
        outbound=outbound,
        sealer=sealer,
        presence=presence,
        server_key=key,
        contact=push_contact(settings.mail_from, settings.base_url),
    )
    db.publish_to(_publish(hub, previews, pusher))
    hub.on_forget(pusher.forget)
    file_links = FileLinks(key, settings.base_url)
    dispatcher = open_dispatcher(
        db=db,
        clock=clock,
        links=links,
        file_links=file_links,
        outbound=outbound,
        sealer=sealer,
        server_key=key,
        presence=presence,
        retention_days=settings.webhook_retention_days,
    )
    hub.on_forget(dispatcher.outbox.index.forget)
    hub.roll_call.on_moved = dispatcher.movements.note
    files, workshop = open_store(settings.storage_url, settings.data), Workshop()
    reception = Reception(db, files, workshop, settings)
    hub.on_forget(reception.forget)
    brake = SignInBrake(clock)
    services = Services(
        settings=settings,
        clock=clock,
        links=links,
        db=db,
        callers=callers,
        counters=counters,
        flood=FloodControl(settings, counters, clock),
        hub=hub,
        presence=presence,
        passwords=PasswordHasher(),
        sign_in_brake=brake,
        upkeep=Upkeep(db, clock, brake, settings.audit_retention_days),
        csrf=Csrf(settings.base_url, is_public=bool(settings.public_url)),
        usage=TokenUsage(db, clock),
        calls=RecentCalls(clock),
        openapi=OpenApiSource(collect_operations(endpoints), settings),
        sealer=sealer,
        dispatcher=dispatcher,
        glances=GlanceQueries(clock),
        files=files,
        file_links=file_links,
        reception=reception,
        mail=Mail(settings, clock),
        outbound=outbound,
        previews=previews,
        pusher=pusher,
        workshop=workshop,
        search=search,
        indexer=Indexer(db, search),
    )
    authenticator = Authenticator(
        clock, callers, _lookup(db, find_caller), _lookup(db, find_session_caller), docs=links.web("/docs")
    )
    router = Router()
    for endpoint in endpoints:
        router.add(endpoint)
    limits = CallLimits(settings, counters, clock)
    expansion = TitleExpansion(_collect_expanders(), links.api)
    api = Api(router, authenticator, services, limits, expansion, TrustedProxies(settings.trusted_proxies))
    client = page_routes(settings.base_url, dist) if dist else page_routes(settings.base_url)
    pages = Starlette(routes=[*picture_routes(services), *client])
    return App(
        services,
        api=api,
        v1=_v1_api(services, counters),
        files=FileDoor(services, authenticator),
        pages=pages,
        live=LiveSocket(services, authenticator),
        stream=EventStream(services, authenticator),
        counters=counters,
    )


def _v1_api(services: Services, counters: Counters) -> V1Api:
    """API v1, with callers of its own: no token works in both versions."""
    callers = CallerCache(services.clock)
    services.hub.on_forget(callers.forget)
    authenticator = V1Authenticator(services.clock, callers, _lookup(services.db, find_v1_caller))
    limits = V1Limits(services.settings, counters, services.clock)
    return V1Api(_V1_METHODS, authenticator, services, limits)


def _publish(hub: Hub, previews: Previews, pusher: Pusher) -> Callable[[list[LiveEvent], list[str]], None]:
    """What is told of each commit."""

    def publish(events: list[LiveEvent], forgotten: list[str]) -> None:
        hub.publish(events, forgotten)
        previews.notice(events)
        pusher.notice(events)

    return publish


def _lookup(
    db: Database, find: Callable[[ReadTx, str], Awaitable[Caller | None]]
) -> Callable[[str], Awaitable[Caller | None]]:
    async def look_up(key_hash: str) -> Caller | None:
        async with db.read() as tx:
            return await find(tx, key_hash)

    return look_up


@contextlib.asynccontextmanager
async def running(settings: Settings, clock: Clock | None = None) -> AsyncIterator[App]:
    """A started program, stopped on leaving: for tests and commands."""
    app = await build_app(settings, clock)
    await app.start()
    try:
        yield app
    finally:
        await app.stop()
