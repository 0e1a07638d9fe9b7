"""Look that a wheel carries the web client and the migrations. Called by `make dist`."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

NEEDED = ("chinwag/web/dist/index.html", "chinwag/py.typed", "chinwag/db/migrations/env.py")
UNWANTED = ("tests/", "web/", "bench/", "chinwag/web/src/")


def main(arguments: list[str]) -> int:
    (path,) = map(Path, arguments)
    names = zipfile.ZipFile(path).namelist()
    missing = [name for name in NEEDED if name not in names]
    if not any(name.startswith("chinwag/web/dist/assets/") and name.endswith(".js") for name in names):
        missing.append("chinwag/web/dist/assets/*.js")
    unwanted = [name for name in names if name.startswith(UNWANTED) or "__pycache__" in name]
    for name in missing:
        print(f"{path.name} lacks {name}", file=sys.stderr)
    for name in unwanted:
        print(f"{path.name} carries {name}, which does not belong there", file=sys.stderr)
    if missing or unwanted:
        return 1
    print(f"{path} ({path.stat().st_size / 1024:.0f} KiB, {len(names)} files)")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
