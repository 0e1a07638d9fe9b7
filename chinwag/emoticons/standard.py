"""The standard emoticons: the same for every group, drawn by ourselves, listed in `standard.json`.

154 shortcuts and ids are those that HipChat had (recorded in 2014), so that old messages and scripts find them;
1001 and following are our own additions. The web client reads the same list; its drawings are
`web/public/emoticons/<shortcut>.svg`.
"""

from dataclasses import dataclass
from pathlib import Path

import msgspec


@dataclass(frozen=True, slots=True)
class Standard:
    """A standard emoticon, written `(shortcut)`."""

    id: int
    shortcut: str
    width: int
    height: int

    @property
    def path(self) -> str:
        """Where the server shows the drawing."""
        return f"/emoticons/{self.shortcut}.svg"


def _read() -> dict[str, Standard]:
    listed = msgspec.json.decode(Path(__file__).with_name("standard.json").read_bytes(), type=list[Standard])
    return {emoticon.shortcut: emoticon for emoticon in listed}


STANDARD = _read()
"""All standard emoticons by shortcut, in alphabetical order."""
