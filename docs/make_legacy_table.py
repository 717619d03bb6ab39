"""Write `legacy-api.md`: every public member of the legacy packages, and what becomes of a plain use of it.

Run ``python docs/make_legacy_table.py``. The members come from the type stubs; what becomes of them is found
out by migrating a plain use of each, with the required arguments only, at three releases.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path

from ibmq_nbmigrate import Settings, migrate_cells
from ibmq_nbmigrate.core.rule import Rule, by_symbol
from ibmq_nbmigrate.core.typing import stubs
from ibmq_nbmigrate.facts import releases, runtime

EARLY = ("qiskit_ibm_runtime", "qiskit.primitives")
"""Packages of which much is of today: what a release has needs no rule."""
PAGE = Path(__file__).with_name("legacy-api.md")
RELEASES = ("0.9.4", "0.30.0", "0.51.0")
PACKAGES = ("qiskit.providers.ibmq", "qiskit.backends.ibmq", "qiskit_ibm_provider", *EARLY)
STUB_ONLY = (
    "qiskit.providers.ibmq.job.IBMQResult",
    "qiskit.providers.ibmq.job.IBMQJobStatus",
    "qiskit.providers.ibmq.AnyBackend",
    "qiskit_ibm_runtime.RuntimeResult",
    "qiskit.primitives.SamplerJob",
    "qiskit.primitives.EstimatorJob",
    "qiskit.primitives.V2Job",
)
"""Classes that only the stubs know, to tell jobs and results from those of other backends and primitives."""
HELD = {
    "backend": "qiskit.providers.ibmq.IBMQBackend",
    "job": "qiskit.providers.ibmq.job.IBMQJob",
    "provider": "qiskit.providers.ibmq.AccountProvider",
}
"""What arguments of these names hold in a plain use."""
UNCHANGED = "unchanged"
ORDER = (UNCHANGED, "fixed", "review", "manual")

HEAD = """# The legacy API, member by member

What becomes of a plain use of each public member of `qiskit-ibmq-provider`, of `qiskit-ibm-provider`, of the
early `qiskit-ibm-runtime` and of the first primitives, with its required arguments only, at three releases
of qiskit-ibm-runtime.

- *unchanged*: the code means the same on the new package.
- *fixed*: rewritten, and it means the same.
- *review*: rewritten; the finding says what to look at.
- *manual*: left; the finding says why, and what to do.

Other arguments may change the answer: the rule's page says how. This page is made from the code by
`docs/make_legacy_table.py`.
"""


@dataclass(frozen=True)
class Member:
    """A public name: of a module (`owner` is the module), or of a class."""

    owner: str
    name: str
    definition: object
    of_class: bool

    @property
    def symbol(self) -> str:
        """The name by which findings call it."""
        return f"{stubs.public_name(self.owner)}.{self.name}"

    @property
    def use(self) -> str:
        """A plain use, as the source of a cell."""
        call = ""
        if isinstance(self.definition, stubs.Function) and not self.definition.is_property:
            required = [
                p.name
                for p in self.definition.overloads[-1].parameters
                if p.required and p.kind == "positional"
            ]
            call = f"({', '.join(required)})"
        if self.of_class:
            return f"thing.{self.name}{call}"
        use = f"\n{self.name}{call}"
        return f"from {self.owner} import {self.name}{use}"


def shown() -> Iterator[Member]:
    """The members that the page tells of: of the packages of today those for which there is a rule."""
    for member in members():
        is_plain = all(rule_of(member, release) is None for release in RELEASES)
        if not (member.owner.startswith(EARLY) and is_plain):
            yield member


def members() -> Iterator[Member]:
    """Every public member of the legacy packages, inherited ones too, module by module."""
    for module in _modules():
        names = {
            name: definition
            for name, definition in (stubs.module(module) or {}).items()
            if not name.startswith("_")
            and not isinstance(definition, str)
            and f"{module}.{name}" not in STUB_ONLY
        }
        yield from (Member(module, name, definition, of_class=False) for name, definition in names.items())
        for cls in names.values():
            if isinstance(cls, stubs.Class):
                yield from _members_of(cls.name)


def _members_of(cls: str) -> Iterator[Member]:
    found: dict[str, object] = {}
    for base in stubs.mro(cls):
        if base.name.startswith("qiskit"):
            found |= {name: definition for name, definition in base.members.items() if name not in found}
    for name, definition in found.items():
        if not name.startswith("_"):
            yield Member(cls, name, definition, of_class=True)


def _modules() -> list[str]:
    files = sorted(stubs.ROOT.rglob("*.pyi"))
    names = [
        ".".join(file.relative_to(stubs.ROOT).with_suffix("").parts).removesuffix(".__init__")
        for file in files
    ]
    return [name for name in names if name.startswith(PACKAGES)]


def rule_of(member: Member, release: str) -> Rule | None:
    """The rule that answers for a member, by its own row or by that of a class or module around it."""
    return _rule_of(member.owner, member.name, member.of_class, release)


@cache
def _rule_of(owner: str, name: str, of_class: bool, release: str) -> Rule | None:
    rules = by_symbol(releases.parse(release))
    owners = [stubs.public_name(cls.name) for cls in stubs.mro(owner)] if of_class else [owner]
    for one in owners:
        if f"{one}.{name}" in rules:
            return rules[f"{one}.{name}"][0]
    around = f"{owner}.{name}"
    while around := around.rpartition(".")[0]:
        for rule in rules.get(around, ()):
            if getattr(rule.actions[around], "covers", False):
                return rule
    return None


def is_of_today(member: Member, release: str) -> bool:
    """Whether a release, or the Qiskit that goes with it, has a member, or a later one brings it."""
    if not member.owner.startswith(EARLY):
        return False
    target = releases.parse(release)
    owners = [cls.name for cls in stubs.mro(member.owner)] if member.of_class else [member.owner]
    if member.owner.startswith("qiskit_ibm_runtime"):
        names = [f"{owner}.{member.name}" for owner in owners]
        return any(runtime.has(name, target) or runtime.comes_after(name, target) for name in names)
    if target <= releases.CLASSIC_CHANNEL_UNTIL:
        return True
    holder: object = import_module("qiskit.primitives")
    if member.of_class:
        holder = getattr(holder, member.owner.rpartition(".")[2], None)
    fields = getattr(holder, "__dataclass_fields__", {})
    return hasattr(holder, member.name) or member.name in fields


def outcome(member: Member, release: str) -> tuple[str, str]:
    """What becomes of a plain use, and the code of the rule."""
    names = {**HELD, "thing": member.owner} if member.of_class else HELD
    result = migrate_cells([member.use], Settings(target=release, mark_manual=False), names=names)
    said = [
        (str(finding.status), finding.rule)
        for finding in result.findings
        if (finding.symbol or "").rpartition(".")[2] == member.name
    ]
    if said:
        return max(said, key=lambda one: ORDER.index(one[0]))
    rule = rule_of(member, release)
    return UNCHANGED, rule.code if rule is not None else ""


def page() -> str:
    """The whole page."""
    parts, section, count = [HEAD], "", 0
    for member in shown():
        found = [outcome(member, release) for release in RELEASES]
        holder = member.owner if member.of_class else f"{member.owner} (module)"
        if holder != section:
            section = holder
            parts += [f"\n## `{member.owner}`{'' if member.of_class else ', names of the module'}\n"]
            parts += [
                f"| member | {' | '.join(RELEASES)} | rule |",
                f"| --- |{' --- |' * len(RELEASES)} --- |",
            ]
        codes = ", ".join(dict.fromkeys(code for _, code in found if code))
        parts.append(f"| `{member.name}` | {' | '.join(status for status, _ in found)} | {codes} |")
        count += 1
    return "\n".join([*parts, f"\n{count} members.\n"])


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
