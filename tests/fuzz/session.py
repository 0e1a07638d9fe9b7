"""One run of generated requests against a program of its own, within a given time and from a given seed."""

import asyncio
import contextlib
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import hypothesis
import schemathesis
from hypothesis import HealthCheck, Phase
from hypothesis.errors import Unsatisfiable
from schemathesis import Case, GenerationMode, Response
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.core.failures import FailureGroup
from schemathesis.core.result import Ok
from structlog.testing import capture_logs

from chinwag.scopes import ClientType
from chinwag.v1.tokens import V1Type, make_v1_token
from tests.contract.calls import INSTALLED, OWNER
from tests.contract.json_schema import value_faults
from tests.contract.scene import Scene, Who, make_scene
from tests.fuzz.aim import Aim
from tests.fuzz.uploads import upload
from tests.fuzz.wire import prepared, send
from tests.world import BASE, World, new_world

CHECKED = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
)
_ROOM = Who("room token", ClientType.ROOM_CLIENT, kind="room")
CALLERS = (
    OWNER,
    INSTALLED,
    _ROOM,
    Who("owner's browser", ClientType.USER, kind="session"),
    Who("nobody", None, kind="none"),
)
AnyCase = Case[Any]
Change = Callable[[dict[str, Any]], None]
GENERATED = {"application/json", "application/x-www-form-urlencoded"}
"""Bodies that are made from their schemas; all others are uploads."""

_EXAMPLES = 4
"""Requests of one method before the next has its turn."""


@dataclass
class Report:
    """What a run saw. `faults`: one text for each kind of fault, with the request that showed it."""

    seed: int
    statuses: Counter[int] = field(default_factory=Counter)
    succeeded: set[str] = field(default_factory=set)
    faults: dict[str, str] = field(default_factory=dict)

    @property
    def requests(self) -> int:
        return sum(self.statuses.values())


class FuzzRun:
    """Walks over all methods, in turns, as each caller, until the time is up."""

    def __init__(
        self, loop: asyncio.AbstractEventLoop, scene: Scene, report: Report, falsify: Change = lambda _: None
    ) -> None:
        self._loop = loop
        self._scene = scene
        self._report = report
        self._chance = random.Random(report.seed)
        self._strategies: dict[tuple[str, GenerationMode], Any] = {}
        self._v1_tokens: dict[str, str] = {}
        document = self._document = self._get_document()
        falsify(document)
        load_all_checks()
        self._checks: list[Any] = list(CHECKS.get_by_names(list(CHECKED)))
        self._schema = schemathesis.openapi.from_dict(document)
        self._schema.config.update(base_url=BASE)
        self._schema.config.generation.update(with_security_parameters=False)
        self._operations = [
            found.ok() for found in self._schema.get_all_operations() if isinstance(found, Ok)
        ]
        assert len(self._operations) == sum(map(len, document["paths"].values()))
        self._aim = Aim(document, scene, self._chance)
        with capture_logs():
            loop.run_until_complete(self._aim.rehearse())

    def _get_document(self) -> Any:
        answer = self._loop.run_until_complete(self._scene.world.http.get("/api/openapi.json"))
        return answer.json()

    def go(self, seconds: float) -> None:
        """Send requests until the time is up."""
        end = time.monotonic() + seconds
        turn = 0
        while time.monotonic() < end:
            self._loop.run_until_complete(self._refill())
            for operation in self._shuffled(self._operations):
                if time.monotonic() >= end:
                    return
                self._play(operation, turn)
            turn += 1

    async def _refill(self) -> None:
        """A room and a person for those that requests have deleted."""
        scene = self._scene
        number = scene.number()
        scene.private = await scene.world.room(f"Hold {number}", private=True, members=(scene.guest,))
        person = await scene.world.user(f"Deckhand {number}")
        self._aim.known.add("room", scene.private.id, scene.private.name)
        self._aim.known.add("user", person.id, f"@{person.mention_name}")
        scene.forget(_ROOM)  # of the new room

    def _shuffled(self, things: list[Any]) -> list[Any]:
        return self._chance.sample(things, len(things))

    def _play(self, operation: Any, turn: int) -> None:
        """Some requests of one method, each as every caller: making one costs more than sending it five times."""
        seed = self._chance.getrandbits(64)
        if turn % 3 == 1:
            for case in self._edges(operation, seed):
                self._try_all(case)
            return

        @hypothesis.seed(seed)
        @hypothesis.settings(
            max_examples=_EXAMPLES,
            phases=[Phase.generate],
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        )
        @hypothesis.given(case=self._strategy(operation, turn))
        def play(case: AnyCase) -> None:
            self._try_all(case)

        with contextlib.suppress(Unsatisfiable):  # a method that takes nothing cannot be called wrongly
            play()

    def _strategy(self, operation: Any, turn: int) -> Any:
        mode = GenerationMode.NEGATIVE if turn % 3 else GenerationMode.POSITIVE
        key = operation.label, mode
        if key not in self._strategies:
            self._strategies[key] = operation.as_strategy(mode)
        return self._strategies[key]

    def _try_all(self, case: AnyCase) -> None:
        self._aim.put(case)
        for who in self._shuffled(list(CALLERS)):
            self._try(case, who)

    def _edges(self, operation: Any, seed: int) -> Iterator[AnyCase]:
        """Some of the values at the limits of the schema."""
        cases = self._schema.iter_coverage_cases(
            operation,
            generation_modes=list(GenerationMode),
            generation_config=self._schema.config.generation,
        )
        found = list(cases)
        return iter(random.Random(seed).sample(found, min(len(found), _EXAMPLES)))

    def _try(self, case: AnyCase, who: Who) -> None:
        label = f"{case.method} {case.operation.path}"
        with capture_logs() as logs:
            response = self._loop.run_until_complete(self._ask(case, who))
        self._report.statuses[response.status_code] += 1
        if response.status_code < 400:
            self._report.succeeded.add(label)
            self._aim.known.read((case.operation.tags or [""])[0], response.content)
        try:
            case.validate_response(response, checks=self._checks)
        except FailureGroup as group:
            for failure in group.exceptions:
                what = f"{failure.title}: {' '.join(failure.message.split()[:40])}"
                self._note(f"{label} -> {response.status_code}: {what}", who, group.message, logs)
        for undescribed in self._undescribed(case, response):
            self._note(f"{label} -> {response.status_code}: {undescribed}", who, case.as_curl_command(), logs)

    def _note(self, key: str, who: Who, text: str, logs: list[Any]) -> None:
        self._report.faults.setdefault(key, f"{key}\nas {who}\n{text}\n{_tracebacks(logs)}")

    def _undescribed(self, case: AnyCase, response: Response) -> Iterator[str]:
        """What a reply says beyond its schema, which for other tools is open to more."""
        told = self._document["paths"][case.operation.path][case.operation.method.lower()]["responses"]
        content = told.get(str(response.status_code), {}).get("content", {})
        if response.status_code >= 300 or "expand" in (case.query or {}) or not response.content:
            return
        if "application/json" in content and response.headers["content-type"] == ["application/json"]:
            schema = content["application/json"]["schema"]
            faults = value_faults(response.json(), schema, self._document)
            yield from {
                re.sub(r"\[\d+\]", "[]", fault) for fault in faults if fault.endswith("not described")
            }

    async def _ask(self, case: AnyCase, who: Who) -> Response:
        scene = self._scene
        if case.operation.path.startswith("/v1/"):
            return await send(scene.world.app, prepared(case, {}, auth_token=await self._v1_token(who)))
        told = self._document["paths"][case.operation.path][case.operation.method.lower()]
        kinds = [kind for kind in told.get("requestBody", {}).get("content", ()) if kind not in GENERATED]
        sent = upload(self._chance.choice(kinds), self._chance) if kinds else None
        answer = await send(scene.world.app, prepared(case, await scene.headers(who), upload=sent))
        if answer.status_code == 401 and who.client is not None:
            scene.forget(who)  # its token may have been revoked by the request before
        return answer

    async def _v1_token(self, who: Who) -> str:
        """Add-ons and rooms have a notification token here, people an admin token."""
        if who.client is None:
            return ""
        kind: V1Type = "admin" if who.client is ClientType.USER else "notification"
        if kind not in self._v1_tokens:
            world = self._scene.world
            async with world.app.services.db.begin() as tx:
                made = await make_v1_token(tx, world.group_id, kind, "fuzz")
            self._v1_tokens[kind] = made.secret
        return self._v1_tokens[kind]


def _tracebacks(logs: list[Any]) -> str:
    import traceback

    faults = [entry["exc_info"] for entry in logs if isinstance(entry.get("exc_info"), BaseException)]
    return "\n".join("".join(traceback.format_exception(fault)) for fault in faults)


def run(data: Path, seconds: float, seed: int, falsify: Change = lambda _: None) -> Report:
    """Fill a world, and send generated requests to it for so many seconds. `falsify` changes the document before."""
    report = Report(seed)
    loop = asyncio.new_event_loop()
    world_of = new_world(data)
    try:
        world: World = loop.run_until_complete(world_of.__aenter__())
        try:
            scene = loop.run_until_complete(make_scene(world))
            FuzzRun(loop, scene, report, falsify).go(seconds)
        finally:
            loop.run_until_complete(world_of.__aexit__(None, None, None))
    finally:
        loop.close()
    return report
