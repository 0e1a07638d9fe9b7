"""What published clients sent when they were recorded, and the same requests on a world of ours."""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.world import MadeRoom, MadeUser, World

_FOLDER = Path(__file__).with_name("wire")
CLIENTS = sorted(path.stem for path in _FOLDER.glob("*.jsonl"))
_RECORDED_ID = re.compile(r"(?<![0-9A-Za-z])10[0-9]{2}(?![0-9A-Za-z])")


@dataclass(frozen=True)
class Recorded:
    """One request, as it went over the wire, and the status that the client expects."""

    client: str
    call: str
    method: str
    path: str
    query: str
    headers: dict[str, str]
    body: str
    status: int

    def __str__(self) -> str:
        return f"{self.client} {self.call}"

    @property
    def name(self) -> str:
        """What the client's caller did, without the number."""
        return self.call.partition("#")[0]


def recorded(client: str) -> list[Recorded]:
    """All requests of a client, in order."""
    lines = (_FOLDER / f"{client}.jsonl").read_text("utf-8").splitlines()
    fields = Recorded.__dataclass_fields__
    return [
        Recorded(client=client, **{name: value for name, value in json.loads(line).items() if name in fields})
        for line in lines
    ]


@dataclass
class Cast:
    """Who and what the recordings name, in our world. Ids that came of earlier answers are learned on the way."""

    world: World
    room: MadeRoom
    second: MadeUser
    tokens: dict[str, str]
    ids: dict[str, str] = field(default_factory=dict)
    _made: dict[str, str] = field(default_factory=dict)

    def real(self, text: str) -> str:
        """A recorded text with our tokens and ids; spelling, order and escapes stay."""
        for placeholder, token in self.tokens.items():
            text = text.replace(placeholder, token)
        return _RECORDED_ID.sub(lambda found: self.ids.get(found[0], found[0]), text)

    def path(self, path: str) -> str:
        """A recorded path with our ids; an id that is new here is the one that was made last."""
        for kind, number in re.findall(r"/(room|user|webhook)/(10[0-9]{2})(?![0-9])", path):
            if number not in self.ids:
                self.ids[number] = self._made.pop(kind)
        return self.real(path)

    def learn(self, request: Recorded, answer: dict[str, Any]) -> None:
        """Keep the id that an answer to a creation told."""
        self._made[request.path.rpartition("/")[2]] = str(answer["id"])


async def make_cast(world: World) -> Cast:
    """The room «Engine Room», the second user, and the tokens of the recordings."""
    made = await world.user("Second User")
    owner = await world.token()
    profile = {"name": made.name, "email": "second@example.com", "mention_name": made.mention_name}
    answer = await world.http.put(f"/v2/user/{made.id}", json=profile, headers=owner)
    assert answer.status_code == 204, answer.text
    room = await world.room("Engine Room")
    room_token = await world.room_token(room, label="Kiln")
    tokens = {
        "<ADMIN_TOKEN>": owner["Authorization"].removeprefix("Bearer "),
        "<ROOM_TOKEN>": room_token["Authorization"].removeprefix("Bearer "),
    }
    # 1002 owns the room from which the second user is removed later, so it is the person of the admin token.
    ids = {"1001": str(world.owner.id), "1002": str(world.owner.id), "1003": str(room.id)}
    second = MadeUser(made.id, made.name, made.mention_name, "second@example.com")
    return Cast(world, room, second, tokens, ids)
