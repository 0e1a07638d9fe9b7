"""What `chinwag doctor` looks at on this machine."""

import os
import shutil
import stat
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from chinwag.accounts.csrf import is_loopback
from chinwag.cli.data_folder import write_fault
from chinwag.db.checkup import Checkup, check_sqlite
from chinwag.db.errors import SchemaTooNew
from chinwag.db.migrations import is_current, revisions
from chinwag.db.open import FILE_NAME
from chinwag.http.pages import DIST
from chinwag.keys import FILE_NAME as KEY_NAME
from chinwag.settings import Settings

_MIB = 1024 * 1024
_TOO_LITTLE = 200 * _MIB
_LITTLE = 1024 * _MIB
_BUILT_AFTER = 1_760_000_000
"""Unix time of October 2025: no clock that is right shows less."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report."""

    check: str
    state: Literal["ok", "warn", "fail"]
    says: str


def client_is_built() -> Finding:
    """The pages that browsers get."""
    if (DIST / "index.html").is_file():
        return Finding("web client", "ok", "built.")
    return Finding(
        "web client", "warn", "not built: browsers get no pages. Run «make setup», or install a wheel."
    )


def folder(settings: Settings) -> Iterator[Finding]:
    """The data folder, who may read it, and how much room is left."""
    data = settings.data
    if not data.exists():
        yield Finding("data folder", "warn", f"{data} is not there yet; «chinwag serve» makes it.")
        return
    fault = write_fault(data)
    if fault is not None:
        yield Finding("data folder", "fail", f"no file can be made in {data}: {fault}. Repair its rights.")
        return
    open_to_others = [path for path in (data, data / FILE_NAME, data / KEY_NAME) if _is_open_to_others(path)]
    if open_to_others:
        names = ", ".join(map(str, open_to_others))
        yield Finding(
            "data folder", "warn", f"others on this machine may read {names}. Run: chmod go= {names}"
        )
    else:
        yield Finding("data folder", "ok", f"{data.resolve()}, for its owner alone.")
    yield _space(data)


def _is_open_to_others(path: Path) -> bool:
    if not path.exists():
        return False
    return bool(path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))


def _space(data: Path) -> Finding:
    free = shutil.disk_usage(data).free
    says = f"{free // _MIB:,} MiB free."
    if free < _TOO_LITTLE:
        return Finding("free space", "fail", f"{says} Nothing can be stored soon: make room on this disk.")
    if free < _LITTLE:
        return Finding("free space", "warn", f"{says} Make room on this disk soon.")
    return Finding("free space", "ok", says)


def addresses(settings: Settings) -> Iterator[Finding]:
    """The address that people use, and what stands before the server."""
    parts = urlsplit(settings.base_url)
    host = parts.hostname or ""
    if not settings.public_url:
        if is_loopback(settings.host):
            says = f"not set; links say {settings.base_url}, which works on this machine alone."
            yield Finding("public_url", "ok", says)
        else:
            says = f"not set, but the server listens on {settings.host}: links say {settings.base_url}."
            yield Finding(
                "public_url", "warn", f"{says} Set CHINWAG_PUBLIC_URL to the address that people use."
            )
    elif parts.scheme == "http" and not is_loopback(host):
        says = f"{settings.public_url} is not encrypted: passwords and tokens can be read on the way."
        yield Finding("public_url", "warn", f"{says} Put a TLS proxy in front.")
    else:
        yield Finding("public_url", "ok", settings.public_url)
    if parts.scheme == "https" and not settings.trusted_proxies:
        says = "not set: everybody seems to come from the proxy's address, and shares the brake on sign-in."
        yield Finding(
            "trusted_proxies", "warn", f"{says} Set CHINWAG_TRUSTED_PROXIES to the proxy's network."
        )


def sqlite(settings: Settings) -> Iterator[Finding]:
    """The database file: read from end to end."""
    path = settings.data / FILE_NAME
    if not path.is_file():
        yield Finding("database", "warn", f"{path} is not there yet; «chinwag serve» makes it.")
        return
    started = time.monotonic()
    found = check_sqlite(path)
    if found.faults:
        says = (
            f"{path} is damaged: {'; '.join(found.faults)}. Stop the server, keep a copy, restore a backup."
        )
        yield Finding("database", "fail", says)
        return
    size = sum(file.stat().st_size for file in (path, path.with_name(f"{FILE_NAME}-wal")) if file.exists())
    took = time.monotonic() - started
    yield Finding(
        "database", "ok", f"SQLite {found.version}, {size // 1024:,} KiB, sound (read in {took:.1f} s)."
    )
    yield schema(found)


def schema(found: Checkup) -> Finding:
    """Whether the tables are those of this release."""
    try:
        if is_current(found.revision):
            return Finding("schema", "ok", revisions()[-1])
    except SchemaTooNew as newer:
        return Finding("schema", "fail", str(newer))
    has = found.revision or "empty"
    return Finding("schema", "warn", f"{has}; this release needs {revisions()[-1]}. Run «chinwag migrate».")


def clock() -> Finding:
    """Whether the machine's clock can be right at all."""
    now = time.time()
    said = time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime(now))
    if now < _BUILT_AFTER:
        return Finding("clock", "fail", f"it says {said}, which cannot be. Set it, best by NTP.")
    return Finding("clock", "ok", f"{said}, {os.environ.get('TZ') or time.tzname[0]} here.")
