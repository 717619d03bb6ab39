"""What IPython, ipywidgets, Jupyter Server and nbconvert load: magic, panel, server extension, exporters."""
