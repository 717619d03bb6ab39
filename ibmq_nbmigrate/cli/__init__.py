"""The command line. Nothing heavy is imported here: ``--help`` must cost next to nothing."""

from ibmq_nbmigrate.cli.arguments import PROGRAM, main

__all__ = ["PROGRAM", "main"]
