"""Everything is wired here, by hand, and nowhere else."""

import contextlib
import importlib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable

from starlette.applications import Starlette

from chinwag.accounts.brake import SignInBrake
from chinwag.accounts.csrf import Csrf
from chinwag.accounts.passwords import PasswordHasher
from chinwag.accounts.service import find_session_caller
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
from chinwag.http.api import Api
from chinwag.http.auth import Authenticator, CallerCache
from chinwag.http.endpoint import Endpoint, Endpoints
from chinwag.http.expand import Expander, TitleExpansion
from chinwag.http.limits import open_counters
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
from chinwag.oauth.kept_key import require_key
from chinwag.oauth.recent_calls import RecentCalls
from chinwag.oauth.service import find_caller, find_v1_caller
from chinwag.oauth.usage import TokenUsage
from chinwag.outbound.client import Outbound
from chinwag.pictures.page_routes import picture_routes
from chinwag.pictures.workshop import Workshop
from chinwag.presence.service import Presence
from chinwag.previews.service import Previews
from chinwag.program import App
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


async def build_app(settings: Settings, clock: Clock | None = None, *, exclusive: bool = False) -> App:
    """Open the database (migrating it first) and wire the program. `exclusive`: refuse a second server on one file."""
    clock = clock or Clock()
    db = await open_database(settings, clock, exclusive=exclusive)
    await require_key(settings.data, db)
    endpoints = collect_endpoints()
    openapi = OpenApiSource(collect_operations(endpoints), settings)
    services = _wire_services(settings, clock, db, server_key(settings.data), openapi)
    _tell_of_commits(services)
    return _open_doors(services, endpoints)


def _wire_services(
    settings: Settings, clock: Clock, db: Database, key: bytes, openapi: OpenApiSource
) -> Services:
    links, sealer, presence = Links(settings.base_url), Sealer(key), Presence(clock)
    counters, bus = open_counters(settings.bus_url, clock), open_bus(settings.bus_url)
    outbound = Outbound(allow=settings.outbound_allow)
    file_links = FileLinks(key, settings.base_url)
    files, workshop = open_store(settings.storage_url, settings.data), Workshop()
    search = open_index(db, settings.data)
    brake = SignInBrake(clock)
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
    return Services(
        settings=settings,
        clock=clock,
        links=links,
        db=db,
        callers=CallerCache(clock),
        counters=counters,
        flood=FloodControl(settings, counters, clock),
        hub=Hub(db=db, bus=bus, presence=presence, clock=clock),
        presence=presence,
        passwords=PasswordHasher(),
        sign_in_brake=brake,
        upkeep=Upkeep(db, clock, brake, settings.audit_retention_days),
        csrf=Csrf(settings.base_url, is_public=bool(settings.public_url)),
        usage=TokenUsage(db, clock),
        calls=RecentCalls(clock, bus),
        openapi=openapi,
        sealer=sealer,
        dispatcher=dispatcher,
        glances=GlanceQueries(clock),
        files=files,
        file_links=file_links,
        reception=Reception(db, files, workshop, settings),
        mail=Mail(settings, clock),
        outbound=outbound,
        previews=Previews(db, outbound, clock, own_url=settings.base_url, is_on=settings.link_previews),
        pusher=Pusher(
            db=db,
            clock=clock,
            outbound=outbound,
            sealer=sealer,
            presence=presence,
            server_key=key,
            contact=push_contact(settings.mail_from, settings.base_url),
        ),
        workshop=workshop,
        search=search,
        indexer=Indexer(db, search),
    )


def _tell_of_commits(services: Services) -> None:
    """Who hears of the events of a commit, and of what caches must forget with it."""
    hub, previews, pusher, dispatcher = services.hub, services.previews, services.pusher, services.dispatcher

    def publish(events: list[LiveEvent], forgotten: list[str]) -> None:
        hub.publish(events, forgotten)
        previews.notice(events)
        pusher.notice(events)

    services.db.publish_to(publish)
    for forget in (
        services.callers.forget,
        pusher.forget,
        dispatcher.outbox.index.forget,
        services.reception.forget,
    ):
        hub.on_forget(forget)
    hub.roll_call.on_moved = dispatcher.movements.note


def _open_doors(services: Services, endpoints: Iterable[Endpoint]) -> App:
    """What answers requests and sockets."""
    settings, clock, db, counters = services.settings, services.clock, services.db, services.counters
    docs = services.links.web("/docs")
    authenticator = Authenticator(
        clock, services.callers, _lookup(db, find_caller), _lookup(db, find_session_caller), docs=docs
    )
    router = Router()
    for endpoint in endpoints:
        router.add(endpoint)
    limits = CallLimits(settings, counters, clock)
    expansion = TitleExpansion(_collect_expanders(), services.links.api)
    api = Api(router, authenticator, services, limits, expansion, TrustedProxies(settings.trusted_proxies))
    return App(
        services,
        api=api,
        v1=_v1_api(services),
        files=FileDoor(services, authenticator),
        pages=Starlette(routes=[*picture_routes(services), *page_routes(settings.base_url)]),
        live=LiveSocket(services, authenticator),
        stream=EventStream(services, authenticator),
    )


def _v1_api(services: Services) -> V1Api:
    """API v1, with callers of its own: no token works in both versions."""
    callers = CallerCache(services.clock)
    services.hub.on_forget(callers.forget)
    authenticator = V1Authenticator(services.clock, callers, _lookup(services.db, find_v1_caller))
    limits = V1Limits(services.settings, services.counters, services.clock)
    return V1Api(_V1_METHODS, authenticator, services, limits)


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
