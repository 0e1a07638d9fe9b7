"""What is known of a link, in the form of `message_links` (recorded; camelCase, unlike the rest of HipChat's API)."""

from typing import Literal

import msgspec


class LinkedImage(msgspec.Struct, frozen=True):
    """The link is a picture. `name` was empty in the recording."""

    image: str
    name: str = ""


class LinkedVideo(msgspec.Struct, frozen=True, omit_defaults=True, rename="camel"):
    """The link is a video, or a page that shows one."""

    title: str = ""
    author: str = ""
    thumbnail_url: str = ""


class LinkedPage(msgspec.Struct, frozen=True, omit_defaults=True, rename="camel"):
    """The link is a page. `imageUrl` is ours: HipChat's form had no picture for pages.

    Addresses are those of others: whoever shows them says nothing of where they were seen (no referrer).
    """

    title: str = ""
    description: str = ""
    header_text: str = ""
    link_text: str = ""
    favicon_url: str = ""
    full_url: str = ""
    image_url: str = ""


class MessageLink(msgspec.Struct, frozen=True, omit_defaults=True):
    """An entry of `message_links`: only the object that `type` names is there. `url` is as the message has it."""

    type: Literal["image", "video", "link"]
    url: str
    image: LinkedImage | None = None
    video: LinkedVideo | None = None
    link: LinkedPage | None = None
