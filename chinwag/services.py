"""What the features share while the program runs. Made once, in app.py."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chinwag.clock import Clock
from chinwag.http.links import Links
from chinwag.settings import Settings

if TYPE_CHECKING:
    from chinwag.accounts.brake import SignInBrake
    from chinwag.accounts.csrf import Csrf
    from chinwag.accounts.passwords import PasswordHasher
    from chinwag.admin.upkeep import Upkeep
    from chinwag.db.tx import Database
    from chinwag.extensions.room_glance import GlanceQueries
    from chinwag.files.links import FileLinks
    from chinwag.files.reception import Reception
    from chinwag.files.store import FileStore
    from chinwag.http.auth import CallerCache
    from chinwag.http.limits import Counters
    from chinwag.http.throttle import FloodControl
    from chinwag.mail.service import Mail
    from chinwag.notifications.pusher import Pusher
    from chinwag.oauth.recent_calls import RecentCalls
    from chinwag.oauth.usage import TokenUsage
    from chinwag.outbound.client import Outbound
    from chinwag.pictures.workshop import Workshop
    from chinwag.presence.service import Presence
    from chinwag.previews.service import Previews
    from chinwag.realtime.hub import Hub
    from chinwag.reference.routes import OpenApiSource
    from chinwag.sealing import Sealer
    from chinwag.search.index import SearchIndex
    from chinwag.search.indexer import Indexer
    from chinwag.webhooks.dispatcher import Dispatcher


@dataclass(slots=True)
class Services:
    """The running parts that a request may need."""

    settings: Settings
    clock: Clock
    links: Links
    db: "Database"
    callers: "CallerCache"
    counters: "Counters"
    flood: "FloodControl"
    hub: "Hub"
    presence: "Presence"
    passwords: "PasswordHasher"
    sign_in_brake: "SignInBrake"
    csrf: "Csrf"
    usage: "TokenUsage"
    calls: "RecentCalls"
    openapi: "OpenApiSource"
    sealer: "Sealer"
    files: "FileStore"
    file_links: "FileLinks"
    reception: "Reception"
    mail: "Mail"
    outbound: "Outbound"
    previews: "Previews"
    pusher: "Pusher"
    workshop: "Workshop"
    search: "SearchIndex"
    indexer: "Indexer"
    dispatcher: "Dispatcher"
    glances: "GlanceQueries"
    upkeep: "Upkeep"
    is_demo: bool = False
    is_stopping: bool = False
