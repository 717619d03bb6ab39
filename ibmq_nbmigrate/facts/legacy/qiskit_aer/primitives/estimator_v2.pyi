from qiskit_aer.primitives import EstimatorV2 as EstimatorV2
