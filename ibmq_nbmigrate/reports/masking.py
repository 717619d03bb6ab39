"""Tokens masked: whatever is shown or reported goes through here."""

from ibmq_nbmigrate.core.tokens import mask

__all__ = ["mask"]
