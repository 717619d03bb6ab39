from qiskit.providers.models import BackendConfiguration as BackendConfiguration
from qiskit.providers.models import GateConfig as GateConfig
from qiskit.providers.models import PulseBackendConfiguration as PulseBackendConfiguration
from qiskit.providers.models import QasmBackendConfiguration as QasmBackendConfiguration
from qiskit.providers.models import UchannelLO as UchannelLO
