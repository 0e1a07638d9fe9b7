"""Look that a wheel carries the web client and the migrations. Called by `make dist`."""

from __future__ import annotations

import re
import sys
import zipfile
from pathlib import Path

NEEDED = {
    "the web client": re.compile(r"chinwag/web/dist/index\.html"),
    "the web client's scripts": re.compile(r"chinwag/web/dist/assets/.+\.js"),
    "the drawings of the standard emoticons": re.compile(r"chinwag/web/dist/emoticons/smile\.svg"),
    "the list of the standard emoticons": re.compile(r"chinwag/emoticons/standard\.json"),
    "the migrations": re.compile(r"chinwag/db/migrations/versions/.+\.py"),
    "the mark that it is typed": re.compile(r"chinwag/py\.typed"),
    "the licence": re.compile(r"chinwag-.+\.dist-info/licenses/LICENSE"),
}
UNWANTED = ("tests/", "web/", "bench/", "chinwag/web/src/")


def main(arguments: list[str]) -> int:
    (path,) = map(Path, arguments)
    names = zipfile.ZipFile(path).namelist()
    missing = [what for what, pattern in NEEDED.items() if not any(map(pattern.fullmatch, names))]
    unwanted = [name for name in names if name.startswith(UNWANTED) or "__pycache__" in name]
    for what in missing:
        print(f"{path.name} lacks {what}", file=sys.stderr)
    for name in unwanted:
        print(f"{path.name} carries {name}, which does not belong there", file=sys.stderr)
    if missing or unwanted:
        return 1
    print(f"{path} ({path.stat().st_size / 1024:.0f} KiB, {len(names)} files)")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
