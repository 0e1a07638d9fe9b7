"""What `chinwag doctor` asks of other programs: PostgreSQL, Redis, the mail server, and the server beside it."""

import asyncio
import http.client
import json
import secrets
import time
from datetime import UTC, datetime
from urllib.parse import urlsplit

from chinwag.cli.doctor_checks import Finding, schema
from chinwag.cli.server_address import noted_address
from chinwag.clock import Clock
from chinwag.db.checkup import check_postgres, is_served
from chinwag.db.open import FILE_NAME
from chinwag.files.store import NotStored, StoreError, one_chunk, open_store, read_all
from chinwag.mail.model import MailFailed
from chinwag.mail.service import Mail, sender_of
from chinwag.settings import Settings

_PATIENCE_S = 3.0
_SKEW_S = 2.0
_MISSING = "the package is not installed. Run: pip install 'chinwag[{extra}]'"


async def postgres(url: str) -> list[Finding]:
    """Whether PostgreSQL lets us in, what it holds, and whether its clock agrees with ours."""
    try:
        started = time.monotonic()
        found = await check_postgres(url)
    except ModuleNotFoundError:
        return [Finding("postgresql", "fail", _MISSING.format(extra="postgres"))]
    except Exception as error:  # noqa: BLE001 - asyncpg has no common base for what can go wrong at connecting
        return [
            Finding(
                "postgresql",
                "fail",
                f"it did not let us in: {str(error) or 'no answer'}. Check CHINWAG_DATABASE_URL.",
            )
        ]
    took_ms = (time.monotonic() - started) * 1000
    findings = [
        Finding("postgresql", "ok", f"version {found.version}, answered in {took_ms:.0f} ms."),
        schema(found),
    ]
    if found.now is not None:
        skew = abs((datetime.now(UTC) - found.now).total_seconds())
        if skew > _SKEW_S:
            says = f"PostgreSQL's is {skew:.0f} s off ours. Set both by NTP."
            findings.append(Finding("clocks", "warn", says))
    return findings


async def redis(settings: Settings) -> list[Finding]:
    """Whether Redis answers."""
    findings = []
    if not settings.database_url:
        says = "set, but SQLite serves one process, which needs no bus. Leave it out, or use PostgreSQL."
        findings.append(Finding("bus_url", "warn", says))
    try:
        import redis.asyncio as client_of

        client = client_of.from_url(
            settings.bus_url, socket_timeout=_PATIENCE_S, socket_connect_timeout=_PATIENCE_S
        )
    except ModuleNotFoundError:
        return [*findings, Finding("redis", "fail", _MISSING.format(extra="redis"))]
    try:
        started = time.monotonic()
        await client.ping()
        took_ms = (time.monotonic() - started) * 1000
        findings.append(Finding("redis", "ok", f"answered in {took_ms:.0f} ms."))
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what the admin has to see
        says = (
            f"it does not answer: {error}. Check CHINWAG_BUS_URL. Chat goes on without it, a little slower."
        )
        findings.append(Finding("redis", "fail", says))
    finally:
        await client.aclose()
    return findings


async def files(settings: Settings) -> Finding:
    """Whether the store of files takes one and gives it back."""
    key = f"probe/{secrets.token_hex(16)}/data"
    started = time.monotonic()
    try:
        store = open_store(settings.storage_url, settings.data)
        async with asyncio.timeout(_PATIENCE_S * 4):
            await store.write(key, one_chunk(b"probe"))
            is_whole = await read_all(store, key) == b"probe"
            await store.delete(key)
    except ModuleNotFoundError:
        return Finding("files", "fail", _MISSING.format(extra="s3"))
    except (StoreError, NotStored, TimeoutError) as error:
        says = f"the store does not work: {str(error) or 'no answer'}. Check CHINWAG_STORAGE_URL, AWS_ACCESS_KEY_ID ..."
        return Finding("files", "fail", says)
    if not is_whole:
        return Finding("files", "fail", "the store gave back something else than was stored.")
    took_ms = (time.monotonic() - started) * 1000
    return Finding("files", "ok", f"the store took a file and gave it back ({took_ms:.0f} ms).")


async def mail(settings: Settings) -> Finding:
    """Whether the mail server takes our name and password. Nothing is sent."""
    started = time.monotonic()
    try:
        async with asyncio.timeout(_PATIENCE_S * 2):
            where = await Mail(settings, Clock()).check()
    except MailFailed as failed:
        return Finding("mail", "fail", f"{failed} People get no e-mail; links are shown to admins.")
    except TimeoutError:
        return Finding("mail", "fail", "the mail server does not answer. Check CHINWAG_SMTP_URL.")
    took_ms = (time.monotonic() - started) * 1000
    return Finding("mail", "ok", f"{where} lets us in ({took_ms:.0f} ms); sender is {sender_of(settings)}.")


def running_server(settings: Settings) -> Finding:
    """Whether the server of this data folder answers."""
    address = noted_address(settings.data)
    if address is None or (not settings.database_url and not is_served(settings.data / FILE_NAME)):
        return Finding("server", "ok", "none runs on this data folder.")
    status = _health(settings, address)
    if status == 200:
        return Finding("server", "ok", "it runs and is healthy.")
    says = f"it runs, but /api/health answers {status or 'nothing'}. Look into its log."
    return Finding("server", "fail", says)


def _health(settings: Settings, address: str) -> int | None:
    """Asked at the server's own port, not through the proxy in front of it."""
    noted = urlsplit(address)
    host, port = (settings.host, settings.port) if settings.public_url else (noted.hostname, noted.port)
    if host in {"0.0.0.0", "::"}:  # noqa: S104
        host = "127.0.0.1"
    connection = http.client.HTTPConnection(host or "127.0.0.1", port, timeout=_PATIENCE_S)
    try:
        connection.request("GET", "/api/health")
        answer = connection.getresponse()
        json.loads(answer.read())
        return answer.status
    except (OSError, http.client.HTTPException, ValueError):
        return None
    finally:
        connection.close()
