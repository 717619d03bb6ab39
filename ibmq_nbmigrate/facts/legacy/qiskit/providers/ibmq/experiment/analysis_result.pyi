from qiskit.providers.ibmq.experiment import AnalysisResult as AnalysisResult
