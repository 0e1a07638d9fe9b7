"""Real servers for the tests: PostgreSQL, Redis and chromium, found on the machine, stopped by their own pid.

Registered by `tests/conftest.py`. Fixtures:

* `postgres_url` - a fresh, empty database on a server that the tests of one worker share
* `redis_url` - an emptied Redis that the tests of one worker share
* `own_postgres`, `own_redis` - a server for this test alone, which it may kill and start again
* `chromium` - the browser, which the tests of one worker share; each opens profiles of its own in it and closes them
* `whole_chromium` - the same for tests of notifications and pushes, which the light one has not

A test that uses one of them (directly or through another fixture) gets the marker `postgres`, `redis` or
`browser`. Where the server is absent it is skipped with the reason; with CI set it fails.
"""

from __future__ import annotations

import pytest

from tests.services.absent import absent
from tests.services.chromium import (
    chromium,
    chromium_args,
    chromium_of_worker,
    chromium_path,
    pytest_runtest_teardown,
    whole_chromium,
)
from tests.services.postgres import PostgresServer, own_postgres, postgres_server, postgres_url
from tests.services.redis import RedisServer, own_redis, redis_server, redis_url

__all__ = [
    "PostgresServer",
    "RedisServer",
    "absent",
    "chromium",
    "chromium_args",
    "chromium_of_worker",
    "chromium_path",
    "own_postgres",
    "own_redis",
    "postgres_server",
    "postgres_url",
    "pytest_runtest_teardown",
    "redis_server",
    "redis_url",
    "whole_chromium",
]

_MARKER_OF = {
    "postgres_url": "postgres",
    "postgres_server": "postgres",
    "own_postgres": "postgres",
    "redis_url": "redis",
    "redis_server": "redis",
    "own_redis": "redis",
    "chromium_path": "browser",
}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark by use, so that `-m "not postgres"` never forgets a test. Comes before `-m` chooses."""
    for item in items:
        names: list[str] = getattr(item, "fixturenames", [])
        for marker in {_MARKER_OF[name] for name in names if name in _MARKER_OF}:
            item.add_marker(marker)
