from qiskit.providers.ibmq.visualization.interactive import PlotlyFigure as PlotlyFigure
from qiskit.providers.ibmq.visualization.interactive import PlotlyWidget as PlotlyWidget
