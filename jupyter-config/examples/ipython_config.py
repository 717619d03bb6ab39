"""Example: have the magics %%ibmq_migrate and %ibmq_migrate in every notebook and every IPython.

Copy into ~/.ipython/profile_default/ (`ipython locate profile` names the folder), or add the line there.
"""

c = get_config()  # noqa: F821

c.InteractiveShellApp.extensions = ["ibmq_nbmigrate"]
