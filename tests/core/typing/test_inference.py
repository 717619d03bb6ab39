# ruff: noqa: E501  (a case stands on one line)
"""What the inference sees through: each case ends in a use that is rewritten only if its type is known."""

from __future__ import annotations

import pytest

from ibmq_nbmigrate import Settings, migrate_cells

SETUP = "from qiskit import IBMQ, Aer\nfrom qiskit.providers.ibmq import least_busy\nprovider = IBMQ.load_account()"


def migrated(*cells: str) -> str:
    """The cells after the setup, migrated, without comment marks."""
    result = migrate_cells([SETUP, *cells], Settings(mark_manual=False))
    return "\n".join(cell.source for cell in result.cells[1:])


def said(*cells: str) -> set[str]:
    """``"status rule"`` of all findings behind the setup."""
    result = migrate_cells([SETUP, *cells], Settings(mark_manual=False))
    return {f"{finding.status} {finding.rule}" for finding in result.findings if finding.cell > 0}


# A backend is known where `b.name()` loses its parentheses.
BACKENDS = {
    "assignment": "b = provider.get_backend('x')\nb.name()",
    "chained assignment": "a = b = provider.get_backend('x')\nb.name()",
    "tuple": "a, b = 1, provider.get_backend('x')\nb.name()",
    "tuple of a list": "a, b = provider.backends()\nb.name()",
    "nested tuple": "(a, (b, c)) = 1, (provider.get_backend('x'), 2)\nb.name()",
    "list target": "[a, b] = [1, provider.get_backend('x')]\nb.name()",
    "starred": "first, *rest = provider.backends()\nb = rest[0]\nb.name()",
    "starred in front": "*rest, b = provider.backends()\nb.name()",
    "annotated": "b: object = provider.get_backend('x')\nb.name()",
    "walrus": "if (b := provider.get_backend('x')):\n    b.name()",
    "walrus in a comprehension": "[b.name() for n in names if (b := provider.get_backend(n))]",
    "conditional expression": "b = provider.get_backend('x') if real else provider.get_backend('y')\nb.name()",
    "or": "b = None or provider.get_backend('x')\nb.name()",
    "if and else": "if real:\n    b = provider.get_backend('x')\nelse:\n    b = provider.get_backend('y')\nb.name()",
    "None first": "b = None\nif real:\n    b = provider.get_backend('x')\nb.name()",
    "for": "for b in provider.backends():\n    b.name()",
    "for with enumerate": "for i, b in enumerate(provider.backends()):\n    b.name()",
    "for with zip": "for n, b in zip(names, provider.backends()):\n    b.name()",
    "for with tuples": "for n, b in (('a', provider.get_backend('x')), ('b', provider.get_backend('y'))):\n    b.name()",
    "after for": "for b in provider.backends():\n    pass\nb.name()",
    "while": "while True:\n    b = provider.get_backend('x')\n    b.name()",
    "try": "try:\n    b = provider.get_backend('x')\nexcept Exception:\n    b = provider.get_backend('y')\nb.name()",
    "try, finally": "try:\n    b = provider.get_backend('x')\nfinally:\n    pass\nb.name()",
    "with": "with open('f') as f:\n    b = provider.get_backend('x')\nb.name()",
    "with an own manager": "with provider.get_backend('x') as b:\n    b.name()",
    "match": "match n:\n    case 1:\n        b = provider.get_backend('x')\n        b.name()",
    "list comprehension": "[b.name() for b in provider.backends()]",
    "comprehension with a condition": "[b.name() for b in provider.backends() if b.status().operational]",
    "dict comprehension": "{b.name(): b for b in provider.backends()}",
    "set comprehension": "{b.name() for b in provider.backends()}",
    "generator": "any(b.name() == 'x' for b in provider.backends())",
    "nested comprehension": "[b.name() for p in IBMQ.providers() for b in p.backends()]",
    "dict of backends": "d = {'a': provider.get_backend('x')}\nb = d['a']\nb.name()",
    "dict, get": "d = {'a': provider.get_backend('x')}\nb = d.get('a')\nb.name()",
    "dict, values": "d = {'a': provider.get_backend('x')}\nfor b in d.values():\n    b.name()",
    "dict, items": "d = {n: provider.get_backend(n) for n in names}\nfor k, b in d.items():\n    b.name()",
    "dict, item by item": "d = {}\nd['a'] = provider.get_backend('x')\nb = d['a']\nb.name()",
    "dict call": "d = dict(a=provider.get_backend('x'))\nb = d['a']\nb.name()",
    "list of backends": "bs = [provider.get_backend('x'), provider.get_backend('y')]\nb = bs[1]\nb.name()",
    "list, appended": "bs = []\nfor n in names:\n    bs.append(provider.get_backend(n))\nbs[0].name()",
    "list, extended": "bs = []\nbs.extend(provider.backends())\nbs[0].name()",
    "lists added": "bs = provider.backends() + [provider.get_backend('x')]\nbs[0].name()",
    "list added to": "bs = []\nbs += provider.backends()\nbs[0].name()",
    "list call": "bs = list(provider.backends())\nbs[0].name()",
    "tuple display": "bs = (provider.get_backend('x'), provider.get_backend('y'))\nbs[0].name()",
    "index": "b = provider.backends()[0]\nb.name()",
    "last": "provider.backends()[-1].name()",
    "slice": "for b in provider.backends()[:2]:\n    b.name()",
    "pop": "b = provider.backends().pop()\nb.name()",
    "min": "b = min(provider.backends(), key=lambda x: x.status().pending_jobs)\nb.name()",
    "max": "max(provider.backends(), key=lambda b: b.name())",
    "sorted": "for b in sorted(provider.backends(), key=lambda b: b.status().pending_jobs):\n    b.name()",
    "sorted, in its key": "sorted(provider.backends(), key=lambda b: b.name())",
    "reversed": "for b in reversed(provider.backends()):\n    b.name()",
    "filter": "for b in filter(lambda b: b.status().operational, provider.backends()):\n    b.name()",
    "filter, in its function": "list(filter(lambda b: b.name() != 'x', provider.backends()))",
    "map": "list(map(lambda b: b.name(), provider.backends()))",
    "next": "b = next(b for b in provider.backends() if b.status().operational)\nb.name()",
    "next with a default": "b = next((b for b in provider.backends()), None)\nb.name()",
    "filters by lambda": "provider.backends(filters=lambda b: b.name() == 'x')",
    "filters by function": "def good(b):\n    return b.name() == 'x'\nprovider.backends(filters=good)",
    "f-string": "b = provider.get_backend('x')\nprint(f'{b.name()}')",
    "function that returns one": "def get():\n    return provider.get_backend('x')\nb = get()\nb.name()",
    "function that takes one": "def show(b):\n    print(b.name())\nshow(provider.get_backend('x'))",
    "function called by keyword": "def show(n, b=None):\n    print(b.name())\nshow(1, b=provider.get_backend('x'))",
    "function called in a later cell": "def show(b):\n    print(b.name())\nfor c in provider.backends():\n    show(c)",
    "function with a default": "def show(b=provider.get_backend('x')):\n    print(b.name())\nshow()",
    "function never called, with a default": "def show(b=provider.get_backend('x')):\n    print(b.name())",
    "function that reads a global": "b = provider.get_backend('x')\ndef show():\n    print(b.name())",
    "function called before the name is bound": "def show():\n    print(b.name())\nb = provider.get_backend('x')\nshow()",
    "function defined before the name is bound": "def show():\n    print(b.name())\nb = provider.get_backend('x')",
    "global": "def connect():\n    global b\n    b = provider.get_backend('x')\nconnect()\nb.name()",
    "nonlocal": "def outer():\n    b = None\n    def inner():\n        nonlocal b\n        b = provider.get_backend('x')\n    inner()\n    b.name()\nouter()",
    "generator function": "def each():\n    for b in provider.backends():\n        yield b\nfor b in each():\n    b.name()",
    "several returned": "def get():\n    return 1, provider.get_backend('x')\nn, b = get()\nb.name()",
    "lambda": "get = lambda n: provider.get_backend(n)\nb = get('x')\nb.name()",
    "recursive function": "def get(n):\n    if n:\n        return get(n - 1)\n    return provider.get_backend('x')\nb = get(3)\nb.name()",
    "decorated function": "import functools\n@functools.lru_cache\ndef get():\n    return provider.get_backend('x')\nb = get()\nb.name()",
    "star arguments": "def show(*bs):\n    for b in bs:\n        print(b.name())\nshow(provider.get_backend('x'))",
    "keyword arguments": "def show(**bs):\n    print(bs['b'].name())\nshow(b=provider.get_backend('x'))",
    "method": "class A:\n    def get(self):\n        return provider.get_backend('x')\nb = A().get()\nb.name()",
    "attribute of self": "class A:\n    def __init__(self):\n        self.b = provider.get_backend('x')\n    def show(self):\n        print(self.b.name())\nA().show()",
    "attribute of an object": "class A:\n    def __init__(self, b):\n        self.b = b\na = A(provider.get_backend('x'))\na.b.name()",
    "provider of self": "class A:\n    def __init__(self):\n        self.provider = IBMQ.load_account()\n    def get(self):\n        return self.provider.get_backend('x').name()",
    "class attribute": "class A:\n    b = provider.get_backend('x')\nA.b.name()",
    "property": "class A:\n    @property\n    def b(self):\n        return provider.get_backend('x')\nA().b.name()",
    "dataclass field": "class A: pass\na = A()\na.b = provider.get_backend('x')\na.b.name()",
    "static method": "class A:\n    @staticmethod\n    def show(b):\n        b.name()\nA.show(provider.get_backend('x'))",
    "inherited method": "class A:\n    def get(self):\n        return provider.get_backend('x')\nclass B(A): pass\nB().get().name()",
    "annotation": "from qiskit.providers.ibmq import IBMQBackend\ndef show(b: IBMQBackend):\n    b.name()",
    "annotation as text": "from qiskit.providers.ibmq import IBMQBackend\ndef show(b: 'IBMQBackend'):\n    b.name()",
    "rebound to a backend": "b = 'ibm_torino'\nb = provider.get_backend(b)\nb.name()",
    "least busy": "b = least_busy(provider.backends())\nb.name()",
    "name of a helper": "def backend_real():\n    return least_busy(provider.backends(simulator=False))\nb = backend_real()\nb.name()",
    "async": "async def show():\n    b = provider.get_backend('x')\n    b.name()",
    "backend of a job": "b = provider.get_backend('x').retrieve_job('y').backend()\nb.name()",
    "isinstance of a base": "from qiskit.providers import Backend\nfrom qiskit.providers.ibmq import IBMQBackend\n"
    "def show(b: IBMQBackend):\n    if isinstance(b, Backend):\n        b.name()",
    "isinstance": "from qiskit.providers.ibmq import IBMQBackend\ndef show(b):\n    if isinstance(b, IBMQBackend):\n        b.name()",
    "provider of a backend": "provider.get_backend('x').provider().get_backend('y').name()",
    "a copy of the provider": "p = provider\np.get_backend('x').name()",
    "copied": "import copy\ncopy.deepcopy(provider.get_backend('x')).name()",
    "copied, by another name": "from copy import copy as again\nagain(provider.get_backend('x')).name()",
    "providers in a loop": "for p in IBMQ.providers():\n    p.get_backend('x').name()",
    "bound method": "get = provider.get_backend\nb = get('x')\nb.name()",
}


@pytest.mark.parametrize("source", BACKENDS.values(), ids=BACKENDS.keys())
def test_a_backend_is_known(source: str) -> None:
    after = migrated(source)
    assert ".name()" not in after, after
    assert ".name" in after


PROVIDERS = {
    "in a try": "try:\n    p = IBMQ.load_account()\nexcept Exception:\n    p = IBMQ.enable_account('t')\np.get_backend('x')",
    "in an if": "if not IBMQ.active_account():\n    IBMQ.load_account()\np = IBMQ.get_provider()\np.get_backend('x')",
    "in a function": "def connect():\n    IBMQ.load_account()\n    return IBMQ.get_provider()\nconnect().get_backend('x')",
    "in a function with an import": "def connect():\n    from qiskit import IBMQ as Q\n    return Q.load_account()\nconnect().get_backend('x')",
    "the module": "import qiskit\nqiskit.IBMQ.get_provider().get_backend('x')",
    "another name": "from qiskit import IBMQ as Q\nQ.get_provider().get_backend('x')",
    "a variable": "Q = IBMQ\nQ.get_provider().get_backend('x')",
    "one of a list": "IBMQ.providers()[0].get_backend('x')",
}


@pytest.mark.parametrize("source", PROVIDERS.values(), ids=PROVIDERS.keys())
def test_a_provider_is_known(source: str) -> None:
    after = migrated(source)
    assert ".backend('x')" in after, after
    assert "get_backend" not in after


OTHERS = {
    "another vendor": "from qiskit_ionq import IonQProvider\nmine = IonQProvider()\nmine.get_backend('x').name()",
    "a backend of another vendor": "from qiskit_aqt_provider import AQTProvider\nb = AQTProvider().get_backend('x')\nb.run(qc)",
    "a simulator": "b = Aer.get_backend('qasm_simulator')\nb.status()",
    "rebound to something else": "b = provider.get_backend('x')\nb = 'text'\nb.name()",
    "rebound in a function": "b = provider.get_backend('x')\ndef f():\n    b = Thing()\n    b.name()",
    "deleted": "b = provider.get_backend('x')\ndel b\nb = Thing()\nb.name()",
    "a loop variable of another kind": "b = provider.get_backend('x')\nfor b in things:\n    b.name()",
    "shadowed by a parameter": "b = provider.get_backend('x')\ndef f(b):\n    return b.name()\nf(Thing())",
    "a class of the same name": "class AccountProvider:\n    def get_backend(self, n): ...\np = AccountProvider()\np.get_backend('x').name()",
    "a name brought by exception": "b = provider.get_backend('x')\ntry:\n    f()\nexcept ValueError as b:\n    b.name()",
}


@pytest.mark.parametrize("source", OTHERS.values(), ids=OTHERS.keys())
def test_what_is_none_of_ours_is_left(source: str) -> None:
    after = migrated(source)
    tail = source.split("\n")[-1]
    assert after.split("\n")[-1] == tail.replace("Aer.", "Aer."), after


BOTH = {
    "if": "if real:\n    b = provider.get_backend('x')\nelse:\n    b = Thing()\nb.name()",
    "conditional expression": "b = provider.get_backend('x') if real else Thing()\nb.name()",
    "a function that is called with both": "def show(b):\n    b.name()\nshow(provider.get_backend('x'))\nshow(Thing())",
    "a list of both": "for b in [provider.get_backend('x'), Thing()]:\n    b.name()",
    "a try": "try:\n    b = provider.get_backend('x')\nexcept Exception:\n    b = Thing()\nb.name()",
    "a function that returns both": "def get(real):\n    if real:\n        return provider.get_backend('x')\n    return Thing()\nget(1).name()",
}


@pytest.mark.parametrize("source", BOTH.values(), ids=BOTH.keys())
def test_what_could_be_two_things_is_left_and_said(source: str) -> None:
    assert ".name()" in migrated(source)
    assert "manual GEN01" in said(source)


def test_what_is_written_alike_for_both_things_is_rewritten() -> None:
    source = "if real:\n    b = provider.get_backend('x')\nelse:\n    b = Aer.get_backend('aer_simulator')\nb.name()"
    assert migrated(source).endswith("\nb.name")


def test_the_name_changes_with_what_it_holds() -> None:
    cells = ["b = Aer.get_backend('qasm_simulator')", "b.name()", "b = provider.get_backend('x')", "b.name()"]
    assert migrated(*cells).split("\n")[1::2][-1] == "b.name"
