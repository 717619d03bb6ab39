# ruff: noqa: E501  (a cell stands on one line)
"""For every symbol of a rule a cell that uses it, made from the symbol and the stubs."""

from __future__ import annotations

from ibmq_nbmigrate.core.typing import stubs
from ibmq_nbmigrate.core.typing.types import CLASS
from ibmq_nbmigrate.rules.installs import COMMANDS

OPERATORS = {
    "__add__": "x + x",
    "__iadd__": "x += x",
    "__getattr__": "x.ibmq_lima",
    "__getitem__": "x[0]",
    "__invert__": "~x",
    "__mul__": "x * x",
    "__xor__": "x ^ 3",
}
_IBM_JOB = "from qiskit_ibm_runtime import IBMBackend\ndef f(x: IBMBackend):\n    job = x.run(qc)\n    "
_RUNTIME_JOB = "from qiskit_ibm_runtime import RuntimeJob\ndef f(x: RuntimeJob):\n    "
_AER = "from qiskit_aer import AerSimulator\n"
ADDRESSES = (
    "url = 'https://auth.quantum-computing.ibm.com/api'",
    "url = 'https://quantumexperience.ng.bluemix.net/api'",
)
"""Texts of TXT02 in cells that say nothing else of Qiskit."""
OWN = {
    "ALG03": "from qiskit_algorithms import VQE\nVQE().compute_minimum_eigenvalue(x).eigenstate",
    "BKD09": "from qiskit.providers.ibmq import IBMQBackend\ndef f(x: IBMQBackend):\n    x.status()['operational']",
    "BKD10": "from qiskit.providers.ibmq import IBMQBackend\ndef f(x: IBMQBackend):\n    print(x)",
    "BKD11": "from qiskit.providers.ibmq import IBMQBackend\ndef f(x: IBMQBackend):\n"
    "    x.properties().gate_error('u3', 0)",
    "GEN01": "from qiskit import IBMQ\nfor x in [IBMQ.load_account(), open('x')]:\n    x.backends()",
    "EJB01": f"{_RUNTIME_JOB}from qiskit.providers import JobStatus\n    x.status() == JobStatus.DONE",
    "EJB02": f"{_RUNTIME_JOB}print(x.job_id)",
    "GEN02": "from qiskit import IBMQ\nIBMQ.nobody_knows_this()",
    "GEN03": "import qiskit\n# %%\njob = execute(qc, backend",
    "JOB08": "from qiskit_ibm_runtime import RuntimeJob\nfrom qiskit.providers import JobV1\n"
    "def f(x: RuntimeJob):\n    isinstance(x, JobV1)",
    "JOB09": "from qiskit_ibm_runtime import RuntimeJob\nfrom qiskit.providers import JobStatus\n"
    "def f(x: RuntimeJob):\n    {JobStatus.DONE: 1}[x.status()]",
    "KWD01": "from qiskit.visualization import plot_state_city\nplot_state_city(rho=s)",
    "GEN04": "from qiskit import IBMQ\ndef f(x):\n    return x.get_backend('y')",
    "IMP07": "from qiskit.test.mock import FakeProvider\nFakeProvider().get_backend('fake_lima')",
    "BKD13": "from qiskit.providers.ibmq import IBMQBackend\ndef f(x: IBMQBackend):\n"
    "    x.properties().frequency(0)",
    "CIR09": "from qiskit import QuantumCircuit\nQuantumCircuit(1).data[0].operation.label = 'a'",
    "OPT08": "from qiskit_ibm_runtime import Options\nvars(Options())",
    "OPT09": "from qiskit_ibm_runtime import Options\nOptions().simulator.set_backend(b)",
    "IMP11": "import qiskit\nfrom matplotlib.cbook import MatplotlibDeprecationWarning",
    "IMP10": "from qiskit.circuit.library import n_local\nn_local.TwoLocal(2)",
    "JOB06": "from qiskit import IBMQ\nfrom qiskit.providers import JobStatus\n"
    "backend = IBMQ.load_account().get_backend('x')\nstatus = backend.retrieve_job('x').status()\n"
    "status in JobStatus.__members__, status == JobStatus.DONE",
    "PAU01": "from qiskit.quantum_info import Pauli\nPauli(label='X')",
    "MON04": "from qiskit.providers.ibmq.visualization import of_old",
    "NOI02": "from qiskit.test.mock import FakeVigo\nfrom qiskit.providers.aer.noise import NoiseModel\n"
    "NoiseModel.from_backend(FakeVigo().properties())",
    "NAM01": "from qiskit import IBMQ\nprovider = IBMQ.load_account()\n# %%\nprint(provider)",
    "PAS04": "from qiskit.transpiler import PassManager\nPassManager().append([a], do_while=again)",
    "PRM02": "from qiskit_ibm_runtime import SamplerV2\nSamplerV2(backend=backend)",
    "QPD06": "import qiskit\ndef f(x):\n    return x.quasi_dists",
    "RES01": "from qiskit.providers.ibmq.job import IBMQJob\ndef f(x: IBMQJob):\n    x.result(partial=True)",
    "RES02": f"{_IBM_JOB}job.result().get_counts()",
    "RES03": f"{_IBM_JOB}job.result().get_statevector()",
    "RES04": f"{_IBM_JOB}job.result().to_dict()",
    "RES05": f"{_IBM_JOB}job.result().get_counts()",
    "RES06": f"{_IBM_JOB}plot(job.result())",
    "RES07": "from qiskit import IBMQ, execute\nfrom qiskit.result import marginal_counts\n"
    "result = execute(qc, IBMQ.load_account().get_backend('x')).result()\nmarginal_counts(result, [0])",
    "RTS03": "from qiskit_ibm_runtime import QiskitRuntimeService\nservice = QiskitRuntimeService()\n"
    "for i in service.instances():\n    i.split('/')",
    "RJB01": "from qiskit.providers.ibmq.runtime import RuntimeJob\ndef f(x: RuntimeJob):\n    x.result(wait=1)",
    "RTS01": "from qiskit_ibm_runtime import QiskitRuntimeService\nQiskitRuntimeService(channel='ibm_quantum')",
    "RUN05": f"{_AER}from qiskit import assemble\nAerSimulator().run(assemble(qc, shots=5))",
    "RUN07": "from qiskit import Aer, transpile\nsim = Aer.get_backend('statevector_simulator')\n"
    "state = sim.run(transpile(qc, sim)).result().get_statevector()",
    "SES02": "from qiskit_ibm_runtime import Session\nSession.from_id('x', service=s, backend='y')",
    "SIM01": "from qiskit import Aer\nAer.get_backend('qasm_simulator_py')",
    "TOK01": f"import qiskit\nkey = '{'0123abcd' * 16}'",
    "TXT02": "import qiskit, logging\nlogging.getLogger('qiskit.providers.ibmq')",
    "VIS04": "from qiskit import QuantumCircuit\nQuantumCircuit(1).draw(line_length=80)",
}
"""Cells for rules that have no symbol, or that say nothing of a plain use."""


def source_of(symbol: str) -> str:
    """A cell that uses a symbol and nothing else of the legacy API that could be avoided."""
    if symbol.startswith("$"):
        return f'import os\nos.environ["{symbol[1:]}"]'
    if symbol in ("%env", "%set_env"):
        return f"{symbol} QX_TOKEN=x"
    if symbol[1:] in COMMANDS:
        return f"{symbol} install qiskit-ibmq-provider"
    if symbol.startswith("%"):
        return f"{symbol}\nx = 1"
    owner, _, name = symbol.rpartition(".")
    if not owner:
        return f"import {symbol}"
    made = stubs.symbol_type(owner)
    singleton = next((home for home in stubs.singletons().values() if home == owner), None)
    home, _, cls = owner.rpartition(".")
    use = OPERATORS.get(name, f"x.{name}()")
    if singleton is not None:
        return f"from {home} import {cls}\nx = {cls}\n{use}"
    if made is not None and made.kind == CLASS:
        return f"from {home} import {cls}\ndef f(x: {cls}):\n    {use}"
    return f"from {owner} import {name}" if name == "*" else f"from {owner} import {name}\n{name}()"
