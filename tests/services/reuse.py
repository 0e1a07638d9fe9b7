"""Databases that are emptied and used again: making and dropping one costs a test more than most tests do."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

import asyncpg

from tests.services.postgres import PostgresServer

_KEPT = "alembic_version"

_SCHEMA = f"""
    SELECT md5(string_agg(concat_ws(' ', attrelid::regclass, attname, atttypid, attnotnull), ','
           ORDER BY attrelid::regclass::text, attnum) || (SELECT string_agg(version_num, ',') FROM {_KEPT}))
    FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
    WHERE relnamespace = 'public'::regnamespace AND attnum > 0
"""

_CLEAR = f"""
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid();
    SET session_replication_role = replica;
    DO $$ DECLARE one record; BEGIN
        FOR one IN SELECT oid::regclass AS name, relkind FROM pg_class
                   WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'S') AND relname <> '{_KEPT}'
        LOOP
            IF one.relkind = 'S' THEN PERFORM setval(one.name, 1, false);
            ELSIF pg_relation_size(one.name) > 0 THEN EXECUTE format('DELETE FROM %s', one.name);
            END IF;
        END LOOP;
    END $$;
"""

_ANY_ROW = f"""
    SELECT coalesce(sum((xpath('/row/n/text()', query_to_xml(
           format('SELECT count(*) AS n FROM %s', oid::regclass), false, true, '')))[1]::text::int), 0)
    FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> '{_KEPT}'
"""


class DatabasePool:
    """Copies of a migrated database without rows. A test borrows one and gives it back."""

    def __init__(self, server: PostgresServer, template: str) -> None:
        rows = server.run_sql(_ANY_ROW, template)
        assert rows == "0", f"migrations put {rows} rows into {template}: emptying would lose them"
        self._server = server
        self._template = template
        self._schema = server.run_sql(_SCHEMA, template)
        self._free: list[str] = []
        self._open: dict[str, asyncpg.Connection] = {}
        """Those that empty: one that has seen the tables before does it in a fraction of the time."""
        self._thread = ThreadPoolExecutor(1)  # whoever calls may have a loop
        self._runner = asyncio.Runner()

    def borrow(self) -> str:
        """The URL of a database as the migrations leave it."""
        return self._free.pop() if self._free else self._server.create_database(self._template)

    def give_back(self, url: str) -> None:
        """Empty it for the next test, or drop it when the test changed more than rows."""
        schema = self._thread.submit(lambda: self._runner.run(self._clear(url))).result()
        if schema == self._schema:
            self._free.append(url)
        else:
            self._server.drop_database(url)

    def close(self) -> None:
        """End all connections."""

        async def end() -> None:
            for connection in self._open.values():
                connection.terminate()

        self._thread.submit(lambda: self._runner.run(end())).result()
        self._thread.submit(self._runner.close).result()
        self._thread.shutdown()

    async def _clear(self, url: str) -> str | None:
        """Delete all rows; returns the schema, None where it has changed beyond recognition."""
        connection = self._open.pop(url, None)
        try:
            if connection is None or connection.is_closed():
                connection = await asyncpg.connect(url, ssl=False, timeout=60)
            await connection.execute(_CLEAR)
            schema: str | None = await connection.fetchval(_SCHEMA)
        except (asyncpg.PostgresError, OSError):
            if connection is not None:
                connection.terminate()
            return None
        self._open[url] = connection
        return schema
