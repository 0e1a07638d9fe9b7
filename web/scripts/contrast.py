#!/usr/bin/env python3
"""Measure the contrast of every colour pair the components use (WCAG 2.2) and fail if one is too low.

    python3 scripts/contrast.py            print the table
    python3 scripts/contrast.py --check    print only failures; exit 1 if there are any

Reads src/ui/tokens.css. Needs nothing but Python.
"""

import re
import sys
from pathlib import Path

TEXT, SHAPE = 4.5, 3.0

# (foreground, background, least ratio, where it is used)
PAIRS = [
    ("ink", "surface", TEXT, "messages"),
    ("ink", "ground", TEXT, "unread rooms"),
    ("ink", "ground-hover", TEXT, "hovered room"),
    ("ink", "sunken", TEXT, "side panel, code"),
    ("ink", "raised", TEXT, "cards, menus"),
    ("ink-2", "surface", TEXT, "topic, quotes"),
    ("ink-2", "ground", TEXT, "rooms"),
    ("ink-2", "ground-active", TEXT, "quiet badge"),
    ("ink-3", "surface", TEXT, "times"),
    ("ink-3", "surface-hover", TEXT, "times, hovered message"),
    ("ink-3", "sunken", TEXT, "hints in panels"),
    ("ink-3", "raised", TEXT, "hints in cards"),
    ("ink-3", "raised-hover", TEXT, "second line of a hovered table row"),
    ("ink-2", "sunken", TEXT, "glances, reactions"),
    ("ink-3", "ground", TEXT, "headings of the room list"),
    ("ink-3", "ground-hover", TEXT, "muted room, hovered"),
    ("accent", "surface", TEXT, "links, new line"),
    ("accent", "sunken", TEXT, "links in panels"),
    ("accent", "raised", TEXT, "links in cards"),
    ("accent", "accent-tint", TEXT, "plain button, hovered"),
    ("on-accent", "accent", TEXT, "main button, badge, own mention"),
    ("on-accent", "accent-hover", TEXT, "main button, hovered"),
    ("on-accent", "accent-active", TEXT, "main button, pressed"),
    ("accent-ink", "accent-tint", TEXT, "mention, own reaction"),
    ("accent-ink", "accent-tint-2", TEXT, "selected room"),
    ("danger", "surface", TEXT, "failed message"),
    ("danger", "raised", TEXT, "field error, revoke"),
    ("on-danger", "danger", TEXT, "danger button"),
    ("mark-ink", "mark", TEXT, "search hit"),
    ("surface", "ink", TEXT, "toast, tooltip"),
    *[("ink", f"{c}-tint", TEXT, f"{c} notification, text") for c in ("yellow", "green", "red", "purple", "gray")],
    *[(f"{c}-ink", f"{c}-tint", TEXT, f"{c} notification, links; lozenge") for c in ("yellow", "green", "red", "purple", "gray")],
    *[(f"code-{c}", "sunken", TEXT, "code") for c in ("keyword", "string", "number", "name")],
    *[(f"av{n}-ink", f"av{n}-bg", TEXT, "initials") for n in range(1, 9)],
    *[(f"{c}-bar", f"{c}-tint", SHAPE, f"{c} bar on its ground") for c in ("yellow", "green", "red", "purple", "gray")],
    *[(f"{c}-bar", "surface", SHAPE, f"{c} bar of a card") for c in ("yellow", "green", "red", "purple", "gray")],
    ("line-strong", "surface", SHAPE, "edges of controls"),
    ("line-strong", "raised", SHAPE, "edges of controls"),
    ("line-strong", "sunken", SHAPE, "edges of controls"),
    ("line-strong", "ground", SHAPE, "edges of controls"),
    ("focus", "surface", SHAPE, "focus ring"),
    ("focus", "ground", SHAPE, "focus ring"),
    ("focus", "raised", SHAPE, "focus ring"),
    ("accent", "ground", SHAPE, "filled room bubble"),
    *[(p, g, SHAPE, "presence") for p in ("here", "away", "dnd", "gone") for g in ("ground", "surface")],
]


def tokens(theme: int) -> dict[str, str]:
    css = (Path(__file__).parent.parent / "src/ui/tokens.css").read_text()
    found = re.findall(r"--([\w-]+):\s*light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", css)
    return {name: (light, dark)[theme] for name, light, dark in found}


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ratio(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def main() -> int:
    light, dark = tokens(0), tokens(1)
    failed = 0
    if "--check" not in sys.argv:
        print("| Colour | On | Needs | Light | Dark | Used for |\n| --- | --- | --- | --- | --- | --- |")
    for fore, back, least, use in PAIRS:
        values = [ratio(t[fore], t[back]) for t in (light, dark)]
        bad = min(values) < least
        failed += bad
        if bad or "--check" not in sys.argv:
            print(f"| {fore} | {back} | {least} | {values[0]:.2f} | {values[1]:.2f} | {use}{' **too low**' if bad else ''} |")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
