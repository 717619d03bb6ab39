"""Texts of cells: IPython syntax, Markdown, comments, f-strings, tokens, trees, and edits by position."""
