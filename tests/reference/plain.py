"""Makes exchanges equal from run to run: what is drawn by lot (message ids, secrets, versions) gets fixed values."""

import hashlib
import re
from typing import Any

SERVER = "https://chat.example.com"
"""The address in stored examples; the server that shows them puts its own in its place."""

_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\.\d{6}")
_SECRET = re.compile(r"(?<![A-Za-z0-9_-])(?=[A-Za-z0-9_-]*[0-9])[A-Za-z0-9_-]{26,}(?![A-Za-z0-9_-])")
_PICTURES = {"photo", "avatar"}
_SHORT = re.compile(r"(?<![A-Za-z0-9_-])[0-9a-f]{16}(?![A-Za-z0-9_-])")
_VERSION = re.compile(r"[A-Z0-9]{8}")


_OF_A_MACHINE: dict[str, object] = {
    "python": "3.11.7",
    "uptime_s": 273_612,
    "write_ms": 1.2,
    "behind": 0,
    "memory_bytes": 82_313_216,
    "database": {"engine": "SQLite", "version": "3.40.1", "bytes": 48_267_264, "write_ms": 1.2},
    "disk": {"total": 270_553_174_016, "free": 193_402_114_048},
}
"""What another machine, or the same one a moment later, tells otherwise."""


class Plain:
    """Replaces what is drawn by lot, the same thing by the same value throughout one exchange."""

    def __init__(self) -> None:
        self._given: dict[str, str] = {}

    def value(self, value: Any, name: str = "") -> Any:
        """A JSON value. `name` is the key under which it stands."""
        if name in _OF_A_MACHINE:
            return _OF_A_MACHINE[name]
        if isinstance(value, dict):
            return {key: self.value(part, key) for key, part in value.items()}
        if isinstance(value, list):
            return [self.value(part, name) for part in value]
        if not isinstance(value, str):
            return value
        if name == "version" and _VERSION.fullmatch(value):
            return self._drawn(value, "ABCDEFGHJKLMNPQRSTUVWXYZ23456789")
        if name in {"password", "secret"}:
            return self._drawn(value, "abcdefghkmnpqrstuvwxyz23456789")
        if name == "request_id":
            return "5c1b08e2-7"
        return value if name in _PICTURES else self.text(value)

    def text(self, text: str) -> str:
        """A text with such things in it."""
        text = text.replace("http://chat.test", SERVER).replace("chat.test", SERVER.partition("//")[2])
        text = _MOMENT.sub(r"\1.123456", text)
        text = _UUID.sub(lambda found: self._uuid(found[0]), text)
        text = _SECRET.sub(lambda found: self._secret(found[0]), text)
        return _SHORT.sub(lambda found: self._secret(found[0]), text)

    def _uuid(self, value: str) -> str:
        drawn = self._drawn(value.replace("-", ""), "0123456789abcdef")
        return f"019c{drawn[4:8]}-{drawn[8:12]}-7{drawn[13:16]}-9{drawn[17:20]}-{drawn[20:]}"

    def _secret(self, value: str) -> str:
        if _UUID.search(value) or value in self._given.values():
            return value
        is_hex = re.fullmatch("[0-9a-f]+", value) is not None
        return self._drawn(
            value, "0123456789abcdef" if is_hex else "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghkmnpqrstuvwxyz23456789"
        )

    def _drawn(self, value: str, alphabet: str) -> str:
        if value not in self._given:
            number = len(self._given)
            digest = b"".join(
                hashlib.sha256(f"{number}/{part}".encode()).digest() for part in range(1 + len(value) // 32)
            )
            self._given[value] = "".join(alphabet[byte % len(alphabet)] for byte in digest[: len(value)])
        return self._given[value]
