"""What comes back from a call to the outside, and the two ways in which it fails."""

from collections.abc import Mapping
from dataclasses import dataclass


class Refused(Exception):
    """The address may not be called. Its text is a sentence for people and logs."""


class Unreachable(Exception):
    """No answer: no such name, no connection, no trust, no time, no HTTP. Its text is a sentence."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, whatever its status. `headers` have lower-case names; of a repeated one the last counts.

    `body` is what was sent, not decompressed; `is_cut` when there was more than asked for. `address` is where the
    connection led.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes
    is_cut: bool
    took_ms: int
    address: str
