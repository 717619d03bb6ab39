from __future__ import annotations

import pytest
from tools import PROVIDER, check_manual, check_noop

IMPORT = "from qiskit.providers.ibmq.credentials import "


def test_credentials_of_others_are_left() -> None:
    check_noop("from boto.credentials import Credentials\nCredentials('t').hub\ndiscover_credentials()")
    check_noop("x.credentials.token\nprovider.credentials.hub")


@pytest.mark.parametrize(
    ("source", "symbol", "says"),
    [
        (f"{IMPORT}discover_credentials\ndiscover_credentials()", "discover_credentials", "saved_accounts()"),
        (f"{IMPORT}store_credentials\nstore_credentials(x)", "store_credentials", "save_account"),
        (f"{IMPORT}Credentials\nc = Credentials('t', 'u')", "Credentials", "active_account()"),
        (
            f"{IMPORT}HubGroupProject\nHubGroupProject('h', 'g', 'p')",
            "HubGroupProject",
            "service.instances()",
        ),
        ("provider.credentials.hub", "hub", "service.instances()"),
        ("print(provider.credentials.unique_id())", "unique_id", "service.instances()"),
    ],
)
def test_every_use_is_left_with_what_to_do(source: str, symbol: str, says: str) -> None:
    for target in ("0.9.4", "0.51.0"):
        assert says in check_manual(source, symbol, setup=PROVIDER, target=target)


def test_no_message_shows_a_token() -> None:
    token = "0123456789abcdef" * 8
    message = check_manual(f"{IMPORT}Credentials\nCredentials('{token}', 'u')", "Credentials", setup=PROVIDER)
    assert token[:8] not in message
