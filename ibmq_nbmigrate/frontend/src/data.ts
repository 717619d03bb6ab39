/**
 * What a migration found, as the server and the kernel send it. The Python side is
 * `ibmq_nbmigrate/review.py`.
 */

export type Status = 'fixed' | 'review' | 'manual' | 'skipped';

/** One legacy use. Lines and columns count from 1 in the cell before the migration. */
export interface Finding {
  rule: string;
  status: Status;
  message: string;
  symbol: string | null;
  cell: number;
  line: number;
  column: number;
  end_line: number;
  end_column: number;
  url: string;
  /** Whether a person has to look; not at what is fixed, nor at what its author keeps. */
  person: boolean;
  /** Read from the notes that an earlier review left in the cell. */
  left?: boolean;
}

/** Names that a cell takes from another one, both by their `index`. */
export interface Need {
  cell: number;
  names: string[];
}

/** Changed lines: `before[0]` up to, not with, `before[1]` give way to those of `after`; from 0. */
export interface Hunk {
  before: [number, number];
  after: [number, number];
  /** Whether it can be taken without the other changes of its cell, and they without it. */
  alone: boolean;
}

/** A cell that changes, or that has findings. `index` counts over all cells of the notebook. */
export interface ReviewCell {
  index: number;
  id: string | null;
  type: string;
  before: string;
  after: string;
  /** Both texts with stars for API tokens, where they hold any: this is what is shown. */
  shown?: { before: string; after: string };
  findings: Finding[];
  /** What the migrated cell takes from other migrated cells. */
  needs: Need[];
  /** What the legacy cell takes from cells that no longer make it once they are migrated. */
  loses: Need[];
  hunks: Hunk[];
}

export interface ReviewData {
  settings: { target: string; channel: string };
  totals: { changed: number } & Record<Status, number>;
  /** Requirement specifiers of what the migrated notebook imports. */
  requires: string[];
  /** What the project's pyproject.toml sets, by name, and where that file is. */
  project?: { file: string; settings: Record<string, unknown> } | null;
  cells: ReviewCell[];
}

export function isChanged(cell: ReviewCell): boolean {
  return cell.before !== cell.after;
}

/** The tokens that the cell is known to hold, each with its stars. */
export function tokensOf(cell: ReviewCell): Map<string, string> {
  const tokens = new Map<string, string>();
  for (const side of cell.shown ? (['before', 'after'] as const) : []) {
    for (const { 0: stars, index } of cell.shown![side].matchAll(/\*+/g)) {
      const token = cell[side].slice(index, index + stars.length);
      if (token !== stars) {
        tokens.set(token, stars);
      }
    }
  }
  return tokens;
}

/** A text of the cell with stars for its tokens. */
export function hidden(cell: ReviewCell, text: string): string {
  let masked = text;
  for (const [token, stars] of tokensOf(cell)) {
    masked = masked.replaceAll(token, stars);
  }
  return masked;
}

/** The same finding in its cell, whatever line it stands on by now. */
export function keyOf(finding: Pick<Finding, 'rule' | 'message'>): string {
  return `${finding.rule} ${hash(finding.message)}`;
}

/** A short name for a text, to find it again without keeping it (FNV-1a). */
export function hash(text: string): string {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  }
  return (value >>> 0).toString(16).padStart(8, '0');
}

/**
 * The messages of a host, in the language of its user. JupyterLab's `TranslationBundle` is one;
 * `%1`, `%2` … stand for the values.
 */
export interface Words {
  __(message: string, ...values: unknown[]): string;
  _n(one: string, many: string, count: number, ...values: unknown[]): string;
}

function fill(message: string, values: unknown[]): string {
  return message.replace(/%(\d)/g, (_, n: string) =>
    String(values[Number(n) - 1] ?? '')
  );
}

/** English, for hosts without translations. */
export const english: Words = {
  __: (message, ...values) => fill(message, values),
  _n: (one, many, count, ...values) =>
    fill(count === 1 ? one : many, [count, ...values])
};
