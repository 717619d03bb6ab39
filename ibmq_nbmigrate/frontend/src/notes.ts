/**
 * What a review leaves in a cell's metadata, so that it survives saving and reopening: what is left for
 * a person to look at, and that the outputs come from the text before. Nothing is left where nothing is.
 */

import { ICellModel } from '@jupyterlab/cells';
import { PartialJSONObject } from '@lumino/coreutils';

import { Finding } from './data';

const KEY = 'ibmq_nbmigrate';

export type Left = Pick<
  Finding,
  'rule' | 'status' | 'message' | 'symbol' | 'line' | 'url'
>;

export interface Notes {
  /** The hash of the text on which a proposal was rejected. */
  rejected?: string;
  /** Findings of an accepted change that nobody has looked at. */
  left?: Left[];
  /** Other findings that a person has looked at, by `keyOf`. */
  looked?: string[];
  /** The outputs are those of the cell before it was migrated. */
  stale?: boolean;
}

/** The notes of a cell; what does not look like them is passed over. */
export function readNotes(model: ICellModel): Notes {
  const found: unknown = model.getMetadata(KEY);
  if (typeof found !== 'object' || found === null) {
    return {};
  }
  const { rejected, left, looked, stale } = found as Record<string, unknown>;
  const list = (value: unknown) => (Array.isArray(value) ? value : []);
  return compact({
    rejected: typeof rejected === 'string' ? rejected : undefined,
    left: list(left).filter(isLeft),
    looked: list(looked).filter(key => typeof key === 'string'),
    stale: stale === true
  });
}

/** Writes the notes of a cell, or takes them out where there are none. */
export function writeNotes(model: ICellModel, notes: Notes): void {
  const kept = compact(notes);
  if (Object.keys(kept).length > 0) {
    model.setMetadata(KEY, kept as unknown as PartialJSONObject);
  } else if (model.getMetadata(KEY) !== undefined) {
    model.deleteMetadata(KEY);
  }
}

function compact(notes: Notes): Notes {
  return Object.fromEntries(
    Object.entries(notes).filter(
      ([, value]) => value && (!Array.isArray(value) || value.length > 0)
    )
  );
}

function isLeft(value: unknown): value is Left {
  const { rule, message, line, url, status } = (value ?? {}) as Left;
  return (
    typeof rule === 'string' &&
    typeof message === 'string' &&
    typeof line === 'number' &&
    typeof url === 'string' &&
    (status === 'review' || status === 'manual' || status === 'skipped')
  );
}
