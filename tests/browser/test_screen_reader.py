"""A day by the ear: each step finds what it needs in the accessibility tree alone, and says where the focus is then."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import OpenWindow
from tests.browser.demo import Demo
from tests.browser.heard import Heard, Reader, complaints
from tests.browser.window import Window

_ROOM = "Deploys"


def _whole(reader: Reader, *, dialog: bool = False) -> Heard:
    """The page is as it should be, whatever it shows."""
    tree = reader.tree()
    assert complaints(tree) == []
    assert bool(tree.every("dialog", "alertdialog")) == dialog
    return tree


def _says(demo: Demo, room: int, text: str, who: str = "user_token") -> None:
    demo.call(f"/api/room/{room}/message", {"message": text}, headers=demo.token(who))


def _articles(reader: Reader, tree: Heard) -> list[tuple[int, int, str]]:
    """Place, number of all, name."""
    found = []
    for one in tree.every("article"):
        place, count = (reader.attribute(one, f"aria-{name}") for name in ("posinset", "setsize"))
        found.append((int(place or 0), int(count or 0), one.name))
    return found


def test_a_day_of_somebody_who_hears_the_page(demo: Demo, open_window: OpenWindow) -> None:
    window = open_window(demo.url)
    reader = Reader(window.page)
    _signs_in(demo, window, reader)
    room = _finds_a_room(demo, window, reader)
    _hears_and_reads(demo, reader, room)
    _writes_and_mentions(reader)
    _reacts(reader)
    _answers_in_a_thread(reader)
    _asks_a_menu_and_a_dialog(reader)
    _searches(reader)
    _sets_things(reader)
    _signs_out(window, reader)


def _signs_in(demo: Demo, window: Window, reader: Reader) -> None:
    window.page.goto("/")
    reader.at("textbox", "E-mail")
    tree = _whole(reader)
    assert tree.name.endswith("Chinwag")
    assert tree.every("heading")[0].name.startswith("Sign in")

    # What was wrong is said at once, and the focus stays in the form.
    with window.foreseeing(r"status of 401 .* at /api/session"):
        reader.types(demo.demo["admin_email"])
        reader.keys("Tab")
        reader.at("textbox", "Password")
        reader.types("not the password")
        reader.keys("Enter")
        reader.announced("E-mail or password is wrong.", "assertive")
        reader.at("textbox", "Password")
        _whole(reader)
    reader.types(demo.demo["admin_password"])
    reader.keys("Tab")
    reader.at("button", "Show password")
    reader.keys("Tab")
    reader.at("button", "Sign in")
    reader.keys("Enter")
    reader.at("textbox", "Message Engine Room")


def _finds_a_room(demo: Demo, window: Window, reader: Reader) -> int:
    reader.find("complementary", "About Engine Room")
    reader.find("tabpanel", "People")
    tree = _whole(reader)
    landmarks = [(one.role, one.name) for one in tree.every("banner", "navigation", "main", "complementary")]
    assert landmarks == [
        ("navigation", "Rooms and people"),
        ("banner", ""),
        ("main", ""),
        ("complementary", "About Engine Room"),
    ]
    assert [one.name for one in tree.every("heading") if one.states["level"] == 1] == ["Engine Room"]
    assert "Engine Room" in tree.name

    # From the top: past the list, which is one stop, into the conversation.
    stops = reader.tab_stops()
    assert stops[0] == "Skip to the conversation"
    assert stops.index("New message") < stops.index("Engine Room") < stops.index("You and settings")
    assert stops.index("You and settings") < stops.index("Room menu") < stops.index("Messages in Engine Room")
    assert stops.index("Messages in Engine Room") < stops.index("Message Engine Room")
    assert stops[stops.index("Messages in Engine Room") + 1] == "Message Engine Room", (
        "one stop, however long"
    )
    assert stops.index("Message Engine Room") < stops.index("Send")
    assert len([name for name in stops if name in {"Deploys", "Lunch", "Timetable"}]) == 0

    # The list says which chat is shown, and which has something new.
    rooms = tree.every("navigation")[0]
    (here,) = [one for one in rooms.every("link") if reader.attribute(one, "aria-current") == "page"]
    assert here.name.startswith("Engine Room")
    lists = rooms.every("list")
    assert [len(one.every("listitem")) for one in lists] == [2, 9, 8]
    reader.keys("Control+k")
    box = reader.at("combobox", "Jump to a room or person")
    assert box.states["expanded"] is True
    tree = _whole(reader, dialog=True)
    assert not tree.every("log", "navigation", "textbox"), "what lies behind is not read"
    reader.keys("Escape")
    reader.gone("dialog", "Jump")
    # A dialog hides what is behind it a moment before it takes the focus.
    with window.foreseeing("Blocked aria-hidden", lasting=True):
        reader.press(reader.find("button", "Jump to a room or person"))
        reader.at("combobox", "Jump to a room or person")
    reader.keys("Escape")
    reader.at("button", "Jump to a room or person")  # the focus comes back to what opened it
    reader.keys("Enter")
    reader.at("combobox", "Jump to a room or person")
    reader.types(_ROOM[:4])
    chosen = reader.find("option", _ROOM, selected=True)
    assert "Enter" not in chosen.name
    reader.keys("Enter")
    reader.at("textbox", f"Message {_ROOM}")
    reader.gone("dialog", "Jump")
    tree = _whole(reader)
    assert [one.name for one in tree.every("heading") if one.states["level"] == 1] == [_ROOM]
    (here,) = [
        one
        for one in tree.every("navigation")[0].every("link")
        if reader.attribute(one, "aria-current") == "page"
    ]
    assert here.name == _ROOM
    rooms_of_all = demo.call("/v2/room?max-results=100")["items"]
    return int(next(one["id"] for one in rooms_of_all if one["name"] == _ROOM))


def _hears_and_reads(demo: Demo, reader: Reader, room: int) -> None:
    _says(demo, room, "The ferry leaves at noon")
    reader.announced("Maya Okafor: The ferry leaves at noon")
    # Several at once are counted; what speaks to one is said in full; one's own from elsewhere is no news.
    for text in ("one more", "and another", "@Ines please look"):
        _says(demo, room, text)
    reader.announced("@Ines please look")
    _says(demo, room, "said on my phone", "admin_token")

    # The keys lead there, the newest first. Each message says who, when and what, also where no name is drawn.
    log = reader.find("log", f"Messages in {_ROOM}")
    assert log.states.get("live") in (None, "off"), "only the region of its own speaks"
    reader.go(log)
    reader.keys("ArrowUp")
    reader.at("article", "Ines Lindqvist at ")
    reader.keys("ArrowUp")
    assert "@Ines please look" in reader.at("article", "Maya Okafor at ").name
    reader.keys("ArrowUp")
    assert (
        "and another"
        in reader.soon(
            lambda tree: next(
                (one for one in tree.every("article") if one.states.get("focused") and one.has("another")),
                None,
            ),
            "the message before",
        ).name
    )
    tree = _whole(reader)
    articles = _articles(reader, tree)
    places = [place for place, _, _ in articles]
    assert places == list(range(places[0], places[0] + len(places))), "in order, none left out"
    assert {count for _, count, _ in articles} == {places[-1]}
    assert places[-1] >= len(places) > 5
    assert all(" at " in name for _, _, name in articles)

    # Its tools are beside it: one Tab away, with names.
    reader.keys("Tab")
    focus = reader.at("button", "React with ")
    assert focus.is_within("toolbar")
    assert reader.find("button", "More").states["hasPopup"] == "menu"


def _writes_and_mentions(reader: Reader) -> None:
    reader.keys("Escape")
    field = reader.find("textbox", f"Message {_ROOM}")
    reader.go(field)
    reader.types("@Ma")
    option = reader.find("option", "", selected=True)
    assert option.has("Maya Okafor")
    at = reader.at("textbox", f"Message {_ROOM}")  # the focus stays in the text
    assert at.states.get("autocomplete") == "list"
    reader.find("listbox", "Suggestions")
    reader.keys("Enter")
    reader.gone("listbox", "Suggestions")
    reader.types("the tide table is ready")
    reader.keys("Enter")
    reader.at("textbox", f"Message {_ROOM}")
    own = reader.soon(
        lambda tree: [
            one
            for one in tree.every("article")
            if one.has("the tide table is ready") and reader.attribute(one, "aria-posinset")
        ],
        "one's own message",
    )
    assert len(own) == 1
    assert own[0].name.startswith("Ines Lindqvist at ")
    said = [one.text() for one in reader.tree().every("status")]
    assert not [text for text in said if "tide table" in text], "what one writes is not read back"
    _whole(reader)


def _newest(reader: Reader, text: str) -> Heard:
    """Go by keys to a message at the end."""
    reader.go(reader.find("log", f"Messages in {_ROOM}"))
    reader.keys("ArrowUp")
    focus = reader.at("article", "")
    assert focus.has(text), focus.name
    return focus


def _reacts(reader: Reader) -> None:
    _newest(reader, "the tide table is ready")
    reader.keys("+")
    search = reader.at("combobox", "Search emoji")
    assert search.states["expanded"] is True
    reader.types("party popper")
    reader.find("option", "party popper", selected=True)
    _whole(reader, dialog=True)  # not one that hides the rest
    reader.keys("Enter")
    pill = reader.find("button", "🎉, 1: You")
    assert pill.states["pressed"] == "true"
    focus = reader.at("article", "Ines Lindqvist at ")
    assert focus.every("group")[0].name == "Reactions"
    reader.gone("combobox", "Search emoji")
    _whole(reader)


def _answers_in_a_thread(reader: Reader) -> None:
    focus = reader.at("article", "Ines Lindqvist at ")
    reader.keys("Enter")
    reader.at("textbox", "Reply to Ines Lindqvist")
    reader.types("with the spring tides")
    reader.keys("Enter")
    reader.at("textbox", "Reply to Ines Lindqvist")
    opener = reader.find("button", "1 reply")
    assert opener.states["expanded"] is True
    replies = reader.find("region", "Replies")
    reader.soon(
        lambda tree: len(tree.every("region")[0].every("listitem")) == 1 if tree.every("region") else None,
        "one reply in a list",
    )
    assert reader.tree().every("region")[0].has("with the spring tides"), replies
    _whole(reader)
    reader.keys("Escape")
    assert reader.at("article", "Ines Lindqvist at ").element == focus.element
    reader.gone("region", "Replies")
    assert reader.find("button", "1 reply").states["expanded"] is False


def _asks_a_menu_and_a_dialog(reader: Reader) -> None:
    menu = reader.find("button", "Room menu")
    assert menu.states["hasPopup"] == "menu"
    reader.press(menu)
    reader.find("menu", "Room menu")
    assert reader.find("button", "Room menu").states["expanded"] is True
    tree = reader.tree()
    items = [one.name for one in tree.every("menuitem", "menuitemradio", "menuitemcheckbox")]
    assert len(items) == len(set(items)) > 5
    reader.keys("Escape")
    reader.gone("menu", "Room menu")
    reader.at("button", "Room menu")

    topic = next(one for one in _whole(reader).every("banner")[0].every("button") if "where" in one.name)
    reader.press(topic)
    dialog = reader.find("dialog", "Change the topic")
    assert dialog.every("heading")[0].name == "Change the topic"
    focus = reader.soon(
        lambda tree: [one for one in tree.every("dialog")[0].every("textbox") if one.states.get("focused")],
        "the focus in the field of the dialog",
    )[0]
    assert focus.name
    _whole(reader, dialog=True)
    reader.keys("Escape")
    reader.gone("dialog", "Change the topic")
    reader.at("button", topic.name)
    _whole(reader)


def _searches(reader: Reader) -> None:
    reader.press(reader.find("button", "Search"))
    reader.at("combobox", "Search")
    tree = _whole(reader)
    assert [one.name for one in tree.every("heading") if one.states["level"] == 1] == ["Search"]
    reader.types("spring tides")
    reader.announced("1 message")
    (hit,) = reader.tree().every("main")[0].every("listitem")
    reader.keys("Escape" if reader.tree().every("listbox") else "Shift")
    reader.keys("ArrowDown")
    link = reader.at("link", "Ines Lindqvist")
    assert "with the spring tides" in link.name
    assert link.about == "Arrow right shows what was said around it", hit
    _whole(reader)
    reader.keys("Enter")
    reader.at("article", "Ines Lindqvist at ")
    reader.find("log", f"Messages in {_ROOM}")
    _whole(reader)


def _sets_things(reader: Reader) -> None:
    reader.press(reader.find("button", "You and settings"))
    reader.find("menu", "You and settings")
    tree = reader.tree()
    assert complaints(tree) == []
    assert reader.find("menuitemradio", "Available").states["checked"] == "true"
    reader.press(reader.find("menuitem", "Your account"))
    reader.at("heading", "Profile and appearance")  # else Tab would begin at the top of the page again
    tree = _whole(reader)
    assert tree.name.startswith("Profile and appearance")
    (here,) = [one for one in tree.every("link") if reader.attribute(one, "aria-current") == "page"]
    assert here.name == "Profile and appearance"
    reader.go(reader.find("radio", "Like the system", checked="true"))
    reader.keys("ArrowRight", "ArrowRight")
    reader.find("radio", "Dark", checked="true")
    reader.press(reader.find("link", "Notifications"))
    reader.at("heading", "Notifications")
    _whole(reader)
    reader.press(reader.find("link", "Back to chat"))
    reader.at("textbox", f"Message {_ROOM}")


def _signs_out(window: Window, reader: Reader) -> None:
    reader.press(reader.find("button", "You and settings"))
    with window.foreseeing(r"status of 401"):  # what the page was just asking for
        with window.page.expect_event("load"):
            reader.press(reader.find("menuitem", "Sign out"))
        reader.at("textbox", "E-mail")
    tree = _whole(reader)
    assert "Engine Room" not in [one.name for one in tree.all()]
    expect(window.page).to_have_title("Sign in · Chinwag")


def test_no_page_is_nameless_or_doubled(demo: Demo, open_window: OpenWindow) -> None:
    window = open_window(demo.url)
    window.enter(demo)
    reader = Reader(window.page)
    for path, heading in (
        ("/rooms", "Rooms"),
        ("/people", ""),
        ("/search?q=build", "Search"),
        ("/rooms/settings/1", ""),
        ("/rooms/members/1", ""),
        ("/rooms/addons/1", ""),
        ("/account/notifications", "Notifications"),
        ("/account/api", "API"),
        ("/admin", ""),
        ("/admin/people", ""),
        ("/admin/rooms", ""),
        ("/admin/permissions", ""),
        ("/admin/audit", ""),
        ("/admin/statistics", ""),
        ("/addons", ""),
        ("/cards", "Card builder"),
    ):
        window.page.goto(path)
        reader.find("heading", heading, level=1)
        window.page.wait_for_load_state("networkidle")
        assert complaints(reader.tree()) == [], path
