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
}

/** A cell that changes, or that has findings. `index` counts over all cells of the notebook. */
export interface ReviewCell {
  index: number;
  id: string | null;
  type: string;
  before: string;
  after: string;
  findings: Finding[];
}

export interface ReviewData {
  settings: { target: string; channel: string };
  totals: { changed: number } & Record<Status, number>;
  cells: ReviewCell[];
}

export function isChanged(cell: ReviewCell): boolean {
  return cell.before !== cell.after;
}

/** Whether something in the cell is left for a person to look at. */
export function needsPerson(cell: ReviewCell): boolean {
  return cell.findings.some(finding => finding.status !== 'fixed');
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
