import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibmq_nbmigrate.core.text.tokens import is_token, mask

HEX = "0123456789abcdef" * 8
API_KEY = "aB3dE6gH9jK2mN5pQ8sT1vW4yZ7-_cF0iL3oR6uX9bE2"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "IBMQ.save_account('MY_API_TOKEN')",
        'IBMQ.enable_account("<your token here>")',
        "IBMQ.save_account(APItoken, 'https://quantumexperience.ng.bluemix.net/api')",
        "token = 'YOUR_API_TOKEN'",
        "job = backend.retrieve_job('5f0c7b2e9d1a4b3c8e6f7a90')",
        "QiskitRuntimeService(channel='ibm_quantum_platform', token=TOKEN)",
        'instance="crn:v1:bluemix:public:quantum-computing:us-east:a/0123456789abcdef0123456789abcdef:1-2::"',
        "e4e1b9c0d3f2a5768899aabbccddeeff00112233",  # a commit of git
    ],
)
def test_leaves(text):
    assert mask(text) == text


@pytest.mark.parametrize(
    ("before", "secret"),
    [
        (f"x = '{HEX}'", HEX),
        (f"# my old one was {HEX} and it is dead", HEX),
        (f"see {API_KEY}.", API_KEY),
        ("IBMQ.save_account('abc123')", "abc123"),
        ('IBMQ.enable_account(\n    "abc123", hub="h1")', "abc123"),
        ("Qconfig = {'APItoken': 'abc123'}", "abc123"),
        ("APItoken = 'abc123'", "abc123"),
        ("QiskitRuntimeService(channel='ibm_cloud', token=r'abc123')", "abc123"),
        ('os.environ["QISKIT_IBM_TOKEN"] = "abc123"', "abc123"),
        ("%env QISKIT_IBM_TOKEN=abcdefgh12345678", "abcdefgh12345678"),
        ('{"source": "IBMQ.save_account(\\"abc123\\")"}', "abc123"),
        ("my_api_key = 'abc123'", "abc123"),
    ],
)
def test_hides(before, secret):
    assert mask(before) == before.replace(secret, "*" * len(secret))


@given(st.text(alphabet="0123456789abcdefABCDEF", min_size=20, max_size=130), st.sampled_from("'\""))
def test_no_hexadecimal_token_survives(token, quote):
    for before in (
        f"IBMQ.save_account({quote}{token}{quote}, overwrite=True)",
        f"IBMQ.enable_account({quote}{token}{quote})",
        f"token = {quote}{token}{quote}",
        f"QiskitRuntimeService(channel='ibm_quantum', token={quote}{token}{quote})",
        f"%env QISKIT_IBM_TOKEN={token}",
    ):
        assert token not in mask(before)


@given(st.text())
def test_length_lines_and_what_is_masked_stay(text):
    masked = mask(text)
    assert len(masked) == len(text)
    assert all(a == b or a == "*" for a, b in zip(masked, text, strict=True))
    assert mask(masked) == masked


def test_is_token():
    assert is_token(HEX)
    assert is_token(API_KEY)
    assert not is_token("MY_API_TOKEN")
    assert not is_token("<YOUR_API_KEY>")
    assert not is_token("insert your token 1 here")
