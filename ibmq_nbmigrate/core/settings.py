"""What the user may choose, checked once, before any work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ibmq_nbmigrate.facts import releases

TOKEN_POLICIES = ("keep", "placeholder", "environment")
KINDS: Mapping[str, tuple[type, str]] = {
    "target": (str, "a release such as '0.51.0'"),
    "channel": (str, "the name of a channel"),
    "instance": (str, "the name or CRN of an instance"),
    "instances": (dict, "a table from 'hub/group/project' to an instance"),
    "tokens": (str, "'keep', 'placeholder' or 'environment'"),
    "mark_manual": (bool, "true or false"),
    "clear_outputs": (bool, "true or false"),
    "select": (list, "a list of rule codes"),
    "ignore": (list, "a list of rule codes"),
}
"""What TOML or JSON gives for each field of `Settings`, and the words for it in an error."""


class SettingsError(ValueError):
    """A setting has a value that cannot be used; the text says which values can."""


@dataclass(frozen=True)
class Settings:
    """How to migrate.

    target: release of qiskit-ibm-runtime to write for, from 0.9.0 on.
    channel: ``ibm_cloud``, ``ibm_quantum`` or ``ibm_quantum_platform``; None for the target's own default.
    instance: the instance to write into ``save_account`` and service calls (a CRN or an instance name).
    instances: the user's own table from ``hub/group/project`` to an instance.
    tokens: ``keep`` leaves API tokens in the source, ``placeholder`` and ``environment`` take them out.
    mark_manual: write one comment line above code that a person has to change.
    clear_outputs: drop the outputs of changed cells.
    select, ignore: rule codes or their prefixes (``ACC``, ``RUN01``) to apply, or to leave out.

    Raises SettingsError for an unknown target, a channel that the target rejects, or codes of no rule.
    """

    target: str = releases.NEWEST
    channel: str | None = None
    instance: str | None = None
    instances: Mapping[str, str] = field(default_factory=dict)
    tokens: str = "keep"
    mark_manual: bool = True
    clear_outputs: bool = False
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "select", _codes("select", self.select))
        object.__setattr__(self, "ignore", _codes("ignore", self.ignore))
        try:
            release = releases.parse(self.target)
        except ValueError as error:
            raise SettingsError(f"target: {error}") from None
        accepted = releases.channels(release)
        if self.channel is not None and self.channel not in accepted:
            raise SettingsError(
                f"channel: qiskit-ibm-runtime {self.target} does not accept {self.channel!r}; "
                f"choose {' or '.join(repr(name) for name in accepted)}"
            )
        if self.tokens not in TOKEN_POLICIES:
            raise SettingsError(f"tokens: {self.tokens!r} is none of {', '.join(TOKEN_POLICIES)}")

    @property
    def release(self) -> tuple[int, int, int]:
        """The target as numbers that compare."""
        return releases.parse(self.target)

    @property
    def account_channel(self) -> str:
        """The channel that the migrated code names."""
        return self.channel or releases.default_channel(self.release)


def _codes(name: str, value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        value = value.replace(",", " ").split()
    if not isinstance(value, (list, tuple)) or not all(isinstance(code, str) for code in value):
        raise SettingsError(f"{name}: expected rule codes such as ACC01, not {value!r}")
    codes = tuple(code.upper() for code in value)
    if codes:
        from ibmq_nbmigrate.core.rule import all_rules

        known = [rule.code for rule in all_rules()]
        for code in codes:
            if not code or not any(one.startswith(code) for one in known):
                raise SettingsError(
                    f"{name}: no rule has a code that begins with {code!r}; `rules` lists them"
                )
    return codes
