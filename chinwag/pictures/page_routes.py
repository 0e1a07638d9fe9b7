"""Where pictures are seen. Their address is a bearer link of 160 bits: no token, and nothing else to find them by."""

import re
from typing import cast

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from chinwag.db.tx import DatabaseUnavailable
from chinwag.files.store import StoreError
from chinwag.pictures.model import SIDE, Size
from chinwag.pictures.service import read_picture
from chinwag.services import Services

_KEY = re.compile(r"[0-9a-f]{40}", re.ASCII)
_SAFE = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Content-Disposition": "inline",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
"""Integrations may show pictures anywhere; as a page of its own a picture can do nothing."""

_KEPT = {"Cache-Control": "private, max-age=31536000, immutable"}


def picture_routes(services: Services) -> list[Route]:
    """The route of pictures, for the part of the server that serves pages."""

    async def picture(request: Request) -> Response:
        key, size = request.path_params["key"], request.path_params["size"]
        if size not in SIDE or not _KEY.fullmatch(key):
            return _missing()
        mark = {"ETag": f'"{key}-{size}"'}
        try:
            found = await read_picture(services, key, cast(Size, size))
        except (DatabaseUnavailable, StoreError):
            return PlainTextResponse("Try again.\n", 503, headers={**_SAFE, "Retry-After": "2"})
        if found is None:
            return _missing()
        if mark["ETag"] in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers={**_SAFE, **_KEPT, **mark})
        told, data = found
        return Response(data, media_type=told.type, headers={**_SAFE, **_KEPT, **mark})

    return [Route("/pictures/{key}/{size}", picture)]


def _missing() -> Response:
    return PlainTextResponse("Not found\n", 404, headers={**_SAFE, "Cache-Control": "no-store"})
