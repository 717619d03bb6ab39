from qiskit.providers.ibmq.utils import update_qobj_config as update_qobj_config
