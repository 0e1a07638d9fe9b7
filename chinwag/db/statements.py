"""SQL statements as module constants: SQLAlchemy writes them, once for each engine; the drivers run them.

`insert` takes `.on_conflict_do_nothing()` and `.on_conflict_do_update()`, `any_of` takes a list as one
parameter and `any_pair_of` two of them, `packed` gives texts as one. All of them, and RETURNING, work on SQLite and
PostgreSQL alike. Columns of truth values come back as `bool` on both.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import Any, Literal, cast

import msgspec
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import Insert
from sqlalchemy.dialects.postgresql import insert as _insert
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

DialectName = Literal["sqlite", "postgresql"]
Parameters = Mapping[str, object]
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Compiled:
    """A statement in the words of one engine."""

    sql: str
    constants: dict[str, object]
    order: tuple[str, ...]  # of the parameters
    lists: tuple[str, ...]  # parameters that are lists
    truths: tuple[int, ...]  # result columns that are truth values
    has_rows: bool
    is_plain: bool  # no constants, no lists
    pick: Callable[[Parameters], Row]  # the parameters in their order, where it is plain

    def picked(self, params: Parameters) -> Row:
        """Parameters for sqlite3, in the order of `?`: the constants added, lists as JSON."""
        if self.is_plain:
            return self.pick(params)
        merged = {**self.constants, **params}
        for name in self.lists:
            merged[name] = msgspec.json.encode(merged[name]).decode()
        return self.pick(merged)

    def numbered(self, params: Parameters) -> list[object]:
        """Parameters for asyncpg, in the order of `$1`, `$2` ..."""
        merged = {**self.constants, **params} if self.constants else params
        return [merged[name] for name in self.order]

    def with_truths(self, rows: list[Row]) -> list[Row]:
        """SQLite answers 0 and 1: make them `bool` where the column is one."""
        told = []
        for row in rows:
            values = list(row)
            for place in self.truths:
                if values[place] is not None:
                    values[place] = values[place] != 0
            told.append(tuple(values))
        return told


class Statement:
    """A construct of SQLAlchemy with what it compiled to, filled in on first use."""

    __slots__ = ("_postgresql", "_sqlite", "construct")

    def __init__(self, construct: sa.Executable) -> None:
        self.construct = construct
        self._sqlite: Compiled | None = None
        self._postgresql: Compiled | None = None

    def for_sqlite(self) -> Compiled:
        """The words for sqlite3."""
        if self._sqlite is None:
            self._sqlite = _compile(self.construct, "sqlite")
        return self._sqlite

    def for_postgresql(self) -> Compiled:
        """The words for asyncpg."""
        if self._postgresql is None:
            self._postgresql = _compile(self.construct, "postgresql")
        return self._postgresql


def statement(construct: sa.Executable) -> Statement:
    """Make a statement of a construct; parameters are its `sa.bindparam("name")`."""
    return Statement(construct)


def insert(table: sa.Table, *columns: str) -> Insert:
    """INSERT with a parameter for each of these columns; none named: all but an id that comes by itself."""
    names = columns or tuple(c.name for c in table.columns if c.identity is None)
    values = {name: sa.bindparam(name, type_=table.c[name].type) for name in names}
    return _insert(table).values(values)


class any_of(FunctionElement[bool]):  # noqa: N801 - reads like a function of SQL
    """`any_of(rooms.c.id, "ids")`: the column is one of the list given as the parameter `ids`."""

    type = sa.types.NULLTYPE  # type: ignore[assignment] # as a Boolean it would become `(...) = 1` on SQLite, which no index serves
    inherit_cache = True

    def __init__(self, column: sa.ColumnElement[Any], name: str) -> None:
        super().__init__(column, sa.bindparam(name, type_=sa.ARRAY(column.type)))


@compiles(any_of, "sqlite")
def _any_of_json(element: any_of, compiler: SQLCompiler, **more: Any) -> str:
    column, values = element.clauses
    left, right = compiler.process(column, **more), compiler.process(values, **more)
    return f"({left} IN (SELECT value FROM json_each({right})))"  # noqa: S608 - both sides are compiled


@compiles(any_of, "postgresql")
def _any_of_array(element: any_of, compiler: SQLCompiler, **more: Any) -> str:
    column, values = element.clauses
    return f"({compiler.process(column, **more)} = ANY ({compiler.process(values, **more)}))"


class any_pair_of(FunctionElement[bool]):  # noqa: N801 - reads like a function of SQL
    """`any_pair_of(m.c.chat_id, m.c.position, "chats", "places")`: the columns are one from each list, at one place."""

    type = sa.types.NULLTYPE  # type: ignore[assignment] # as for `any_of`
    inherit_cache = True

    def __init__(
        self, first: sa.ColumnElement[Any], second: sa.ColumnElement[Any], firsts: str, seconds: str
    ) -> None:
        lists = (sa.bindparam(name, type_=sa.ARRAY(sa.BigInteger)) for name in (seconds, firsts))
        super().__init__(first, second, *lists)


@compiles(any_pair_of, "sqlite")
def _any_pair_of_json(element: any_pair_of, compiler: SQLCompiler, **more: Any) -> str:
    first, second, seconds, firsts = (compiler.process(clause, **more) for clause in element.clauses)
    pairs = f"SELECT value, json_extract({seconds}, '$[' || key || ']') FROM json_each({firsts})"  # noqa: S608 - compiled
    return f"(({first}, {second}) IN ({pairs}))"


@compiles(any_pair_of, "postgresql")
def _any_pair_of_array(element: any_pair_of, compiler: SQLCompiler, **more: Any) -> str:
    first, second, seconds, firsts = (compiler.process(clause, **more) for clause in element.clauses)
    return f"(({first}, {second}) IN (SELECT * FROM unnest({firsts}, {seconds})))"  # noqa: S608 - compiled


class packed(FunctionElement[str]):  # noqa: N801 - reads like a function of SQL
    """`packed(a, b, ...)`: texts, each of which may be NULL, as one JSON array. Fetching a column costs more."""

    type = sa.Text()
    inherit_cache = True


@compiles(packed, "sqlite")
def _packed_by_sqlite(element: packed, compiler: SQLCompiler, **more: Any) -> str:
    return f"json_array({compiler.process(element.clauses, **more)})"


@compiles(packed, "postgresql")
def _packed_by_postgresql(element: packed, compiler: SQLCompiler, **more: Any) -> str:
    return f"CAST(json_build_array({compiler.process(element.clauses, **more)}) AS TEXT)"


@cache
def _dialect(name: DialectName) -> Dialect:
    if name == "sqlite":
        from sqlalchemy.dialects import sqlite

        return sqlite.dialect(paramstyle="qmark")  # binding by name costs sqlite3 twice as much
    from sqlalchemy.dialects.postgresql import asyncpg

    return asyncpg.dialect()  # type: ignore[no-untyped-call]


def _compile(construct: sa.Executable, name: DialectName) -> Compiled:
    if isinstance(construct, sa.Insert) and not construct._returning:
        construct = construct.inline()  # or PostgreSQL's dialect adds a RETURNING of its own
    clause = cast("sa.ClauseElement", construct)
    compiled = cast(SQLCompiler, clause.compile(dialect=_dialect(name)))
    required = {key for key, bind in compiled.binds.items() if bind.required}
    if any(bind.key in required for bind in compiled.post_compile_params):
        raise TypeError("lists are given through any_of(column, name), not through in_(bindparam(...))")
    expanded = compiled.construct_expanded_state(dict.fromkeys(required))
    columns = compiled._result_columns
    order = tuple(expanded.positiontup or ())
    constants = {key: value for key, value in expanded.parameters.items() if key not in required}
    lists = tuple(key for key, bind in compiled.binds.items() if isinstance(bind.type, sa.ARRAY))
    return Compiled(
        sql=expanded.statement,
        constants=constants,
        order=order,
        lists=lists,
        truths=tuple(n for n, column in enumerate(columns) if isinstance(column.type, sa.Boolean)),
        has_rows=bool(columns),
        is_plain=not constants and not lists,
        pick=itemgetter(*order) if len(order) > 1 else _picker(order),
    )


def _picker(order: tuple[str, ...]) -> Callable[[Parameters], Row]:
    """As `itemgetter`, for one name or none."""
    return lambda params: tuple([params[name] for name in order])
