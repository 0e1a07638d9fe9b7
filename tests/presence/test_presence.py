"""Who is online and where, from the sockets of several processes."""

import random
import sys

import pytest

from chinwag.presence.service import Presence, PresenceState, Show
from tests.world import FakeClock


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def presence(clock: FakeClock) -> Presence:
    return Presence(clock)


def test_a_person_is_online_while_one_client_is_open(presence: Presence) -> None:
    assert presence.of(7) is None

    first = presence.connect(
        "p1", "a", 7, client_type="http://chinwag.example/client/web", client_version="1"
    )
    second = presence.connect("p2", "b", 7)

    assert (first.is_visible, second.is_visible) == (True, False)
    assert presence.of(7) == PresenceState(None, "", 0, "http://chinwag.example/client/web", "1")
    assert presence.drop("a") is not None
    assert presence.of(7) is not None
    gone = presence.drop("b")
    assert gone is not None
    assert gone.is_visible
    assert presence.of(7) is None
    assert presence.drop("b") is None


def test_the_most_reachable_client_speaks_unless_one_wants_no_disturbance(presence: Presence) -> None:
    for name in "abc":
        presence.connect("p1", name, 7)

    def shown() -> str | None:
        state = presence.of(7)
        assert state is not None
        return state.show

    presence.set("a", "away", "lunch")
    presence.set("b", "xa", "")
    presence.set("c", "away", "")
    assert shown() == "away"
    presence.set("b", None, "")
    assert shown() is None
    presence.set("a", "chat", "talk to me")
    assert shown() == "chat"
    presence.set("c", "dnd", "")
    assert shown() == "dnd"


def test_idle_seconds_grow_by_themselves_and_end_with_the_first_active_client(
    presence: Presence, clock: FakeClock
) -> None:
    presence.connect("p1", "a", 7)
    presence.connect("p1", "b", 7)
    presence.set("a", "away", "", idle_s=300)
    presence.set("b", "away", "", idle_s=60)

    clock.advance(seconds=30)

    state = presence.of(7)
    assert state is not None
    assert state.idle == 90
    change = presence.set("b", None, "", idle_s=0)
    assert change is not None
    assert change.is_visible
    state = presence.of(7)
    assert state is not None
    assert state.idle == 0


def test_saying_the_same_again_is_nothing_to_tell(presence: Presence, clock: FakeClock) -> None:
    presence.connect("p1", "a", 7)
    presence.set("a", "away", "lunch", idle_s=60)
    clock.advance(seconds=60)

    change = presence.set("a", "away", "lunch", idle_s=120)

    assert change is not None
    assert not change.is_visible


def test_entering_and_leaving_are_told_for_the_first_and_the_last_client(presence: Presence) -> None:
    presence.connect("p1", "a", 7)
    presence.connect("p2", "b", 7)

    entered = [presence.enter(socket, 5) for socket in ("a", "a", "b")]
    left = [presence.leave("a", 5), presence.drop("b")]

    assert [change.entered if change else None for change in entered] == [{5}, frozenset(), frozenset()]
    assert [change.left if change else None for change in left] == [frozenset(), {5}]
    assert presence.in_room(5) == []


def test_people_in_a_room_are_in_order_and_once(presence: Presence) -> None:
    for socket, person in (("a", 9), ("b", 3), ("c", 9), ("d", 4)):
        presence.connect("p1", socket, person)
        presence.enter(socket, 5)

    assert presence.in_room(5) == [3, 4, 9]
    assert presence.is_in_room(4, 5)
    assert not presence.is_in_room(4, 6)


def test_a_process_that_comes_late_learns_everything_from_a_snapshot(
    presence: Presence, clock: FakeClock
) -> None:
    late = Presence(clock)
    late.connect("p2", "x", 4)
    presence.connect("p1", "a", 7)
    presence.set("a", "dnd", "deep work")
    presence.enter("a", 5)

    changes = late.apply_snapshot("p1", presence.snapshot("p1"))

    assert [(change.user_id, change.is_visible, change.entered) for change in changes] == [
        (7, True, frozenset({5}))
    ]
    assert late.of(7) == presence.of(7)
    assert late.in_room(5) == [7]
    assert sorted(late.online()) == [4, 7]


def test_a_snapshot_drops_what_it_does_not_name_and_a_dead_process_takes_its_sockets(
    presence: Presence,
) -> None:
    presence.connect("p1", "a", 7)
    presence.connect("p1", "b", 8)
    presence.connect("p2", "c", 9)
    kept = [state for state in presence.snapshot("p1") if state.socket_id == "a"]

    presence.apply_snapshot("p1", kept)
    assert sorted(presence.online()) == [7, 9]
    changes = presence.drop_process("p1")

    assert [change.user_id for change in changes] == [7]
    assert presence.online() == [9]


def test_words_from_sockets_that_are_gone_change_nothing(presence: Presence) -> None:
    assert presence.set("gone", "away", "") is None
    assert presence.enter("gone", 5) is None
    assert presence.leave("gone", 5) is None
    assert presence.in_room(5) == []
    assert presence.set_user(7, "away", "") == []


def test_a_status_said_for_a_person_is_that_of_all_their_clients(presence: Presence) -> None:
    presence.connect("p1", "a", 7)
    presence.connect("p1", "b", 7)

    states = presence.set_user(7, "dnd", "deep work")

    assert {state.socket_id for state in states} == {"a", "b"}
    state = presence.of(7)
    assert state is not None
    assert (state.show, state.status) == ("dnd", "deep work")


def test_clients_come_and_go_in_any_order_and_say_together_what_those_say_that_are_left(
    presence: Presence, clock: FakeClock
) -> None:
    dice = random.Random(7)
    open_ones: dict[str, tuple[Show | None, str, int]] = {}
    shows: list[Show | None] = [None, "chat", "away", "xa", "dnd"]
    for step in range(600):
        name = f"client {dice.randrange(12):02}"
        if name not in open_ones:
            presence.connect("p1", name, 7)
            open_ones[name] = (None, "", 0)
        elif dice.random() < 0.3:
            presence.drop(name)
            del open_ones[name]
        else:
            said: tuple[Show | None, str, int] = (dice.choice(shows), dice.choice(["", "", f"at {step}"]), 0)
            presence.set(name, *said)
            open_ones[name] = said
        ranks: dict[Show | None, int] = {"dnd": -1, "chat": 0, None: 1, "away": 2, "xa": 3}
        order = sorted(open_ones, key=lambda one: (ranks[open_ones[one][0]], one))
        state = presence.of(7)
        if not order:
            assert state is None
            continue
        assert state is not None
        assert state.show == open_ones[order[0]][0]
        assert state.status == next((open_ones[one][1] for one in order if open_ones[one][1]), "")
        assert presence.is_active(7) == any(show is not None for show, _, _ in open_ones.values())


def test_the_thousandth_client_of_a_person_costs_what_the_first_does(presence: Presence) -> None:
    """Each asked all others before: ten thousand sockets of one bot took minutes to come in."""
    steps = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal steps
        steps += 1

    def cost(name: str) -> int:
        nonlocal steps
        steps = 0
        sys.setprofile(count)
        presence.connect("p1", name, 7)
        sys.setprofile(None)
        return steps

    first = cost("the first")
    for number in range(1000):
        presence.connect("p1", f"client {number}", 7)
    assert cost("the last") <= first * 2
