"""A database that is used again is as good as a new one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.services import PostgresServer
from tests.services.reuse import DatabasePool


@pytest.fixture
def databases(postgres_server: PostgresServer) -> Iterator[DatabasePool]:
    server = postgres_server
    template = server.create_database().rpartition("/")[2]
    server.run_sql(
        """
        CREATE TABLE rooms (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text);
        CREATE TABLE messages (room_id int NOT NULL REFERENCES rooms (id), body text);
        CREATE TABLE alembic_version (version_num text);
        INSERT INTO alembic_version VALUES ('0001');
        """,
        template,
    )
    made = DatabasePool(server, template)
    yield made
    made.close()


def name_of(url: str) -> str:
    return url.rpartition("/")[2]


def test_rows_and_ids_of_the_last_test_are_gone(
    postgres_server: PostgresServer, databases: DatabasePool
) -> None:
    first = databases.borrow()
    postgres_server.run_sql("INSERT INTO rooms (name) VALUES ('Deploys')", name_of(first))
    postgres_server.run_sql("INSERT INTO messages VALUES (1, 'hi')", name_of(first))
    databases.give_back(first)

    second = databases.borrow()

    assert second == first
    assert postgres_server.run_sql("SELECT count(*) FROM rooms, messages", name_of(second)) == "0"
    made = postgres_server.run_sql("INSERT INTO rooms (name) VALUES ('Ops') RETURNING id", name_of(second))
    assert made == "1"
    assert postgres_server.run_sql("SELECT version_num FROM alembic_version", name_of(second)) == "0001"
    databases.give_back(second)


@pytest.mark.parametrize(
    "change",
    [
        "ALTER TABLE rooms ADD COLUMN topic text",
        "CREATE INDEX by_name ON rooms (name)",
        "DROP TABLE messages",
        "UPDATE alembic_version SET version_num = '0002'",
        "DROP TABLE alembic_version",
    ],
)
def test_a_database_with_another_schema_is_not_used_again(
    postgres_server: PostgresServer, databases: DatabasePool, change: str
) -> None:
    first = databases.borrow()
    postgres_server.run_sql(change, name_of(first))
    databases.give_back(first)

    second = databases.borrow()

    assert second != first
    databases.give_back(second)


def test_two_tests_never_share_a_database(databases: DatabasePool) -> None:
    first, second = databases.borrow(), databases.borrow()
    assert first != second
    databases.give_back(first)
    databases.give_back(second)
