"""What clients send whose programs cannot be run here, as their sources have it: taken, and done as they asked."""

import json
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.contract.raw_http import listening, send
from tests.contract.recordings import Cast, make_cast
from tests.world import World

FORM = "application/x-www-form-urlencoded"
PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="


@dataclass(frozen=True)
class Sent:
    """One request of a client. Its token goes as a Bearer where the address has no `{token}`.

    A body that is no text goes as JSON.
    """

    client: str
    request: str
    body: Any = ""
    kind: str = "application/json"
    token: str = "<ROOM_TOKEN>"
    status: int = 204
    keeps: dict[str, Any] = field(default_factory=dict)
    """What is found in the newest message of the room then."""
    reads: tuple[str, ...] = ()
    """What the client reads of the answer: names and places, with points between them."""

    def __str__(self) -> str:
        return f"{self.client}: {self.request}"


_RB_FILE = "\n".join(
    [
        "--sendfileboundary", "Content-Type: application/json; charset=UTF-8",
        'Content-Disposition: attachment; name="metadata"', "",
        '{"room_id":"Engine Room","from":"Bot","message":"a dot"}',
        "--sendfileboundary", "Content-Type: image/png; charset=UTF-8", "Content-Transfer-Encoding: base64",
        'Content-Disposition: attachment; name="file"; filename="dot.png"', "", PNG[:60], PNG[60:], "",
        "--sendfileboundary--",
    ]
)  # fmt: skip
_GO_FILE = "\n".join(
    [
        "--hipfileboundary", "Content-Type: application/json; charset=UTF-8",
        'Content-Disposition: attachment; name="metadata"', "", '{"message": "a dot"}',
        "--hipfileboundary", "Content-Type: image/png charset=UTF-8", "Content-Transfer-Encoding: base64",
        "Content-Disposition: attachment; name=file; filename=dot.png", "", PNG, "--hipfileboundary", "",
    ]
)  # fmt: skip
_LARAVEL_FILE = "\r\n".join(
    [
        "--b", 'Content-Disposition: form-data; name="file"; filename="dot.txt"', "Content-Length: 3",
        "Content-Type: text/plain", "", "dot", "--b", 'Content-Disposition: form-data; name="metadata"',
        "Content-Length: 19", "Content-Type: application/json", "", '{"message":"a dot"}', "--b--", "",
    ]
)  # fmt: skip

_GRAPH_FILE = "\r\n".join(
    [
        "--b", "content-type: application/json; charset=UTF-8", "", '{"message":"3f1c-guid"}',
        "--b", "content-type: image/png", 'content-disposition: attachment; name="file"; filename="upload.png"', "",
        "dot", "--b--",
    ]
)  # fmt: skip
_LOLCOMMITS_FILE = "\r\n".join(
    [
        "--b", "Content-Type: application/json; charset=UTF-8", 'Content-Disposition: attachment; name="metadata"', "",
        '{"message":"committed"}', "--b", "Content-Type: image/jpeg",
        'Content-Disposition: attachment; name="file"; filename="/srv/code/.lolcommits/main_image.jpg"', "", "dot ",
        "--b--",
    ]
)  # fmt: skip
_TOOLBELT_FILE = "\r\n".join(
    [
        "--b", 'Content-Disposition: attachment; name="metadata"', "Content-Type: application/json; charset=UTF-8", "",
        "", "--b", 'Content-Disposition: attachment; name="file"; filename="dot.csv"', "Content-Type: text/csv", "",
        "dot", "--b--", "",
    ]
)  # fmt: skip

NOTIFY = "POST /v2/room/Engine%20Room/notification"
GRAFANA_CARD = {"style": "link", "url": "http://g.test/d/1", "id": "1", "title": "[No Data] CPU", "description": "",
                "icon": {"url": "http://g.test/i.png"}, "date": 1500000000}  # fmt: skip

SENT = [
    Sent(
        "Grafana, no data", "POST /v2/room/{room}/notification?auth_token={token}",
        {"message": "CPU", "notify": "true", "message_format": "html", "color": "grey", "card": GRAFANA_CARD},
        keeps={"message": "CPU", "color": "gray"},
    ),
    Sent(
        "Grafana, paused", "POST /v2/room/{room}/notification?auth_token={token}",
        {"message": "CPU", "notify": "true", "message_format": "html", "color": "", "card": GRAFANA_CARD},
        keeps={"color": "yellow"},
    ),
    Sent(
        "Alertmanager 0.20", "POST /v2/room/{room}/notification?auth_token={token}",
        {"from": "Alertmanager", "notify": False, "message": "<a href='http://a.test'>[FIRING:1]</a>",
         "message_format": "html", "color": "red"},
        keeps={"from": "Alertmanager", "color": "red"},
    ),
    Sent(
        "monolog 1.x", "POST /v2/room/Engine+Room/notification?auth_token={token}",
        "notify=true&message=down+%26+out&message_format=text&color=red&from=Monolog", FORM,
        keeps={"message": "down & out", "from": "Monolog", "message_format": "text"},
    ),
    Sent(
        "Salt, without a type", NOTIFY, '{"room_id": "Engine Room", "message": "high state", "color": "green"}', "",
        keeps={"message": "high state"},
    ),
    Sent(
        "Camel, all values as text", NOTIFY + "?auth_token={token}",
        {"message": "route", "notify": "true", "message_format": "text", "color": "purple"},
        keeps={"message": "route", "color": "purple"},
    ),
    Sent(
        "Jenkins 2.x", NOTIFY, {"message": "#42", "color": "green", "notify": False, "card": None},
        keeps={"message": "#42"},
    ),
    Sent(
        "hipchat-rb send", NOTIFY + "?auth_token={token}",
        {"room_id": "Engine Room", "from": "Capistrano", "message": "deployed", "message_format": "html",
         "color": "yellow", "notify": False},
        keeps={"from": "Capistrano"},
    ),
    Sent(
        "hipchat-rb topic", "PUT /v2/room/Engine%20Room/topic?auth_token={token}",
        {"room_id": "Engine Room", "from": "API", "topic": "new"}, token="<ADMIN_TOKEN>",
        keeps={"type": "topic", "message": "new"},
    ),
    Sent(
        "hipchat-rb history",
        "GET /v2/room/Engine%20Room/history?room_id=Engine%20Room&date=recent&timezone=UTC&format=JSON"
        "&max-results=100&auth_token={token}",
        token="<ADMIN_TOKEN>", status=200,
    ),
    Sent(
        "hipchat-rb statistics",
        "GET /v2/room/Engine%20Room/statistics?room_id=Engine%20Room&date&timezone&format&auth_token={token}",
        token="<ADMIN_TOKEN>", status=200,
    ),
    Sent(
        "hipchat-rb send_file", "POST /v2/room/Engine%20Room/share/file?auth_token={token}", _RB_FILE,
        "multipart/related; boundary=sendfileboundary", "<ADMIN_TOKEN>", keeps={"message": "a dot"},
    ),
    Sent(
        "hipchat-go ShareFile", "POST /v2/room/{room}/share/file", _GO_FILE,
        "multipart/related; boundary=hipfileboundary", "<ADMIN_TOKEN>", keeps={"message": "a dot"},
    ),
    Sent("hipchat-go List", "GET /v2/room?auth_test=true", "", FORM, "<ADMIN_TOKEN>", status=202),
    Sent(
        "Laravel channel, a file", "POST /v2/room/Engine+Room/share/file", _LARAVEL_FILE,
        "multipart/related; boundary=b", "<ADMIN_TOKEN>", keeps={"message": "a dot"},
    ),
    Sent("will", "GET /v2/room/{room}/?auth_token={token}", token="<ADMIN_TOKEN>", status=200),
    Sent(
        "will, all rooms", "GET /v2/room?auth_token={token}&start-index=0&max-results=1000&expand=items",
        token="<ADMIN_TOKEN>", status=200, reads=("items.0.id", "items.0.name", "items.0.xmpp_jid", "items.0.topic"),
    ),
    Sent("TeamCity", "GET /v2/room?auth_token={token}&auth_test=true", token="<ADMIN_TOKEN>", status=202),
    Sent(
        "Ansible, //", "POST /v2//room/Engine%20Room/notification",
        {"message": "played", "notify": True, "color": "yellow", "message_format": "text"}, keeps={"message": "played"},
    ),
    Sent(
        "HipChat.NET", NOTIFY, {"message": "built", "color": "gray", "message_format": "html", "notify": True},
        "application/json; charset=utf-8", keeps={"color": "gray"},
    ),
    Sent(
        "R", "POST /v2/room/Engine%20Room/notification?auth_token={token}", '{"color":"green","message":"fitted"}',
        keeps={"message": "fitted"},
    ),
    Sent(
        "hipchat_elixir, as a form", NOTIFY, "color=green&message=h%C3%A9&notify=true&message_format=text",
        "application/x-www-form-urlencoded; charset=utf-8", keeps={"message": "hé"},
    ),
    Sent(
        "hipchat-java", "POST /v2/room/Engine%20Room/message", '{"message":"from Java"}', token="<ADMIN_TOKEN>",
        status=201, keeps={"message": "from Java", "type": "message"},
    ),
    Sent(
        "hubot graphs, whose words are in a part without a name", "POST /v2/room/{room}/share/file?auth_token={token}",
        _GRAPH_FILE, "multipart/related; boundary=b", "<ADMIN_TOKEN>", keeps={"message": "3f1c-guid"},
    ),
    Sent(
        "lolcommits", "POST /v2/room/{room}/share/file?auth_token={token}", _LOLCOMMITS_FILE,
        "multipart/related; boundary=b", "<ADMIN_TOKEN>", keeps={"message": "committed"},
    ),
    Sent(
        "requests_toolbelt, no words", "POST /v2/room/{room}/share/file", _TOOLBELT_FILE,
        "multipart/related; boundary=b", "<ADMIN_TOKEN>", keeps={"message": ""},
    ),
    Sent(
        "WordPress, headers as a list", NOTIFY + "?auth_token={token}",
        "color=green&message=New+verdicts&notify=0&message_format=text", FORM,
        keeps={"message": "New verdicts", "color": "green"},
    ),
    Sent(
        "Cabot", "POST /v2/room/{room}/notification?auth_token={token}",
        "message=Service+kiln+reporting+CRITICAL&notify=true&color=red&message_format=text", FORM,
        keeps={"message": "Service kiln reporting CRITICAL", "color": "red"},
    ),
    Sent(
        "hipchav", "POST /v2/room/{room}/message?auth_token={token}",
        {"message": "by hand", "message_format": "text", "color": "yellow", "notify": True},
        token="<ADMIN_TOKEN>", status=201, keeps={"message": "by hand", "type": "message"},
    ),
    Sent(
        "Taiga", NOTIFY + "?auth_token={token}", '{"message":"<b>Tasks</b><br />m\u00e1s","notify":false}',
        keeps={"message": "<b>Tasks</b><br>m\u00e1s"},
    ),
    Sent(
        "Azure DevOps", NOTIFY, {"message": "Build <a href=\"http://d.test/1\">1</a> failed<br/>", "notify": False},
        "application/json; charset=utf-8", keeps={"color": "yellow"},
    ),
    Sent(
        "Azure DevOps, whose token it is", "GET /v2/oauth/token/{secret}", status=200,
        reads=("owner_type", "client.room.name"),
    ),
    Sent(
        "Azure DevOps, its choice of rooms", "GET /v2/room", token="<ADMIN_TOKEN>", status=200, reads=("items.0.name",)
    ),
    Sent(
        "a table of people in Swift", "GET /v2/user?expand=items&auth_token={token}", token="<ADMIN_TOKEN>", status=200,
        reads=("items.0.name", "items.0.email", "items.0.photo_url", "items.0.presence", "items.0.title"),
    ),
    Sent(
        "a backup of all people in bash", "GET /v2/user?start-index=0&max-results=1", token="<ADMIN_TOKEN>", status=200,
        reads=("items.0.id", "links.next"),
    ),
    Sent(
        "Meteor", "GET /v2/user/?auth_token={token}", token="<ADMIN_TOKEN>", status=200, reads=("items.0.links.self",)
    ),
    Sent(
        "webhook hub", "POST /v2/room/Engine%20Room/webhook?auth_token={token}",
        {"url": "http://hub.test/hook", "pattern": ".*", "event": "room_message", "name": "hub"},
        token="<ADMIN_TOKEN>", status=201, reads=("id", "links.self"),
    ),
    Sent(
        "hubot, who steals a room", "GET /v2/room/{room}?max-results=1000&auth_token={token}", token="<ADMIN_TOKEN>",
        status=200, reads=("xmpp_jid", "topic", "privacy", "is_archived", "is_guest_accessible", "owner.id"),
    ),
    Sent(
        "Monit, with lists that it leaves open", NOTIFY,
        {"color": "red", "from": "host1", "message": "<b>nginx</b> down<ul><li>CPU: 1<li>Memory: 2</li><ul>"},
        keeps={"from": "host1"},
    ),
    Sent(
        "a deploy script in Python, a card by urn", NOTIFY,
        {"from": "robot", "message": "head\n[card attached]", "message_format": "text",
         "card": {"style": "application", "format": "medium", "title": "head", "description": "",
                  "id": "urn:uuid:6f9c1c5e-0000-4000-8000-000000000001"}},
        keeps={"from": "robot"},
    ),
    Sent(
        "dnotifier, a field of another name", NOTIFY + "?auth_token={token}",
        {"color": "green", "message_format": "text", "message": "built", "notification": True},
        keeps={"message": "built"},
    ),
    Sent(
        "PSHipChat", NOTIFY + "?auth_token={token}",
        {"room_id_or_name": "Engine Room", "color": "gray", "from": "", "message": "done", "notify": True},
        keeps={"message": "done", "color": "gray"},
    ),
    Sent(
        "hipchat-php-v2, booleans of PHP in the query",
        "GET /v2/user?include-guests=&include-deleted=&start-index=0&max-results=100",
        token="<ADMIN_TOKEN>", status=200, reads=("items.0.id", "items.0.mention_name", "startIndex", "maxResults"),
    ),
    Sent(
        "emoticon pages, a token that is added to the end", "GET /v2/emoticon?&auth_token={token}",
        token="<ADMIN_TOKEN>", status=200, reads=("items.0.shortcut", "items.0.url", "links.next"),
    ),
    Sent(
        "hubot graphs, afterwards", "GET /v2/room/{room}/history?reverse=false&max-results=10&auth_token={token}",
        token="<ADMIN_TOKEN>", status=200,
    ),
    Sent(
        "ac-node-hipchat", "PUT /v2/room/{room}/share/link", {"link": "http://x.test/a", "message": "look"},
        token="<ADMIN_TOKEN>", keeps={"message": "look http://x.test/a"},
    ),
]  # fmt: skip


@pytest.mark.one_engine
@pytest.mark.parametrize("sent", SENT, ids=str)
async def test_a_request_is_answered_and_done(world: World, sent: Sent) -> None:
    cast = await make_cast(world)

    async with listening(world.app) as port:
        answer = await send(port, *_wire(cast, sent))

    assert answer.status == sent.status, answer.content
    assert answer.headers["content-type"] == "application/json"
    assert answer.status != 204 or answer.content == b""
    for path in sent.reads:
        found = answer.json()
        for name in path.split("."):
            found = found[int(name) if name.isdigit() else name]
    if sent.keeps:
        (newest,) = (await world.history(cast.room))[-1:]
        assert {name: newest.get(name) for name in sent.keeps} == sent.keeps


def _wire(cast: Cast, sent: Sent) -> tuple[str, str, dict[str, str], bytes]:
    token = cast.tokens[sent.token]
    verb, _, target = sent.request.partition(" ")
    target = target.replace("{room}", str(cast.room.id)).replace("{token}", token).replace("{secret}", token)
    headers = {"Host": "chat.test", "Accept": "*/*"}
    if "{token}" not in sent.request:
        headers["Authorization"] = f"Bearer {token}"
    if sent.body and sent.kind:
        headers["Content-Type"] = sent.kind
    body = sent.body if isinstance(sent.body, str) else json.dumps(sent.body)
    return verb, target, headers, body.encode()
