"""Say what an installed package really offers; run by the interpreter of the environment that holds it.

Reads a JSON list of [owner, names] from standard input, an owner being a module or a class. Writes, for
each owner, null (there is none) or an object with `public`, the public names it has, and `names`: for each
name asked for, null (there is none), "value", or the parameters as [name, kind, whether it has a default].
"""

import importlib
import inspect
import json
import sys
import warnings


def find(qualified):
    """Return the module or the class of this name, or None."""
    module, _, name = qualified.rpartition(".")
    try:
        return importlib.import_module(qualified)
    except ImportError:
        pass
    try:
        return getattr(importlib.import_module(module), name, None)
    except ImportError:
        return None


def set_on_instances(cls, name):
    """Whether an instance has the attribute though the class has not."""
    if any(name in getattr(base, "__annotations__", ()) for base in cls.__mro__):
        return True
    return any(f"self.{name}" in source(base) for base in cls.__mro__[:-1])


def source(cls):
    """Return the source of a class, empty where there is none."""
    try:
        return inspect.getsource(cls)
    except (OSError, TypeError):
        return ""


def describe(owner, name):
    """Tell what a name of an owner is."""
    if isinstance(owner, type) and name != "__init__":
        value = inspect.getattr_static(owner, name, None)
        if value is None:
            there = hasattr(owner, name) or set_on_instances(owner, name)
            return "value" if there else None
        bound = not isinstance(value, staticmethod)
        value = getattr(value, "__func__", value)
    else:
        value = getattr(owner, name, None)
        if value is None:
            return "value" if hasattr(owner, name) else None
        bound = isinstance(owner, type)
    if not inspect.isroutine(value):
        return "value"
    try:
        found = list(inspect.signature(value).parameters.values())[bound:]
    except (TypeError, ValueError):
        return "value"
    return [[p.name, p.kind.name, p.default is not p.empty] for p in found]


def main():
    """Answer."""
    warnings.simplefilter("ignore")
    answer = {}
    for qualified, names in json.load(sys.stdin):
        owner = find(qualified)
        if owner is None:
            answer[qualified] = None
            continue
        public = [name for name in dir(owner) if not name.startswith("_")]
        answer[qualified] = {"public": public, "names": {name: describe(owner, name) for name in names}}
    sys.stdout.write("\n" + json.dumps(answer))


if __name__ == "__main__":
    main()
