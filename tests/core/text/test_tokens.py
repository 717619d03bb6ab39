import base64
import random
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ibmq_nbmigrate.core.text import tokens
from ibmq_nbmigrate.core.text.tokens import PLACEHOLDER, is_token, looks_like_token, mask, spans

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
        "x = " + "2140324650" * 12,
        "counts = {'" + "01" * 60 + "': 1024}",
        "x = 0x" + HEX,
        "Thermal_Relaxation_Error_T1_T2_of_Qubit_0_ns = 50",
        "averageReadoutErrorOfTheFirst2QubitsOnDevice = 50",
        "tokenizer = 'bert_v2'; token_file = 'a1.txt'; tokens = ['a1', 'b2']",
        "token = 'q1'",
        "token_url = 'https://auth.example.com/v2'",
        "f(token, 'ibmq_16_melbourne')",
        "if token == 'abc123': pass",
        "token = f(1)['abc1234']",
        "pm.register('pass_number_1')",
        "# token bucket, or: the tokens are 16 of abc1",
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
        (f"print('token:\\n{HEX}')", HEX),
        (f"print('\\t{API_KEY}')", API_KEY),
        (f"x = '\\f{HEX}'", HEX),
        (f"x = b'{HEX}'", HEX),
        ("token=  # mine\n'abc123'", "abc123"),
        ("save_account(  # mine\n    'abc123')", "abc123"),
        (f"token = ' {HEX[:64]} '", HEX[:64]),
        (f"# token {HEX[:40]}", HEX[:40]),
        (f"# the token is {HEX[:40]}", HEX[:40]),
        (f"see https://example.com/?token={HEX[:40]}&x=1", HEX[:40]),
        (f"see https://example.com/{HEX}", HEX),
        (f"see https://example.com/{API_KEY}", API_KEY),
        ("def f(token='abc123'): pass", "abc123"),
        ("os.environ.setdefault('QISKIT_IBM_TOKEN', 'abc123')", "abc123"),
    ],
)
def test_hides(before, secret):
    assert mask(before) == before.replace(secret, "*" * len(secret))


@pytest.mark.parametrize(
    "between",
    ["' '", "'\n    '", "' + '", "' \\\n '", "'  # first half\n  '", "')\n     + ('", "''", "' u'", "'+b'"],
)
@pytest.mark.parametrize("before", ["x = ('", "IBMQ.save_account('", "token=('"])
@pytest.mark.parametrize("sizes", [(64, 64), (32, 32, 32, 32), (100, 28)])
def test_hides_what_is_split(before, between, sizes):
    pieces = [HEX[sum(sizes[:i]) : sum(sizes[: i + 1])] for i in range(len(sizes))]
    masked = mask(before + between.join(pieces) + "')")
    assert not any(piece in masked for piece in pieces)
    assert "*" * min(sizes) in masked


def test_hides_what_stands_on_lines_of_one_string():
    masked = mask(f'token = """\n{HEX[:64]}\n{HEX[64:]}\n"""')
    assert HEX[:64] not in masked
    assert HEX[64:] not in masked


@pytest.mark.parametrize("wide", [True, False])
def test_an_image_holds_no_token(wide):
    data = base64.b64encode(random.Random(1).randbytes(200_000)).decode()
    lines = "\n".join(data[i : i + 76] for i in range(0, len(data), 76))
    for text in (f"![x](data:image/png;base64,{data})", f"image = '{data}'", f'image = """\n{lines}\n"""'):
        assert spans(text, wide=wide) == []


@pytest.mark.parametrize(
    "address", ["https://drive.google.com/file/d/{}/view", "http://x.org/?id={}", "a/{}"]
)
def test_an_address_holds_no_token_but_a_named_one(address):
    assert spans(address.format(API_KEY)) == []
    assert spans(f"https://x.org/?token={API_KEY}") != []


def test_random_keys_look_like_keys():
    letters = "0123456789_-abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    draw = random.Random(1)
    keys = ["".join(draw.choices(letters, k=44)) for _ in range(10_000)]
    assert sum(looks_like_token(key) for key in keys) > 9_960


REPEATED = [
    *("token", "token ", "token=", "token='", 'token="""', "token" + " " * 300, "api_key" + "\\\n" * 9),
    *("'", "' ", "'a" + " " * 99, "a'\n#a", "a''", '"""', "save_account(", "save_account(" + " " * 99),
    *("0123456789abcdef", "aB3dE6gH9jK2", "aB3dE6gH9jK2+", "\\n", "\\x41", "(", "token #", "token is "),
    *("token\t#" + "x" * 150 + "\n", "token=((((", "token_" * 9, API_KEY, HEX, API_KEY + " ", HEX + "'"),
    *("\u0130token='", "#", "# token\n", "https://", "https://x/" + API_KEY + "/", "token " + "a" * 60),
]


@pytest.mark.parametrize("piece", REPEATED)
def test_the_time_grows_with_the_text(piece):
    text = piece * (1_000_000 // len(piece))
    begin = time.process_time()
    mask(text)
    assert time.process_time() - begin < 5, "quadratic work takes hours"


PIECES = [
    "token",
    "=",
    "'",
    '"',
    "'''",
    " ",
    "\n",
    "#",
    "\\",
    "(",
    "0f" * 30,
    "aB3",
    "_",
    "+",
    "save_account",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=12))
def test_the_steps_grow_with_the_text(pieces):
    """Each call of a pattern is bounded; there are no more of them than in proportion to the text."""
    text = "".join(pieces)
    few, many = steps(text * 40), steps(text * 160)
    assert many <= 5 * few + 400


def steps(text):
    """How many calls it takes to mask a text that was not masked before."""
    tokens._mask_short.cache_clear()
    count = 0

    def note(frame, event, argument):
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        mask(text)
    finally:
        sys.setprofile(None)
    return count


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
    assert not is_token("MY_TOKEN_1")
    assert not is_token("<YOUR_API_KEY>")
    assert not is_token(PLACEHOLDER)
    assert not is_token("insert your token 1 here")
