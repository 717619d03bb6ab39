from qiskit_ibm_runtime import Options as Options
from qiskit_ibm_runtime import OptionsV2 as OptionsV2
