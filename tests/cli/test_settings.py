"""Where settings come from, and what happens to those that cannot be meant."""

from dataclasses import fields
from pathlib import Path

import pytest

from chinwag.cli.main import COMMANDS
from chinwag.settings import Settings
from chinwag.settings_sources import SettingsError, load_settings
from tests.cli.terminal import Terminal, opened


def test_a_flag_beats_the_environment_which_beats_the_file(tmp_path: Path) -> None:
    file = tmp_path / "chinwag.toml"
    file.write_text('host = "::1"\nport = 1111\nflood_limit = 5\n')

    loaded = load_settings({"port": "3333"}, {"CHINWAG_PORT": "2222", "CHINWAG_FLOOD_LIMIT": "7"}, file)

    assert (loaded.settings.host, loaded.settings.port, loaded.settings.flood_limit) == ("::1", 3333, 7)
    assert [loaded.origins[name] for name in ("host", "flood_limit", "port", "bus_url")] == [
        "file",
        "environment",
        "flag",
        "default",
    ]


def test_config_show_tells_value_and_origin_of_each_setting_and_hides_passwords(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = "postgresql://chinwag:hunter2@db.example/chinwag"
    with opened(
        tmp_path, monkeypatch, database_url=url, trusted_proxies="10.0.0.0/8, 192.168.1.1"
    ) as terminal:
        Path("chinwag.toml").write_text("query_tokens = false\n")
        said = terminal.run("config", "show")

    lines = dict(line.split(" = ", 1) for line in said.out.splitlines() if not line.startswith("#"))
    assert set(lines) == {field.name for field in fields(Settings)}
    assert "hunter2" not in said.out
    assert lines["database_url"].startswith('"postgresql://chinwag:***@db.example/chinwag"  # environment.')
    assert lines["trusted_proxies"].startswith('["10.0.0.0/8", "192.168.1.1"]  # environment.')
    assert lines["query_tokens"].startswith("false  # file.")
    assert lines["port"].startswith("8000  # default.")


@pytest.mark.parametrize("command", ["serve", "demo", "user list", "doctor", "config show", "migrate"])
def test_an_unknown_setting_in_the_environment_stops_every_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    with opened(tmp_path, monkeypatch, prot="8000") as terminal:
        said = terminal.run(*command.split())
    assert said.code == 1
    assert "CHINWAG_PROT" in said.out + said.err
    assert "Did you mean CHINWAG_PORT?" in said.out + said.err


def test_an_unknown_key_in_the_file_says_what_was_probably_meant(terminal: Terminal) -> None:
    Path("chinwag.toml").write_text("publicurl = 'https://chat.example.com'\n")

    said = terminal.run("config", "show")
    assert said.code == 1
    assert said.err == "chinwag: Unknown setting 'publicurl' in chinwag.toml. Did you mean public_url?\n"


def test_an_unknown_flag_says_what_was_probably_meant(terminal: Terminal) -> None:
    said = terminal.run("serve", "--rate-limit-usr", "5")

    assert said.code == 2
    assert "Did you mean --rate-limit-user?" in said.err


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("port", "65536"),
        ("port", "eighty"),
        ("rate_limit_user", "-1"),
        ("rate_limit_user", "١"),
        ("query_tokens", "perhaps"),
        ("public_url", "chat.example.com"),
        ("public_url", "https://chat.example.com/chinwag"),
        ("public_url", "https:///chat"),
        ("public_url", "https://chat.example.com:port"),
        ("smtp_url", "mail.example.com:587"),
        ("database_url", "mysql://x"),
        ("bus_url", "http://x"),
        ("outbound_allow", "10.0.0.0/33"),
        ("synchronous", "OFF"),
        ("log_level", "loud"),
    ],
)
def test_a_value_that_cannot_be_meant_is_refused_with_its_name_and_origin(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=rf"The setting {name} \(environment\) is"):
        load_settings({}, {f"CHINWAG_{name.upper()}": value})


def test_a_refused_address_is_said_without_its_password() -> None:
    with pytest.raises(SettingsError) as refused:
        load_settings({}, {"CHINWAG_DATABASE_URL": "mysql://chinwag:hush-hush@db.example.com/chinwag"})

    assert "mysql://chinwag:***@db.example.com/chinwag" in str(refused.value)
    assert "hush-hush" not in str(refused.value)


def test_every_setting_is_a_flag_of_serve(terminal: Terminal) -> None:
    said = terminal.run("serve", "--help", data=False)

    missing = [f.name for f in fields(Settings) if f"--{f.name.replace('_', '-')}" not in said.out]
    assert missing == []


def test_help_names_every_command(terminal: Terminal) -> None:
    said = terminal.run("--help", data=False)

    assert [name for name in COMMANDS if f" {name} " not in said.out] == []
