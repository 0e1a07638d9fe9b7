"""Endpoints of the audit log."""

import asyncio
from dataclasses import replace

from chinwag.audit.csv import write_csv
from chinwag.audit.model import Action, Entry, Thing
from chinwag.audit.reading import read_page, wanted_by
from chinwag.audit.schema import ACTIONS, AuditLog, AuditQuery, audit_entry
from chinwag.audit.service import note_audit
from chinwag.clock import iso
from chinwag.http.access import FOR_GROUP_ADMINS
from chinwag.http.endpoint import Call, Endpoints, TextFile
from chinwag.users.service import require_group_admin

endpoints = Endpoints("administration")

_PART = 500
_MOST_EXPORTED = 50_000


@endpoints.get(
    "/api/admin/audit",
    id="get_audit_log",
    title="Get the audit log",
    query=AuditQuery,
    reply=AuditLog,
    **FOR_GROUP_ADMINS,
)
async def get_audit_log(call: Call[AuditQuery]) -> AuditLog:
    """What was done in the group: by whom, on what, from where; newest first.

    What concerns a room that the caller may not know of is left out. Entries go after `audit_retention_days`.
    """
    require_group_admin(call.caller)
    wanted = wanted_by(call.query, call.caller.group_id)
    async with call.db.read() as tx:
        shown, before = await read_page(tx, call.caller, wanted)
    days = call.services.settings.audit_retention_days
    return AuditLog([audit_entry(entry) for entry in shown], before, ACTIONS, days)


@endpoints.get(
    "/api/admin/audit.csv",
    id="export_audit_log",
    title="Export the audit log",
    query=AuditQuery,
    reply=TextFile,
    **FOR_GROUP_ADMINS,
)
async def export_audit_log(call: Call[AuditQuery]) -> TextFile:
    """The same as a table for spreadsheets, newest first, 50,000 entries at most (`limit` is not looked at).

    A cell that a spreadsheet would take for a formula begins with an apostrophe. The export is an entry itself.
    """
    require_group_admin(call.caller)
    wanted = wanted_by(call.query, call.caller.group_id)
    found: list[Entry] = []
    before: int | None = wanted.before
    while before is not None and len(found) < _MOST_EXPORTED:
        part = replace(wanted, before=before, limit=min(_PART, _MOST_EXPORTED - len(found)))
        async with call.db.read_offloaded() as tx:
            shown, before = await read_page(tx, call.caller, part)
        found += shown
    group = Thing("group", call.caller.group_id)
    async with call.db.begin() as writing:
        await note_audit(
            writing, Action.AUDIT_EXPORTED, group, group_id=call.caller.group_id, entries=len(found)
        )
    day = iso(call.services.clock.now())[:10]
    table = await asyncio.to_thread(write_csv, found)  # most of a second for 50,000
    return TextFile(table, f"audit-{day}.csv")
