"""How the methods of a group's admins are called for their examples."""

import httpx

from tests.contract.calls import OWNER
from tests.contract.scene import Scene
from tests.reference.own_calls import BROWSER, ask, filled, plays, simply

_PERSON = {"name": "Tilda Reedman", "email": "tilda@example.com", "title": "Harbour pilot"}

simply("get_own_permissions", OWNER, "GET", "/api/permissions")
simply("list_people", OWNER, "GET", "/api/admin/user?query=o&max-results=2")
simply("add_person", BROWSER, "POST", "/api/admin/user", _PERSON)
simply("set_role", OWNER, "PUT", "/api/admin/user/{user}/role", {"role": "admin"})
simply("deactivate_person", OWNER, "POST", "/api/admin/user/{user}/deactivate")
simply("make_sign_in_link", BROWSER, "POST", "/api/admin/user/{user}/link")
simply("sign_person_out", OWNER, "POST", "/api/admin/user/{user}/sign-out", {"tokens": True})
simply("list_rooms_for_admins", OWNER, "GET", "/api/admin/room?max-results=2")
simply("change_room_as_admin", OWNER, "PUT", "/api/admin/room/{room}", {"is_archived": True})
simply("delete_room_as_admin", OWNER, "DELETE", "/api/admin/room/{room}")
simply("get_group_settings", OWNER, "GET", "/api/admin/group")
simply("change_group_settings", OWNER, "PUT", "/api/admin/group", {"name": "Ropewalk"})
simply("get_permissions", OWNER, "GET", "/api/admin/permissions")
simply(
    "set_permissions",
    OWNER,
    "PUT",
    "/api/admin/permissions",
    {"create_rooms": "admins", "mention_all": "room_admins", "edit_minutes": 15},
)
simply("get_limits", OWNER, "GET", "/api/admin/limits")
simply("set_limits", OWNER, "PUT", "/api/admin/limits", {"rate_limit_addon": 200})
simply("get_group_integrations", OWNER, "GET", "/api/admin/integration")
simply("get_server_health", OWNER, "GET", "/api/admin/health")
simply("get_statistics", OWNER, "GET", "/api/admin/statistics?days=3")


@plays("reactivate_person")
async def _reactivate(scene: Scene) -> httpx.Response:
    await ask(scene, OWNER, "POST", filled(scene, "/api/admin/user/{user}/deactivate"))
    return await ask(scene, BROWSER, "POST", filled(scene, "/api/admin/user/{user}/reactivate"))


@plays("get_audit_log")
async def _audit(scene: Scene) -> httpx.Response:
    await ask(scene, OWNER, "PUT", filled(scene, "/api/admin/user/{user}/role"), {"role": "admin"})
    return await ask(scene, OWNER, "GET", "/api/admin/audit?limit=2")


@plays("export_audit_log")
async def _export(scene: Scene) -> httpx.Response:
    await ask(scene, OWNER, "PUT", filled(scene, "/api/admin/user/{user}/role"), {"role": "admin"})
    return await ask(scene, OWNER, "GET", "/api/admin/audit.csv")
