from qiskit_aer.primitives import Estimator as Estimator
