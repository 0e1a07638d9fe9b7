"""What every list, page and live event of our own tells of a person, made in one place."""

from typing import TypedDict

from chinwag.http.links import picture_path
from chinwag.users.model import User


class PersonBrief(TypedDict):
    """The fields that all of them have."""

    id: int
    name: str
    mention_name: str
    title: str
    photo_url: str | None
    is_guest: bool


def person_brief(user: User) -> PersonBrief:
    """What is told of a person everywhere."""
    return {
        "id": user.id,
        "name": user.name,
        "mention_name": user.mention_name,
        "title": user.title,
        "photo_url": picture_path(user.photo),
        "is_guest": user.is_guest,
    }
