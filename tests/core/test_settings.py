from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from ibmq_nbmigrate import Settings, SettingsError
from ibmq_nbmigrate.facts import releases


def test_defaults() -> None:
    settings = Settings()
    assert settings.target == releases.NEWEST
    assert settings.account_channel == "ibm_quantum_platform"
    assert (settings.tokens, settings.mark_manual, settings.clear_outputs) == ("keep", True, False)


@pytest.mark.parametrize(
    ("target", "release"),
    [
        ("0.9.0", (0, 9, 0)),
        ("0.9", (0, 9, 0)),
        ("0.9.4", (0, 9, 4)),
        ("0.30.0", (0, 30, 0)),
        (" 0.51.0 ", (0, 51, 0)),
    ],
)
def test_target(target: str, release: tuple[int, int, int]) -> None:
    assert Settings(target=target).release == release


@pytest.mark.parametrize(
    "target", ["", "0.8.9", "0.51.1", "1.0", "newest", "0.9.4.1", "v0.9.4", "0.9.4rc1", None, 0.9]
)
def test_unknown_target(target: str) -> None:
    with pytest.raises(SettingsError, match=r"^target: .*0\.9\.0 to 0\.51\.0"):
        Settings(target=target)


@pytest.mark.parametrize(
    ("target", "channel"),
    [
        ("0.9.4", "ibm_quantum"),
        ("0.39.0", "ibm_quantum"),
        ("0.40.0", "ibm_quantum_platform"),
        ("0.51.0", "ibm_quantum_platform"),
    ],
)
def test_default_channel(target: str, channel: str) -> None:
    assert Settings(target=target).account_channel == channel


@pytest.mark.parametrize(
    ("target", "channel"),
    [
        ("0.9.4", "ibm_cloud"),
        ("0.40.1", "ibm_quantum"),
        ("0.40.0", "ibm_quantum_platform"),
        ("0.51.0", "ibm_cloud"),
    ],
)
def test_channel_that_is_accepted(target: str, channel: str) -> None:
    assert Settings(target=target, channel=channel).account_channel == channel


@pytest.mark.parametrize(
    ("target", "channel", "accepted"),
    [
        ("0.51.0", "ibm_quantum", "'ibm_quantum_platform' or 'ibm_cloud'"),
        ("0.9.4", "ibm_quantum_platform", "'ibm_quantum' or 'ibm_cloud'"),
        ("0.51.0", "", "'ibm_quantum_platform' or 'ibm_cloud'"),
        ("0.51.0", "IBM_CLOUD", "'ibm_quantum_platform' or 'ibm_cloud'"),
    ],
)
def test_channel_that_is_rejected(target: str, channel: str, accepted: str) -> None:
    with pytest.raises(SettingsError, match=f"^channel: .*{target}.*{channel!r}; choose {accepted}$"):
        Settings(target=target, channel=channel)


def test_tokens() -> None:
    with pytest.raises(SettingsError, match=r"^tokens: 'drop' is none of keep, placeholder, environment$"):
        Settings(tokens="drop")


@pytest.mark.parametrize("given", ["acc01,BKD", "acc01 bkd", ["ACC01", "bkd"], ("acc01", "BKD")])
def test_codes(given: object) -> None:
    assert Settings(select=given).select == ("ACC01", "BKD")  # type: ignore[arg-type]
    assert Settings(ignore=given).ignore == ("ACC01", "BKD")  # type: ignore[arg-type]


@pytest.mark.parametrize("given", [1, None, {"ACC01"}, [1], ["ACC01", None]])
@pytest.mark.parametrize("name", ["select", "ignore"])
def test_what_are_no_codes(name: str, given: object) -> None:
    with pytest.raises(SettingsError, match=f"^{name}: expected rule codes"):
        Settings(**{name: given})  # type: ignore[arg-type]


def test_settings_do_not_change() -> None:
    with pytest.raises(FrozenInstanceError):
        Settings().target = "0.9.4"  # type: ignore[misc]


def test_an_error_is_a_value_error() -> None:
    assert issubclass(SettingsError, ValueError)


@pytest.mark.parametrize("name", ["select", "ignore"])
@pytest.mark.parametrize("codes", ["NOSUCH", "ACC99", "ACC,NOSUCH", ["ACC01X"]])
def test_codes_of_no_rule(name, codes):
    with pytest.raises(SettingsError, match=f"{name}: no rule has a code that begins with"):
        Settings(**{name: codes})
