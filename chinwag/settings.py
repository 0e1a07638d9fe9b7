"""Every setting, with its sentence. The reference page of settings is made from this file."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


def _setting(default: Any, sentence: str) -> Any:
    """A field that knows its own documentation."""
    return field(default=default, metadata={"sentence": sentence})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the admin may set: by flag, environment (`CHINWAG_<NAME>`), `chinwag.toml`, or not at all."""

    data: Path = _setting(Path("chinwag-data"), "Folder of the database, files and keys; made when missing.")
    host: str = _setting("127.0.0.1", "Address to listen on; 0.0.0.0 for all.")
    port: int = _setting(8000, "Port to listen on; 0 = any free one.")
    public_url: str = _setting(
        "", "Address under which people and scripts reach the server; all links start with it."
    )
    database_url: str = _setting("", "postgresql://... to use PostgreSQL; empty = SQLite in the data folder.")
    bus_url: str = _setting("", "redis://... to run several processes; empty = one process.")
    rate_limit_user: int = _setting(
        100, "Calls in 5 minutes for each token made by a person or a room; 0 = off."
    )
    rate_limit_addon: int = _setting(500, "Calls in 5 minutes for each add-on installation; 0 = off.")
    rate_limit_v1: int = _setting(500, "Calls in 5 minutes for each token of API v1; 0 = off.")
    flood_limit: int = _setting(30, "Messages a minute to one room or person over the API; 0 = off.")
    outbound_allow: tuple[str, ...] = _setting(
        (), "Private networks (CIDR) that outgoing calls may reach all the same."
    )
    upload_limit: int = _setting(52_428_800, "Largest upload, in bytes.")
    file_space: int = _setting(
        53_687_091_200, "Bytes that the files of one group may take together; 0 = no limit."
    )
    storage_url: str = _setting(
        "",
        "s3://bucket/folder?endpoint=https://...&region=... to keep files in an S3-compatible store; empty = in the data folder.",
    )
    rooms_per_group: int = _setting(10_000, "Rooms that one group may have; 0 = no limit.")
    link_previews: bool = _setting(True, "Fetch the pages of links in messages, to show a preview.")
    webhook_retention_days: int = _setting(14, "Days for which finished webhook deliveries are kept.")
    audit_retention_days: int = _setting(365, "Days for which the audit log is kept; 0 = for ever.")
    smtp_url: str = _setting(
        "", "smtp://name:password@host:587 (or smtps://) to send e-mail; empty = links are shown instead."
    )
    mail_from: str = _setting("", "Sender of e-mails; empty = chinwag@ and the host of public_url.")
    trusted_proxies: tuple[str, ...] = _setting(
        (), "Networks (CIDR) whose X-Forwarded-* headers are believed."
    )
    query_tokens: bool = _setting(
        True, "Accept tokens as ?auth_token=; HipChat did, current practice advises against it."
    )
    password_grant: bool = _setting(True, "Accept grant_type=password at /v2/oauth/token.")
    synchronous: str = _setting(
        "FULL", "SQLite's synchronous mode; FULL = an acknowledged message survives power loss."
    )
    log_level: str = _setting("info", "debug, info, warning or error.")
    log_format: str = _setting("auto", "json, text, or auto (text on a terminal).")

    @property
    def base_url(self) -> str:
        """The public address without a trailing slash; the listening address when none is set."""
        if self.public_url:
            return self.public_url.rstrip("/")
        host = "127.0.0.1" if self.host in {"0.0.0.0", "::"} else self.host  # noqa: S104
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}"
