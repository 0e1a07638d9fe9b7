"""Two processes of one installation on PostgreSQL and Redis behind one address, as an operator would run them.

Fixtures, registered by `tests/conftest.py`:

* `demo_on_postgres` - the demo group in a database to copy from, with its data folder
* `serve_two` - makes `TwoServed` objects on copies of it; `serve` does the same with CHINWAG_TEST_SERVERS=two
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.served import Serve, Served
from tests.services import PostgresServer, RedisServer
from tests.services.balancer import Balancer


class TwoServed(Served):
    """Whoever connects is sent to one and the other in turn. Signals and the pid are those of the first process."""

    server: PostgresServer | None = None

    def __init__(self, data: Path, **settings: object) -> None:
        super().__init__(data, **settings)
        self.other = Served(data, **settings)
        self.balancer = Balancer((self.port, self.other.port))
        self.settings.setdefault("public_url", self.url)
        self.other.settings = self.settings

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.balancer.port}"

    def start(self) -> float:
        begun = time.monotonic()
        self.launch()
        self.other.launch()
        self.await_ready()
        self.other.await_ready()
        return time.monotonic() - begun

    def stop(self) -> int:
        return super().stop() or self.other.stop()

    def kill(self) -> None:
        super().kill()
        self.other.kill()

    def sql(self, statement: str) -> None:
        assert self.server is not None
        self.server.run_sql(statement, str(self.settings["database_url"]).rpartition("/")[2])

    def stop_first(self) -> None:
        """The other one serves everybody."""
        super().stop()

    def start_first(self) -> None:
        self.launch()
        self.await_ready()


@dataclass(frozen=True, slots=True)
class DemoOnPostgres:
    """The demo group in a database to copy from."""

    server: PostgresServer
    redis: RedisServer
    data: Path
    database: str
    printed: dict[str, Any]

    def pair(self, folder: Path, **settings: object) -> TwoServed:
        """Two processes that are not running yet, on a copy in a new folder."""
        self.redis.clear()
        url = self.server.create_database(self.database)
        data = Path(shutil.copytree(self.data, folder / "data"))
        made = TwoServed(data, **{"database_url": url, "bus_url": self.redis.url, **settings})
        made.server, made._demo = self.server, self.printed
        return made

    def end(self, pair: TwoServed) -> None:
        """Kill both and drop their database."""
        pair.kill()
        pair.balancer.close()
        self.server.drop_database(str(pair.settings["database_url"]))


@pytest.fixture(scope="session")
def demo_on_postgres(
    postgres_server: PostgresServer, redis_server: RedisServer, tmp_path_factory: pytest.TempPathFactory
) -> DemoOnPostgres:
    """Seeded once for all tests of this worker."""
    url = postgres_server.create_database()
    seeded = Served(tmp_path_factory.mktemp("demo_on_postgres") / "data", database_url=url)
    return DemoOnPostgres(
        postgres_server, redis_server, seeded.data, url.rpartition("/")[2], dict(seeded.demo)
    )


@pytest.fixture
def serve_two(demo_on_postgres: DemoOnPostgres, tmp_path: Path) -> Iterator[Serve]:
    """Start pairs of servers; they are killed after the test."""
    made: list[TwoServed] = []

    def new(data: Path | None = None, *, start: bool = True, **settings: object) -> Served:
        assert data is None, "two processes run on a copy of the demo group alone"
        folder = tmp_path / f"pair{len(made)}"
        pair = demo_on_postgres.pair(folder, **settings)
        pair.log, pair.other.log = folder / "one.log", folder / "two.log"
        made.append(pair)
        if start:
            pair.start()
        return pair

    yield new
    for pair in made:
        demo_on_postgres.end(pair)
