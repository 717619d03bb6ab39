from qiskit.primitives import DataBin as DataBin
