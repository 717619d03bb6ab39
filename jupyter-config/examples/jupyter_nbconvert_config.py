"""Example: migrate in every `jupyter nbconvert` run.

Copy into ~/.jupyter/ (`jupyter --config-dir` names the folder) or pass it with `--config`.
Without any configuration there are `jupyter nbconvert --to ibmq_notebook` and `--to ibmq_report`.
"""

c = get_config()  # noqa: F821

# The settings of the migration; those of the command line have the same names.
c.MigratePreprocessor.target = "0.51.0"
c.MigratePreprocessor.channel = "ibm_quantum_platform"
c.MigratePreprocessor.instances = {"ibm-q/open/main": "open-instance"}

# Also in exporters that are not ours, here HTML and scripts.
c.HTMLExporter.preprocessors = ["ibmq_nbmigrate.MigratePreprocessor"]
c.PythonExporter.preprocessors = ["ibmq_nbmigrate.MigratePreprocessor"]
