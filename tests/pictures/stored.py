"""What is stored of pictures, looked at from below."""

from chinwag.db.statements import statement
from chinwag.db.tables import pictures
from tests.world import World

_ALL = statement(pictures.select())


async def stored_pictures(world: World) -> int:
    """How many pictures lie in the file store and in the table, which must agree."""
    root = world.app.services.settings.data / "files" / "picture"
    folders = [path for path in root.glob("*/*") if path.is_dir() and any(path.iterdir())]
    async with world.app.services.db.read() as tx:
        rows = await tx.all(_ALL)
    assert len(rows) == len(folders)
    return len(rows)
