"""The rules, one family a file, found by discovery: a new rule is one file here and its tests.

A rule is a function from a `Use` of a legacy symbol to an `Outcome`; its docstring is its page in the
documentation. Where nothing but a name changes, the rule is a table of rows (see `core.rows`).
"""
