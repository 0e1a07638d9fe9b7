"""Draw the icons of the installed app from the glyph: `python web/scripts/draw-icons.py /path/to/chromium`."""

import re
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

PUBLIC = Path(__file__).parent.parent / "public"
PATHS = "".join(re.findall(r"<path[^>]*/>", (PUBLIC / "glyph.svg").read_text("utf-8")))
# name: pixels, ground, ink, part of the side that the glyph takes, rounding of the corners
ICONS = {
    "icon-192": (192, "#006d7a", "#fff", 0.62, 0.22),
    "icon-512": (512, "#006d7a", "#fff", 0.62, 0.22),
    "icon-maskable-512": (512, "#006d7a", "#fff", 0.5, 0),
    "apple-touch-icon": (180, "#006d7a", "#fff", 0.6, 0),
    "badge-96": (96, "transparent", "#fff", 0.9, 0),
}


def page_of(size: int, ground: str, ink: str, part: float, corner: float) -> str:
    """One square with the glyph in its middle."""
    inner = size * part
    offset = (size - inner) / 2
    return (
        f'<style>body{{margin:0}}</style><svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}">'
        f'<rect width="{size}" height="{size}" rx="{size * corner}" fill="{ground}"/>'
        f'<svg x="{offset}" y="{offset}" width="{inner}" height="{inner}" viewBox="2 1 28 31" fill="{ink}">{PATHS}</svg></svg>'
    )


def main(chromium: str) -> None:
    """Write all of them."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name, (size, *look) in ICONS.items():
            page = browser.new_page(viewport={"width": size, "height": size})
            page.set_content(page_of(size, *look))
            page.screenshot(path=PUBLIC / "icons" / f"{name}.png", omit_background=True)
        browser.close()


main(sys.argv[1])
