"""The web client's files: the page itself, hashed assets, and the headers that keep a browser safe."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, ClassVar

from starlette.responses import FileResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

DIST = Path(__file__).parent.parent / "web" / "dist"
"""Where the built client lies, in a checkout and in the wheel."""

PAGES = (
    "/",
    "/sign_in",
    "/setup/{token}",
    "/invite/{token}",
    "/g/{token}",
    "/welcome",
    "/rooms",
    "/people",
    "/people/{user}",
    "/search",
    "/rooms/settings/{room}",
    "/rooms/members/{room}",
    "/account",
    "/account/api",
    "/account/notifications",
    "/rooms/tokens/{room}",
    "/admin/rooms/tokens/{room}",
    "/rooms/addons/{room}",
    "/rooms/addons/{room}/webhook/{webhook}",
    "/rooms/addons/{room}/configure/{addon}",
    "/addons",
    "/addons/install",
    "/addons/{key}",
    "/addons/{addon}/{page}",
    "/cards",
    "/admin",
    "/admin/api",
    "/admin/audit",
    "/admin/emoticons",
    "/admin/health",
    "/admin/integrations",
    "/admin/invitations",
    "/admin/limits",
    "/admin/people",
    "/admin/permissions",
    "/admin/rooms",
    "/admin/settings",
    "/admin/statistics",
    "/users/authorize",
    "/room/{room}",
    "/chat/{user}",
    "/docs",
    "/docs/{method}",
)
"""Addresses that the client answers for itself, all with the same document."""

_ROOT_FILES = ("glyph.svg", "manifest.webmanifest", "licences.txt")
_ICONS = ("icon-192.png", "icon-512.png", "icon-maskable-512.png", "apple-touch-icon.png", "badge-96.png")


def page_headers(base_url: str, *, shows_addons: bool = False) -> dict[str, str]:
    """The headers of every page. No script but ours, no frame around us, no address told to other hosts.

    `shows_addons`: pages of add-ons may be framed in it; they come from hosts that admins install at any time.
    """
    frames = "frame-src http: https:; " if shows_addons else ""
    socket = base_url.replace("http", "ws", 1)
    policy = (
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; manifest-src 'self'; "
        f"connect-src 'self' {socket}; img-src 'self' data: blob: http: https:; media-src 'self'; "
        f"{frames}form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    return {
        "Content-Security-Policy": policy,
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }


class _Files(StaticFiles):
    """Files of one folder, each with the same headers."""

    headers: ClassVar[Mapping[str, str]]

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        """The file, with headers for caching and against sniffing."""
        response = super().file_response(*args, **kwargs)
        response.headers.update(self.headers)
        return response


class Assets(_Files):
    """Files whose names change with their content: kept by browsers for a year."""

    headers = MappingProxyType(
        {"Cache-Control": "public, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"}
    )


class Drawings(_Files):
    """The standard emoticons: kept for a day, then asked for again with their mark (ETag).

    Their policy is for who opens one as a page of its own; integrations may show them anywhere.
    """

    headers = MappingProxyType(
        {
            "Cache-Control": "public, max-age=86400",
            "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
            "Cross-Origin-Resource-Policy": "cross-origin",
            "X-Content-Type-Options": "nosniff",
        }
    )


class ConnectFiles(_Files):
    """The script and the style sheet that pages of add-ons load from us, from whatever host they come.

    Their names never change, so they are asked for again within the hour, and answered by their mark (ETag).
    """

    headers = MappingProxyType(
        {
            "Access-Control-Allow-Origin": "*",
            "Cache-Control": "public, max-age=3600",
            "Content-Security-Policy": "default-src 'none'",
            "Cross-Origin-Resource-Policy": "cross-origin",
            "X-Content-Type-Options": "nosniff",
        }
    )


def page_routes(base_url: str, dist: Path = DIST) -> list[Route | Mount]:
    """The routes of the client. Without a built client each page says how to build it."""
    headers = page_headers(base_url)
    client_headers = page_headers(base_url, shows_addons=True)

    async def page(_: Any) -> Response:
        document = dist / "index.html"
        if not document.is_file():
            return PlainTextResponse("The web client is not built. Run: make setup\n", 503, headers=headers)
        return FileResponse(document, headers={**client_headers, "Cache-Control": "no-cache"})

    async def root_file(request: Any) -> Response:
        path = dist / request.url.path.lstrip("/")
        if not path.is_file():
            return PlainTextResponse("Not found\n", 404, headers=headers)
        return FileResponse(path, headers={**headers, "Cache-Control": "public, max-age=3600"})

    async def worker(_: Any) -> Response:
        """The service worker: asked for anew each time, so that no old one stays."""
        script = dist / "sw.js"
        if not script.is_file():
            return PlainTextResponse("Not found\n", 404, headers=headers)
        return FileResponse(script, headers={**headers, "Cache-Control": "no-cache"})

    async def old_sign_in(_: Any) -> Response:
        return RedirectResponse("/sign_in", headers=headers)

    routes: list[Route | Mount] = [Route(path, page) for path in PAGES]
    routes += [Route(f"/{name}", root_file) for name in _ROOT_FILES]
    routes += [Route(f"/icons/{name}", root_file) for name in _ICONS]
    routes.append(Route("/sw.js", worker))
    routes.append(Route("/login", old_sign_in))
    for name, kind in {"assets": Assets, "emoticons": Drawings, "atlassian-connect": ConnectFiles}.items():
        if (dist / name).is_dir():
            routes.append(Mount(f"/{name}", kind(directory=dist / name)))
    routes.append(Route("/{path:path}", _not_found(headers, client_headers, dist)))
    return routes


def _not_found(headers: dict[str, str], client_headers: dict[str, str], dist: Path) -> Any:
    async def missing(_: Any) -> Response:
        document = dist / "index.html"
        if not document.is_file():
            return PlainTextResponse("Not found\n", 404, headers=headers)
        return FileResponse(document, 404, headers={**client_headers, "Cache-Control": "no-cache"})

    return missing
