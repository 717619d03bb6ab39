"""Folders of notebooks: finding, migrating and writing them; settings, baseline, requirements, git."""
