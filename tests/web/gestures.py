"""What people do with files at a browser: choose, drop and paste them."""

from __future__ import annotations

import base64
import io

from PIL import Image, ImageDraw
from playwright.sync_api import FilePayload

from tests.web.browsing import Visitor

_HAND_OVER = """([selector, kind, files, text]) => {
  const data = new DataTransfer()
  for (const { name, type, base64 } of files)
    data.items.add(new File([Uint8Array.from(atob(base64), (one) => one.charCodeAt(0))], name, { type }))
  if (text) data.setData('text/plain', text)
  const target = document.querySelector(selector)
  const settings = { bubbles: true, cancelable: true }
  target.dispatchEvent(kind === 'paste'
    ? new ClipboardEvent('paste', { ...settings, clipboardData: data })
    : new DragEvent(kind, { ...settings, dataTransfer: data }))
}"""


def a_picture(
    name: str = "berths.png", size: tuple[int, int] = (900, 600), color: str = "#cfe6e8"
) -> FilePayload:
    """A drawing of berths in the water, so that pictures of the page look like something."""
    width, height = size
    image = Image.new("RGB", size, color)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, width, height // 5), fill="#e8d8bc")
    for post in range(4):
        left = width * (post + 1) // 5
        draw.rectangle((left, height // 6, left + width // 40, height * 3 // 5), fill="#b98b5a")
        draw.ellipse((left - 14, height * 3 // 5, left + 40, height * 3 // 5 + 54), fill="#c23b2e")
    out = io.BytesIO()
    image.save(out, "PNG")
    return {"name": name, "mimeType": "image/png", "buffer": out.getvalue()}


def a_text(name: str = "tides.csv", text: str = "quay,hour\nA,9:12\nB,10:40\n") -> FilePayload:
    return {"name": name, "mimeType": "text/csv", "buffer": text.encode()}


def choose(visitor: Visitor, *files: FilePayload) -> None:
    """Choose files with the button of the composer."""
    with visitor.page.expect_file_chooser() as chooser:
        visitor.page.get_by_role("button", name="Attach a file").click()
    chooser.value.set_files(list(files))


def drag_over(visitor: Visitor, *files: FilePayload) -> None:
    """Hold files over the conversation."""
    _hand_over(visitor, "main", "dragenter", files)


def drop(visitor: Visitor, *files: FilePayload) -> None:
    """Let files fall on the conversation."""
    _hand_over(visitor, "main", "drop", files)


def paste(visitor: Visitor, *files: FilePayload, text: str = "") -> None:
    """Paste into the composer."""
    visitor.composer.focus()
    _hand_over(visitor, "[data-region=composer] textarea", "paste", files, text)


def _hand_over(
    visitor: Visitor, selector: str, kind: str, files: tuple[FilePayload, ...], text: str = ""
) -> None:
    told = [
        {
            "name": one["name"],
            "type": one["mimeType"],
            "base64": base64.b64encode(one["buffer"]).decode(),
        }
        for one in files
    ]
    visitor.page.evaluate(_HAND_OVER, [selector, kind, told, text])
