from qiskit.primitives import BaseEstimator as BaseEstimator
