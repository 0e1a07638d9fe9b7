"""What every field is, in one sentence: by its name, or by struct and name where the name alone would not do.

A `Meta(description=...)` at the field itself comes first. `tests/reference/test_words.py` fails for a field that has
neither.
"""

from collections.abc import Iterator
from typing import Any

from chinwag.reference.admin_words import ADMIN_QUERY, OF_ADMIN
from chinwag.reference.field_words import FIELDS

Json = dict[str, Any]

PATH: dict[str, str] = {
    "room": "Id of a room, or its name percent-encoded (1 to 100 characters).",
    "user": "Id of a person, their e-mail address, or @ and their mention name (1 to 100 characters).",
    "group": "Id of the group.",
    "message": "Id (UUID) of the message.",
    "token": "The token itself.",
    "webhook": "Id of the webhook.",
    "key": "Key of the module, chosen by the add-on: 1 to 40 letters, digits, _, - and dots.",
    "emoticon": "Id of the emoticon, or its shortcut without parentheses.",
    "size": "small or big.",
    "email": "E-mail address.",
    "id": "Id.",
    "other": "The other person of the chat, in the same forms.",
    "emoji": "The emoji itself, percent-encoded.",
    "delivery": "Id of the delivery.",
    "session": "Id of the session.",
    "kind": "webPanel, dialog, externalPage or configurable.",
    "addon": "The oauthId of the installed add-on.",
    "device": "Id of the push device.",
}

QUERY: dict[str, str] = {
    "around": "Id of a message that stands in the middle of the page.",
    **ADMIN_QUERY,
    "grant_type": "As in the body; counts where the body has none.",
    "start-index": "Where the page starts: how many entries are left out before it.",
    "max-results": "How many entries the page has at most.",
    "include-private": "Also the private rooms that the caller can see.",
    "include-archived": "Also archived rooms.",
    "include-guests": "Also guests.",
    "include-deleted": "Also people who were deleted.",
    "include-offline": "Private rooms only: also the members who are not present.",
    "include_deleted": "Keep an entry for each deleted message, its text null.",
    "date": "The latest moment to fetch: ISO 8601 or Unix seconds; or recent.",
    "end-date": "The earliest moment to fetch, in the same formats. Only together with a date.",
    "timezone": "Time zone (tz database) of the dates in the answer, and of a date given without an offset.",
    "reverse": "true: oldest message first. false gives stable paging, newest first.",
    "not-before": "Id of a message; nothing older than it is returned.",
    "before": "Position of a message; the page ends before it.",
    "after": "Position of a message; the page starts after it.",
    "limit": "How many entries at most.",
    "type": "Which emoticons: those of everybody, those of this group, or all.",
    "email": "E-mail address of who is invited.",
    "name": "Their name.",
    "title": "Their title.",
    "client_id": "Id of the add-on that asks.",
    "redirect_uri": "Where the browser goes with the answer; one of those registered by the add-on.",
    "response_type": "code.",
    "scope": "What the add-on asks for, separated by blanks.",
    "state": "Consent: given back unchanged. Deliveries: only those in this state.",
    "code_challenge": "PKCE: the hash of a secret that the add-on keeps.",
    "code_challenge_method": "S256.",
    "room_id": "Id of a room, or its name.",
    "user_id": "Id of a person, their e-mail address, or @ and their mention name.",
    "from": "The sender's name, as the room sees it.",
    "message": "The text.",
    "message_format": "html: shown as HTML. text: treated as if a person had typed it.",
    "notify": "Whether people are told of it.",
    "color": "The colour of the message.",
    "draft": "Which draft of JSON Schema: v4, or the older v2.",
}

OF_STRUCT: dict[str, str] = {
    **OF_ADMIN,
    "RoomSettings.owner_name": "Name of who owns it.",
    "RoomSettings.people": "Members of a private room; of a public one who is in it now.",
    "RoomSettings.messages": "How many messages it has.",
    "RoomSettings.is_open_to_guests": "Whether there is a guest link.",
    "RoomSettings.can_open_to_guests": "Whether the caller may give it a guest link.",
    "RoomSettings.is_member": "Whether the caller is on its list of members.",
    "RoomPart.part": "owner, admin, member or guest.",
    "RoomDirectory.total": "How many rooms fit, on all pages.",
    "DirectoryRoom.owner_name": "Name of who owns it.",
    "DirectoryRoom.people": "Members of a private room; of a public one who is in it now.",
    "DirectoryRoom.messages": "How many messages it has.",
    "GuestLinkOut.room_name": "Name of the room that the link leads to.",
    "GuestLinkOut.room_id": "Id of the room, for people who are signed in and see it anyway; else null.",
    "GuestLinkOut.is_full": "Whether it has as many guests as it takes.",
    "GuestOut.room_id": "Id of the one room that the guest sees.",
    "GuestAccessIn.is_on": "Whether guests may come; false sends those away who are in.",
    "GuestAccessIn.renew": "Make a new link; the old one works no more.",
    "GuestAccessOut.is_on": "Whether there is a guest link.",
    "GuestAccessOut.url": "The link to hand out; null while there is none.",
    "GuestAccessOut.guests": "How many guests are in the room.",
    "PeopleDirectory.total": "How many people fit, on all pages.",
    "ProfileOut.is_owner": "Whether the group is theirs.",
    "ProfileOut.rooms": "The rooms that they and the caller have in common.",
    "ProfileOut.can_message": "Whether the caller may write to them alone.",
    "ErrorBody.message": "What went wrong and what to do, as a sentence.",
    "ErrorBody.type": "Name of the status.",
    "AccessBody.message": "That the token may use the method.",
    "AccessBody.type": "Name of the status.",
    "Outcome.message": "What went wrong, as a sentence.",
    "Outcome.type": "Name of the status.",
    "HealthOut.status": "ok, or what is wrong.",
    "NotificationIn.message": "What people read, also where a card cannot be shown.",
    "NotificationIn.from": "A label shown after the name of the token.",
    "NotificationIn.card": "A card: title, description, attributes, picture. People see it in place of the text.",
    "RoomLinks.participants": "Address of the list of who is in the room.",
    "NotificationIn.attach_to": "Shown under that message of the same room.",
    "MessageIn.message": "The text, as if the person had typed it: @mentions, emoticons and links work.",
    "v1.MessageIn.message": "The text: HTML unless message_format says text.",
    "v1.MessageIn.from": "The sender's name, as the room sees it; cut after 15 characters.",
    "v1.MessageIn.room_id": "Id of the room, or its name.",
    "ReplyIn.message": "The answer.",
    "PrivateMessageIn.message": "The text.",
    "EditIn.message": "The text as it is to be now.",
    "ChatMessageIn.message": "The text.",
    "ChatMessageIn.client_id": "An id of your own; the same one sent again makes no second message.",
    "TopicIn.topic": "The new topic; empty clears it.",
    "TopicIn.from": "Who set it, as the room sees it.",
    "InvitationIn.reason": "Shown with the invitation.",
    "MembershipIn.room_roles": "Roles in the room: room_member, room_admin.",
    "OwnerIn.id": "Id, e-mail address or @mention name of the new owner.",
    "MessageEnvelope.message": "The message.",
    "NotificationSender.type": "Which kind of integration it is.",
    "NotificationSender.client_id": "Id of the add-on, when it was one.",
    "PasswordIn.old": "The password until now.",
    "PasswordIn.new": "The new password.",
    "ChatReaction.users": "Ids of the people who put it there.",
    "InstalledOut.redirect": "Where the browser goes now; null: nowhere.",
    "RemovedOut.redirect": "Where the browser goes now; null: nowhere.",
    "GroupStatisticsOut.users": "How many people the group has.",
    "ChatRef.users": "The two people of a private chat.",
    "RoomEntry.mentions": "How many unread messages address the person.",
    "ReadIn.position": "Position of the last message that was read.",
    "TokenRequest.code": "The code that the browser brought back.",
    "TokenRequest.scope": "What the token shall be able to do, separated by blanks; all that is allowed when left out.",
    "TokenRequest.group_id": "Id of the group; taken from the add-on.",
    "TokenRequest.user_id": "Id of the person; taken from the code or the password.",
    "UserCreateIn.name": "The person's name.",
    "UserUpdateIn.name": "The person's name.",
    "UserCreateIn.password": "The password; without one the server makes one and returns it this once.",
    "UserUpdateIn.password": "A new password; left as it is when absent.",
    "UserUpdateIn.presence": "Taken and ignored: presence belongs to the clients of the person.",
    "UserCreateIn.created": "When the person joined; now when left out.",
    "RoomIn.name": "The name, unique in the group.",
    "RoomIn.created": "When the room was made; now when left out.",
    "RoomChangeIn.name": "The name, unique in the group.",
    "RoomCreateIn.name": "The name, unique in the group.",
    "RoomChangeIn.owner": "Who is to own the room.",
    "WebhookIn.url": "Where the event is sent: an absolute address.",
    "WebhookIn.name": "A label.",
    "WebhookOut.room": "The room that it listens to; null for all rooms.",
    "WebhookOut.creator": "The person or add-on that registered it.",
    "WebPanelIn.url": "The page that the panel shows.",
    "DialogIn.url": "The page that the dialog shows.",
    "DialogIn.title": "What stands above the dialog.",
    "DialogOut.title": "What stands above the dialog.",
    "ExternalPageIn.url": "The page that opens.",
    "EmoticonOut.url": "Address of the picture.",
    "EmoticonStub.url": "Address of the picture.",
    "EmoticonEntry.url": "Address of the picture.",
    "EmoticonStub.type": "global: of everybody. group: of this group.",
    "SetupIn.name": "Your name.",
    "SetupIn.group_name": "Name of the new group.",
    "DialogSize.width": "Width, in pixels or percent.",
    "DialogSize.height": "Height, in pixels or percent.",
    "DialogAction.key": "Key that the page is told when the button is pressed.",
    "DeletedReply.deleted": "true.",
    "UndeletedReply.undeleted": "true.",
    "StatusReply.status": "sent or ok.",
    "RoomReply.room": "The room.",
    "UserOut.status": "available, away, dnd or offline; v2 says the same as presence.",
    "PresenceOut.status": "What the person says about it.",
    "PresenceShown.status": "What the person says about it.",
    "UserUpdateIn.user_id": "Id of the person, their e-mail address, or @ and their mention name.",
    "UserIn.user_id": "Id of the person, their e-mail address, or @ and their mention name.",
}


_NO_WORDS = "Any value."
"""What the document says of a value that no type describes further."""


def put_words(document: Json) -> None:
    """Give every parameter and field of a document its sentence, unless it has one."""
    for path, item in document["paths"].items():
        for operation in item.values():
            for parameter in operation["parameters"]:
                if not parameter.get("description"):
                    parameter["description"] = _of_parameter(path, parameter)
    for name, schema in document["components"]["schemas"].items():
        is_v1, struct = name.startswith("chinwag.v1."), name.rpartition(".")[2]
        _put_fields(f"v1.{struct}" if is_v1 else struct, schema)


def _of_parameter(path: str, parameter: Json) -> str:
    own: str = parameter["schema"].get("description", "")
    table = PATH if parameter["in"] == "path" else QUERY
    return own or table.get(parameter["name"], "")


def _put_fields(struct: str, schema: Json) -> None:
    for name, field in schema.get("properties", {}).items():
        own = OF_STRUCT.get(f"{struct}.{name}") or OF_STRUCT.get(f"{struct.removeprefix('v1.')}.{name}")
        words = own or FIELDS.get(name)
        if words and field.get("description", _NO_WORDS) == _NO_WORDS:
            field["description"] = words


def without_words(document: Json) -> Iterator[str]:
    """The parameters and fields that have no sentence."""
    for path, item in document["paths"].items():
        for verb, operation in item.items():
            for parameter in operation["parameters"]:
                if not parameter.get("description"):
                    yield f"{verb.upper()} {path}: {parameter['in']} {parameter['name']}"
    for struct, schema in document["components"]["schemas"].items():
        for name, field in schema.get("properties", {}).items():
            if field.get("description", _NO_WORDS) == _NO_WORDS:
                yield f"{struct}.{name}"
