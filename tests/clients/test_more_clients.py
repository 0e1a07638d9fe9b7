"""Clients that tell channels, Nagios and scripts, unmodified: they post, and it is there."""

import pytest

from tests.clients.conftest import DemoServer, Shell
from tests.clients.test_published_clients import python
from tests.clients.tls import Front

pytestmark = [pytest.mark.clients, pytest.mark.slow, pytest.mark.timeout(600)]


KAWASEMI = """
import sys
from kawasemi import Kawasemi
url, token, room = sys.argv[1:]
backend = 'kawasemi.backends.hipchat.HipChatChannel'
channel = {'_backend': backend, 'api_id': room, 'token': token, 'base_url': url + '/v2/', 'color': 'green'}
Kawasemi({'CHANNELS': {'kiln': channel}}).send('glazed at 1,240 °C', options={'hipchat': {'notify': True}})
"""


def test_kawasemi_sends_to_a_channel(served: DemoServer, python_shell: Shell) -> None:
    python(python_shell, KAWASEMI, served.url, served.demo["room_token"], served.demo["room_id"])
    (told,) = served.last()
    assert (told["message"], told["color"]) == ("glazed at 1,240 °C", "green")


HIPSAINT = """
import sys
from hipsaint.messages import HipchatMessage
host, token, room = sys.argv[1:]
fault = 'kiln|host1|2012-07-27 17:00|PROBLEM|10.0.0.1|CRITICAL|It is too hot'
print(HipchatMessage('service', fault, token, 'Nagios', room, 1, host, 1).deliver_payload().getcode())
"""


def test_hipsaint_tells_of_nagios_over_v1(served: DemoServer, front: Front, python_shell: Shell) -> None:
    """It encodes the name of the room twice. Its v2 takes every 204 for a failure on Python 3, whoever serves it."""
    demo = served.demo
    arguments = (f"127.0.0.1:{front.port}", demo["v1_notification_token"], demo["room"])
    told = python(python_shell, HIPSAINT, *arguments, SSL_CERT_FILE=str(front.certificate))
    assert told.split() == ["200"]
    (message,) = served.last()
    assert (message["from"], message["color"]) == ("Nagios", "red")
    assert "It is too hot" in message["message"]


HIPCHAT_NOTIF = """
import sys
from hipchat_notif.hipchat_notif import HipchatNotificator
for token in sys.argv[2:]:
    script = HipchatNotificator(token)
    script.notification_name, script.room = 'Kiln', sys.argv[1]
    script.send_message('it works with a token of ' + str(len(token)))
"""


def test_hipchat_notif_knows_a_token_for_notifications_by_a_sentence(
    served: DemoServer, front: Front, python_shell: Shell
) -> None:
    """When it starts it asks what its token may do, and gives up over any refusal but HipChat's own words."""
    demo = served.demo
    proxy, certificate = f"http://127.0.0.1:{front.port}", str(front.certificate)
    python(
        python_shell,
        HIPCHAT_NOTIF,
        demo["room"],
        demo["v1_admin_token"],
        demo["v1_notification_token"],
        HTTPS_PROXY=proxy,
        REQUESTS_CA_BUNDLE=certificate,
    )
    assert [message["message"] for message in served.last(2)] == ["it works with a token of 30"] * 2
