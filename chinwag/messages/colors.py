"""The background of a notification: five colours, and «random», which the server draws when it stores."""

import secrets
from typing import Final, Literal, get_args

Color = Literal["yellow", "green", "red", "purple", "gray"]
ColorChoice = Literal["yellow", "green", "red", "purple", "gray", "random"]
"""What a sender may write; the order is that of the recorded refusal."""

COLORS: Final[tuple[Color, ...]] = get_args(Color)


def draw_color(choice: ColorChoice) -> Color:
    """The colour to store: history never says «random»."""
    return secrets.choice(COLORS) if choice == "random" else choice


COLOR_SPELLINGS: Final = {"grey": "gray", "": "yellow"}
"""What else is taken: Grafana writes «grey» where it has no data, and nothing at all for other states."""
