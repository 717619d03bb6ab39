"""What the legacy and the new API offer, per release: data made from the real packages."""
