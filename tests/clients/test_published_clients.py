"""Clients that people still have, unmodified, told nothing but another address: they post, and it is there."""

import json

import pytest

from tests.clients.conftest import DemoServer, Shell
from tests.clients.tls import Front

pytestmark = [pytest.mark.clients, pytest.mark.slow, pytest.mark.timeout(600)]


def python(shell: Shell, code: str, *arguments: object, **environment: str) -> str:
    """Run a few lines that use a Python client."""
    return shell.run([str(shell.python), "-c", code, *map(str, arguments)], **environment)


HIPNOTIFY = """
import sys, hipnotify
url, token, room = sys.argv[1:]
room = hipnotify.Room(token, room, endpoint_url=url)
print(room.notify('first from hipnotify').status_code, end=' ')
print(room.notify('<i>second</i>', color='purple', notify=False, message_format='html').status_code)
"""


@pytest.mark.parametrize("named", ["room_id", "room"])
def test_hipnotify_posts_by_id_and_by_name(served: DemoServer, python_shell: Shell, named: str) -> None:
    demo = served.demo
    assert python(python_shell, HIPNOTIFY, served.url, demo["room_token"], demo[named]).split() == [
        "204",
        "204",
    ]
    first, second = served.last(2)
    assert (first["message"], first["color"], first["message_format"]) == (
        "first from hipnotify",
        "green",
        "text",
    )
    assert (second["message"], second["color"], second["message_format"]) == (
        "<i>second</i>",
        "purple",
        "html",
    )


HIPPY = """
import sys, logging, hippy_chat.handler as hippy
url, token, room = sys.argv[1:]
log = logging.getLogger('kiln')
log.addHandler(hippy.HipchatHandler(url, room, token, title='kiln is cold'))
log.error('The fire went out at 03:12')
"""


def test_hippy_chat_logs_to_a_room_as_a_card(served: DemoServer, python_shell: Shell) -> None:
    python(python_shell, HIPPY, served.url, served.demo["room_token"], served.demo["room"])
    (told,) = served.last()
    assert told["message"] == "<b>ERROR</b> kiln is cold"
    assert told["color"] == "red"
    card = json.loads(told["card"])
    assert (card["title"], card["style"]) == ("ERROR kiln is cold", "application")
    assert card["description"] in (
        "The fire went out at 03:12",
        {"format": "text", "value": "The fire went out at 03:12"},
    )


HIPCHATPY = """
import sys, hipchatpy
url, token, room = sys.argv[1:]
log = hipchatpy.HipChatLogger(token, room, base_uri=url + '/v2/')
print(log.info('all <b>well</b>'), log.warn('look', 'text'), log.error('down & out', 'text'))
"""


def test_hipchatpy_logs_with_three_levels(served: DemoServer, python_shell: Shell) -> None:
    demo = served.demo
    told = python(python_shell, HIPCHATPY, served.url, demo["room_token"], demo["room_id"])
    assert told.split() == ["204", "204", "204"]
    assert [(message["message"], message["color"]) for message in served.last(3)] == [
        ("all <b>well</b>", "green"),
        ("look", "yellow"),
        ("down & out", "red"),
    ]


def test_hipchatpy_on_the_command_line_goes_through_a_proxy(
    served: DemoServer, front: Front, python_shell: Shell
) -> None:
    """Its address is built in: api.hipchat.com over TLS. The proxy and the certificate are requests' own settings."""
    room, token = str(served.demo["room_id"]), served.demo["room_token"]
    command = [str(python_shell.python), "-m", "hipchatpy"]
    code = "import hipchatpy; hipchatpy.main()"
    told = python_shell.run(
        [command[0], "-c", code, "-r", room, "-m", "from afar", "-l", "2", "-f", "text"],
        HIPCHAT_TOKEN=token,
        HTTPS_PROXY=f"http://127.0.0.1:{front.port}",
        REQUESTS_CA_BUNDLE=str(front.certificate),
    )
    assert told.strip() == "True"
    assert served.last()[0]["message"] == "from afar"


def test_hipcat_pipes_text_into_rooms_and_to_people(served: DemoServer, python_shell: Shell) -> None:
    demo = served.demo
    settings = f"[hipchat]\naccess_token = {demo['admin_token']}\nbase_url = {served.url}/\n"
    (python_shell.home / ".hipcat.ini").write_text(settings)
    hipcat = [str(python_shell.python), "-c", "from hipcat.cli import main; main()"]
    python_shell.run([*hipcat, demo["room"]], stdin="two\nlines é\n")
    said = served.last()[0]
    assert (said["type"], said["message"], said["from"]["id"]) == (
        "message",
        "two\nlines é\n",
        demo["admin_id"],
    )
    python_shell.run(
        [*hipcat, "--notification", "-n", "-s", "hipcat", "--color", "green", "-m", "done", demo["room"]]
    )
    told = served.last()[0]
    assert (told["type"], told["message"], told["from"], told["color"]) == (
        "notification",
        "done",
        "hipcat",
        "green",
    )
    python_shell.run([*hipcat, "-m", "just you", f"@{demo['user_mention'].removeprefix('@')}"])
    private = served.read(f"/v2/user/{demo['user_id']}/history/latest?max-results=1")
    assert private["items"][-1]["message"] == "just you"


def test_hipcat_shows_what_the_server_says(served: DemoServer, python_shell: Shell) -> None:
    settings = f"[hipchat]\naccess_token = {served.demo['admin_token']}\nbase_url = {served.url}\n"
    (python_shell.home / ".hipcat.ini").write_text(settings)
    hipcat = "from hipcat.cli import main; main()"
    code = f"import sys\ntry:\n    {hipcat}\nexcept SystemExit as end:\n    print('ended with', end.code)"
    script = "import contextlib, sys; sys.stderr = sys.stdout\n" + code
    told = python_shell.run([str(python_shell.python), "-c", script, "-m", "x", "No Such Room"])
    assert "Room No Such Room not found" in told
    assert "ended with 1" in told


NOTIFIER = """
const [host, token, room] = process.argv.slice(1)
const notifier = require('hipchat-notifier').make(encodeURIComponent(room), token, 'notifier', host, true)
const said = []
const next = (error, answer) => {
  if (error) throw error
  said.push(answer.statusCode)
  if (said.length === 1) notifier.failure('<b>two</b> & more', next)
  else if (said.length === 2) notifier.send({message: 'three', color: 'random', from: 'someone', card: CARD}, next)
  else console.log(said.join(' '))
}
const CARD = {style: 'link', id: 'n1', title: 'A card', url: 'https://kiln.example/1'}
notifier.success('one', next)
"""


@pytest.mark.parametrize("named", ["room_id", "room"])
def test_hipchat_notifier_posts_over_tls(
    served: DemoServer, front: Front, node_shell: Shell, named: str
) -> None:
    """It takes a host and always speaks TLS; the certificate is told to Node by Node's own setting."""
    demo = served.demo
    told = node_shell.run(
        ["node", "-e", NOTIFIER, f"127.0.0.1:{front.port}", demo["room_token"], str(demo[named])],
        NODE_EXTRA_CA_CERTS=str(front.certificate),
        NODE_NO_WARNINGS="1",
    )
    assert told.split() == ["204", "204", "204"]
    one, two, three = served.last(3)
    assert (one["message"], one["color"], one["message_format"]) == ("one", "green", "text")
    assert (two["message"], two["color"], two["message_format"]) == ("<b>two</b> &amp; more", "red", "html")
    assert json.loads(three["card"])["title"] == "A card"
    assert [message["from"] for message in (one, two, three)] == ["notifier", "notifier", "someone"]


SIMPLE_V1 = """
import sys, hipchat
url, token, room = sys.argv[1:]
client = hipchat.HipChat(token, url=url + '/v1/')
found = client.find_room(room)
print(client.message_room(found['room_id'], 'kiln', 'simply said', color='purple', notify=True)['status'])
print(client.show_room(found['room_id'])['room']['name'])
"""


def test_python_simple_hipchat_speaks_v1(served: DemoServer, python_shell: Shell) -> None:
    demo = served.demo
    told = python(python_shell, SIMPLE_V1, served.url, demo["v1_admin_token"], demo["room"])
    assert told.splitlines() == ["sent", demo["room"]]
    (message,) = served.last()
    assert (message["message"], message["from"], message["color"]) == ("simply said", "kiln", "purple")


CLIENT_V1 = """
const [url, token, room] = process.argv.slice(1)
const HipChat = require('hipchat-client')
HipChat.prototype.host = url
const client = new HipChat(token)
client.api.rooms.message({room_id: room, from: 'client', message: 'from node', color: 'gray'}, (error, said) => {
  if (error) throw error
  client.api.rooms.show({room_id: room}, (error, shown) => {
    if (error) throw error
    console.log(said.status + ' ' + shown.room.room_id)
  })
})
"""


def test_hipchat_client_speaks_v1(served: DemoServer, node_shell: Shell) -> None:
    demo = served.demo
    told = node_shell.run(
        ["node", "-e", CLIENT_V1, served.url, demo["v1_admin_token"], str(demo["room_id"])],
        NODE_NO_WARNINGS="1",
    )
    assert told.split() == ["sent", str(demo["room_id"])]
    assert served.last()[0]["message"] == "from node"


CHATTER = """
const [url, token, room] = process.argv.slice(1)
const Hipchatter = require('hipchatter')
const client = new Hipchatter(token, url + '/v2/')
const ask = (name, ...args) => new Promise((done, fail) =>
  client[name](...args, (error, found) => (error ? fail(error) : done(found))))
;(async () => {
  const { capabilities } = await ask('capabilities')
  const hook = await ask('create_webhook', room, {url: 'https://example.com/x', event: 'room_message', pattern: '^/x'})
  const { items } = await ask('webhooks', room)
  await ask('delete_webhook', room, hook.id)
  await ask('notify', room, {message: 'chattered', color: 'purple'})
  await ask('set_topic', room, 'Chatter')
  const { topic } = await ask('get_room', room)
  const isThere = [await ask('room_exists', room), await ask('room_exists', 'No such room')]
  const isListed = items.some((one) => one.id === hook.id)
  console.log(JSON.stringify([Object.keys(capabilities).length > 1, isListed, topic, isThere]))
})()
"""


def test_hipchatter_registers_webhooks_and_writes(served: DemoServer, node_shell: Shell) -> None:
    demo = served.demo
    told = node_shell.run(
        ["node", "-e", CHATTER, served.url, demo["admin_token"], str(demo["room_id"])], NODE_NO_WARNINGS="1"
    )
    assert json.loads(told) == [True, True, "Chatter", [True, False]]
    noted = [message for message in served.last(2) if message["type"] == "notification"]
    assert [(message["message"], message["color"]) for message in noted] == [("chattered", "purple")]


ROOM_CARD = """
const [url, token, room] = process.argv.slice(1)
const Notification = require('hipchat-room-notification-api')
const made = new Notification(url, room, token)
made.setFrom('kiln')
made.setColor('green')
made.setMessage('Build 17 passed')
made.addCard('build-17', 'application', 'Build 17')
made.addCardUrl('https://kiln.example/17')
made.addCardDescription('<b>42</b> tests', 'html')
made.addCardIconDetails('https://kiln.example/i.png', 'https://kiln.example/i2.png')
made.addCardThumbnailDetails('https://kiln.example/t.png', 'https://kiln.example/t2.png', 320, 200)
made.addCardAttributeWithIconAndUrl(
  'Status', 'Passed', 'lozenge-success', 'https://kiln.example/i.png', 'https://kiln.example/17')
made.addCardAttribute('Tests', '42')
made.addActivityWithIcon('<b>Kiln</b> finished build 17', 'https://kiln.example/i.png')
made.setCardToMediumFormat()
made.send().then((answer) => console.log(JSON.stringify(answer ?? null)), (refusal) => console.log('refused', refusal))
"""


def test_hipchat_room_notification_api_sends_whole_cards(served: DemoServer, node_shell: Shell) -> None:
    demo = served.demo
    told = node_shell.run(
        ["node", "-e", ROOM_CARD, served.url, demo["room_token"], str(demo["room_id"])], NODE_NO_WARNINGS="1"
    )
    assert "refused" not in told
    (message,) = served.last()
    card = json.loads(message["card"])
    assert (card["title"], card["format"], card["attributes"][1]["value"]) == (
        "Build 17",
        "medium",
        {"label": "42"},
    )


SIMPLE_V2 = """
import sys, hipchat_v2
url, token, room = sys.argv[1:]
try:
    hipchat_v2.HipChat(url=url + '/').message_room(room_id=int(room), message='x', color='red', token=token)
except TypeError as refused:
    print(refused)
"""


def test_python_simple_hipchat_v2_cannot_run_on_python_3(served: DemoServer, python_shell: Shell) -> None:
    """No server can help it. What it sends on Python 2 is replayed by tests/contract/test_wire.py."""
    demo = served.demo
    told = python(python_shell, SIMPLE_V2, served.url, demo["room_token"], demo["room_id"])
    assert "POST data should be bytes" in told
