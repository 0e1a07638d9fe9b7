"""`chinwag backup`: save everything that lies in the data folder, beside the running server."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from chinwag.cli.console import fail, print_json
from chinwag.cli.flags import Config, Data, Json, settings_of
from chinwag.db.checkup import check_sqlite
from chinwag.db.copying import copy_sqlite
from chinwag.db.open import FILE_NAME
from chinwag.files.copying import copy_files
from chinwag.files.store import FOLDER
from chinwag.keys import FILE_NAME as KEY_NAME
from chinwag.keys import server_key

_SETTINGS_NAME = "chinwag.toml"
_POSTGRESQL = (
    "The database is in PostgreSQL, which saves it itself: run «pg_dump --format=custom --file=chinwag.dump» with the "
    "address of CHINWAG_DATABASE_URL, and copy {kept} afterwards. docs/guide/backup.md tells more."
)


def backup(
    folder: Annotated[Path, Parameter(help="Folder to make for it; it must not be there yet.")],
    /,
    *,
    json: Json = False,
    data: Data = None,
    config: Config = None,
) -> None:
    """Save database, files, key and settings file into a new folder, while people chat.

    The folder is there when the backup is whole, and is a data folder itself: to restore it, start the server with
    --data on a copy. What lies in PostgreSQL or in a bucket is saved there; it says so.
    """
    loaded = settings_of(data, config)
    settings = loaded.settings
    source, folder = settings.data.absolute(), folder.absolute()
    if settings.database_url:
        fail(_POSTGRESQL.format(kept=f"{KEY_NAME} and {FOLDER}/ of {source}"))
    _check(source, folder)
    server_key(source)  # refuses a damaged one
    with _whole(folder) as making:
        size = _save_database(source, making)
        # After the database: what that knows of was stored before it.
        files = copy_files(source / FOLDER, making / FOLDER)
        shutil.copy(source / KEY_NAME, making / KEY_NAME)
        if loaded.file is not None:
            shutil.copy(loaded.file, making / _SETTINGS_NAME)
    if json:
        print_json(
            {"folder": str(folder), "database_size": size, "files": files.files, "files_size": files.size}
        )
        return
    what = f"the database ({_kib(size)}, sound), {files.files} files ({_kib(files.size)}) and the key"
    print(f"The backup is in {folder}: {what}.")
    if settings.storage_url:
        print(f"Files that lie in {settings.storage_url} are not in it: save the bucket, too.")
    print("Whoever has it has everything: keep it as safe as the server.")


def _save_database(source: Path, making: Path) -> int:
    """A copy, read from end to end; returns its bytes."""
    copy = making / FILE_NAME
    copy_sqlite(source / FILE_NAME, copy)
    if faults := check_sqlite(copy).faults:
        fail(f"The database is damaged: {'; '.join(faults)}. No backup was made. Run «chinwag doctor».")
    return copy.stat().st_size


def _check(source: Path, folder: Path) -> None:
    """Refuse what cannot become a backup."""
    if not (source / FILE_NAME).is_file():
        fail(f"There is no database in {source}. Say where it is with --data.")
    if folder == source or source in folder.parents:
        fail("A backup in the data folder would be lost with it. Name a folder elsewhere.")
    if os.path.lexists(folder):
        fail(f"{folder} is there already. Name a folder that is not: nothing is written over.")
    if not folder.parent.is_dir():
        fail(f"There is no folder {folder.parent}. Make it first, or name another.")


@contextmanager
def _whole(folder: Path) -> Iterator[Path]:
    """A folder beside `folder`, for its owner alone, that takes its name once all of it is on the disk."""
    try:
        making = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
        try:
            yield making
            os.sync()
            making.rename(folder)
        except BaseException:
            shutil.rmtree(making, ignore_errors=True)
            raise
    except OSError as error:
        fail(
            f"The backup could not be made: {error.filename or folder}: {(error.strerror or str(error)).lower()}."
        )


def _kib(size: int) -> str:
    return f"{-(-size // 1024):,} KiB"
