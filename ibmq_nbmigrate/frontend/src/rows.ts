/** A cell's changes as rows of lines: which line stands where, and what in it changed. */

import { presentableDiff } from '@codemirror/merge';

import { Hunk } from './data';

/** Unchanged lines that are shown around a change, and how many more are worth a fold. */
const CONTEXT = 2;
const WORTH_FOLDING = 3;
/** As `@codemirror/merge` limits itself. */
const LIMITS = { scanLimit: 500, timeout: 100 };

/** Stretches of a line that changed: first character and the one after the last. */
export type Spans = [number, number][];

export interface Line {
  /** From 0. */
  number: number;
  spans: Spans;
}

export type Row =
  | { kind: 'same'; before: number; after: number }
  | { kind: 'fold'; rows: { before: number; after: number }[] }
  | { kind: 'hunk'; hunk: number; before: Line[]; after: Line[] };

export function rows(
  before: readonly string[],
  after: readonly string[],
  hunks: readonly Hunk[]
): Row[] {
  const found: Row[] = [];
  let [i, j] = [0, 0];
  const same = (end: number, last: boolean) => {
    const pairs: { before: number; after: number }[] = [];
    for (; i < end; i++, j++) {
      pairs.push({ before: i, after: j });
    }
    const first = found.length === 0 ? 0 : CONTEXT;
    const stop = pairs.length - (last ? 0 : CONTEXT);
    const folds = hunks.length > 0 && stop - first >= WORTH_FOLDING;
    const shown = (some: typeof pairs) =>
      found.push(...some.map(pair => ({ kind: 'same' as const, ...pair })));
    if (folds) {
      shown(pairs.slice(0, first));
      found.push({ kind: 'fold', rows: pairs.slice(first, stop) });
      shown(pairs.slice(stop));
    } else {
      shown(pairs);
    }
  };
  hunks.forEach((hunk, number) => {
    same(hunk.before[0], false);
    const [old, now] = inline(
      before.slice(...hunk.before),
      after.slice(...hunk.after)
    );
    found.push({
      kind: 'hunk',
      hunk: number,
      before: old.map((spans, n) => ({ number: hunk.before[0] + n, spans })),
      after: now.map((spans, n) => ({ number: hunk.after[0] + n, spans }))
    });
    [i, j] = [hunk.before[1], hunk.after[1]];
  });
  same(before.length, true);
  return found;
}

/** What changed within the lines of a hunk; nothing is marked where little stayed. */
function inline(old: string[], now: string[]): [Spans[], Spans[]] {
  const spans: [Spans[], Spans[]] = [old.map(() => []), now.map(() => [])];
  if (old.length === 0 || now.length === 0) {
    return spans;
  }
  const [a, b] = [old.join('\n'), now.join('\n')];
  const changes = presentableDiff(a, b, LIMITS);
  const changed = changes.reduce((sum, { fromA, toA }) => sum + toA - fromA, 0);
  if (changed > 0.7 * a.length) {
    return spans;
  }
  for (const { fromA, toA, fromB, toB } of changes) {
    spread(old, fromA, toA, spans[0]);
    spread(now, fromB, toB, spans[1]);
  }
  return spans;
}

/** Divides a stretch of the joined text among its lines. */
function spread(lines: string[], from: number, to: number, into: Spans[]) {
  let start = 0;
  lines.forEach((line, number) => {
    const first = Math.max(from - start, 0);
    const last = Math.min(to - start, line.length);
    if (first < last) {
      into[number].push([first, last]);
    }
    start += line.length + 1;
  });
}
