"""The audit log as a table for spreadsheets, which must not take a name for a formula."""

import csv
import io
from collections.abc import Iterable

import msgspec

from chinwag.audit.model import Entry
from chinwag.clock import iso_micros

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
HEAD = (
    "id", "at", "action", "actor_kind", "actor_id", "actor_name", "token_id",
    "object_kind", "object_id", "object_name", "details", "address",
)  # fmt: skip


def write_csv(entries: Iterable[Entry]) -> str:
    """RFC 4180, with a head. What a spreadsheet would calculate gets an apostrophe before it."""
    text = io.StringIO()
    rows = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    rows.writerow(HEAD)
    for entry in entries:
        actor, thing = entry.actor, entry.thing
        cells = (
            entry.id, iso_micros(entry.at_micros), entry.action, actor.kind, actor.user_id, actor.name,
            actor.token_id, thing.kind, thing.id, thing.name,
            msgspec.json.encode(entry.details).decode() if entry.details else "", actor.address,
        )  # fmt: skip
        rows.writerow([harmless("" if cell is None else str(cell)) for cell in cells])
    return text.getvalue()


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula (OWASP: CSV injection)."""
    return f"'{cell}" if cell.lstrip(" \u00a0").startswith(_FORMULA) else cell
