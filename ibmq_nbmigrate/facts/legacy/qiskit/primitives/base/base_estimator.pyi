from qiskit.primitives import BaseEstimator as BaseEstimator
from qiskit.primitives import BaseEstimatorV1 as BaseEstimatorV1
from qiskit.primitives import BaseEstimatorV2 as BaseEstimatorV2
