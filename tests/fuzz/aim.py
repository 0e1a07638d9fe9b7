"""Aims generated requests at what is really there: without ids and fields that mean something most would end at 404."""

import contextlib
import random
import re
from typing import Any
from urllib.parse import parse_qsl, unquote

import httpx
from schemathesis import Case

from tests.contract.scene import Scene
from tests.fuzz.known import Known
from tests.reference.examples import plays

_WITH_FIELDS = {"application/json", "application/x-www-form-urlencoded", "multipart/form-data"}


class Aim:
    """What is known of a scene, and how it gets into requests."""

    def __init__(self, document: dict[str, Any], scene: Scene, chance: random.Random) -> None:
        self.known = Known()
        self._document = document
        self._scene = scene
        self._chance = chance
        self._together: dict[str, list[dict[str, str]]] = {}
        self._learn()

    def _learn(self) -> None:
        scene, known = self._scene, self.known
        for room in (scene.private, scene.public, scene.elsewhere):
            known.add("room", room.id, room.name)
        # the owner is left out: who calls should not be able to delete itself
        for person in (scene.admin, scene.member, scene.guest, scene.peer, scene.spare):
            known.add("user", person.id, person.email, f"@{person.mention_name}")
        known.add("message", scene.message_id, *scene.private_messages.values())
        known.add("group", scene.world.group_id)

    async def rehearse(self) -> None:
        """Make the examples' calls: what they make, and how it is called, is known from then on."""
        # fewer parameters first: /history/latest is no message
        paths = sorted(self._document["paths"].items(), key=lambda one: one[0].count("{"))
        patterns = [(_pattern(path), item) for path, item in paths]

        async def note(response: httpx.Response) -> None:
            await response.aread()
            path = response.request.url.raw_path.decode().partition("?")[0]
            for pattern, item in patterns:
                found = pattern.fullmatch(path)
                if found is not None:
                    family = next(iter(item.values()))["tags"][0]
                    values = {name: unquote(value) for name, value in found.groupdict().items()}
                    self._together.setdefault(pattern.pattern, []).append(values)
                    for name, value in values.items():
                        self.known.add(name, value)
                    self.known.read(family, response.content)
                    return

        self._scene.world.http.event_hooks = {"response": [note]}
        removing = {
            told["operationId"]
            for item in self._document["paths"].values()
            for verb, told in item.items()
            if verb == "delete"
        }
        for name, play in plays().items():
            if name in removing:
                continue
            with contextlib.suppress(Exception):  # what one has used up, another may miss here
                await play(self._scene)
        self._scene.world.http.event_hooks = {}

    def put(self, case: Case[Any]) -> None:
        """Real ids and names in the path, and the example's fields, most of the time."""
        family = (case.operation.tags or [""])[0]
        for name in case.path_parameters or {}:
            if self._chance.random() < 0.8:
                value = self.known.pick(name, family, self._chance)
                if value is not None:
                    case.path_parameters[name] = value
        seen = self._together.get(_pattern(case.operation.path).pattern)
        if seen and self._chance.random() < 0.4:
            case.path_parameters = dict(self._chance.choice(seen))
        if self._chance.random() < 0.4:
            self._put_example(case)
        expand = [one for one in case.operation.query if one.name == "expand"]
        if expand and self._chance.random() < 0.3:
            case.query["expand"] = self._chance.choice(list(expand[0].definition["examples"]))

    def _put_example(self, case: Case[Any]) -> None:
        """The query and the body of the method's example, sometimes without one of the fields."""
        told = self._document["paths"][case.operation.path][case.operation.method.lower()]
        asked = told.get("x-example", {}).get("request", {})
        query = dict(parse_qsl(str(asked.get("path", "")).partition("?")[2]))
        if query:
            case.query = {name: value for name, value in query.items() if name != "auth_token"}
        sent = asked.get("body") or asked.get("form")
        if not isinstance(sent, dict) or case.media_type not in _WITH_FIELDS:
            return
        body = {name: value for name, value in sent.items() if name != "auth_token"}
        number = self._chance.randrange(10**6)
        if "name" in body:
            body["name"] = f"{body['name']} {number}"
        if "key" in body:
            body["key"] = (case.path_parameters or {}).get("key", f"key-{number}")
        if body and self._chance.random() < 0.3:
            body.pop(self._chance.choice(list(body)))
        case.body = body


def _pattern(path: str) -> re.Pattern[str]:
    """What matches the addresses of a path of the document."""
    return re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", path))
