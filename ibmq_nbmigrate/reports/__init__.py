"""Reports over the outcomes of a batch: text, diff, JSON, SARIF, GitHub annotations, HTML."""
