"""A device of the rehearsal that runs the program of the client-side primitives (`executor`), too.

The server's side of `qiskit_ibm_runtime.executor.Executor`: what a `Sampler` of `executor_sampler` sends is
cut down to the qubits in use and run on the local simulator, as the rehearsal does with the other primitives.
"""

from __future__ import annotations

from ibm_quantum_schemas.common import CompressedTensorModel
from ibm_quantum_schemas.executor.version_2_0 import ParamsModel
from qiskit_ibm_runtime.fake_provider.executor.run_quantum_program import run_quantum_program
from qiskit_ibm_runtime.options_models.simulator import SimulatorOptions
from qiskit_ibm_runtime.quantum_program import QuantumProgram
from qiskit_ibm_runtime.quantum_program.params_converters import QUANTUM_PROGRAM_PARAMS_CONVERTERS
from samplomatic.quantum_program import SamplexItem

from ibmq_nbmigrate.rehearsal.kernel import simulation

VERSION = "v2.0"


def install():
    """Let `simulation.run` know the program."""
    others = simulation.run

    def run(program, params, fake, seed):
        return _run(params, fake, seed) if program == "executor" else others(program, params, fake, seed)

    simulation.run = run


def _run(params, fake, seed):
    """The server's answer, as a dictionary."""
    given = ParamsModel.model_validate(params)
    program, _ = QUANTUM_PROGRAM_PARAMS_CONVERTERS[VERSION].decoder(given)
    data = [_item(item, program.shots, fake, seed + index) for index, item in enumerate(program.items)]
    return {
        "schema_version": VERSION,
        "data": data,
        "metadata": {"chunk_timing": []},
        "passthrough_data": given.model_dump(mode="json")["quantum_program"]["passthrough_data"],
        "semantic_role": program._semantic_role,
    }


def _item(item, shots, fake, seed):
    active = simulation._active(item.circuit)
    item.circuit = simulation._cut(item.circuit, active)
    if isinstance(item, SamplexItem):
        item.samplex.finalize()
    options = SimulatorOptions(seed_simulator=seed)
    alone = QuantumProgram(shots=shots, items=[item])
    result = run_quantum_program(simulation.simulator(fake, active), alone, options)[0]
    arrays = {name: CompressedTensorModel.from_numpy(result[name]).model_dump(mode="json") for name in result}
    return {"results": arrays, "metadata": {}}
