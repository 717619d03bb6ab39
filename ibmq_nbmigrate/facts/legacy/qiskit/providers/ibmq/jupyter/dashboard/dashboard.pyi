from qiskit.providers.ibmq.jupyter import IQXDashboard as IQXDashboard
from qiskit.providers.ibmq.jupyter import IQXDashboardMagic as IQXDashboardMagic
