"""hypchat, the Python client that bots were written with. It knows rooms and people by addresses with https alone."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.clients.conftest import DemoServer, Shell
from tests.clients.tls import Front, tls_front
from tests.served import Served

pytestmark = [pytest.mark.clients, pytest.mark.slow, pytest.mark.timeout(600)]


@dataclass(frozen=True)
class Secured:
    """A server whose links begin with https, and what stands before it."""

    server: DemoServer
    front: Front


@pytest.fixture(scope="module")
def secured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Secured]:
    server = Served(tmp_path_factory.mktemp("secured") / "data")
    with tls_front(tmp_path_factory.mktemp("front"), server.port) as front:
        server.settings["public_url"] = f"https://127.0.0.1:{front.port}"
        demo = server.demo
        server.start()
        try:
            yield Secured(DemoServer(server.port, demo), front)
        finally:
            server.kill()


def told(secured: Secured, shell: Shell, code: str) -> list[str]:
    """The lines that a program with `hypchat` prints. It has the client, the demo's facts and the address."""
    url = f"https://127.0.0.1:{secured.front.port}"
    begin = (
        "import sys, json, logging, hypchat, hiplogging\n"
        f"demo = json.loads({json.dumps(json.dumps(secured.server.demo))})\n"
        f"url = {url!r}\n"
        "client = hypchat.HypChat(demo['admin_token'], url)\n"
        "room = client.get_room(demo['room'])\n"
    )
    environment = {"REQUESTS_CA_BUNDLE": str(secured.front.certificate)}
    return shell.run([str(shell.python), "-c", begin + code], **environment).splitlines()


ROOM = """
print(type(room).__name__, room['created'].tzinfo is not None)
room.notification('<b>one</b>', color='red')
room.notification('two @Maya ')
room.message('three')
print([message['message'] for message in room.latest(maxResults=3)['items']])
room.reply('four', room.latest(maxResults=1)['items'][-1]['id'])
print([message['message'] for message in room.history()['items']][-1:])
room.topic('Five')
room = client.get_room(demo['room_id'])
print(room['topic'])
room['topic'] = 'Six'
room.save()
print(client.get_room(demo['room_id'])['topic'])
"""


def test_it_reads_and_writes_in_a_room(secured: Secured, python_shell: Shell) -> None:
    assert told(secured, python_shell, ROOM) == [
        "Room True",
        "['<b>one</b>', 'two @Maya ', 'three']",
        "['four']",
        "Five",
        "Six",
    ]


WEBHOOKS = """
made = room.create_webhook('https://example.com/hook', 'room_message', '^/x', 'mine')
bare = room.create_webhook('https://example.com/hook', 'room_enter')
print([hook['event'] for hook in room.webhooks().contents()])
full = client.fromurl(made['links']['self'], expand='room,creator')
print(type(full).__name__, type(full['room']).__name__, full['creator']['mention_name'], full['pattern'])
full.delete()
client.fromurl(bare['links']['self']).delete()
print(list(room.webhooks().contents()))
"""


def test_it_registers_and_deletes_webhooks(secured: Secured, python_shell: Shell) -> None:
    assert told(secured, python_shell, WEBHOOKS) == [
        "['room_message', 'room_enter']",
        "Webhook Room Ines ^/x",
        "[]",
    ]


PEOPLE = """
person = client.get_user('@' + demo['user_mention'].lstrip('@'))
person.message('psst')
print(type(person).__name__, person.history(maxResults=1)['items'][-1]['message'])
made = client.create_user('Newcomer', 'newcomer@quayside.example')
made = client.fromurl(made['links']['self'])
made['title'] = 'Boss'
made.save()
print(client.get_user('newcomer@quayside.example')['title'])
print(len(list(client.rooms(max_results=2).contents(expand='items'))) == len(client.rooms()['items']))
print(client.get_emoticon('smile')['shortcut'], 'api' in client.capabilities()['links'])
"""


def test_it_knows_people_pages_and_emoticons(secured: Secured, python_shell: Shell) -> None:
    assert told(secured, python_shell, PEOPLE) == ["User psst", "Boss", "True", "smile True"]


LOGGING = """
log = logging.getLogger('kiln')
log.addHandler(hiplogging.HipChatHandler(demo['admin_token'], demo['room_id'], endpoint=url))
log.error('The kiln is out')
print(room.latest(maxResults=1)['items'][-1]['color'])
"""


def test_hiplogging_writes_through_it(secured: Secured, python_shell: Shell) -> None:
    assert told(secured, python_shell, LOGGING) == ["red"]
