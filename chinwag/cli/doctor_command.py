"""`chinwag doctor`: look for what is wrong with this installation, and say what to do."""

import asyncio
import sys
from collections.abc import Iterator

from chinwag.cli import doctor_checks, doctor_services
from chinwag.cli.console import print_json
from chinwag.cli.doctor_checks import Finding
from chinwag.cli.flags import Config, Data, Json, settings_of
from chinwag.settings_sources import LoadedSettings, SettingsError


def doctor(*, json: Json = False, data: Data = None, config: Config = None) -> None:
    """Check settings, data folder, database, Redis, mail server, clock and addresses; nothing is changed.

    Each line is ok, warn or fail; a failure makes the exit code 1. Works beside a running server.
    """
    findings = list(_findings(data, config))
    if json:
        print_json([{"check": one.check, "state": one.state, "says": one.says} for one in findings])
    else:
        for one in findings:
            print(f"{one.state:5} {one.check}: {one.says}")
    if any(one.state == "fail" for one in findings):
        sys.exit(1)


def _findings(data: Data, config: Config) -> Iterator[Finding]:
    try:
        loaded = settings_of(data, config)
    except SettingsError as error:
        yield Finding("settings", "fail", str(error))
        return
    yield _settings(loaded)
    settings = loaded.settings
    yield doctor_checks.client_is_built()
    yield from doctor_checks.folder(settings)
    yield from doctor_checks.addresses(settings)
    if settings.database_url:
        yield from asyncio.run(doctor_services.postgres(settings.database_url))
    else:
        yield from doctor_checks.sqlite(settings)
    if settings.bus_url:
        yield from asyncio.run(doctor_services.redis(settings))
    elif settings.database_url:
        yield Finding("redis", "ok", "not used; fine for one process. Several need CHINWAG_BUS_URL.")
    if settings.storage_url:
        yield asyncio.run(doctor_services.files(settings))
    if settings.smtp_url:
        yield asyncio.run(doctor_services.mail(settings))
    yield doctor_checks.clock()
    yield doctor_services.running_server(settings)


def _settings(loaded: LoadedSettings) -> Finding:
    chosen = sorted(name for name, origin in loaded.origins.items() if origin != "default")
    where = f"from {loaded.file} and the environment" if loaded.file else "from the environment"
    if not chosen:
        return Finding("settings", "ok", "all are at their defaults.")
    return Finding("settings", "ok", f"{', '.join(chosen)} set by flag or {where}.")
