"""PostgreSQL for the tests. One that a test has to itself flushes as in production; the shared one, which nobody
kills, does not wait for the disk."""

from __future__ import annotations

import functools
import os
import pwd
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from tests.services.absent import absent
from tests.services.server import Server

_PROGRAMS = ("postgres", "initdb", "psql")


@functools.cache
def find_binaries() -> Path | None:
    """The newest folder that holds the server, initdb and psql."""
    folders = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"),
        key=lambda folder: int("0" + "".join(filter(str.isdigit, folder.parent.name))),
        reverse=True,
    )
    on_path = shutil.which("postgres")
    if on_path:
        folders += [Path(on_path).resolve().parent, Path(on_path).parent]
    for folder in folders:
        if all((folder / program).exists() for program in _PROGRAMS):
            return folder
    return None


def _account() -> pwd.struct_passwd | None:
    """Whom to run it as: PostgreSQL refuses root, everybody else runs it as themselves."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    return None


class PostgresServer(Server):
    name = "postgres"
    stop_signal = signal.SIGINT  # «fast»: open connections are ended, then a checkpoint
    discard_signal = signal.SIGQUIT  # «immediate»: its children end with it, nothing is written

    def __init__(self, binaries: Path, *, fsync: bool = True) -> None:
        super().__init__(account=_account())
        self.binaries = binaries
        self.fsync = fsync
        self.data = self.folder / "data"
        self._initialise()

    def _initialise(self) -> None:
        command = [str(self.binaries / "initdb"), "--pgdata", str(self.data), "--username", "chinwag"]
        command += ["--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"]
        with self.log.open("ab") as log:
            status = self.spawn(command, log_to=log.fileno()).wait(120)
        if status != 0:
            raise RuntimeError(f"initdb failed:\n{self.log.read_text(errors='replace')}")

    def command(self) -> list[str]:
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": str(self.port),
            "unix_socket_directories": "",
            "fsync": "on" if self.fsync else "off",
            "max_connections": "100",
            "shared_buffers": "64MB",
        }
        options = [option for name, value in settings.items() for option in ("-c", f"{name}={value}")]
        return [str(self.binaries / "postgres"), "-D", str(self.data), *options]

    def is_ready(self) -> bool:
        return self._psql("postgres", "SELECT 1").returncode == 0

    @property
    def url(self) -> str:
        """Of the server's own database; tests use `create_database`."""
        return self.url_of("postgres")

    def url_of(self, database: str) -> str:
        return f"postgresql://chinwag@127.0.0.1:{self.port}/{database}"

    def create_database(self, template: str = "template0") -> str:
        """Make a database (empty, or a copy of `template`, which nobody may have open) and return its URL."""
        name = f"test_{uuid4().hex}"
        self.run_sql(f'CREATE DATABASE {name} TEMPLATE "{template}"')
        return self.url_of(name)

    def drop_database(self, url: str) -> None:
        self.run_sql(f"DROP DATABASE IF EXISTS {url.rpartition('/')[2]} WITH (FORCE)")

    def run_sql(self, sql: str, database: str = "postgres") -> str:
        """Run statements as the superuser; returns the rows as psql prints them, unaligned."""
        done = self._psql(database, sql)
        if done.returncode != 0:
            raise RuntimeError(f"{sql}\n{done.stderr}")
        return done.stdout.strip()

    def _psql(self, database: str, sql: str) -> subprocess.CompletedProcess[str]:
        command = [str(self.binaries / "psql"), "-XAtq", "-v", "ON_ERROR_STOP=1"]
        return subprocess.run(
            [*command, "-d", self.url_of(database), "-c", sql],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )


def _new_server(*, fsync: bool = True) -> PostgresServer:
    binaries = find_binaries()
    if binaries is None or sys.platform == "win32":
        absent("PostgreSQL", "postgresql")
    server = PostgresServer(binaries, fsync=fsync)
    try:
        server.start()
    except BaseException:
        server.remove()
        raise
    return server


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """One server for all tests of this worker. Do not kill it: `own_postgres` is for that."""
    server = _new_server(fsync=False)
    yield server
    server.remove()


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """A fresh, empty database, dropped after the test."""
    url = postgres_server.create_database()
    yield url
    postgres_server.drop_database(url)


@pytest.fixture
def own_postgres() -> Iterator[PostgresServer]:
    """A server for this test alone: `.kill()`, `.start()` and `.stop()` as you like."""
    server = _new_server()
    yield server
    server.remove()
