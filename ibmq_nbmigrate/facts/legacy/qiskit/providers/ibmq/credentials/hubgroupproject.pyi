from qiskit.providers.ibmq.credentials import HubGroupProject as HubGroupProject
