"""A client's state as a pure function of `/api/start` and the live events: what every client has to do."""

from __future__ import annotations

from typing import Any

State = dict[str, Any]
Frame = dict[str, Any]


class ClientState:
    """The lists of rooms and people. Applying an event twice changes nothing."""

    def __init__(self, start: State) -> None:
        self.cursor: int = start["cursor"]
        self.me: State = start["me"]
        self.group: State = start["group"]
        self.rooms: dict[int, State] = {room["id"]: dict(room) for room in start["rooms"]}
        self.people: dict[int, State] = {person["id"]: dict(person) for person in start["people"]}

    def apply(self, frame: Frame) -> None:
        cursor = frame.get("cursor")
        if cursor is not None:
            if cursor <= self.cursor:
                return
            self.cursor = cursor
        act = getattr(self, "on_" + frame["type"].replace(".", "_"), None)
        assert act is not None, f"no client knows what to do with {frame['type']}"
        act(frame)

    def as_start(self) -> dict[str, Any]:
        return {"cursor": self.cursor, "rooms": self.rooms, "people": self.people}

    def on_message_sent(self, frame: Frame) -> None:
        message, chat = frame["message"], frame["chat"]
        by_me = (message.get("from") or {}).get("id") == self.me["id"]
        if chat["kind"] == "room":
            place = self.rooms[chat["id"]]
            place["last_active"] = message["date"]
            if self.me["id"] in message.get("mentions", []) and not by_me:
                place["mentions"] += 1
        else:
            others = [user for user in chat["users"] if user != self.me["id"]] or [self.me["id"]]
            place = self.people[others[0]]
            place["chat_id"], place["last_active"] = chat["id"], message["date"]
        place["last_position"] = message["position"]
        if by_me and message["type"] == "message":
            place["read_position"] = message["position"]
            if chat["kind"] == "room":
                place["mentions"] = 0

    def on_read_moved(self, frame: Frame) -> None:
        chat = frame["chat"]
        if chat["kind"] == "room":
            self.rooms[chat["id"]]["read_position"] = frame["position"]
            # those who read to the end, as here; else the event says how many are left
            self.rooms[chat["id"]]["mentions"] = frame.get("mentions", 0)
        else:
            other = [user for user in chat["users"] if user != self.me["id"]] or [self.me["id"]]
            self.people[other[0]]["read_position"] = frame["position"]

    def on_message_edited(self, frame: Frame) -> None:
        assert frame["chat"]["id"] == frame["message"]["chat_id"]  # shown in the chat alone

    on_message_deleted = on_message_edited

    def on_room_created(self, frame: Frame) -> None:
        room = frame["room"]
        known = self.rooms.get(room["id"], {"read_position": 0, "mentions": 0})
        mine = self.me["is_group_admin"] or room["owner_id"] == self.me["id"]
        self.rooms[room["id"]] = {
            **known,
            **room,
            "can_post": not room["is_archived"],
            "can_admin": mine and not self.me["is_guest"],
        }

    on_room_updated = on_room_created

    def on_room_member_added(self, frame: Frame) -> None:
        if frame["user_id"] == self.me["id"]:
            self.on_room_created(frame)

    def on_room_member_removed(self, frame: Frame) -> None:
        pass  # of somebody else: one's own removal comes as room.removed

    def on_room_removed(self, frame: Frame) -> None:
        self.rooms.pop(frame["room_id"], None)

    on_room_deleted = on_room_removed

    def on_room_invited(self, frame: Frame) -> None:
        assert frame["room_name"]

    def on_group_updated(self, frame: Frame) -> None:
        self.group = frame["group"]

    def on_user_created(self, frame: Frame) -> None:
        user = frame["user"]
        fresh: State = {"presence": None, "chat_id": None, "last_position": 0, "read_position": 0}
        fresh["last_active"] = None
        self.people[user["id"]] = {**self.people.get(user["id"], fresh), **user}

    on_user_updated = on_user_created

    def on_user_deleted(self, frame: Frame) -> None:
        self.people.pop(frame["user_id"], None)

    def on_presence_changed(self, frame: Frame) -> None:
        if frame["user_id"] in self.people:
            self.people[frame["user_id"]]["presence"] = frame["presence"]

    def on_room_entered(self, frame: Frame) -> None:
        pass  # shown in the room alone

    on_room_left = on_room_entered
    on_typing_started = on_room_entered
