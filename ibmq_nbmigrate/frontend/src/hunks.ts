/** The texts between a cell before and after: some of its changes made, the others not. */

import { Hunk, ReviewCell } from './data';

/** The cell's text with only the hunks of these numbers. */
export function compose(
  cell: Pick<ReviewCell, 'before' | 'after' | 'hunks'>,
  wanted: ReadonlySet<number>
): string {
  if (wanted.size === cell.hunks.length) {
    return cell.after;
  }
  const before = cell.before.split('\n');
  const after = cell.after.split('\n');
  const lines: string[] = [];
  let at = 0;
  cell.hunks.forEach((hunk, number) => {
    lines.push(...before.slice(at, hunk.before[0]));
    lines.push(
      ...(wanted.has(number)
        ? after.slice(...hunk.after)
        : before.slice(...hunk.before))
    );
    at = hunk.before[1];
  });
  lines.push(...before.slice(at));
  return lines.join('\n');
}

/** The line, counted from 1, that takes the place of a line before. */
export function lineAfter(line: number, hunks: readonly Hunk[]): number {
  let shift = 0;
  for (const { before, after } of hunks) {
    if (line - 1 < before[0]) {
      break;
    }
    if (line - 1 < before[1]) {
      const last = Math.max(after[1] - 1, after[0]);
      return Math.min(after[0] + line - 1 - before[0], last) + 1;
    }
    shift = after[1] - before[1];
  }
  return line + shift;
}

/** The one hunk from the first line that differs to the last: for a text that a person wrote. */
export function difference(before: string, after: string): Hunk[] {
  const old = before.split('\n');
  const now = after.split('\n');
  const most = Math.min(old.length, now.length);
  let first = 0;
  while (first < most && old[first] === now[first]) {
    first++;
  }
  let same = 0;
  while (
    same < most - first &&
    old[old.length - 1 - same] === now[now.length - 1 - same]
  ) {
    same++;
  }
  return before === after
    ? []
    : [
        {
          before: [first, old.length - same],
          after: [first, now.length - same],
          alone: false
        }
      ];
}
