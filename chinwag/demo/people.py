"""Who is in the demo group and where they talk. Made-up people of a made-up ferry company."""

from dataclasses import dataclass
from typing import Literal

GROUP = "Quayside"


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """One person; the first is the group's owner. `key` is what the story calls them."""

    key: str
    name: str
    mention_name: str
    title: str
    timezone: str = "UTC"
    role: Literal["owner", "admin", "user"] = "user"
    is_guest: bool = False

    @property
    def email(self) -> str:
        """Their address, at a domain that can never exist."""
        return f"{self.mention_name.lower()}@quayside.example"


@dataclass(frozen=True, slots=True)
class DemoRoom:
    """One room; `owner` and `members` by the keys of people."""

    key: str
    name: str
    topic: str
    owner: str = "ines"
    is_private: bool = False
    members: tuple[str, ...] = ()
    is_archived: bool = False


PEOPLE = (
    DemoPerson("ines", "Ines Lindqvist", "Ines", "Head of engineering", "Europe/Stockholm", "owner"),
    DemoPerson("maya", "Maya Okafor", "Maya", "Timetable team", "Europe/London"),
    DemoPerson("tomas", "Tomás Rivera", "Tomas", "On call this week", "Europe/Madrid", "admin"),
    DemoPerson("ravi", "Ravi Menon", "Ravi", "Design", "Europe/London"),
    DemoPerson("leila", "Leila Haddad", "Leila", "Data", "Europe/Paris"),
    DemoPerson("hanna", "Hanna Kowalski", "Hanna", "Support", "Europe/Warsaw"),
    DemoPerson("jun", "Jun Sato", "Jun", "Backend", "Asia/Tokyo"),
    DemoPerson("oskar", "Oskar Berg", "Oskar", "Berth sensors", "Europe/Oslo"),
    DemoPerson("greta", "Greta Lund", "Greta", "Harbour of Visby", "Europe/Stockholm", is_guest=True),
)

MAIN_ROOM = "engine"
PRIVATE_ROOM = "founders"
ADMIN = "ines"
USER = "maya"
GUEST = "greta"

ROOMS = (
    DemoRoom("engine", "Engine Room", "Builds, deploys and alarms. Red means somebody looks at it now.", members=("greta",)),
    DemoRoom("timetable", "Timetable", "4.2 goes out Thursday 15:00. Branch is frozen, fixes only.", "maya"),
    DemoRoom("deploys", "Deploys", "What goes where, and when", "tomas"),
    DemoRoom("support", "Support", "Questions from the quays. Answer in the thread of the ticket.", "hanna"),
    DemoRoom("design", "Design crit", "Wednesdays. Bring something unfinished.", "ravi"),
    DemoRoom("sensors", "Berth sensors", "", "oskar"),
    DemoRoom("lunch", "Lunch", "12:15 at the red door", "leila"),
    DemoRoom("founders", "Founders", "Runway, hiring, the boat question", "ines", is_private=True, members=("tomas",)),
    DemoRoom("hiring", "Hiring", "Two open roles", "tomas", is_private=True, members=("ines", "maya")),
    DemoRoom("winter", "Winter timetable 2025", "Done. Kept for reference.", "maya", is_archived=True),
)  # fmt: skip
