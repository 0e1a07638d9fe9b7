"""Where our replies differ from the reference, and why. An entry without a reason fails its own test."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Deviation:
    """What differs for one method: further success statuses, and places of the body (as `faults` prints them)."""

    reason: str
    statuses: tuple[int, ...] = ()
    places: tuple[str, ...] = ()

    def covers(self, fault: str) -> bool:
        """Whether a fault is one that this entry admits."""
        return any(fault.startswith(place) for place in self.places)


REPLIES: dict[str, Deviation] = {}
