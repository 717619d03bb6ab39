"""The words of the legacy API that are known without its stubs: what a text must hold to concern us at all.

The rules say what is legacy. What stands here is made from their symbols, and the tests hold it against them.
"""

from __future__ import annotations

import re

ROOTS = (
    "qiskit",  # qiskit_ibm_runtime, %qiskit_copyright
    "Qiskit",  # as prose and pip write it
    "IBMQ",
    "ibmq",
    "ibm_quantum",
    "iqx",
    "monospaced_output",
    "g.ibm.com",  # the old service, asked by its address
    "bluemix",
    "Qconfig",
    "QE_",
    "QX_",
    "Aer.",  # and BasicAer, of a hidden import
    "least_busy",
    "job_monitor",
)
"""A file with none of these holds nothing that a rule is about. Short, as each is a search of its own."""


def may_concern(text: str) -> bool:
    """Whether a notebook with such a text may hold anything that a rule is about."""
    for root in ROOTS:  # noqa: SIM110 - a loop takes half the time of `any`
        if root in text:
            return True
    return False


USUAL_NAMES = ("provider", "backend", "job")
"""What notebooks call their objects of the legacy API: what takes a member from one is worth reading."""
HIDDEN_IMPORTS = (
    "qiskit",
    "qiskit.tools.monitor",
    "qiskit.visualization",
    "qiskit.providers.ibmq",
    "qiskit.providers.ibmq.managed",
    "qiskit.providers.ibmq.exceptions",
    "qiskit.providers.aer",
    "qiskit_ibm_runtime",
    "qiskit_aer",
)
"""Modules whose names a notebook may use without an import: IBM Quantum Lab's first cell brought them, or the
import was migrated already. The first one that has a name gives it."""
HIDDEN_FROM_ALL = (
    "qiskit",
    "qiskit.tools.monitor",
    "qiskit.providers.ibmq",
    "qiskit.providers.ibmq.managed",
    "qiskit.providers.ibmq.exceptions",
)
"""Those of them whose names are meant even below a star import of the user's own module."""
HIDDEN_NAMES = {
    "least_busy": "qiskit.providers.ibmq.least_busy",
    "qiskit": "qiskit",
    "QiskitRuntimeService": "qiskit_ibm_runtime.QiskitRuntimeService",
    "AerSimulator": "qiskit_aer.AerSimulator",
    "StatevectorSampler": "qiskit.primitives.StatevectorSampler",
    "StatevectorEstimator": "qiskit.primitives.StatevectorEstimator",
}
"""Names of which the first of those modules is not what is meant, and names that nothing else has."""
HIDDEN_OBJECTS = {
    "provider": "qiskit.providers.ibmq.AccountProvider",
    "service": "qiskit_ibm_runtime.QiskitRuntimeService",
}
"""What a name that no cell binds holds: classes."""
FAKE_BACKENDS = ("qiskit.test.mock.", "qiskit.providers.fake_provider.", "qiskit_ibm_runtime.fake_provider.")
"""How the names of fake backends begin."""
_GATES = ("qiskit.circuit.", "qiskit.extensions.")
_LIBRARY = ("qiskit.circuit.library.", "qiskit.extensions.")
INHERITED = {
    "run": (FAKE_BACKENDS, "qiskit.providers.aer.AerBackend"),  # of the simulator inside
    "c_if": (_GATES, "qiskit.circuit.Instruction"),
    **dict.fromkeys(
        ("assemble", "condition", "condition_bits", "mirror", "qasm"),
        (_LIBRARY, "qiskit.circuit.Instruction"),
    ),
}
"""Members that classes without a stub have from one with a stub: how their names begin, and that class."""
SET_ON_GATES = ("condition", "ctrl_state", "definition", "duration", "label", "name", "params", "unit")
"""Attributes of gates that notebooks set, which is a use of its own."""
_FIXED = """
    C3SXGate C3XGate C4XGate CCXGate CCZGate CHGate CSGate CSXGate CSdgGate CSwapGate CXGate CYGate CZGate
    DCXGate ECRGate HGate IGate Measure RC3XGate RCCXGate Reset SGate SXGate SXdgGate SdgGate SwapGate TGate
    TdgGate XGate YGate ZGate iSwapGate
"""
FIXED_GATES = frozenset(_FIXED.split())
"""Classes of gates of which all objects are one, on which nothing can be set."""
PLACES = {"operation": 0, "qubits": 1, "clbits": 2}
"""Names of the parts of an instruction of a circuit, and their places in the tuple that it was."""
GIVEN_ALIKE = {"properties": (FAKE_BACKENDS, "qiskit.providers.BackendV1")}
"""Members of their own, that give what those of that class give."""
LAB_LEGACY = ("execute", "Aer", "BasicAer", "IBMQ", "provider")
"""Legacy names that tell of a first cell that is lost, if no cell binds them."""
LAB_PACKAGES = (
    *(f"qiskit.{name}" for name in LAB_LEGACY),
    *("qiskit.providers.ibmq", "qiskit.providers.aer", "qiskit.providers.basicaer", "qiskit_ibm_provider"),
    *("qiskit_ibm_runtime", "qiskit_aer"),
)
"""What a notebook imports that lived on such a cell, or that was migrated."""
LAB_NAMES = ("QuantumCircuit", "QuantumRegister", "ClassicalRegister")
"""What that cell imported from `qiskit` besides, and means the same today."""
MIGRATED_NAMES = {
    "QiskitRuntimeService": ("qiskit_ibm_runtime", "qiskit.IBMQ"),
    "Sampler": ("qiskit_ibm_runtime", "qiskit.execute"),
    "AerSimulator": ("qiskit_aer", "qiskit.Aer"),
    "transpile": ("qiskit", "qiskit.execute"),
    "qasm2": ("qiskit", "qiskit.QuantumCircuit.qasm"),
    "circuit_drawer": ("qiskit.visualization", "qiskit.tools.visualization.circuit_drawer"),
    "plot_histogram": ("qiskit.visualization", "qiskit.tools.visualization.iplot_histogram"),
    "plot_state_city": ("qiskit.visualization", "qiskit.tools.visualization.plot_state"),
    "plot_state_paulivec": ("qiskit.visualization", "qiskit.tools.visualization.plot_state"),
    "plot_state_qsphere": ("qiskit.visualization", "qiskit.tools.visualization.plot_state"),
    "plot_bloch_multivector": ("qiskit.visualization", "qiskit.tools.visualization.plot_state"),
    "DensityMatrix": ("qiskit.quantum_info", "qiskit.tools.outer"),
    "Estimator": ("qiskit_ibm_runtime", "qiskit_ibm_runtime.Estimator"),
    "Session": ("qiskit_ibm_runtime", "qiskit_ibm_runtime.Session"),
    "SparsePauliOp": ("qiskit.quantum_info", "qiskit_ibm_runtime.Estimator"),
    "NoiseModel": ("qiskit_aer.noise", "qiskit.providers.aer.noise.device.basic_device_noise_model"),
    "Operator": ("qiskit.quantum_info", "qiskit.opflow"),
    "expm": ("scipy.linalg", "qiskit.opflow"),
    "Counts": ("qiskit.result", "qiskit.execute"),
    "QuasiDistribution": ("qiskit.result", "qiskit_ibm_runtime.Sampler"),
    "Statevector": ("qiskit.quantum_info", "qiskit.primitives.Sampler"),
    "StatevectorSampler": ("qiskit.primitives", "qiskit.primitives.Sampler"),
    "StatevectorEstimator": ("qiskit.primitives", "qiskit.primitives.Estimator"),
    "BackendSamplerV2": ("qiskit.primitives", "qiskit.primitives.BackendSampler"),
    "BackendEstimatorV2": ("qiskit.primitives", "qiskit.primitives.BackendEstimator"),
    "GenericBackendV2": ("qiskit.providers.fake_provider", "qiskit.test.mock.FakeTokyo"),
    "FidelityStatevectorKernel": (
        "qiskit_machine_learning.kernels",
        "qiskit_machine_learning.kernels.QuantumKernel",
    ),
    "SLSQP": ("qiskit_algorithms.optimizers", "qiskit.algorithms.optimizers.SLSQP"),
    "generate_preset_pass_manager": ("qiskit.transpiler", "qiskit.utils.QuantumInstance"),
}
"""Names in code that was migrated before: what they are imported from, and the legacy name they stand for."""
OF_QISKIT = ("qiskit", "ibm_quantum_widgets", "iqx", "kaleidoscope", "qc_grader")
"""How the packages begin that belong to Qiskit."""
AROUND_QISKIT = ("matplotlib.cbook",)
"""Modules of other packages whose names moved (`rules/around_qiskit.py`), and are reached through them."""
WELL_KNOWN = (
    *("numpy", "scipy", "matplotlib", "pylab", "pandas", "sympy", "networkx", "ipywidgets", "IPython"),
    *("qiskit_textbook", *OF_QISKIT[1:]),
)
"""Packages of which a star import brings no name of the legacy API."""
OF_IPYTHON = ("display", "get_ipython", "In", "Out", "exit", "quit", "_", "__", "___")
"""Names that a kernel brings."""

RENAMED = {
    "qiskit.chemistry.drivers.UnitsType": "qiskit_nature.units.DistanceUnit",
    "qiskit.aqua.AquaError": "qiskit_algorithms.AlgorithmError",
    "qiskit.aqua.aqua_globals": "qiskit_algorithms.utils.algorithm_globals",
}
"""Names of the application packages that are others today."""
WAS: dict[str, dict[str, str]] = {}
"""For a name of before, what it was by what was imported in its place: code with it waits to be migrated."""
for _old, _new in (
    *((old, f"{module}.{name}") for name, (module, old) in MIGRATED_NAMES.items()),
    *RENAMED.items(),
):
    if _old in RENAMED or _old.startswith(("qiskit.tools.visualization.", "qiskit.tools.outer")):
        WAS.setdefault(_old.rpartition(".")[2], {})[_new] = _old
_DRAWER = "qiskit.tools.visualization.matplotlib_circuit_drawer"
for _name in ("draw", "drawer"):  # what notebooks called it
    WAS[_name] = {"qiskit.visualization.circuit_drawer": _DRAWER}
ALSO_OF_OTHERS = ("draw", "outer")
"""Those of them that other modules have, too: below another star import they are of that."""

SUCCESSORS = {
    "qiskit_ibm_runtime.QiskitRuntimeService": "qiskit.providers.ibmq.AccountProvider",
    "qiskit_ibm_runtime.IBMBackend": "qiskit.providers.ibmq.IBMQBackend",
    "qiskit_ibm_runtime.RuntimeJobV2": "qiskit.providers.ibmq.job.IBMQJob",
    "qiskit_ibm_runtime.RuntimeJob": "qiskit.providers.ibmq.job.IBMQJob",
    "qiskit_ibm_runtime.RuntimeResult": "qiskit.providers.ibmq.job.IBMQResult",
    "qiskit_aer.AerBackend": "qiskit.providers.aer.AerBackend",
}
"""New classes, and the legacy ones that code which was not migrated yet takes their objects for."""
ALIKE_TODAY = {old: old for old in SUCCESSORS.values()} | {
    "qiskit.providers.basicaer.BasicAerBackend": "qiskit.providers.aer.AerBackend"
}
"""Legacy classes, and one that stands for all whose objects are of the same class today."""
CALLED_ALIKE = {"qiskit_ibm_provider.IBMProvider": "qiskit.providers.ibmq.AccountProvider"}
"""Classes, and those whose objects had the same usual name, `provider`: members tell which it is."""
ASKED_AS_BEFORE = {
    "qiskit_ibm_runtime.IBMBackend": ("configuration", "properties", "status", "defaults"),
    "qiskit_ibm_runtime.RuntimeJobV2": ("result", "wait_for_final_state", "update_tags"),
    "qiskit_ibm_runtime.RuntimeJob": ("result", "wait_for_final_state", "update_tags"),
}
"""Members that both have and that are used in another way: rules for the legacy one tell the ways apart."""

RETIRED = re.compile(
    r"qiskit[-_]ibmq[-_]provider|qiskit[-_]ibm[-_]provider(?:\.\w+)*|qiskit\.(?:providers|backends)\.ibmq(?:\.\w+)*"
)
"""How texts in code name the retired packages: for `getLogger`, for `importlib.metadata.version`."""
RETIRED_FILES = re.compile(r"\bqiskitrc\b|\bQconfig(?:_\w+)?\.py\b")
"""Files with the account of before."""
RETIRED_HOSTS = re.compile(
    r"\b(?:api|auth|runtime)[\w-]*\.quantum-computing\.ibm\.com\b|\bquantumexperience(?:\.\w+)*\.bluemix\.net\b"
)
"""Hosts of the services of before, which nobody answers for."""

REFERENCE_PRIMITIVES = {
    "Sampler": "StatevectorSampler",
    "Estimator": "StatevectorEstimator",
    "BackendSampler": "BackendSamplerV2",
    "BackendEstimator": "BackendEstimatorV2",
}
"""Names of `qiskit.primitives` and what replaces each; where that is imported, the name was one of these."""

LEGACY = ("qiskit.IBMQ", "qiskit.providers.ibmq", "qiskit.backends.ibmq", "qiskit_ibm_provider")
"""Packages of which every use is rewritten or said."""


def is_legacy(symbol: str) -> bool:
    """Whether a symbol is of a package of which every use is rewritten or said."""
    return symbol.startswith(LEGACY) and not symbol.startswith("qiskit_ibm_provider.__")
