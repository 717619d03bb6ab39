from qiskit.circuit import InstructionSet as InstructionSet
