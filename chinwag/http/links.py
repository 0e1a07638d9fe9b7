"""Every address that a reply carries, made from the configured public address alone."""

from typing import Literal
from urllib.parse import quote

PictureSize = Literal["small", "big"]


def picture_path(key: str | None, size: PictureSize = "small") -> str | None:
    """The path of a picture on this server; None where there is none."""
    return None if key is None else f"/pictures/{key}/{size}"


class Links:
    """Addresses of things. `base` is the public address without a trailing slash (never the Host header)."""

    __slots__ = ("api", "base")

    def __init__(self, base: str) -> None:
        self.base = base.rstrip("/")
        self.api = f"{self.base}/v2"

    def web(self, path: str) -> str:
        """An address of the web client; `path` starts with a slash."""
        return self.base + path

    def of(self, path: str) -> str:
        """An address below /v2; `path` starts with a slash."""
        return self.api + path

    def group(self, group_id: int) -> str:
        return f"{self.api}/group/{group_id}"

    def room(self, room_id: int) -> str:
        return f"{self.api}/room/{room_id}"

    def room_members(self, room_id: int) -> str:
        return f"{self.api}/room/{room_id}/member"

    def room_statistics(self, room_id: int) -> str:
        return f"{self.api}/room/{room_id}/statistics"

    def room_history(self, room_id: int) -> str:
        return f"{self.api}/room/{room_id}/history"

    def user(self, user_id: int) -> str:
        return f"{self.api}/user/{user_id}"

    def emoticon(self, emoticon_id: int) -> str:
        return f"{self.api}/emoticon/{emoticon_id}"

    def picture(self, key: str | None, size: PictureSize = "small") -> str | None:
        path = picture_path(key, size)
        return None if path is None else self.web(path)

    def token(self, token: str) -> str:
        return f"{self.api}/oauth/token/{quote(token, safe='')}"
