"""Source trees of real releases, read with `ast` only: what a module binds, and where it comes from."""

from __future__ import annotations

import ast
import functools
from dataclasses import dataclass
from pathlib import Path

Definition = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef | ast.Assign | ast.AnnAssign


@dataclass(frozen=True)
class Symbol:
    """A name bound in a module: its definition, or (`node` None) a name of a module outside the tree."""

    tree: Tree
    module: str
    name: str
    node: Definition | None


@dataclass(frozen=True)
class Tree:
    """One unpacked release."""

    package: str
    version: str
    root: Path

    @functools.cache  # noqa: B019  (a tree lives as long as the script)
    def file(self, module: str) -> Path | None:
        """Return the file of a module, or None."""
        base = self.root.joinpath(*module.split("."))
        for path in (base / "__init__.py", base.with_suffix(".py")):
            if path.is_file():
                return path
        return None

    @functools.cache  # noqa: B019
    def bindings(self, module: str) -> dict[str, Definition | tuple[str, str | None]]:
        """Names bound at the top of a module: a definition, or (module, name) of an import."""
        path = self.file(module)
        found: dict[str, Definition | tuple[str, str | None]] = {}
        if path is None:
            return found
        is_package = path.name == "__init__.py"
        self._collect(ast.parse(path.read_text(encoding="utf-8")).body, module, is_package, found)
        return found

    def _collect(
        self,
        body: list[ast.stmt],
        module: str,
        is_package: bool,
        found: dict[str, Definition | tuple[str, str | None]],
    ) -> None:
        for node in body:
            if isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
                found[node.name] = node
            elif isinstance(node, ast.Assign):
                for target in node.targets:
                    if isinstance(target, ast.Name):
                        found[target.id] = node
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                found[node.target.id] = node
            elif isinstance(node, ast.ImportFrom):
                source = absolute(module, is_package, node)
                for alias in node.names:
                    if alias.name == "*":
                        for name in self.public(source):
                            found[name] = (source, name)
                    else:
                        found[alias.asname or alias.name] = (source, alias.name)
            elif isinstance(node, ast.Import):
                for alias in node.names:
                    if alias.asname:
                        found[alias.asname] = (alias.name, None)
            elif isinstance(node, (ast.Try, ast.If)):
                for part in (node.body, *(h.body for h in getattr(node, "handlers", [])), node.orelse):
                    self._collect(part, module, is_package, found)

    def public(self, module: str) -> list[str]:
        """Names that a star import of the module gives."""
        bindings = self.bindings(module)
        everything = bindings.get("__all__")
        if isinstance(everything, ast.Assign):
            try:
                return [str(name) for name in ast.literal_eval(everything.value)]
            except ValueError:
                pass
        return [name for name in bindings if not name.startswith("_")]

    @functools.cache  # noqa: B019
    def resolve(self, module: str, name: str) -> Symbol | None:
        """Follow imports to the definition of a name; None when the tree does not bind it."""
        seen: set[tuple[str, str]] = set()
        while (module, name) not in seen:
            seen.add((module, name))
            bound = self.bindings(module).get(name)
            if bound is None:
                return None
            if not isinstance(bound, tuple):
                return Symbol(self, module, name, bound)
            source, target = bound
            if target is None:
                return None
            if self.file(source) is None:
                return Symbol(self, source, target, None)
            if target not in self.bindings(source):
                return None
            module, name = source, target
        return None


def absolute(module: str, is_package: bool, node: ast.ImportFrom) -> str:
    """Give the absolute name of the module that a from-import reads."""
    if not node.level:
        return node.module or ""
    parts = module.split(".")
    keep = len(parts) - node.level + (1 if is_package else 0)
    return ".".join([*parts[:keep], *([node.module] if node.module else [])])
