"""What `serve` says once it can serve: where, and how to get in."""

import shlex
from typing import TYPE_CHECKING

from chinwag.accounts.service import make_setup_link, needs_setup
from chinwag.db.open import FILE_NAME
from chinwag.program import App

if TYPE_CHECKING:
    from chinwag.demo.credentials import DemoOut


async def print_banner(app: App, *, is_demo: bool) -> None:
    """Print the addresses; with `is_demo`, seed the demo group first and print a ready curl."""
    services = app.services
    settings = services.settings
    demo = await _seed(app) if is_demo else None
    services.is_demo = is_demo
    lines = ["", "  Chinwag is running", ""]
    lines.append(f"  Address     {settings.base_url}")
    lines.append(
        f"  Data        {(settings.database_url and 'PostgreSQL') or (settings.data / FILE_NAME).resolve()}"
    )
    link = await _one_time_link(app, demo)
    if link is not None:
        lines.append(f"  Admin link  {link}")
        lines.append("              (works once; open it in a browser)")
    if demo is not None:
        lines += _demo_lines(demo, settings.base_url)
    lines += ["", "  Stop with Ctrl-C", ""]
    print("\n".join(lines), flush=True)


async def _seed(app: App) -> "DemoOut":
    from chinwag.cli.demo_command import ensure_demo  # nobody else needs to load it

    return await ensure_demo(app.services.db, app.services.clock, app.services.settings)


async def _one_time_link(app: App, demo: "DemoOut | None") -> str | None:
    """A link that makes the first admin of a fresh server, or signs in to the demo."""
    services = app.services
    async with services.db.begin() as tx:
        if demo is None and not await needs_setup(tx):
            return None
        secret = await make_setup_link(tx, demo.admin_id if demo else None, now=services.clock.steady())
    return services.links.web(f"/setup/{secret}")


def _demo_lines(demo: "DemoOut", base_url: str) -> list[str]:
    room = demo.room.replace(" ", "%20")
    body = '{"message": "The boat is in. <b>All green.</b>", "color": "green", "from": "curl"}'
    return [
        "",
        f"  Sign in     {demo.admin_email}  {demo.admin_password}",
        f"  or          {demo.user_email}  {demo.user_password}",
        "",
        f"  Post a green notification to {demo.room!r}:",
        "",
        f"    curl -i -H 'Authorization: Bearer {demo.room_token}' \\",
        "      -H 'Content-Type: application/json' \\",
        f"      -d {shlex.quote(body)} \\",
        f"      {base_url}/v2/room/{room}/notification",
    ]
