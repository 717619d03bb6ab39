from __future__ import annotations

import pytest
from cells import after
from rules.tools import migrate

from ibmq_nbmigrate import Cell, Settings, migrate_cells

SETUP = "from qiskit import IBMQ\nprovider = IBMQ.load_account()"
RENAMED = "service = QiskitRuntimeService"
LEFT = "provider = QiskitRuntimeService"


@pytest.mark.parametrize(
    "source",
    [
        "service = 1",
        "import service",
        "import x as service",
        "from x import service",
        "def service(): pass",
        "class service: pass",
        "for service in x: pass",
        "[service for service in x]",
        "with x as service: pass",
        "try:\n    pass\nexcept Exception as service:\n    pass",
        "def f(service): return provider",
        "lambda service: provider",
        "def f():\n    service = 1",
        "(service := 1)",
        "print(service)",
        "del service",
    ],
)
def test_service_is_taken(source: str) -> None:
    made = after(SETUP, source)
    assert LEFT in made[0]
    assert made[1] == source


@pytest.mark.parametrize(
    "source",
    [
        "provider = 3",
        "provider = None or other()",
        "import provider",
        "for provider in range(3): pass",
        "with open('x') as provider: pass",
        "def provider(): pass",
        "def f(provider): return provider.name\nf(3)",
        "def f():\n    provider = 'x'",
        "[provider for provider in range(3)]",
        "provider, x = 1, 2",
    ],
)
def test_provider_is_something_else_somewhere(source: str) -> None:
    made = after(SETUP, source)
    assert LEFT in made[0]
    assert made[1] == source


@pytest.mark.parametrize(
    "source",
    [
        "!echo {provider}",
        "!echo $provider",
        "x = !echo $provider",
        "%store provider",
        "%lprun -f provider.backends f()",
        "%run -i script.py provider",
    ],
)
def test_a_magic_that_is_no_python_may_use_it(source: str) -> None:
    made = after(SETUP, source)
    assert LEFT in made[0]
    assert made[1] == source


@pytest.mark.parametrize(
    "source", ["print provider", "provider.backends(", "if ____ provider:", "x = “provider”", "provider.\0"]
)
def test_a_cell_that_is_no_python_may_use_it(source: str) -> None:
    made = [cell.source for cell in migrate_cells([SETUP, source]).cells]
    assert LEFT in made[0]
    assert made[1] == source


def test_a_kept_cell_uses_it() -> None:
    cells = [
        Cell(SETUP),
        Cell("provider.get_backend('x')", tags=("ibmq-migrate-keep",)),
        Cell("provider.backends()"),
    ]
    made = [cell.source for cell in migrate_cells(cells, Settings()).cells]
    assert LEFT in made[0]
    assert made[1:] == ["provider.get_backend('x')", "provider.backends()"]


@pytest.mark.parametrize(
    "source",
    [
        "x = provider.get_backend('ibm_torino')  # ibmq-migrate: keep",
        "x = provider.get_backend(\n    'ibm_torino'\n)  # ibmq-migrate: keep",
        "for x in provider.backends():  # ibmq-migrate: keep\n    pass",
    ],
)
def test_a_kept_line_uses_it(source: str) -> None:
    made = after(SETUP, source)
    assert LEFT in made[0]
    assert made[1] == source


@pytest.mark.parametrize("name", ["my_provider", "provider2", "providers", "ibmq_provider", "p"])
def test_other_names_stay(name: str) -> None:
    made = after(f"from qiskit import IBMQ\n{name} = IBMQ.load_account()", f"{name}.backends()")
    assert f"{name} = QiskitRuntimeService" in made[0]
    assert made[1] == f"{name}.backends()"


@pytest.mark.parametrize(
    "source",
    [
        "text = 'the provider'",
        "x.provider = 1",
        "print(x.provider)",
        "f(provider=1)",
        "x['provider']",
        "# the provider is loaded",
        "%%html\n<p>provider</p>",
        "text = f'provider {x}'",
    ],
)
def test_what_is_no_such_variable_stays(source: str) -> None:
    made = after(SETUP, source)
    assert RENAMED in made[0]
    assert made[1] == source


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("provider", "service"),
        ("provider;", "service;"),
        ("print(provider, 'é', provider)", "print(service, 'é', service)"),
        ("f(provider=provider)", "f(provider=service)"),
        ("del provider", "del service"),
        ("x: object = provider", "x: object = service"),
        ("print(f'{provider} {provider!r:>{width}}')", "print(f'{service} {service!r:>{width}}')"),
        ("def f():\n    return provider", "def f():\n    return service"),
        (
            "def f():\n    global provider\n    return provider",
            "def f():\n    global service\n    return service",
        ),
        ("def f(p=provider): pass", "def f(p=service): pass"),
        ("g = lambda: provider", "g = lambda: service"),
        ("provider?", "service?"),
        ("?provider", "?service"),
        ("%time provider.backends()", "%time service.backends()"),
        ("%timeit -n 3 provider.backends()", "%timeit -n 3 service.backends()"),
        ("%%time\nprovider.backends()", "%%time\nservice.backends()"),
        ("# provider.backends()", "# service.backends()"),
        ("x = [b for b in provider.backends()]", "x = [b for b in service.backends()]"),
    ],
)
def test_renamed_everywhere(before: str, expected: str) -> None:
    made = after(SETUP, before)
    assert RENAMED in made[0]
    assert made[1] == expected


def test_a_parameter_and_its_keyword() -> None:
    made = after(SETUP, "def f(provider): return provider.backends()", "f(provider=provider)\nf(provider)")
    assert made[1:] == ["def f(service): return service.backends()", "f(service=service)\nf(service)"]


def test_cells_before_the_one_that_binds_it() -> None:
    made = after("def f():\n    return provider.backends()", SETUP, "f()")
    assert made[0] == "def f():\n    return service.backends()"


def test_a_cell_that_is_only_renamed_says_so() -> None:
    found = [one for one in migrate([SETUP, "print(provider)"]).findings if one.cell == 1]
    assert [(one.rule, str(one.status), one.line) for one in found] == [("NAM01", "fixed", 1)]
