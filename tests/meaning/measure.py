"""Measures what the cases give on the legacy packages: python tests/meaning/measure.py ENVIRONMENTS [--all]

Runs the cases that are new or were changed (all with --all), and writes `values.json`. ENVIRONMENTS is the
folder of the legacy environments, which are made if they are not there. Exit code 1: a check did not hold.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from case_files import VALUES, cases, measured
from stages import LEGACY, legacy_stage, play_legacy


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("environments", type=Path)
    parser.add_argument("--all", action="store_true", help="measure also what was measured before")
    arguments = parser.parse_args()
    known = measured() if VALUES.exists() else {}
    found: dict[str, dict[str, Any]] = {}
    everything = [case for case in cases() if case.stage != "none"]
    for name in LEGACY:
        ours = [case for case in everything if case.stage == name]
        fresh = [
            case for case in ours if arguments.all or known.get(case.key, {}).get("digest") != case.digest
        ]
        if fresh:
            with legacy_stage(name, arguments.environments) as stage:
                for case in fresh:
                    played = play_legacy(stage, case)
                    found[case.key] = {
                        "digest": case.digest,
                        "fault": played.fault,
                        "values": played.values,
                    }
                    print(f"{case.key}: {played.fault or json.dumps(played.values)}", flush=True)
    values = {case.key: found.get(case.key) or known[case.key] for case in everything}
    lines = (f"{json.dumps(key)}: {json.dumps(value, sort_keys=True)}" for key, value in values.items())
    VALUES.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    failed = [key for key, value in values.items() if value["fault"]]
    print(f"{len(found)} of {len(values)} cases measured, {len(failed)} do not hold")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
