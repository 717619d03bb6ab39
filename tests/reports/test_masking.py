import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibmq_nbmigrate.reports.masking import mask

TOKEN = "0123456789abcdef" * 8
KEY = "Zx9-abcdefghijklmnopqrstuvwxyz_0123456789ABC"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "IBMQ.save_account('MY_API_TOKEN')",
        "IBMQ.save_account(token)",
        "IBMQ.load_account()",
        "digest = '" + "ab" * 32 + "'",
        "token = ''",
        "QiskitRuntimeService(channel='ibm_quantum_platform')",
        "provider.get_backend('ibmq_16_melbourne')",
        "Don't paste your token: it's 1 secret, isn't it?",
    ],
)
def test_left(text):
    assert mask(text) == text


@pytest.mark.parametrize(
    ("before", "secret"),
    [
        (f"IBMQ.save_account('{TOKEN}')", TOKEN),
        (f"my = '{TOKEN}'", TOKEN),
        (f"paste {TOKEN.upper()} here", TOKEN.upper()),
        (f"IBMQ.enable_account( '{KEY}', url='https://x')", KEY),
        (f'IBMQ.enable_account(\n    "{KEY}")', KEY),
        (f"QiskitRuntimeService(channel='ibm_cloud', token='{KEY}')", KEY),
        (f"QiskitRuntimeService(r'{KEY}')", KEY),
        (f'APItoken = "{KEY}"', KEY),
        (f'{{"token": "{KEY}"}}', KEY),
        (f"# IBMQ.save_account('{KEY}')", KEY),
        (f"save_account('''{KEY}''')", KEY),
    ],
)
def test_masked(before, secret):
    assert mask(before) == before.replace(secret, "*" * len(secret))


@given(st.text(), st.text())
def test_the_length_stays_and_no_token_does(before, after):
    text = f"{before} {TOKEN} {after}"
    assert len(mask(text)) == len(text)
    assert TOKEN not in mask(text)
    assert mask(mask(text)) == mask(text)
