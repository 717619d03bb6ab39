"""Shows what each case gave and gives: python tests/meaning/table.py [WORD ...]

Migrates the cases whose name holds one of the words (all without one), runs them in every mode that makes a
difference, and prints a row for each: the case, what it gave on the legacy packages, what it gives today,
whether that holds. --cells: also the migrated cells where it does not. Exit code 1: one does not hold.
"""

from __future__ import annotations

import argparse
import json
import sys

from case_files import cases, measured
from stages import modes, play_today, today_stage

from ibmq_nbmigrate import migrate_cells


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("words", nargs="*")
    parser.add_argument("--cells", action="store_true")
    parser.add_argument("--width", type=int, default=60, help="of a column of values")
    arguments = parser.parse_args()
    wanted = [
        case
        for case in cases()
        if not arguments.words or any(word.lower() in case.key.lower() for word in arguments.words)
    ]
    known = measured()
    holding = 0
    print("| case | mode | legacy | today | holds |\n|---|---|---|---|---|")
    with today_stage() as stage:
        for case in wanted:
            cells = [cell.source for cell in migrate_cells(case.legacy, case.settings).cells]
            legacy = json.dumps(known[case.key]["values"]) if case.key in known else "not run"
            faults = []
            for mode in modes(cells):
                played = play_today(stage, case, cells, mode)
                faults.append(played.fault)
                row = [
                    case.key,
                    str(mode),
                    _cut(legacy, arguments.width),
                    _cut(json.dumps(played.values), arguments.width),
                    _cut(f"no: {played.fault}", 2 * arguments.width) if played.fault else "yes",
                ]
                print("| " + " | ".join(row) + " |", flush=True)
            holding += not any(faults)
            if any(faults) and arguments.cells:
                print("\n```python\n" + "\n# %%\n".join(cells) + "\n```\n", flush=True)
    print(f"\n{holding} of {len(wanted)} cases hold")
    return 0 if holding == len(wanted) else 1


def _cut(text: str, width: int) -> str:
    line = " ".join(text.replace("|", "/").split())
    return line if len(line) <= width else line[: width - 1] + "…"


if __name__ == "__main__":
    sys.exit(main())
