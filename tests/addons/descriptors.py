"""Descriptors of invented add-ons."""

from typing import Any

HOST = "https://addon.example.com"

MINIMAL: dict[str, Any] = {
    "key": "com.example.echo",
    "name": "Echo",
    "description": "Repeats what is said",
    "links": {"self": f"{HOST}/atlassian-connect.json"},
    "capabilities": {
        "hipchatApiConsumer": {"scopes": ["send_notification"], "fromName": "Echo"},
        "installable": {"callbackUrl": f"{HOST}/installable"},
        "webhook": [
            {"event": "room_message", "pattern": "^/echo", "url": f"{HOST}/hook", "authentication": "jwt"}
        ],
    },
}
_TEXT = {"value": "Board", "i18n": "board.name"}
_ICON = {"url": f"{HOST}/i.png", "url@2x": f"{HOST}/i2.png"}

FULL: dict[str, Any] = {
    **MINIMAL,
    "vendor": {"name": "Example", "url": "https://example.com"},
    "apiVersion": "1:1",
    "icon": {"url": "ignored"},
    "capabilities": {
        "hipchatApiConsumer": {
            "scopes": ["send_notification", "view_room"],
            "fromName": "Board",
            "avatar": {"url": f"{HOST}/a.png", "url@2x": f"{HOST}/a2.png"},
        },
        "installable": {"allowGlobal": True, "allowRoom": True, "callbackUrl": f"{HOST}/installable"},
        "configurable": {"url": f"{HOST}/config", "allowAccessToRoomAdmins": True},
        "adminPage": {"url": f"{HOST}/admin"},
        "oauth2Consumer": {"redirectionUrls": [f"{HOST}/back"]},
        "webhook": [
            {
                "event": "room_message",
                "pattern": "^/board",
                "url": f"{HOST}/hook",
                "key": "said",
                "name": "Said",
            },
            {"event": "room_enter", "url": f"{HOST}/enter", "key": "enter"},
        ],
        "glance": [
            {"key": "status", "name": _TEXT, "icon": _ICON, "queryUrl": f"{HOST}/glance", "target": "board"}
        ],
        "webPanel": [
            {"key": "board", "name": _TEXT, "url": f"{HOST}/board", "location": "hipchat.sidebar.right"}
        ],
        "dialog": [{"key": "start", "title": _TEXT, "url": f"{HOST}/start", "options": {"size": "small"}}],
        "action": [{"key": "retry", "name": _TEXT, "target": "start", "location": "hipchat.message.action"}],
        "externalPage": [{"key": "site", "url": f"{HOST}/site", "name": _TEXT}],
        "somethingNew": {"kept": True},
    },
}
