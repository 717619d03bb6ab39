"""The version of ibmq-nbmigrate."""

__version__ = "0.1.0"
