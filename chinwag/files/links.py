"""Addresses of files for those who read histories and webhooks with a token.

They are signed for one viewer, so that they work without a token: whoever has such an address may fetch the file
for as long as that viewer may. Our own client gets plain paths, which need its session.
"""

import base64
import hashlib
import hmac
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Literal

import msgspec

from chinwag.callers import Caller
from chinwag.files.model import FileInfo, file_path, thumb_path

_VIEWER = re.compile(r"u([0-9]{1,18})|t([0-9]{1,18})|c([A-Za-z0-9_-]{1,100})", re.ASCII)
_SIGNATURE = 24
"""Bytes of a signature: 192 bits."""

_decode_info = msgspec.json.Decoder(FileInfo).decode


class FileOut(msgspec.Struct, frozen=True, omit_defaults=True):
    """A file in HipChat's histories and webhooks (recorded). `thumb_url` only for pictures."""

    name: str
    size: int
    url: str
    thumb_url: str | None = None


ShowFile = Callable[[str], FileOut]
"""Makes the shown form of the column `messages.file`, for one viewer."""


@dataclass(frozen=True, slots=True)
class SignedViewer:
    """Who an address was made for: a person, an add-on (OAuth client), or a room's token."""

    kind: Literal["user", "client", "token"]
    id: str


def viewer_name(*, user_id: int | None, client_id: str | None, token_id: int | None) -> str:
    """How a viewer is called in an address: the person, else the add-on, else the token."""
    if user_id is not None:
        return f"u{user_id}"
    return f"c{client_id}" if client_id is not None else f"t{token_id}"


class FileLinks:
    """Makes and checks signed addresses. `base` is the server's public address."""

    def __init__(self, key: bytes, base: str) -> None:
        self._key = hmac.new(key, b"file links", hashlib.sha256).digest()
        self._base = base

    def for_caller(self, caller: Caller) -> ShowFile:
        """Shows files to whoever calls."""
        return self.for_viewer(user_id=caller.user_id, client_id=caller.client_id, token_id=caller.token_id)

    def for_viewer(
        self, *, user_id: int | None = None, client_id: str | None = None, token_id: int | None = None
    ) -> ShowFile:
        """Shows files to the owner of a webhook: whose it is, as its row says."""
        return partial(self._shown, viewer_name(user_id=user_id, client_id=client_id, token_id=token_id))

    def _shown(self, viewer: str, file: str) -> FileOut:
        info = _decode_info(file)
        signed = f"?for={viewer}&sig={self._signature(info.id, viewer)}"
        thumb = thumb_path(info)
        return FileOut(
            name=info.name,
            size=info.size,
            url=self._base + file_path(info) + signed,
            thumb_url=None if thumb is None else self._base + thumb + signed,
        )

    def viewer_of(self, file_id: str, viewer: str, signature: str) -> SignedViewer | None:
        """Whom an address was made for; None when it was not made here."""
        found = _VIEWER.fullmatch(viewer)
        if found is None or not hmac.compare_digest(
            self._signature(file_id, viewer).encode(), signature.encode("utf-8", "replace")
        ):
            return None
        if found[1]:
            return SignedViewer("user", found[1])
        return SignedViewer("token", found[2]) if found[2] else SignedViewer("client", found[3])

    def _signature(self, file_id: str, viewer: str) -> str:
        digest = hmac.new(self._key, f"{file_id} {viewer}".encode(), hashlib.sha256).digest()
        return base64.urlsafe_b64encode(digest[:_SIGNATURE]).decode()
